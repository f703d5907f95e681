// The statements that are put first: what speaks for a group, and what nearly everybody shares.
#pragma once
#include "math/opinion/choice.hpp"
#include "math/opinion/statistics.hpp"
#include <cstdint>
#include <span>
#include <vector>

namespace reef::opinion {

/// A statement that tells a group from the others, and the figures that make it so.
struct RepresentativeStatement {
    std::int64_t statement = 0;
    Choice choice = Choice::agree; // what the group says to it: agree or disagree
    Stance stance;
    bool is_significant = false;    // both tests of its stance, at 90 %
    bool is_best_agreement = false; // what the group agrees on most, put first even if not significant
};

/// A statement and how one group, and everyone else on the map, evaluated it.
struct StatementCounts {
    std::int64_t statement = 0;
    Counts in;
    Counts out;
};

/// Up to `most` statements for one group: the best agreement, then significant ones by strength, agreements before
/// disagreements. Without a significant one, the best agreement alone, or else the statement with the highest
/// `ratio_test`; without any evaluation, nothing. Equal ones in the order given.
std::vector<RepresentativeStatement> representative_statements(std::span<const StatementCounts> statements,
                                                               std::size_t most);

/// A statement that most participants answer alike.
struct ConsensusStatement {
    std::int64_t statement = 0;
    Counts counts;
    double share = 0; // careful share, more than 1/2
    double test = 0;  // its z against one half, more than 1.2816
};

struct Consensus {
    std::vector<ConsensusStatement> agree;
    std::vector<ConsensusStatement> disagree;
};

/// Up to `most` each, by share times test, over everyone (`in`). Equal ones in the order given.
Consensus consensus_statements(std::span<const StatementCounts> statements, std::size_t most);

} // namespace reef::opinion
