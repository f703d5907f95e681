// What one run leaves to the next, so that a map changes little when little was said, and is found in fewer steps.
#pragma once
#include "core/base/module.hpp"
#include "math/opinion/plane.hpp"
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reef::opinion {

inline constexpr RefusalKind not_an_opinion_state{
    "opinion.not_a_state",
    "Line {} is not what a saved state of opinions has there. Compute the map from its evaluations.", 400};

/// All ascending by their first member, so that equal states are equal values.
struct OpinionState {
    struct Loading {
        std::int64_t statement = 0;
        Point loading;
        bool operator==(const Loading&) const = default;
    };
    struct Included {
        std::int64_t participant = 0;
        std::int32_t base_cluster = -1; // -1: none yet
        bool operator==(const Included&) const = default;
    };
    std::vector<Loading> loadings;
    std::vector<Included> included;
    /// By number of groups: the group of each participant in `included`, -1 for none.
    std::map<int, std::vector<std::int32_t>> groups;
    int best_count = 0;      // the number of groups with the best silhouette last time; 0 at first
    int best_count_wins = 0; // how often in a row
    int shown_count = 0;     // the number of groups last shown; 0 at first
    bool operator==(const OpinionState&) const = default;

    /// Lines of words and numbers; numbers are written so that they are read back to the last bit.
    std::string text() const;
    /// Refuses `not_an_opinion_state`.
    static Result<OpinionState> parse(std::string_view text);
};

} // namespace reef::opinion
