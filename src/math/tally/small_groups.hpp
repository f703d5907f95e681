// What may be shown of counts where a group is so small that its count tells what single people did: not the count, and
// nothing else from which it follows. Complementary suppression, as statistical offices practise it (Cox 1980,
// "Suppression methodology and statistical disclosure control", JASA 75): pure, and for every room the same.
#pragma once
#include "math/tally/by_class.hpp"

namespace reef::tally {

/// A group, and how many of it were counted: 0 to `members`.
struct GroupCount {
    std::int64_t members = 0;
    std::int64_t count = 0;
};

/// Which counts may be shown to whoever can find the sum of all of them elsewhere. Hidden are groups of fewer than
/// `least` members, and after them the smallest others, until what is left of the sum leaves every hidden count
/// open: the hidden groups are at least `least` people together, and neither none nor all of them were counted. Where
/// the sum by itself tells of all, hiding others would help nobody. A group of nobody hides nothing and is shown.
std::vector<bool> shown_beside_sum(const std::vector<GroupCount>& groups, std::int64_t least);

/// How much of a count by classes may be shown beside its outcome, which always is, with the class that missed its
/// quorum.
enum class VotesShown {
    everything,     // no class is small
    larger_classes, // the votes of classes that are not small; no share, turning point or responsibility
    outcome_alone   // their votes beside the outcome would tell how a small class voted
};

/// Whether a class has voters, but fewer than `least`.
bool is_small(const ClassVotes& votes, std::int64_t least);

/// Does not look at what small classes voted, so that what is hidden tells nothing of it either. The votes of larger
/// classes are shown where, whichever way it had ended, they leave open each number of a small class that the outcome
/// by itself leaves open. `classes` and `rule` as `decide_by_class` takes them.
VotesShown votes_shown(const std::vector<ClassVotes>& classes, const ByClassRule& rule, std::int64_t least);

/// Between what the weighted share of yes lies, whatever small classes voted.
struct ShareBounds {
    ExactShare lowest;
    ExactShare highest;
};
ShareBounds share_bounds(const std::vector<ClassVotes>& classes, const ByClassRule& rule, std::int64_t least);

} // namespace reef::tally
