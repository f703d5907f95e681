// How alike two ways of grouping the same people are.
#pragma once
#include "math/opinion/opinions.hpp"
#include <cstdint>
#include <map>
#include <utility>

namespace reef::opinion {

/// The group of each who is in one.
inline std::map<std::int64_t, std::int64_t> groups_of(const Opinions& found) {
    std::map<std::int64_t, std::int64_t> groups;
    for (const auto& participant : found.participants)
        if (participant.group) groups[participant.id] = *participant.group;
    return groups;
}

/// Adjusted Rand index over the people in both (Hubert and Arabie 1985): 1 for the same groups whatever their numbers,
/// 0 for what chance would give.
inline double adjusted_rand_index(const std::map<std::int64_t, std::int64_t>& one,
                                  const std::map<std::int64_t, std::int64_t>& other) {
    std::map<std::pair<std::int64_t, std::int64_t>, double> both;
    std::map<std::int64_t, double> rows, columns;
    double people = 0;
    for (const auto& [person, group] : one) {
        const auto found = other.find(person);
        if (found == other.end()) continue;
        ++both[{group, found->second}];
        ++rows[group];
        ++columns[found->second];
        ++people;
    }
    const auto pairs = [](const auto& counts) {
        double sum = 0;
        for (const auto& [key, count] : counts) sum += count * (count - 1) / 2;
        return sum;
    };
    const double all = people * (people - 1) / 2;
    const double expected = pairs(rows) * pairs(columns) / all;
    const double most = (pairs(rows) + pairs(columns)) / 2;
    return most == expected ? 1 : (pairs(both) - expected) / (most - expected);
}

} // namespace reef::opinion
