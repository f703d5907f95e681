#include "core/engine/guestbook_testing.hpp"
#include "core/engine/rebuild.hpp"

namespace reef::engine {
namespace {

TEST(Verify, names_the_entry_whose_byte_was_changed) {
    Bench bench;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bench.sign("hello"));
    const auto bytes = bench.engine->read()->one<Bytes>("SELECT bytes FROM {chronicle_entries} WHERE number = 4").data;
    auto changed = bytes;
    changed[changed.find("\"loudness\":1") + 11] = '2';
    bench.tamper("UPDATE {chronicle_entries} SET bytes = $1 WHERE number = 4", Bytes{changed});
    EXPECT_EQ(bench.verified().fault->entry, 4);
    // Even with the hash made to fit, the next entry names the old one.
    bench.tamper("UPDATE {chronicle_entries} SET hash = $1 WHERE number = 4", chronicle::Entry::hash_of(changed));
    EXPECT_EQ(bench.verified().fault->entry, 5);
}

TEST(Verify, finds_a_dropped_tail_and_a_rewritten_history_by_a_kept_head) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    const auto kept = std::pair{EntryNumber{3}, bench.verified().head};
    EXPECT_EQ(bench.what_verify_finds({.expect = kept}), "");
    EXPECT_NE(bench.what_verify_finds({.expect = std::pair{EntryNumber{3}, sha256({"x"})}}).find("rewritten"),
              std::string::npos);
    EXPECT_NE(bench.what_verify_finds({.expect = std::pair{EntryNumber{9}, kept.second}}).find("tail was dropped"),
              std::string::npos);
    bench.tamper("DELETE FROM {chronicle_entries} WHERE number = 3");
    EXPECT_NE(bench.what_verify_finds(), "");
}

TEST(Verify, finds_reordered_entries_a_changed_tree_and_a_changed_table) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    ASSERT_TRUE(bench.sign("again"));
    bench.tamper("UPDATE {book_signatures} SET loudness = 9 WHERE signature = 2");
    EXPECT_NE(bench.what_verify_finds().find("book_signatures"), std::string::npos);
    rebuild(*bench.database, bench.engine->registry());
    EXPECT_EQ(bench.what_verify_finds(), "");
    bench.tamper("UPDATE {chronicle_nodes} SET hash = $1 WHERE level = 1 AND position = 1", sha256({"x"}));
    EXPECT_NE(bench.what_verify_finds().find("Merkle"), std::string::npos);
    bench.tamper("UPDATE {chronicle_entries} SET number = 99 WHERE number = 4");
    bench.tamper("UPDATE {chronicle_entries} SET number = 4 WHERE number = 2");
    bench.tamper("UPDATE {chronicle_entries} SET number = 2 WHERE number = 99");
    EXPECT_EQ(bench.verified().fault->entry, 2);
}

TEST(Verify, opens_every_value_in_the_vault_but_those_of_the_erased) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    const auto sealed =
        bench.engine->read()->one<Bytes>("SELECT sealed FROM {vault_values} ORDER BY commitment LIMIT 1").data;
    EXPECT_EQ(bench.what_verify_finds(), "");
    auto changed = sealed;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    bench.tamper("UPDATE {vault_values} SET sealed = $1 WHERE sealed = $2", Bytes{changed}, Bytes{sealed});
    EXPECT_NE(bench.what_verify_finds().find("missing from the vault"), std::string::npos);
    bench.tamper("UPDATE {vault_values} SET sealed = $1 WHERE sealed = $2", Bytes{sealed}, Bytes{changed});
    bench.tamper("DELETE FROM {vault_keys} WHERE subject = 2");
    EXPECT_EQ(bench.verified().fault->entry, 2) << "the first of that member's values: the name";
}

TEST(Verify, finds_what_an_erasure_left_behind) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    const auto key = bench.engine->read()->one<Bytes>("SELECT key FROM {vault_keys} WHERE subject = 2");
    const auto [commitment, sealed] = bench.engine->read()->one<std::tuple<Hash, Bytes>>(
        "SELECT commitment, sealed FROM {vault_values} WHERE subject = 2 LIMIT 1");
    ASSERT_TRUE(bench.engine->perform(Actor::of(MemberId(2)), "test", call(Forget{})));
    EXPECT_EQ(bench.what_verify_finds(), "");
    bench.tamper("INSERT INTO {vault_keys} (subject, key) VALUES (2, $1)", key);
    bench.tamper("INSERT INTO {vault_values} (commitment, subject, sealed) VALUES ($1, 2, $2)", commitment, sealed);
    EXPECT_NE(bench.what_verify_finds().find("though that member was erased"), std::string::npos);
}

TEST(Verify, really_decides_again) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    decides_otherwise = true; // a planted fault in the deciding code
    const auto report = bench.verified();
    decides_otherwise = false;
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->entry, 2);
    EXPECT_NE(report.fault->what.find("decided again"), std::string::npos);
}

} // namespace
} // namespace reef::engine
