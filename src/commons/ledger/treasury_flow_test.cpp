#include "commons/ledger/testing.hpp"
#include "commons/ledger/treasury_flow.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::ledger {
namespace {

std::vector<DrawnFlow> flows_of(const std::vector<std::int64_t>& amounts) {
    std::vector<DrawnFlow> flows;
    for (const auto minor : amounts) flows.push_back({"A", "commission", {minor, {}}});
    return flows;
}
std::int64_t heights_sum(const FlowPicture& picture, bool is_left) {
    std::int64_t sum = 0;
    for (const auto& band : picture.bands)
        if (band.is_left == is_left) sum += band.bar_height;
    return sum;
}

TEST(FlowPicture, is_to_scale_and_joins_both_sides_in_the_middle) {
    const auto picture = draw_flows(flows_of({7'500, 2'500}), flows_of({10'000}));
    EXPECT_EQ(picture.middle_height, 240);
    EXPECT_EQ(picture.bands.at(0).bar_height, 180) << "three quarters";
    EXPECT_EQ(picture.bands.at(1).bar_height, 60);
    EXPECT_EQ(picture.bands.at(2).bar_height, 240);
    EXPECT_EQ(picture.height, 248) << "two bars with a gap between them";
    EXPECT_EQ(picture.bands.at(0).path, "M14,0C181,0 181,4 348,4V184C181,184 181,180 14,180Z");
    EXPECT_EQ(picture.bands.at(2).path, "M706,4C539,4 539,4 372,4V244C539,244 539,244 706,244Z");
}

RC_GTEST_PROP(FlowPicture, keeps_every_bar_inside_and_their_sum, ()) {
    const auto amounts = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 1'000'000'000)));
    RC_PRE(amounts.size() <= 10u);
    std::int64_t total = 0;
    for (const auto minor : amounts) total += minor;
    const auto picture = draw_flows(flows_of(amounts), flows_of({total}));
    for (const auto& band : picture.bands) {
        RC_ASSERT(band.bar_y >= 0);
        RC_ASSERT(band.bar_y + band.bar_height <= picture.height);
    }
    RC_ASSERT(heights_sum(picture, false) == picture.middle_height);
    const auto left = heights_sum(picture, true); // what is less than a unit high is drawn one unit high
    RC_ASSERT(left >= picture.middle_height);
    RC_ASSERT(left <= picture.middle_height + static_cast<std::int64_t>(amounts.size()));
}

} // namespace
} // namespace reef::ledger
