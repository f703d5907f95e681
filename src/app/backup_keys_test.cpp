// Keys lie apart in a backup, so that nobody comes back who was erased.
#include "app/backup_testing.hpp"

namespace reef::app {
namespace {

TEST_F(Backups, forget_the_erased_at_the_next_run) {
    const auto member = others_.front();
    const auto name = name_in(data, member);
    backed_up();
    const auto mark = fmt::format("\"subject\":{},", member.value);
    EXPECT_NE(keys_text().find(mark), std::string::npos);
    leave(member);
    backed_up();
    EXPECT_EQ(keys_text().find(mark), std::string::npos) << "and there is one file of keys alone";
    ASSERT_EQ(code(), "");
    EXPECT_EQ(name_in(back, member), "Member " + member.text());
    EXPECT_NE(name, "Member " + member.text());
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, that_are_old_bring_nobody_back_with_newer_keys) {
    const auto ada = newcomer("ada"), bo = newcomer("bo");
    backed_up();
    const auto old = at("old");
    files::copy(to, old, files::copy_options::recursive);
    leave(ada);
    const auto eve = newcomer("eve");
    backed_up();
    const auto done = restored({.from = old, .keys = to + "/keys"});
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_EQ(name_in(back, ada), "Member " + ada.text());
    EXPECT_EQ(signs_in(back, "ada"), 401);
    EXPECT_EQ(name_in(back, bo), "Newcomer bo");
    EXPECT_EQ(signs_in(back, "bo"), 200);
    EXPECT_EQ(done->lost_values, 1) << "Ada's name";
    // Her number will be another's there.
    EXPECT_GT(eve.value, done->head.number);
    EXPECT_EQ(signs_in(back, "eve"), 401);
    EXPECT_EQ(database(back)->read()->one<std::int64_t>("SELECT count(*) FROM {vault_keys} WHERE subject = $1", eve),
              0);
}

TEST_F(Backups, that_are_new_bring_nobody_back_with_older_keys) {
    const auto ada = newcomer("ada");
    backed_up();
    const auto old_keys = at("old_keys");
    files::copy(to + "/keys", old_keys, files::copy_options::recursive);
    leave(ada);
    backed_up();
    EXPECT_EQ(code({.keys = old_keys}), "backup.keys_missing") << "older than the backup, and not asked for by name";
    const auto file = file_in(old_keys, "keys-");
    const auto done = restored({.keys = file});
    ASSERT_TRUE(done) << done.error().sentence();
    // before anybody opens the platform, which would forget her once more
    const auto count = [&](std::string_view sql) { return database(back)->read()->one<std::int64_t>(sql, ada); };
    EXPECT_EQ(count("SELECT count(*) FROM {vault_keys} WHERE subject = $1"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM {web_credentials} WHERE member = $1"), 0);
    EXPECT_EQ(name_in(back, ada), "Member " + ada.text());
    EXPECT_EQ(signs_in(back, "ada"), 401);
    EXPECT_EQ(fault(back), "");
}

TEST_F(Backups, come_back_without_keys_where_these_are_lost) {
    newcomer("ada");
    backed_up();
    files::remove(to + "/" + only_file("keys/keys-"));
    EXPECT_EQ(code(), "backup.keys_missing");
    const auto done = restored({.without_keys = true});
    ASSERT_TRUE(done) << done.error().sentence();
    EXPECT_GT(done->lost_values, 0);
    EXPECT_EQ(done->keys, 0);
    EXPECT_EQ(name_in(back, others_.front()), "Member " + others_.front().text());
    EXPECT_EQ(signs_in(back, "ada"), 200);
    live(back);
    EXPECT_NE(fault(back).find("missing from the vault"), std::string::npos) << "verify goes on to say so";
}

TEST_F(Backups, keep_older_keys_as_long_as_asked) {
    const auto keys = [&] {
        return std::ranges::count_if(files_in(to), [](const auto& name) { return name.starts_with("keys/keys-"); });
    };
    backed_up();
    ASSERT_TRUE(back_up_now(days(2)));
    EXPECT_EQ(keys(), 2);
    clock.pass(days(1));
    ASSERT_TRUE(back_up_now(days(2)));
    EXPECT_EQ(keys(), 3);
    clock.pass(days(2));
    std::ofstream(to + "/keys/notes.txt") << "somebody else's";
    ASSERT_TRUE(back_up_now(days(2)));
    EXPECT_EQ(keys(), 1);
    EXPECT_TRUE(files::exists(to + "/keys/notes.txt")) << "what is not ours stays";
}

} // namespace
} // namespace reef::app
