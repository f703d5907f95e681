// For tests only: a budget, its projects and whoever acts.
#pragma once
#include "commons/budgets/module.hpp"

namespace reef::budgets::testing {

inline Money eur(std::int64_t minor) { return {minor, {}}; }
inline const Time noon = *Time::parse("2026-03-06T12:00:00Z");
inline Vaulted<std::string> words() { return {{Hash{}, 7}}; }

/// Who acts at noon.
struct Acting {
    explicit Acting(std::int64_t member = 7, std::vector<std::string> roles = {"member", "class:driver"})
        : context{Actor::of(MemberId(member)), {Actor::of(MemberId(member)), std::move(roles)}, noon, 100, &ids} {}
    using Actor = engine::Actor;
    engine::IdSource ids{100};
    engine::Context context;
};
inline Acting of_the_office(std::int64_t member = 8) { return Acting(member, {"member", "body:office"}); }

inline Terms terms() { return {{"equal-shares"}, percent(10), 2, percent(50), {{"body:office"}}}; }
/// A budget of the office over 1,000.00, for drivers; projects are taken for another week.
inline BudgetRow budget(Stage stage = Stage::preparing) {
    return {.budget = IdValue{50},
            .mandate = "body:office",
            .projects_until = noon + days(7),
            .voting_from = noon + days(10),
            .closes_at = noon + days(17),
            .sum = eur(100'000),
            .classes = {"driver"},
            .terms = terms(),
            .stage = stage,
            .seed = sha256({"before"})};
}
/// Put forward by member 3, who would be paid.
inline ProjectRow project() {
    return {.project = IdValue{60}, .budget = IdValue{50}, .member = MemberId(3), .receiver = "member:3"};
}

template <class Facts, class Command>
std::string code_of(const Facts& facts, const Command& command, Acting acting = Acting{}) {
    acting.context.ids = &acting.ids;
    const auto decision = decide(facts, command, acting.context);
    return decision ? "" : decision.error().code;
}

} // namespace reef::budgets::testing
