// A charter clause by clause: what an amendment changes, which of it cannot change while the platform runs, and what
// the protections of the clauses ask for.
#pragma once
#include "commons/rules/charter.hpp"

namespace reef::rules {

/// One thing that a charter says: `outcomes.purpose`, or `quorum` of the element `governance.classes[driver]`.
struct Clause {
    std::string element; // of a list, by what names it; empty: of the charter itself
    std::string key;     // the whole, the element's included
    std::string text;
};
/// What names an element of a list among the others: its id, or the rule, clause or class that it is about.
std::string element_name(const json::object& element);
/// In the order of the document. What is left out is no clause.
std::vector<Clause> clauses_of(const Charter& charter);

/// None before: it is new; none after: it falls away. An element that comes or goes is one change.
struct ClauseChange {
    std::string clause;
    std::optional<std::string> before;
    std::optional<std::string> after;
    bool operator==(const ClauseChange&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("clause", &ClauseChange::clause, "where it stands in the charter"),
                          field("before", &ClauseChange::before, "what it says now"),
                          field("after", &ClauseChange::after, "what it shall say")};
    }
};
std::vector<ClauseChange> changed_clauses(const Charter& before, const Charter& after);

/// Whether there is such a part of charters, also where this one leaves it out: `governance.laws`.
bool is_part_of_charter(std::string_view name);

/// Whether the name of a clause, or of a part of the charter, speaks of another one: itself, all beneath it, and what
/// it lies in where that comes or goes as a whole.
bool speaks_of(std::string_view name, std::string_view clause);

/// Why a change cannot be made while the platform runs: rules.clause_is_a_rule, rules.clause_must_stay,
/// rules.clause_is_fixed.
std::optional<Refusal> refusal_to_change(const ClauseChange& change);

/// What the strictest of the protections of all changed clauses asks for, and that no class loses weight against
/// itself. A protection protects itself, as it stands and as it shall stand; one that lets nothing change is brought in
/// by every class.
struct Demand {
    std::optional<Percent> majority;
    bool every_class = false;
    std::optional<std::string> never; // the clause that cannot change at all
    std::vector<std::string> vetoes;  // classes that lose weight: each can stop it
    static constexpr auto fields() {
        return FieldTable{field("majority", &Demand::majority, "that is needed at least"),
                          field("every_class", &Demand::every_class, "whether every class must say yes"),
                          field("never", &Demand::never, "the clause that cannot change"),
                          field("vetoes", &Demand::vetoes, "classes that lose weight: each can stop it")};
    }
};
Demand demand_of(const Charter& before, const Charter& after, const std::vector<ClauseChange>& changes);

} // namespace reef::rules
