// What brings the groups of a map together, and what divides them.
#pragma once
#include "math/opinion/opinions.hpp"

namespace reef::opinion {

/// A statement on which more than half of each group is on one side (careful shares).
struct UnitingStatement {
    std::size_t place = 0; // in `Opinions::statements`
    Choice choice = Choice::agree;
    double share = 0; // product over the groups of the careful share on that side
};
/// A statement with which more than half of one group agrees, and more than half of another disagrees.
struct DividingStatement {
    std::size_t place = 0; // in `Opinions::statements`
    double share = 0;      // the largest product of one group's agreement and another's disagreement
};

struct BetweenGroups {
    std::vector<UnitingStatement> uniting;
    std::vector<DividingStatement> dividing;
};

/// Whether the answers of each group can be shown: at least `least` of each group answered, and of those in no group at
/// least as many or nobody, since theirs follow by subtraction from everybody's.
bool can_show(const Opinions& found, std::size_t place, std::int64_t least);

/// Up to `most` of each, by share, of the statements that can be shown and are not out; equal ones by number. Nothing
/// without two groups.
BetweenGroups between_groups(const Opinions& found, std::int64_t least, std::size_t most);

} // namespace reef::opinion
