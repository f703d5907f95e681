// For tests only: what comes of a command.
#pragma once
#include "commons/people/module.hpp"

namespace reef::people::testing {

/// The name of the last event that follows when a member of the office acts, or the refusal's code and field.
template <class Facts, class Command>
std::string outcome(const Facts& facts, const Command& command) {
    engine::IdSource ids{100};
    const auto actor = engine::Actor::of(MemberId(7));
    engine::Context context{actor, {actor, {"person", "member", "body:office"}}, *Time::parse("2026-03-05"), 100, &ids};
    const auto decision = decide(facts, command, context);
    if (decision) return decision->recorded().back().name;
    const auto& refusal = decision.error();
    return refusal.field.empty() ? refusal.code : refusal.code + " " + refusal.field;
}

} // namespace reef::people::testing
