#include "commons/decisions/change_cost.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

const Currency euro;
const std::vector<ClassSize> sizes = {{"driver", 40}, {"rider", 300}};
Money eur(std::int64_t minor) { return {minor, euro}; }

TEST(ChangeCost, is_time_of_everybody_it_touches_and_what_building_and_settling_cost) {
    const auto cost = change_cost(
        {{{"driver", 10, 20, eur(20'00)}, {"rider", 1, {}, eur(12'00)}}, eur(500'00), eur(30'00)}, sizes, euro);
    ASSERT_TRUE(cost && *cost);
    EXPECT_EQ((*cost)->lines.at(0).cost, eur(400'00)) << "40 x 30 minutes x 20.00 an hour";
    EXPECT_EQ((*cost)->lines.at(1).cost, eur(60'00)) << "300 x 1 minute x 12.00 an hour";
    EXPECT_EQ((*cost)->total, eur(990'00));
}

TEST(ChangeCost, is_nothing_where_nothing_was_filled_in) {
    const auto cost = change_cost({{{"driver", {}, {}, {}}}, {}, {}}, sizes, euro);
    ASSERT_TRUE(cost);
    EXPECT_FALSE(*cost);
}

TEST(ChangeCost, is_refused_by_name_at_its_field) {
    const auto refused = [&](const CostEstimate& estimate) {
        const auto cost = change_cost(estimate, sizes, euro);
        return cost ? "" : cost.error().code + " " + cost.error().field;
    };
    EXPECT_EQ(refused({{{"pilot", 1, 1, eur(1)}}, {}, {}}), "decisions.no_such_class cost.classes.0.class");
    EXPECT_EQ(refused({{{"driver", -1, 1, eur(1)}}, {}, {}}),
              "decisions.cost_out_of_reach cost.classes.0.read_minutes");
    EXPECT_EQ(refused({{{"driver", 1, 10'081, eur(1)}}, {}, {}}),
              "decisions.cost_out_of_reach cost.classes.0.adapt_minutes");
    EXPECT_EQ(refused({{{"driver", 1, 1, *Money::parse("5 JPY")}}, {}, {}}),
              "decisions.cost_in_other_currency cost.classes.0.hour");
    EXPECT_EQ(refused({{}, eur(-1), {}}), "decisions.cost_out_of_reach cost.engineering");
    EXPECT_EQ(refused({{}, {}, eur(2'000'000'000'000)}), "decisions.cost_out_of_reach cost.transition");
}

} // namespace
} // namespace reef::decisions
