// For tests only: a round, its projects and whoever acts.
#pragma once
#include "commons/funding/module.hpp"

namespace reef::funding::testing {

inline Money eur(std::int64_t minor) { return {minor, {}}; }
inline const Time noon = *Time::parse("2026-03-06T12:00:00Z");
inline Vaulted<std::string> words() { return {{Hash{}, 7}}; }

/// Who acts at noon.
struct Acting {
    explicit Acting(std::int64_t member = 7, std::vector<std::string> roles = {"member"})
        : context{Actor::of(MemberId(member)), {Actor::of(MemberId(member)), std::move(roles)}, noon, 100, &ids} {}
    using Actor = engine::Actor;
    engine::IdSource ids{100};
    engine::Context context;
};

/// Gifts from 1.00 to 50.00, M of 25.00, at most a fifth of the pot for one project.
inline RoundTerms terms() { return {eur(100), eur(5'000), eur(2'500), percent(20), 2, 3, 3}; }
/// A round of the office with a pot of 1,000.00, open for gifts since an hour.
inline RoundRow round() {
    return {.round = IdValue{50},
            .body = "office",
            .opens_at = noon - hours(1),
            .closes_at = noon + days(7),
            .pot = eur(100'000),
            .terms = terms()};
}
/// Put by member 3.
inline ProjectRow project() {
    return {.project = IdValue{60}, .round = IdValue{50}, .member = MemberId(3), .receiver = MemberId(3)};
}

template <class Facts, class Command>
std::string code_of(const Facts& facts, const Command& command, Acting acting = Acting{}) {
    acting.context.ids = &acting.ids;
    const auto decision = decide(facts, command, acting.context);
    return decision ? "" : decision.error().code;
}

} // namespace reef::funding::testing
