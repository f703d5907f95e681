// For tests only: what comes of a command.
#pragma once
#include "commons/deliberation/module.hpp"

namespace reef::deliberation::testing {

inline const Time noon = *Time::parse("2026-03-05T12:00:00Z");

/// The name of the event that follows at noon, or the refusal's code, field and rule.
template <class Facts, class Command>
std::string outcome(const Facts& facts, const Command& command) {
    engine::IdSource ids{100};
    engine::Context context{engine::Actor::of(MemberId(7)), {}, noon, 100, &ids};
    const auto decision = decide(facts, command, context);
    if (decision) return decision->recorded().at(0).name;
    const auto& refusal = decision.error();
    return refusal.code + (refusal.field.empty() ? "" : " " + refusal.field) +
           (refusal.rule.empty() ? "" : " by " + refusal.rule);
}

} // namespace reef::deliberation::testing
