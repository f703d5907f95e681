#include "core/chronicle/merkle.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace reef::chronicle {
namespace {

struct Tree {
    std::map<NodePlace, Hash> nodes;
    std::vector<Hash> leaves;
    ReadNode read = [this](NodePlace place) { return nodes.at(place); };
    void add(std::string_view data) {
        const Hash leaf = sha256({std::string_view("\0", 1), data});
        append_leaf(static_cast<std::int64_t>(leaves.size()), leaf, read,
                    [this](NodePlace place, const Hash& hash) { nodes[place] = hash; });
        leaves.push_back(leaf);
    }
    std::int64_t size() const { return static_cast<std::int64_t>(leaves.size()); }
    Hash root(std::int64_t over) const { return merkle_root(over, read); }
};

Tree tree_of(int size) {
    Tree tree;
    for (int i = 0; i < size; ++i) tree.add("entry " + std::to_string(i));
    return tree;
}

std::string from_hex_text(std::string_view text) {
    std::string bytes;
    EXPECT_TRUE(from_hex(text, bytes));
    return bytes;
}

// The eight inputs that implementations of RFC 6962 share, and the roots over the first n of them.
TEST(Merkle, has_the_roots_that_others_compute) {
    const char* inputs[] = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
    const std::map<std::int64_t, std::string> roots = {{0, "e3b0c44298fc1c14"}, {1, "6e340b9cffb37a98"},
                                                       {2, "fac54203e7cc696c"}, {3, "aeb6bcfe274b70a1"},
                                                       {7, "ddb89be403809e32"}, {8, "5dc9da79a70659a9"}};
    Tree tree;
    for (const auto* input : inputs) tree.add(from_hex_text(input));
    for (const auto& [size, root] : roots) EXPECT_EQ(tree.root(size).text().substr(0, 16), root) << size;
}

RC_GTEST_PROP(Merkle, proves_every_leaf_and_nothing_else, ()) {
    const auto size = *rc::gen::inRange(1, 70);
    const auto index = *rc::gen::inRange(0, size);
    const Tree tree = tree_of(size);
    auto proof = inclusion_proof(index, size, tree.read);
    const Hash leaf = tree.leaves[static_cast<std::size_t>(index)];
    RC_ASSERT(proves_inclusion(index, size, leaf, proof, tree.root(size)));
    RC_ASSERT(!proves_inclusion(index, size, sha256({"another"}), proof, tree.root(size)));
    RC_ASSERT(!proves_inclusion((index + 1) % size, size, leaf, proof, tree.root(size)) || size == 1);
    if (!proof.empty()) {
        proof.back().value[0] ^= 1;
        RC_ASSERT(!proves_inclusion(index, size, leaf, proof, tree.root(size)));
    }
}

RC_GTEST_PROP(Merkle, proves_that_a_history_continues_another, ()) {
    const auto size = *rc::gen::inRange(1, 70);
    const auto old_size = *rc::gen::inRange(1, size + 1);
    const Tree tree = tree_of(size);
    const auto proof = consistency_proof(old_size, size, tree.read);
    RC_ASSERT(proves_consistency(old_size, size, tree.root(old_size), tree.root(size), proof));
    Tree rewritten = tree_of(old_size - 1);
    rewritten.add("another past");
    RC_ASSERT(!proves_consistency(old_size, size, rewritten.root(old_size), tree.root(size), proof));
}

} // namespace
} // namespace reef::chronicle
