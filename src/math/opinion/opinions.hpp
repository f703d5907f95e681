// The map of opinions: from evaluations, and what the last run left, to everything that a page shows of them.
#pragma once
#include "math/opinion/evaluations.hpp"
#include "math/opinion/lists.hpp"
#include "math/opinion/settings.hpp"
#include "math/opinion/state.hpp"
#include <optional>
#include <string_view>
#include <vector>

namespace reef::opinion {

struct ParticipantOnMap {
    std::int64_t id = 0;
    Point position;
    std::size_t evaluations = 0;
    bool is_included = false;                 // has said enough to count for bases and groups; stays so
    std::optional<std::int32_t> base_cluster; // of the included
    std::optional<std::int32_t> group;        // of the included, unless the data are insufficient
};

struct StatementOnMap {
    std::int64_t id = 0;
    bool is_out = false;
    bool is_meta = false;
    Counts counts;        // of everyone, on the map or not
    double mean = 0;      // -1 (all disagree) to +1; 0 if it is out or meta
    Point loading;        // on the two components
    Point position;       // of one who agrees with it and said nothing else
    double extremity = 0; // distance of that position from the middle: how much it divides
    double priority = 0;  // how much it deserves to be asked next; only the order matters
    /// Product over the groups of (agree + 1) / (all + 2), and for disagreeing; nothing where there are no groups.
    std::optional<double> shared_agreement;
    std::optional<double> shared_disagreement;
};

struct BaseClusterOnMap {
    std::int32_t id = 0;
    Point centre;
    std::size_t size = 0;
};

struct OpinionGroup {
    std::int32_t id = 0; // 0 to k - 1, the largest first at the start, kept from run to run
    std::size_t size = 0;
    Point centre;
    std::vector<RepresentativeStatement> representative;
    std::vector<Counts> counts; // per statement, in the order of `Opinions::statements`
};

/// A threshold that was not reached: say so instead of showing a figure.
struct Insufficiency {
    std::string_view threshold; // "minimum_participants", "minimum_places", "minimum_group_size"
    std::size_t have = 0;
    std::size_t need = 0;
    bool operator==(const Insufficiency&) const = default;
};

struct GroupCountTried {
    int count = 0;
    double silhouette = 0; // -1 to 1
};

struct Opinions {
    std::vector<ParticipantOnMap> participants; // ascending by id
    std::vector<StatementOnMap> statements;     // those that anyone evaluated, ascending by id
    std::vector<BaseClusterOnMap> base_clusters;
    std::vector<OpinionGroup> groups; // ascending by id; those of sufficient size
    Consensus consensus;
    std::vector<GroupCountTried> tried;         // ascending by count
    std::vector<Insufficiency> insufficiencies; // empty: the data suffice for everything above
    /// Share of all variance that each axis of the map shows, 0 to 1. Nothing if the loadings were given.
    std::optional<Point> explained;
    bool converged = true; // false: the axes are approximate (`passes` were not enough)
    int passes = 0;
    OpinionState state; // for the next run
};

/// Pure and deterministic: equal arguments give equal results, whatever order the evaluations came in. `roles` may
/// leave out statements that are neither out nor meta. Formulas: docs/opinion.md.
Opinions find_opinions(const Evaluations& evaluations, std::span<const StatementRole> roles = {},
                       const OpinionState& previous = {}, const Settings& settings = {});

} // namespace reef::opinion
