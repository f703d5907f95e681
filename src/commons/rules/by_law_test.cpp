#include "commons/rules/by_law.hpp"
#include "commons/rules/enactment.hpp"
#include "commons/rules/lapse.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace reef::rules {
namespace {

using namespace engine;

const Rule<Count> seats_of_test{
    "test.seats", "Seats", "", {10}, Count{0}, Count{100}, {ScopeKind::body, ScopeKind::stakeholder_class}};
const RuleDeclaration seats = seats_of_test.declaration();
const Scope green{ScopeKind::body, "green"};
const Time start = *Time::parse("2026-01-01");

ByLawCharter room_of_test(std::int64_t lowest, std::int64_t highest) {
    return {"test.seats", green,  std::to_string(lowest), std::to_string(highest), Mode::self_regulated, "ordinary",
            {},           "green"};
}
Charter charter_with(std::vector<ByLawCharter> rooms) {
    Charter charter;
    charter.technology.spaces = {{.id = "rides", .kind = "rides", .name = "Rides", .categories = {"airport"}}};
    charter.governance.classes = {{.id = "driver", .name = "Drivers", .weight = percent(100)}};
    charter.governance.bodies = {
        {.id = "green", .name = "Green miles", .form = BodyForm::alliance, .quorum = percent(30)},
        {.id = "table", .name = "The table", .form = BodyForm::alliance}};
    charter.governance.procedures = {{.id = "ordinary"}};
    charter.governance.domains = {{.rules = "*", .procedure = "ordinary"}};
    charter.governance.by_laws = std::move(rooms);
    return charter;
}
Version by_law(std::int64_t number, std::string value, Origin origin = Origin::decision) {
    Version version;
    version.rule = "test.seats";
    version.scope = green.text();
    version.version = number;
    version.value = std::move(value);
    version.effective_at = start + days(number);
    version.origin = origin;
    version.by_law = version.value != parents_value;
    return version;
}
std::string code_of(const std::optional<Refusal>& refusal) { return refusal ? refusal->code : ""; }

TEST(Scope, is_a_kind_and_a_name) {
    for (const auto* text : {"class:driver", "space:rides", "body:green", "category:airport"})
        EXPECT_EQ(Scope::parse(text)->text(), text);
    for (const auto* wrong : {"", "driver", "class:", "driver:class", ":driver"})
        EXPECT_EQ(Scope::parse(wrong).error().code, "rules.not_a_scope") << wrong;
    EXPECT_EQ(scope_from_record(""), std::nullopt);
    EXPECT_EQ(recorded_scope(green), "body:green");
}

TEST(Scope, is_one_that_the_rule_is_asked_by_and_that_the_charter_names) {
    const auto charter = charter_with({});
    EXPECT_EQ(code_of(refusal_of_scope(charter, seats, std::nullopt)), "");
    EXPECT_EQ(code_of(refusal_of_scope(charter, seats, green)), "");
    EXPECT_EQ(code_of(refusal_of_scope(charter, seats, Scope{ScopeKind::body, "red"})), "rules.unknown_scope");
    EXPECT_EQ(code_of(refusal_of_scope(charter, seats, Scope{ScopeKind::stakeholder_class, "green"})),
              "rules.unknown_scope");
    const auto refusal = refusal_of_scope(charter, seats, Scope{ScopeKind::category, "airport"});
    EXPECT_EQ(refusal->code, "rules.not_by_scope");
    EXPECT_EQ(refusal->sentence(), "test.seats has one value for every category. It may differ by: body, class.");
    const auto possible = possible_scopes(charter, seats);
    EXPECT_THAT(possible, testing::ElementsAre(Scope{ScopeKind::stakeholder_class, "driver"}, green,
                                               Scope{ScopeKind::body, "table"}));
    EXPECT_TRUE(names_something(charter, {ScopeKind::category, "airport"}));
    EXPECT_FALSE(names_something(charter, {ScopeKind::category, "harbour"}));
    EXPECT_FALSE(names_something(charter, {ScopeKind::space, "airport"}));
}

TEST(Precedence, is_category_body_space_class_and_then_the_whole_platform) {
    const Selector selector{"airport", {"green", "table"}, "rides", {"driver"}};
    std::vector<std::string> order;
    for (const auto& each : narrowest_first(selector)) order.push_back(each.text());
    EXPECT_THAT(order,
                testing::ElementsAre("category:airport", "body:green", "body:table", "space:rides", "class:driver"));
    ValuesOfRule values;
    values.platform = by_law(1, "10");
    values.platform.scope.clear();
    EXPECT_EQ(values.of(selector).scope, "");
    for (auto each = order.rbegin(); each != order.rend(); ++each) {
        values.scoped.push_back(by_law(1, "11"));
        values.scoped.back().scope = *each;
        EXPECT_EQ(values.of(selector).scope, *each) << "each is narrower than those before it";
        EXPECT_EQ(values.of({}).scope, "");
    }
}

TEST(ByLaw, is_decided_by_those_to_whom_the_charter_leaves_room_and_by_the_rules_domain_where_it_leaves_none) {
    const auto charter = charter_with({room_of_test(5, 20)});
    const auto below = charter.domain_for("test.seats", green);
    ASSERT_NE(below.deciding_body(), nullptr);
    EXPECT_EQ(*below.deciding_body(), "green");
    EXPECT_EQ(charter.domain_for("test.seats", Scope{ScopeKind::body, "table"}).rules, "*");
    EXPECT_EQ(charter.domain_for("test.seats", {}).rules, "*");
    EXPECT_EQ(charter.room_for("test.other", green), nullptr);
    const DomainCharter reserve{"*", Mode::self_regulated, "ordinary", {"driver"}, "office"};
    EXPECT_EQ(reserve.deciding_body(), nullptr) << "a body in reserve does not decide";
}

TEST(ByLaw, outside_of_its_room_is_refused_with_the_bounds_and_how_they_are_widened) {
    const auto charter = charter_with({room_of_test(5, 20)});
    const auto refused = [&](std::string_view value, const std::optional<Scope>& scope) {
        return code_of(refusal_beyond_parent(charter, seats, scope, value));
    };
    EXPECT_EQ(refused("4", green), "rules.beyond_parent");
    EXPECT_EQ(refused("5", green), "");
    EXPECT_EQ(refused("20", green), "");
    EXPECT_EQ(refused("21", green), "rules.beyond_parent");
    EXPECT_EQ(refused("21", Scope{ScopeKind::body, "table"}), "") << "no room is left there: the parent decides";
    EXPECT_EQ(refused("21", {}), "");
    EXPECT_EQ(refused(parents_value, green), "");
    EXPECT_EQ(refusal_beyond_parent(charter, seats, green, "21")->sentence(),
              "The charter leaves by-laws in body:green room between 5 and 20, and 21 lies outside. All members may "
              "widen that by another charter (governance.by_laws, /charter/propose).");
}

TEST(ByLaw, that_less_room_is_left_to_is_brought_inside_with_all_that_is_to_come) {
    const StandingByLaw standing{"test.seats", green, {by_law(1, "18"), by_law(2, "6")}};
    const auto at = start + days(1);
    const auto values_under = [&](std::vector<ByLawCharter> rooms) {
        std::vector<std::string> values;
        for (const auto& each : narrowed(standing, seats, charter_with(std::move(rooms)), IdValue{50}, at))
            values.push_back(fmt::format("{} {} {}", each.version, each.value, each.effective_at.date_text()));
        return values;
    };
    EXPECT_THAT(values_under({room_of_test(5, 20)}), testing::IsEmpty());
    EXPECT_THAT(values_under({room_of_test(5, 15)}), testing::ElementsAre("3 15 2026-01-02", "4 6 2026-01-03"));
    EXPECT_THAT(values_under({room_of_test(8, 9)}), testing::ElementsAre("3 9 2026-01-02", "4 8 2026-01-03"));
    EXPECT_THAT(values_under({}), testing::ElementsAre("3 the parent's 2026-01-02", "4 the parent's 2026-01-03"))
        << "no room, no by-law";
    auto decided_above = standing;
    for (auto& each : decided_above.versions) each.by_law = false;
    EXPECT_TRUE(narrowed(decided_above, seats, charter_with({}), IdValue{50}, at).empty()) << "that needs no room";
    const StandingByLaw none{"test.seats", green, {by_law(0, std::string(parents_value), Origin::founding)}};
    EXPECT_TRUE(narrowed(none, seats, charter_with({}), IdValue{50}, at).empty()) << "the parent's lies in any room";
}

TEST(ByLaw, enacted_after_its_room_changed_is_what_the_room_lets_it_be) {
    EnactFacts facts{{by_law(0, std::string(parents_value), Origin::founding)}, "15"};
    IdSource ids{60};
    Context context;
    context.at = start;
    EnactRule enact{.rule = "test.seats", .value = "18", .decision = {50}, .effective_at = start, .scope = green};
    const auto enacted = [&] { return read_event<RuleEnacted>(decide(facts, enact, context)->recorded().at(0).data); };
    EXPECT_EQ(enacted().value, "15");
    EXPECT_EQ(enacted().version, 1);
    EXPECT_EQ(enacted().scope, green);
    facts.by_room.reset();
    EXPECT_EQ(enacted().value, "18");
    EXPECT_EQ(decide(EnactFacts{}, enact, context).error().code, "rules.unknown_rule");
}

TEST(ByLaw, that_lapses_falls_back_to_the_one_before_and_the_first_to_the_parents) {
    const auto first = by_law(0, std::string(parents_value), Origin::founding);
    auto second = by_law(2, "6");
    second.sunset_at = start + days(9);
    EXPECT_EQ(returns_after({first, by_law(1, "18"), second}, start + days(9))->value, "18");
    EXPECT_EQ(returns_after({first, by_law(1, "18")}, start + days(9))->value, parents_value);
    EXPECT_EQ(returns_after({first, by_law(1, "18"), second, by_law(3, "8", Origin::narrowed)}, start + days(9))->value,
              "18")
        << "what was narrowed stood in the place of the one on top";
    EXPECT_EQ(returns_after({first, by_law(1, "18"), second, by_law(3, std::string(parents_value), Origin::narrowed),
                             by_law(4, "7")},
                            start + days(9))
                  ->value,
              parents_value)
        << "where no room was left, nothing of before returns";
    Context context;
    context.at = start + days(9);
    const LapseFacts facts{{first, by_law(1, "18"), second}, "15"};
    const auto decision = decide(facts, Lapse{"test.seats", 2, Origin::sunset, context.at, green}, context);
    const auto lapsed = read_event<RuleLapsed>(decision->recorded().at(0).data);
    EXPECT_EQ(lapsed.value, "15") << "as the room lets it be now";
    EXPECT_EQ(lapsed.scope, green);
}

RC_GTEST_PROP(ByLaw, is_never_outside_of_its_room_whatever_the_charters_leave, ()) {
    std::vector<Version> versions{by_law(0, std::string(parents_value), Origin::founding)};
    for (int step = 0; step < 8; ++step) {
        const auto low = *rc::gen::inRange<std::int64_t>(0, 60), high = *rc::gen::inRange(low, std::int64_t{101});
        const auto room = room_of_test(low, high);
        for (int more = 0; more < 3; ++more)
            versions.push_back(
                by_law(versions.back().version + 1, confined(seats, room, std::to_string(*rc::gen::inRange(0, 101)))));
        const auto next_low = *rc::gen::inRange<std::int64_t>(0, 60),
                   next_high = *rc::gen::inRange(next_low, std::int64_t{101});
        const auto next = charter_with({room_of_test(next_low, next_high)});
        const auto from = *rc::gen::inRange<std::size_t>(0, versions.size());
        const StandingByLaw standing{
            "test.seats", green, {versions.begin() + static_cast<std::ptrdiff_t>(from), versions.end()}};
        const auto anew = narrowed(standing, seats, next, IdValue{50}, versions[from].effective_at);
        for (const auto& each : anew) {
            RC_ASSERT(each.value == parents_value || !refusal_beyond_parent(next, seats, green, each.value));
            RC_ASSERT(each.version == versions.back().version + 1);
            versions.push_back(by_law(each.version, each.value, Origin::narrowed));
        }
        if (!anew.empty()) continue;
        for (auto at = from; at < versions.size(); ++at)
            RC_ASSERT(!refusal_beyond_parent(next, seats, green, versions[at].value));
    }
}

} // namespace
} // namespace reef::rules
