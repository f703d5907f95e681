#include "commons/rules/duty_check.hpp"
#include <gtest/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

const Registry& measuring_registry() {
    static const Registry registry(Rooms{
        .modules = {{.name = "people", .indicators = {{.name = "people.members", .is_a_level = true}}},
                    {.name = "ledger", .indicators = {{.name = "ledger.turnover", .unit = IndicatorUnit::amount}}}}});
    return registry;
}
/// Key of every fault, in a charter whose one duty is `change`d.
std::vector<std::string> duty_keys(const std::function<void(DutyCharter&, Charter&)>& change) {
    Charter charter;
    charter.governance.classes = {{.id = "staff"}};
    charter.governance.bodies = {{.id = "office", .form = BodyForm::organisation}, {.id = "commons"}};
    charter.governance.duties = {{.id = "report",
                                  .name = "A report",
                                  .answered_by = "office",
                                  .indicator = "people.members",
                                  .from = "1000",
                                  .until = "900",
                                  .within = days(30),
                                  .every = days(365)}};
    change(charter.governance.duties.front(), charter);
    std::vector<std::string> keys;
    for (const auto& fault : duty_faults(charter, measuring_registry()))
        keys.push_back(fault.key.substr(std::string_view("governance.duties.0").size()));
    return keys;
}
using DutyKeys = std::vector<std::string>;

TEST(DutyCheck, goes_over_a_charter_key_by_key) {
    EXPECT_EQ(duty_keys([](auto&, auto&) {}), DutyKeys{});
    EXPECT_EQ(duty_keys([](auto& each, auto& charter) { charter.governance.duties.push_back(each); }), DutyKeys{".id"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.answered_by = "nobody"; }), DutyKeys{".answered_by"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.answered_by = "commons"; }), DutyKeys{".answered_by"})
        << "a forum binds nobody";
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.indicator = "people.luck"; }), DutyKeys{".indicator"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.stakeholder_class = "staff"; }), DutyKeys{});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.stakeholder_class = "driver"; }), DutyKeys{".class"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) {
                  each.indicator = "ledger.turnover", each.stakeholder_class = "staff";
                  each.from = "2.00 EUR", each.until = "1.00 EUR";
              }),
              DutyKeys{".class"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.from = "many"; }), DutyKeys{".from"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.from = "0", each.until.reset(); }), DutyKeys{".from"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.until = "900 EUR"; }), DutyKeys{".until"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.until = "1000"; }), DutyKeys{".until"}) << "it would come and go";
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.over = days(28); }), DutyKeys{".over"})
        << "members are counted now";
    EXPECT_EQ(duty_keys([](auto& each, auto&) {
                  each.indicator = "ledger.turnover", each.from = "2.00 EUR", each.until.reset();
                  each.over = days(732);
              }),
              DutyKeys{".over"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.within = hours(23); }), DutyKeys{".within"});
    EXPECT_EQ(duty_keys([](auto& each, auto&) { each.every = days(6); }), DutyKeys{".every"});
}

} // namespace
} // namespace reef::rules
