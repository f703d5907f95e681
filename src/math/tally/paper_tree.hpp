// Ballots as a tree of their beginnings: papers that agree on the first places are one path until they part.
#pragma once
#include "math/tally/preferences.hpp"

namespace reef::tally {

/// In depth-first order. A subtree is the nodes from its own place up to `end`.
struct PaperNode {
    CandidateIndex candidate = 0;
    std::uint32_t depth = 0; // 0: first preference
    std::uint32_t end = 0;
    std::int64_t papers = 0; // that come this far
};

std::vector<PaperNode> paper_tree(const Preferences& preferences, std::span<const std::int64_t> votes);

} // namespace reef::tally
