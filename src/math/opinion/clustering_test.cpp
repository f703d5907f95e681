#include "math/opinion/clustering.hpp"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace reef::opinion {
namespace {

rc::Gen<std::vector<Point>> some_points(int least) {
    const auto coordinate = rc::gen::map(rc::gen::inRange(-20, 21), [](int whole) { return whole / 4.0; });
    return rc::gen::suchThat(rc::gen::container<std::vector<Point>>(rc::gen::construct<Point>(coordinate, coordinate)),
                             [=](const auto& points) { return static_cast<int>(points.size()) >= least; });
}

std::size_t places(const std::vector<Point>& points) {
    std::set<std::pair<double, double>> distinct;
    for (const Point point : points) distinct.insert({point.x, point.y});
    return distinct.size();
}

RC_GTEST_PROP(KMeans, ends_where_everyone_is_nearest_to_the_mean_of_their_own_cluster, ()) {
    const auto points = *some_points(1);
    const auto count = *rc::gen::inRange<std::size_t>(1, 7);
    const auto start = divided_centres(points, count);
    RC_ASSERT(start.size() == std::min(count, places(points)) || start.size() < count);
    const auto found = k_means(points, start, {.most_rounds = 1000});
    const auto sizes = found.sizes();
    std::vector<Point> sum(found.centres.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        sum[found.cluster_of[i]] += points[i];
        for (const Point other : found.centres)
            RC_ASSERT(squared_distance(points[i], found.centres[found.cluster_of[i]]) <=
                      squared_distance(points[i], other) + 1e-12);
    }
    for (std::size_t c = 0; c < sizes.size(); ++c) {
        RC_ASSERT(sizes[c] > 0U);
        RC_ASSERT(squared_distance(1 / static_cast<double>(sizes[c]) * sum[c], found.centres[c]) < 1e-20);
    }
}

TEST(KMeans, drops_a_centre_that_nobody_is_near_and_says_which_are_left) {
    const std::vector<Point> points = {{0, 0}, {1, 0}, {10, 0}};
    const auto found = k_means(points, {{100, 100}, {9, 0}, {0, 0}});
    EXPECT_EQ(found.origin, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(found.centres, (std::vector<Point>{{10, 0}, {0.5, 0}}));
    EXPECT_EQ(found.cluster_of, (std::vector<std::uint32_t>{1, 1, 0}));
}

TEST(DividedCentres, cut_the_widest_part_across_its_length) {
    // A long bar along the diagonal with a small cluster aside: first the bar is cut in the middle.
    const std::vector<Point> points = {{0, 0}, {1, 1}, {4, 4}, {5, 5}};
    auto centres = divided_centres(points, 2);
    std::ranges::sort(centres, {}, &Point::x);
    EXPECT_EQ(centres, (std::vector<Point>{{0.5, 0.5}, {4.5, 4.5}}));
    EXPECT_EQ(divided_centres(points, 9).size(), 4U);
    EXPECT_EQ(divided_centres(std::vector<Point>(5, Point{2, 3}), 3), (std::vector<Point>{{2, 3}}));
    EXPECT_TRUE(divided_centres({}, 3).empty());
}

RC_GTEST_PROP(DividedCentres, do_not_depend_on_the_order_of_the_points, ()) {
    const auto points = *some_points(2);
    Point mean;
    for (const Point point : points) mean += 1 / static_cast<double>(points.size()) * point;
    double xx_less_yy = 0, xy = 0;
    for (const Point point : points) {
        const Point away = point - mean;
        xx_less_yy += away.x * away.x - away.y * away.y;
        xy += away.x * away.y;
    }
    RC_PRE(std::hypot(xx_less_yy, 2 * xy) > 1e-6); // as wide as long: any axis would do
    const double angle = 0.5 * std::atan2(2 * xy, xx_less_yy);
    for (const Point point : points) // on the border: either side would do
        RC_PRE(std::abs(dot(point - mean, {std::cos(angle), std::sin(angle)})) > 1e-9);
    auto reversed = points;
    std::ranges::reverse(reversed);
    auto one = divided_centres(points, 2), other = divided_centres(reversed, 2);
    RC_ASSERT(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) RC_ASSERT(squared_distance(one[i], other[i]) < 1e-18);
}

TEST(AddFarthest, takes_the_place_farthest_from_every_centre) {
    const std::vector<Point> points = {{0, 0}, {3, 0}, {0, 4}, {0, 0}};
    std::vector<Point> centres = {{0, 0}};
    add_farthest(points, centres, 2);
    EXPECT_EQ(centres.back(), (Point{0, 4}));
    add_farthest(points, centres, 9);
    EXPECT_EQ(centres, (std::vector<Point>{{0, 0}, {0, 4}, {3, 0}}));
}

TEST(Silhouette, is_worked_by_hand) {
    // On a line: {0, 1} and {4, 6}, and 20 alone.
    // 0: a = 1, b = 5, 0.8. 1: a = 1, b = 4, 0.75. 4: a = 2, b = 3.5, 3/7. 6: a = 2, b = 5.5, 7/11. 20: 0.
    const std::vector<Point> points = {{0, 0}, {1, 0}, {4, 0}, {6, 0}, {20, 0}};
    EXPECT_NEAR(silhouette(points, std::vector<std::uint32_t>{0, 0, 1, 1, 2}, 3), (0.8 + 0.75 + 3.0 / 7 + 7.0 / 11) / 5,
                1e-15);
    EXPECT_EQ(silhouette(points, std::vector<std::uint32_t>(5), 1), 0);
    // Everyone in one place, in two clusters: nothing is nearer than anything else.
    EXPECT_EQ(silhouette(std::vector<Point>(4), std::vector<std::uint32_t>{0, 0, 1, 1}, 2), 0);
}

} // namespace
} // namespace reef::opinion
