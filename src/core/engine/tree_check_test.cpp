// The stored tree is compared node by node, however many there are, and the root is the one that proofs lead to.
#include "core/engine/tree_check.hpp"
#include "core/store/testing.hpp"

namespace reef::engine {
namespace {

struct Tree : testing::Test {
    store::TestPlace place;
    std::unique_ptr<store::Database> database = store::Database::open(place.where(), {.durable = false}).value();
    std::unique_ptr<store::Connection> connection = database->connect();
    chronicle::Head head;

    Tree() { EXPECT_TRUE(store::migrate(*connection, chronicle::migrations())); }
    void append_up_to(EntryNumber last) {
        store::WriteTransaction write(*connection);
        head = chronicle::lock_head(*connection);
        while (head.number < last)
            chronicle::append(*connection, head,
                              {.number = head.number + 1, .actor = "clock", .edition = 1, .previous = head.hash});
        write.commit();
    }
    void change(std::string_view sql) { store::write_script(*connection, sql); }
    struct Found {
        Hash root;
        std::optional<EntryNumber> changed_at;
        bool is_whole = false;
    };
    Found found() {
        TreeCheck check(*connection);
        chronicle::each_entry(*connection, 1, [&](const chronicle::StoredEntry& stored) {
            check.add(stored.hash);
            return true;
        });
        return {check.root(), check.changed_at(), check.is_whole()};
    }
};

TEST_F(Tree, gives_the_root_of_every_size) {
    for (EntryNumber size = 1; size <= 40; ++size) {
        append_up_to(size);
        const auto here = found();
        EXPECT_EQ(here.root, chronicle::merkle_root(size, chronicle::node_reader(*connection))) << size;
        EXPECT_EQ(here.changed_at, std::nullopt) << size;
        EXPECT_TRUE(here.is_whole) << size;
    }
}

TEST_F(Tree, finds_a_node_that_is_changed_missing_or_too_many) {
    append_up_to(1'100);
    EXPECT_EQ(found().changed_at, std::nullopt);
    change("INSERT INTO {chronicle_nodes} (level, position, hash) SELECT 0, 5000, hash FROM {chronicle_nodes} "
           "WHERE level = 0 AND position = 3");
    EXPECT_EQ(found().changed_at, std::nullopt);
    EXPECT_FALSE(found().is_whole);
    change("DELETE FROM {chronicle_nodes} WHERE level = 3 AND position = 130");
    EXPECT_EQ(found().changed_at, 1'041) << "the first entry under the node that is missing";
    EXPECT_TRUE(found().is_whole) << "one too many and one missing";
    change("UPDATE {chronicle_nodes} SET hash = (SELECT hash FROM {chronicle_nodes} WHERE level = 0 AND position = 3) "
           "WHERE level = 0 AND position = 777");
    EXPECT_EQ(found().changed_at, 778);
}

} // namespace
} // namespace reef::engine
