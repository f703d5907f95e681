// Groups of participants who stand close together on the map.
#pragma once
#include "math/opinion/clustering.hpp"
#include "math/opinion/settings.hpp"
#include "math/opinion/state.hpp"
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace reef::opinion {

/// Participants in numbered clusters.
struct Numbered {
    Clustering clustering;
    std::vector<std::int32_t> ids; // per centre; kept from run to run
};

/// Up to 100 places that stand for everyone near them. `previous` has each participant's cluster in the last run (-1:
/// none). At first they are numbered by their first participant.
Numbered base_clusters(std::span<const Point> included, std::span<const std::int32_t> previous,
                       const Settings& settings);

/// What was tried, by number of groups k, and which k is shown: none where the participants have too few places.
struct Grouping {
    struct Tried {
        Numbered groups;            // numbered 0 to k - 1; at first by size, the largest 0
        double silhouette = 0;      // of the base clusters, each in the group with the nearest centre
        bool is_sufficient = false; // every group has `minimum_group_size` participants
    };
    std::map<int, Tried> tried;
    std::optional<int> shown;
};

/// Tries k from 2 to min(most groups, 2 + base clusters / 12). The best silhouette wins, the smaller k of equal ones;
/// one with a group below the minimum only if all have such. Another k than the one shown has to win
/// `group_count_patience` times in a row. Brings `state.groups` and the counts up to date.
Grouping group(std::span<const Point> included, std::span<const Point> base_centres, const Settings& settings,
               OpinionState& state);

} // namespace reef::opinion
