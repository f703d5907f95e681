// How a backup grows: in parts that stay, once they are large enough, and a last one that is taken up into the next.
#include "core/chronicle/module.hpp"
#include "core/store/testing.hpp"

namespace reef::chronicle {
namespace {

struct Growing : testing::Test {
    store::TestPlace place;
    store::TemporaryFolder folder;
    std::unique_ptr<store::Database> database = store::Database::open(place.where(), {.durable = false}).value();
    std::unique_ptr<store::Connection> connection = database->connect();
    std::unique_ptr<Chance> chance = Chance::from_seed(3);
    BackupOptions options{.release = "test", .now = {1'000}, .vaulted = [](const Entry& entry) {
                              return std::vector{from_json<VaultReference>(entry.command.data).value()};
                          }};

    Growing() { EXPECT_TRUE(store::migrate(*connection, migrations())); }
    /// Entries of some 400 bytes, each with a value of its own.
    void append_some(int count) {
        store::WriteTransaction write(*connection);
        auto head = lock_head(*connection);
        for (int i = 0; i < count; ++i) {
            VaultSealer sealer(*chance, 1 + head.number % 3);
            const auto reference = sealer.seal("\"some words\"");
            sealer.keep(*connection);
            append(*connection, head,
                   {.number = head.number + 1,
                    .at = head.at,
                    .actor = "3",
                    .via = "test",
                    .edition = 1,
                    .command = {"book.sign", to_json(reference)},
                    .previous = head.hash});
        }
        write.commit();
    }
    BackupReport backed_up() {
        const auto made = write_backup(*database->read(), folder.path / "backup", options);
        EXPECT_TRUE(made) << made.error().sentence();
        return made.value_or(BackupReport{});
    }
    BackupReader reader() {
        auto opened = BackupReader::open(folder.path / "backup");
        EXPECT_TRUE(opened) << opened.error().sentence();
        EXPECT_EQ(opened->check(), std::nullopt);
        return *opened;
    }
    std::vector<std::pair<EntryNumber, EntryNumber>> parts() {
        std::vector<std::pair<EntryNumber, EntryNumber>> all;
        const auto backup = reader();
        for (const auto& part : backup.manifest().parts) all.emplace_back(part.first, part.last);
        return all;
    }
};

using Parts = std::vector<std::pair<EntryNumber, EntryNumber>>;

TEST_F(Growing, takes_a_small_last_part_up_into_the_next) {
    options.part_bytes_min = 10'000;
    append_some(5);
    backed_up();
    EXPECT_EQ(parts(), (Parts{{1, 5}}));
    append_some(5);
    EXPECT_EQ(backed_up().values_added, 5);
    EXPECT_EQ(parts(), (Parts{{1, 10}}));
    append_some(40);
    backed_up();
    append_some(5);
    backed_up();
    EXPECT_EQ(parts(), (Parts{{1, 50}, {51, 55}})) << "fifty entries are enough to stay";
    const std::filesystem::directory_iterator files(folder.path / "backup" / "chronicle");
    EXPECT_EQ(std::distance(begin(files), end(files)), 2) << "what was taken up is gone";
}

TEST_F(Growing, begins_another_part_where_one_is_full) {
    options.part_bytes_max = 4'000;
    append_some(50);
    backed_up();
    const auto all = parts();
    EXPECT_GT(all.size(), 3u);
    EntryNumber before = 0;
    for (const auto& [first, last] : all) {
        EXPECT_EQ(first, before + 1);
        before = last;
    }
    EXPECT_EQ(before, 50);
}

TEST_F(Growing, goes_on_after_the_last_whole_part_of_an_interrupted_first_run) {
    options.part_bytes_max = 4'000;
    append_some(50);
    struct Interrupted {};
    options.progress = [](std::string_view stage, std::int64_t done, std::int64_t) {
        if (stage == "writing entries" && done > 20) throw Interrupted{};
    };
    EXPECT_THROW(backed_up(), Interrupted);
    EXPECT_EQ(BackupReader::open(folder.path / "backup").error().code, "backup.none") << "not whole yet";
    options.progress = {};
    append_some(5);
    const auto made = backed_up();
    EXPECT_GT(made.entries_before, 10) << "which are not written again";
    EXPECT_EQ(made.entries, 55);
    const auto backup = reader();
    EXPECT_EQ(backup.hash_of(55), backup.manifest().head.hash);
    EXPECT_EQ(backup.hash_of(7), read_entry(*connection, 7)->hash);
    EXPECT_EQ(backup.hash_of(56), std::nullopt);
    EXPECT_EQ(backup.hash_of(0), std::nullopt);
}

TEST_F(Growing, goes_on_with_entries_that_are_there_and_brings_secrets_anew) {
    append_some(10);
    backed_up();
    const auto scratch = store::Database::open(":memory:").value();
    const auto there = scratch->connect();
    ASSERT_TRUE(store::migrate(*there, migrations()));
    ASSERT_EQ(restore_entries(*there, reader()), std::nullopt);
    ASSERT_TRUE(restore_secrets(*there, reader(), {}, {}));
    append_some(10);
    backed_up();
    ASSERT_EQ(restore_entries(*there, reader()), std::nullopt);
    ASSERT_TRUE(restore_secrets(*there, reader(), {}, {}));
    for (const auto* table : {"chronicle_head", "chronicle_entries", "chronicle_nodes", "vault_keys", "vault_values"})
        EXPECT_EQ(store::first_difference(*connection, table, *there, table), std::nullopt) << table;
}

TEST_F(Growing, brings_back_every_entry_key_and_value) {
    options.part_bytes_max = 4'000;
    append_some(25);
    backed_up();
    append_some(25);
    backed_up();
    const auto scratch = store::Database::open(":memory:").value();
    const auto there = scratch->connect();
    ASSERT_TRUE(store::migrate(*there, migrations()));
    const auto backup = reader();
    ASSERT_EQ(restore_entries(*there, backup), std::nullopt);
    const auto brought = restore_secrets(*there, backup, {}, {});
    ASSERT_TRUE(brought) << brought.error().sentence();
    EXPECT_EQ(brought->keys, 3);
    for (const auto* table : {"chronicle_head", "chronicle_entries", "chronicle_nodes", "vault_keys", "vault_values"})
        EXPECT_EQ(store::first_difference(*connection, table, *there, table), std::nullopt) << table;
}

TEST_F(Growing, refuses_what_a_newer_release_wrote) {
    append_some(1);
    backed_up();
    const auto path = folder.file("backup") + "/backup.json";
    auto whole = parse_json(store::contents(path)).value();
    auto& document = whole.as_object().at("backup");
    document.as_object().at("format") = 2;
    whole.as_object().at("sha256") = sha256({json_text(document)}).text();
    std::ofstream(path) << json_text_indented(whole);
    EXPECT_EQ(BackupReader::open(folder.path / "backup").error().code, "backup.newer_format");
}

} // namespace
} // namespace reef::chronicle
