// What a mandated body owes to those whom it decides for: the law that it acts on or the emergency that it answers, and
// an end. Without them it decides nothing.
#pragma once
#include "commons/decisions/advice.hpp"
#include "commons/people/module.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> directive_time;
extern const engine::Rule<Duration> emergency_time;
extern const engine::Rule<Percent> objection_share;

/// What was settled for a directive when it was proposed.
struct DirectiveTerms {
    std::optional<Vaulted<std::string>> legal_basis;
    std::optional<Vaulted<std::string>> emergency;
    std::vector<std::string> bound;
    Percent objection_share;
    static constexpr auto fields() {
        return FieldTable{field("legal_basis", &DirectiveTerms::legal_basis, "the law or mandate it rests on"),
                          field("emergency", &DirectiveTerms::emergency, "the emergency it answers"),
                          field("bound", &DirectiveTerms::bound, "the classes that it binds, and that may object"),
                          field("objection_share", &DirectiveTerms::objection_share,
                                "the part of a class whose objections call a vote of those bound")};
    }
};

/// A directive as it is proposed: what it says, and how long one may stand under the rules in force.
struct DirectiveSaid {
    std::optional<Vaulted<std::string>> legal_basis;
    std::optional<Vaulted<std::string>> emergency;
    std::optional<Features> features;
    std::optional<Time> sunset_at;
    Time in_force_at;
    bool restores_charter = false; // goes back to what the charter said: the end of directives needs no end
    Duration longest;
    Duration longest_in_emergency;
};
/// Refused: neither law nor emergency, no end, an end too far off, and further still in a matter that is in flux.
std::optional<Refusal> refusal_of_directive(const DirectiveSaid& said);

/// The classes that a domain binds: those it names, or all.
std::vector<std::string> bound_by(const rules::DomainCharter& domain, const rules::Charter& charter);

} // namespace reef::decisions
