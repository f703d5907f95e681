// Clauses of a charter as people read them. Only pages include this.
#pragma once
#include "commons/rules/clauses.hpp"

namespace reef::rules {

struct ClauseLine {
    std::string clause;
    std::string title;
    std::optional<std::string> before;
    std::optional<std::string> after;
    static constexpr auto fields() {
        return FieldTable{field("clause", &ClauseLine::clause, "where it stands in the charter"),
                          field("title", &ClauseLine::title, "the same in words"),
                          field("before", &ClauseLine::before, "what it says now"),
                          field("after", &ClauseLine::after, "what it shall say")};
    }
};
/// `charter`: as it shall be, which knows the names of what comes and stays.
std::vector<ClauseLine> clause_lines(const engine::PageRequest& request, const Charter& charter,
                                     const std::vector<ClauseChange>& changes);

} // namespace reef::rules
