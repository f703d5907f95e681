// The restore drill: a platform lives, is backed up, lives on, dies, and comes back the same.
#include "app/backup_testing.hpp"
#include <atomic>
#include <sys/resource.h>
#include <thread>

namespace reef::app {
namespace {

TEST_F(Backups, bring_back_the_same_platform) {
    newcomer("ada");
    const auto first = backed_up();
    live(data);
    const auto second = backed_up();
    const auto head_then = head(data);
    const auto kept_then = kept(data);
    live(data); // what no backup has seen is lost with the disk
    files::remove_all(data);
    const auto done = restored();
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_EQ(done->head, head_then);
    EXPECT_EQ(head(back), head_then);
    EXPECT_EQ(kept(back), kept_then);
    EXPECT_EQ(done->lost_values, 0);
    EXPECT_EQ(fault(back), "");
    EXPECT_EQ(signs_in(back, "ada"), 200);
    EXPECT_EQ(first.entries_before, 0);
    EXPECT_EQ(second.entries_before, first.entries);
    live(back);
    EXPECT_EQ(fault(back), "");
    // and the backup goes on with the platform that came out of it
    data = back;
    EXPECT_EQ(backed_up().entries_before, second.entries);
}

TEST_F(Backups, add_what_came_since_and_nothing_else) {
    EXPECT_GT(backed_up().bytes_written, 0);
    const auto again = backed_up();
    EXPECT_EQ(again.entries, again.entries_before);
    EXPECT_EQ(again.values_added, 0);
    EXPECT_EQ(again.bytes_written, 0);
    live(data);
    const auto values_then = database(data)->read()->one<std::int64_t>("SELECT count(*) FROM {vault_values}");
    newcomer("ada");
    const auto more = backed_up();
    EXPECT_EQ(more.entries_before, again.entries);
    EXPECT_EQ(more.entries, head(data).number);
    EXPECT_EQ(database(data)->read()->one<std::int64_t>("SELECT count(*) FROM {vault_values}"), values_then + 1);
    EXPECT_GE(more.values_added, 1);
}

TEST_F(Backups, while_somebody_writes_hold_one_moment) {
    auto house = open(data);
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; !done; ++i) newcomer_by((*house)->engine(), i);
    });
    std::vector<EntryNumber> heads;
    for (int i = 0; i < 5; ++i) heads.push_back(backed_up().head.number);
    done = true;
    writer.join();
    house->reset();
    EXPECT_TRUE(std::ranges::is_sorted(heads));
    const auto brought = restored();
    ASSERT_TRUE(brought) << brought.error().sentence();
    EXPECT_EQ(brought->head.number, heads.back());
    EXPECT_EQ(brought->lost_values, 0);
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, find_every_flipped_byte_and_every_missing_file) {
    newcomer("ada");
    backed_up();
    const auto names = files_in(to);
    EXPECT_EQ(names.size(), 5u) << join(names, ", ");
    for (const auto& name : names) {
        const auto path = to + "/" + name;
        const auto bytes = store::contents(path);
        const auto finds = [&](const std::string& changed) {
            std::ofstream(path, std::ios::binary) << changed;
            const auto done = restored();
            ASSERT_FALSE(done) << name;
            EXPECT_TRUE(done.error().code.starts_with("backup.")) << done.error().code;
            if (name != "backup.json") {
                EXPECT_EQ(done.error().code, "backup.file_damaged") << name;
            }
            EXPECT_NE(done.error().sentence().find(name.substr(name.rfind('/') + 1)), std::string::npos)
                << done.error().sentence();
        };
        for (const auto at_byte : {std::size_t{0}, bytes.size() / 3, bytes.size() / 2, bytes.size() - 1}) {
            auto changed = bytes;
            changed[at_byte] = static_cast<char>(changed[at_byte] ^ 1);
            finds(changed);
        }
        finds(bytes.substr(0, bytes.size() - 1));
        finds(bytes + "\n");
        files::remove(path);
        const auto missing = restored();
        ASSERT_FALSE(missing) << name;
        if (name != "backup.json") {
            EXPECT_TRUE(missing.error().code == "backup.file_missing" || missing.error().code == "backup.keys_missing")
                << name;
        }
        std::ofstream(path, std::ios::binary) << bytes;
    }
    EXPECT_FALSE(files::exists(own_file_of(back))) << "nothing is written before everything was checked";
    EXPECT_EQ(code(), "");
}

