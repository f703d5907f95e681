#include "math/measure/generators.hpp"
#include "math/measure/lots.hpp"
#include "math/measure/nestedness.hpp"
#include <cmath>
#include <numeric>
#include <string_view>

namespace reef::measure {
namespace {

BipartiteNetwork of_rows(const std::vector<std::string_view>& rows) {
    BipartiteNetwork network{rows.size(), rows.front().size(), {}};
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            if (rows[r][c] == '1') network.links.push_back({r, c});
    return network;
}

TEST(Nodf, of_the_matrix_of_its_authors) {
    const auto nested = nodf(of_rows({"10111", "11100", "01110", "11000", "11000"}));
    EXPECT_NEAR(nested->nodf, 58.333333, 5e-7);
    EXPECT_NEAR(nested->rows, 53.333333, 5e-7);
    EXPECT_NEAR(nested->columns, 63.333333, 5e-7);
}

TEST(Nodf, of_a_perfect_triangle_and_of_pairs_that_share_nothing) {
    EXPECT_DOUBLE_EQ(nodf(of_rows({"111", "110", "100"}))->nodf, 100);
    EXPECT_DOUBLE_EQ(nodf(of_rows({"10", "01"}))->nodf, 0);
    EXPECT_DOUBLE_EQ(nodf(of_rows({"00", "11"}))->nodf, 0); // an empty member
}

TEST(Nodf, needs_two_on_one_side) {
    EXPECT_EQ(*nodf({1, 1, {{0, 0}}}).shortage(), (Shortage{"nodes on one side", 2, 1}));
    EXPECT_EQ(nodf({1, 2, {{1, 0}}}).refusal()->code, "measure.link_to_nowhere");
}

/// Mean and deviation over all matrices of four rows and columns with the sums of this one.
std::pair<double, double> over_all_with_these_sums(const BipartiteNetwork& network) {
    const auto sums = [](const BipartiteNetwork& one) {
        std::vector<int> out(8);
        for (const auto& [row, column, weight] : one.links) ++out[row], ++out[4 + column];
        return out;
    };
    double count = 0, sum = 0, squares = 0;
    for (unsigned cells = 0; cells < 1U << 16; ++cells) {
        BipartiteNetwork other{4, 4, {}};
        for (std::size_t cell = 0; cell < 16; ++cell)
            if (cells >> cell & 1) other.links.push_back({cell / 4, cell % 4});
        if (other.links.size() != network.links.size() || sums(other) != sums(network)) continue;
        const double value = nodf(other)->nodf;
        ++count, sum += value, squares += value * value;
    }
    return {sum / count, std::sqrt(squares / count - sum * sum / count / count)};
}

TEST(NodfBesideChance, draws_evenly_among_the_networks_with_these_degrees) {
    const auto network = of_rows({"1110", "1100", "0011", "0001"});
    const auto [mean, deviation] = over_all_with_these_sums(network);
    const auto beside = nodf_beside_chance(network, 4000, 7);
    EXPECT_NEAR(beside->null_mean, mean, 5 * deviation / std::sqrt(4000));
    EXPECT_NEAR(beside->null_deviation, deviation, 0.05 * deviation);
    EXPECT_NEAR(beside->z, (nodf(network)->nodf - beside->null_mean) / beside->null_deviation, 1e-12);
    EXPECT_GT(beside->z, 0); // each small row lies within a larger one
    EXPECT_DOUBLE_EQ(nodf_beside_chance(network, 50, 7)->z, nodf_beside_chance(network, 50, 7)->z); // the seed decides
    EXPECT_NE(nodf_beside_chance(network, 50, 8)->z, nodf_beside_chance(network, 50, 7)->z);
}

TEST(NodfBesideChance, is_silent_where_chance_leaves_no_choice) {
    EXPECT_EQ(*nodf_beside_chance(of_rows({"111", "110", "100"}), 20, 1).shortage(),
              (Shortage{"different values among the null networks", 2, 1}));
    EXPECT_EQ(*nodf_beside_chance(of_rows({"100", "000"}), 20, 1).shortage(), (Shortage{"links", 2, 1}));
    EXPECT_EQ(nodf_beside_chance(of_rows({"11", "10"}), 9, 1).refusal()->code, "measure.out_of_range");
    EXPECT_EQ(*nodf_beside_chance({1, 1, {{0, 0}}}, 20, 1).shortage(), (Shortage{"nodes on one side", 2, 1}));
}

using Rows = std::vector<std::vector<bool>>;

Rows some_rows() {
    Rows rows(*rc::gen::inRange<std::size_t>(2, 8), std::vector<bool>(*rc::gen::inRange<std::size_t>(2, 80)));
    for (auto& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) row[c] = *rc::gen::arbitrary<bool>();
    return rows;
}

BipartiteNetwork network_of(const Rows& rows) {
    BipartiteNetwork network{rows.size(), rows.front().size(), {}};
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            if (rows[r][c]) network.links.push_back({r, c});
    return network;
}

/// The mean over pairs of rows, by the definition.
double rows_by_definition(const Rows& rows) {
    double sum = 0, pairs = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < i; ++j, ++pairs) {
            int di = 0, dj = 0, common = 0;
            for (std::size_t c = 0; c < rows[i].size(); ++c)
                di += rows[i][c], dj += rows[j][c], common += rows[i][c] && rows[j][c];
            if (di != dj && di > 0 && dj > 0) sum += 100.0 * common / std::min(di, dj);
        }
    return sum / pairs;
}

RC_GTEST_PROP(Nodf, of_rows_is_the_mean_of_the_pairs, ()) {
    const auto rows = some_rows();
    RC_ASSERT(std::abs(nodf(network_of(rows))->rows - rows_by_definition(rows)) < 1e-9);
}

RC_GTEST_PROP(Nodf, does_not_change_when_rows_and_columns_change_places, ()) {
    const auto network = network_of(some_rows());
    std::vector<std::size_t> row_places(network.rows_count), column_places(network.columns_count);
    std::iota(row_places.begin(), row_places.end(), 0U);
    std::iota(column_places.begin(), column_places.end(), 0U);
    Lots lots(*rc::gen::arbitrary<std::uint64_t>());
    lots.shuffle(row_places);
    lots.shuffle(column_places);
    BipartiteNetwork permuted = network, turned{network.columns_count, network.rows_count, {}};
    for (auto& link : permuted.links) link = {row_places[link.from], column_places[link.to]};
    for (const auto& link : network.links) turned.links.push_back({link.to, link.from});
    const auto before = *nodf(network), after = *nodf(permuted), across = *nodf(turned);
    RC_ASSERT(std::abs(before.nodf - after.nodf) < 1e-9);
    RC_ASSERT(std::abs(before.rows - across.columns) < 1e-9);
    RC_ASSERT(before.nodf >= 0 && before.nodf <= 100);
}

} // namespace
} // namespace reef::measure
