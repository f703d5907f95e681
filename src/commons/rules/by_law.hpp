// By-laws: within the room that the charter leaves for a rule in a scope, those named there decide by themselves; what
// lies outside of it is the parent's to allow. The room is the charter's: where it narrows, by-laws are brought inside.
#pragma once
#include "commons/rules/charter_check.hpp"
#include "commons/rules/in_force.hpp"

namespace reef::rules {

/// Whether there is what a scope names: that class, body or space, or a space with that category.
bool names_something(const Charter& charter, const Scope& scope);
/// All that a charter names by which a rule is asked, the widest first.
std::vector<Scope> possible_scopes(const Charter& charter, const engine::RuleDeclaration& rule);
/// Why a rule can have no value of its own there: rules.not_by_scope (its room never asks by such a scope),
/// rules.unknown_scope (the charter has nothing of that name).
std::optional<Refusal> refusal_of_scope(const Charter& charter, const engine::RuleDeclaration& rule,
                                        const std::optional<Scope>& scope);
/// Refused as rules.beyond_parent, with the bounds and how they are widened. None where no room is left: then nobody
/// decides here but the parent.
std::optional<Refusal> refusal_beyond_parent(const Charter& charter, const engine::RuleDeclaration& rule,
                                             const std::optional<Scope>& scope, std::string_view value);
/// The value, or the bound of the room that is nearest to it. The parent's stays the parent's.
std::string confined(const engine::RuleDeclaration& rule, const ByLawCharter& room, std::string_view value);

/// What is wrong with the rooms that a charter leaves: a rule, scope, procedure, class or body that there is not,
/// bounds outside of those of the rule, nobody who decides.
std::vector<CharterFault> faults_of_by_laws(const Charter& charter, const engine::Registry& registry);

/// Of a charter that takes its place on its day.
struct ByLawNarrowed {
    std::string rule;
    Scope scope;
    std::int64_t version = 0;
    std::string value;
    std::string before;
    IdValue decision;
    Time effective_at;
    std::optional<Time> sunset_at;
    static constexpr std::string_view name = "rules.by_law_narrowed";
    static constexpr std::string_view about =
        "The charter leaves by-laws less room: one that lies outside is brought to the nearest bound, and ends where "
        "no room is left.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &ByLawNarrowed::rule, "which rule"),
                          field("scope", &ByLawNarrowed::scope, "where it holds"),
                          field("version", &ByLawNarrowed::version, "the next one"),
                          field("value", &ByLawNarrowed::value, "the nearest that the charter allows"),
                          field("before", &ByLawNarrowed::before, "as those who decide here had set it"),
                          field("decision", &ByLawNarrowed::decision, "that changed the charter"),
                          field("effective_at", &ByLawNarrowed::effective_at, "from when"),
                          field("sunset_at", &ByLawNarrowed::sunset_at, "of what it takes the place of")};
    }
    std::string topic() const { return "/rules/" + rule; }
};
void apply(store::Connection&, const engine::Meta&, const ByLawNarrowed&);

/// The versions of a rule in a scope from the one in force on.
struct StandingByLaw {
    std::string rule;
    Scope scope;
    std::vector<Version> versions;
};
/// Wherever one of two charters leaves room.
std::vector<StandingByLaw> standing_by_laws(store::Connection& connection, const Charter& before, const Charter& after,
                                            Time at);
/// What another charter makes of a by-law (what the parent decided without a room stays): nothing where all of it lies
/// in the room that is left.
std::vector<ByLawNarrowed> narrowed(const StandingByLaw& by_law, const engine::RuleDeclaration& rule,
                                    const Charter& charter, IdValue decision, Time at);

} // namespace reef::rules