TEST_F(Backups, end_well_after_being_killed) {
    backed_up();
    const auto head_then = head(data);
    live(data);
    for (const auto* stage : {"writing entries", "writing keys", "finishing", "removing what is old"}) {
        EXPECT_TRUE(is_killed_in([&] {
            clock.pass(seconds(1));
            back_up({.data = data, .to = to, .clock = &clock, .progress = [&](std::string_view now, auto, auto) {
                         if (now == stage) die_now();
                     }});
        })) << stage;
        // what there was is whole, whenever it happened
        const auto backup = chronicle::BackupReader::open(to);
        ASSERT_TRUE(backup) << backup.error().sentence();
        EXPECT_EQ(backup->check(), std::nullopt) << stage;
        EXPECT_EQ(backup->manifest().head == head_then, std::string_view(stage) != "removing what is old") << stage;
    }
    backed_up();
    EXPECT_EQ(files_in(to).size(), 5u) << join(files_in(to), ", ");
    for (const auto* stage : {"checking the backup's bytes", "bringing keys", "decide again", "opening"}) {
        EXPECT_TRUE(is_killed_in([&] {
            restored({.progress = [&](std::string_view now, auto, auto) {
                if (now == stage) die_now();
            }});
        })) << stage;
        EXPECT_NE(refused(back), "") << stage << ": what is not whole is not served";
    }
    ASSERT_EQ(code(), "");
    EXPECT_EQ(kept(back), kept(data));
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, come_back_where_an_interrupted_restore_stopped) {
    backed_up();
    const auto dies_at = [&](std::string_view stage) {
        return is_killed_in([&] {
            restored({.progress = [&](std::string_view now, auto, auto) {
                if (now == stage) die_now();
            }});
        });
    };
    const auto reached = head(data).number;
    ASSERT_TRUE(dies_at("rebuilding the tables"));
    auto done = restored();
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_EQ(done->before, reached);
    EXPECT_EQ(kept(back), kept(data));
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, come_back_from_a_newer_one_than_the_interrupted_restore_had) {
    backed_up();
    const auto reached = head(data).number;
    const auto dies_late = [&] {
        return is_killed_in([&] {
            restored({.progress = [&](std::string_view now, auto, auto) {
                if (now == "opening") die_now();
            }});
        });
    };
    ASSERT_TRUE(dies_late()) << "tables, keys and credentials are there";
    live(data);
    backed_up();
    const auto done = restored();
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_EQ(done->before, reached);
    EXPECT_EQ(kept(back), kept(data));
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, come_back_anew_where_what_is_there_is_no_beginning_of_them) {
    backed_up();
    ASSERT_TRUE(is_killed_in([&] {
        restored({.progress = [&](std::string_view now, auto, auto) {
            if (now == "bringing keys") die_now();
        }});
    }));
    {
        const auto half = store::Database::open(new_database.empty() ? own_file_of(back) : new_database).value();
        const auto connection = half->connect();
        store::WriteTransaction write(*connection);
        connection->run("UPDATE {chronicle_head} SET hash = $1", sha256({"another history"}));
        write.commit();
    }
    const auto done = restored();
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_EQ(done->before, 0);
    EXPECT_EQ(kept(back), kept(data));
}

TEST_F(Backups, onto_a_full_disk_leave_everything_as_it_was) {
    backed_up();
    const auto before = kept(data);
    live(data);
    const auto names = files_in(to);
    rlimit usual = {};
    getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit small{65'536, usual.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const auto made = back_up_now();
    setrlimit(RLIMIT_FSIZE, &usual);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "store.full");
    EXPECT_EQ(files_in(to), names);
    EXPECT_EQ(refused(data), "");
    if (!store::TestPlace::is_postgres()) {
        EXPECT_EQ(code({.disk = {.size_bytes_max = 200'000}}), "store.full");
        EXPECT_EQ(refused(back), "house.arriving");
    }
    ASSERT_EQ(code(), "") << "with room it comes back";
    EXPECT_EQ(kept(back), before);
}

TEST_F(Backups, refuse_by_name) {
    const auto code_of = [](const Result<chronicle::BackupReport>& made) { return made ? "" : made.error().code; };
    EXPECT_EQ(code(), "backup.none");
    EXPECT_EQ(code_of(back_up({.data = at("nowhere"), .to = to})), "store.missing");
    EXPECT_EQ(code_of(back_up({.data = data, .to = data})), "backup.not_a_backup");
    ASSERT_TRUE(open(at("empty"), {}, true));
    EXPECT_EQ(code_of(back_up({.data = at("empty"), .to = to})), "backup.nothing_here");
    backed_up();
    EXPECT_EQ(code({.to = data}), "place.not_empty");
    EXPECT_EQ(code({.from = at("nowhere")}), "backup.none");
    const auto held = FolderLock::take(to);
    EXPECT_EQ(code_of(back_up_now()), "backup.in_use");
}

TEST_F(Backups, of_another_history_stay_as_they_are) {
    backed_up();
    const auto names = files_in(to);
    chance = Chance::from_seed(12);
    make(at("other"));
    const auto made = back_up({.data = at("other"), .to = to, .clock = &clock});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "backup.other_history");
    ASSERT_TRUE(back_up({.data = at("other"), .to = at("others"), .clock = &clock}));
    EXPECT_EQ(code({.keys = at("others") + "/keys"}), "backup.keys_of_another");
    // a chronicle that was changed
    const auto bytes = database(data)->read()->one<Bytes>("SELECT bytes FROM {chronicle_entries} WHERE number = 9");
    live(data);
    tamper(data, "UPDATE {chronicle_entries} SET bytes = $1 WHERE number = 9", Bytes{bytes.data + " "});
    const auto damaged = back_up_now();
    ASSERT_FALSE(damaged);
    EXPECT_EQ(damaged.error().code, "backup.source_damaged");
    EXPECT_EQ(files_in(to), names);
    EXPECT_EQ(chronicle::BackupReader::open(to)->check(), std::nullopt);
}

TEST_F(Backups, know_every_table) {
    std::set<std::string> known = {"chronicle_entries", "chronicle_head", "chronicle_nodes", "vault_keys",
                                   "vault_values"};
    const engine::Registry registry(rooms());
    known.insert(registry.projection_tables().begin(), registry.projection_tables().end());
    for (const auto& table : credential_tables()) known.emplace(table.name);
    for (const auto& table : tables_left_out()) known.insert(table);
    const auto all = store::platform_tables(*database(data)->read());
    EXPECT_EQ(known, std::set(all.begin(), all.end()))
        << "a table that no entry makes again is kept by a backup, or left out on purpose (app/backup.cpp)";
}

} // namespace
} // namespace reef::app
