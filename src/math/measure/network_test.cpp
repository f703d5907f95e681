#include "math/measure/generators.hpp"
#include "math/measure/network.hpp"
#include <cmath>

namespace reef::measure {
namespace {

const Network four{4, {{0, 1}, {1, 0}, {0, 2}, {2, 3}}};

TEST(Reciprocity, of_four_links_of_which_two_answer_each_other) {
    EXPECT_DOUBLE_EQ(*reciprocity(four), 0.5);
    EXPECT_NEAR(*reciprocity_corrected(four), 0.25, 1e-12);
    EXPECT_DOUBLE_EQ(*density(four), 4.0 / 12);
}

TEST(Reciprocity, by_weight_counts_what_comes_back) {
    EXPECT_DOUBLE_EQ(*reciprocity_weighted({3, {{0, 1, 10}, {1, 0, 4}, {1, 2, 6}}}), 8.0 / 20);
}

TEST(Network, adds_links_with_the_same_ends_and_leaves_out_weightless_ones_and_links_to_oneself) {
    const Network doubled{4, {{0, 1, 2}, {0, 1, 3}, {1, 0}, {0, 2}, {2, 3}, {3, 2, 0}, {3, 3}}};
    EXPECT_DOUBLE_EQ(*reciprocity(doubled), 0.5);
    EXPECT_DOUBLE_EQ(*density(doubled), 4.0 / 12);
    EXPECT_EQ(reciprocity(doubled).inputs_count(), 4);
}

TEST(Network, of_two_sides_has_its_own_density) {
    EXPECT_DOUBLE_EQ(*bipartite_density({2, 3, {{0, 0}, {1, 2}, {1, 2}}}), 2.0 / 6);
    EXPECT_EQ(*bipartite_density({0, 3, {}}).shortage(), (Shortage{"nodes on each side", 1, 0}));
    EXPECT_EQ(bipartite_density({2, 3, {{0, 3}}}).refusal()->sentence(),
              "Link number 1 leads from 0 to 3, but nodes are numbered from 0 to 2.");
}

TEST(Network, says_when_there_is_nothing_to_measure) {
    EXPECT_EQ(*density({1, {}}).shortage(), (Shortage{"nodes", 2, 1}));
    EXPECT_EQ(*reciprocity({5, {}}).shortage(), (Shortage{"links", 1, 0}));
    EXPECT_EQ(*reciprocity_weighted({5, {{2, 2}}}).shortage(), (Shortage{"links", 1, 0}));
    EXPECT_EQ(*reciprocity_corrected({2, {{0, 1}, {1, 0}}}).shortage(), (Shortage{"pairs without a link", 1, 0}));
    EXPECT_EQ(density({2, {{2, 0}}}).refusal()->code, "measure.link_to_nowhere");
    EXPECT_EQ(reciprocity({2, {{0, 1, -1}}}).refusal()->code, "measure.bad_link_weight");
    EXPECT_EQ(reciprocity({2, {{0, 1, INT64_MAX}}}).refusal()->code, "measure.bad_link_weight");
}

RC_GTEST_PROP(Reciprocity, agrees_with_the_sums_over_the_whole_matrix, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(2, 7);
    std::vector<std::vector<int>> w(n, std::vector<int>(n));
    Network network{n, {}};
    for (int i = 0; i < *rc::gen::inRange(1, 20); ++i) {
        const auto from = *rc::gen::inRange<std::size_t>(0, n), to = *rc::gen::inRange<std::size_t>(0, n);
        const int weight = *rc::gen::inRange(0, 5);
        network.links.push_back({from, to, weight});
        if (from != to) w[from][to] += weight;
    }
    double links = 0, returned = 0, weight = 0, weight_returned = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            links += w[i][j] > 0;
            returned += w[i][j] > 0 && w[j][i] > 0;
            weight += w[i][j];
            weight_returned += std::min(w[i][j], w[j][i]);
        }
    const auto share = reciprocity(network), of_weight = reciprocity_weighted(network);
    RC_ASSERT(static_cast<bool>(share) == (links > 0));
    if (!share) return;
    RC_ASSERT(std::abs(*share - returned / links) < 1e-12);
    RC_ASSERT(std::abs(*of_weight - weight_returned / weight) < 1e-12);
    const auto corrected = reciprocity_corrected(network);
    if (corrected) RC_ASSERT(*corrected <= *share + 1e-12 && *corrected >= -1 - 1e-12);
}

} // namespace
} // namespace reef::measure
