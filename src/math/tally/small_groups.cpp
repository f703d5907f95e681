#include "math/tally/small_groups.hpp"
#include <algorithm>
#include <array>

namespace reef::tally {
namespace {

void vote_alike(ClassVotes& votes, bool in_favour) {
    votes.yes = in_favour ? votes.eligible : 0;
    votes.no = in_favour ? 0 : votes.eligible;
    votes.abstain = 0;
}

/// A count with the classes that `which` names voting alike.
std::vector<ClassVotes> with_votes(std::vector<ClassVotes> classes, bool in_favour, auto which) {
    for (auto& votes : classes)
        if (which(votes)) vote_alike(votes, in_favour);
    return classes;
}

ByClassOutcome outcome_for(const std::vector<ClassVotes>& classes, const ByClassRule& rule) {
    const auto outcome = outcome_by_class(classes, rule);
    ensure(outcome.has_value(), "what may be shown is asked of counts that can be counted");
    return *outcome;
}

/// The lowest and highest of each number of a class: yes, no, abstain, and ballots in all.
struct Ranges {
    std::array<std::int64_t, 4> lowest{INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
    std::array<std::int64_t, 4> highest{-1, -1, -1, -1};
    bool are_empty() const { return highest[0] < 0; }
    void add(const ClassVotes& votes) {
        const std::array numbers{votes.yes, votes.no, votes.abstain, votes.yes + votes.no + votes.abstain};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            lowest[i] = std::min(lowest[i], numbers[i]);
            highest[i] = std::max(highest[i], numbers[i]);
        }
    }
};

/// What the class at `place` can have voted, if it ended as `outcome`. The others vote for whatever helps: all for it
/// where it passed, all against it otherwise. `others_vary` says which of them are not known.
Ranges ranges_of(const std::vector<ClassVotes>& classes, std::size_t place, const ByClassRule& rule,
                 ByClassOutcome outcome, auto others_vary) {
    const auto& asked = classes[place].name;
    auto world = with_votes(classes, outcome == ByClassOutcome::passed,
                            [&](const ClassVotes& votes) { return votes.name != asked && others_vary(votes); });
    auto& votes = world[place];
    Ranges ranges;
    for (votes.yes = 0; votes.yes <= votes.eligible; ++votes.yes)
        for (votes.no = 0; votes.yes + votes.no <= votes.eligible; ++votes.no)
            for (votes.abstain = 0; votes.yes + votes.no + votes.abstain <= votes.eligible; ++votes.abstain)
                if (outcome_for(world, rule) == outcome) ranges.add(votes);
    return ranges;
}

/// Whether the larger classes' votes narrow a number of the class at `place` to one, which the outcome alone does not.
bool tells(const std::vector<ClassVotes>& classes, std::size_t place, const ByClassRule& rule, ByClassOutcome outcome,
           std::int64_t least) {
    const auto known =
        ranges_of(classes, place, rule, outcome, [&](const ClassVotes& votes) { return is_small(votes, least); });
    if (known.are_empty()) return false;
    const auto alone = ranges_of(classes, place, rule, outcome, [](const ClassVotes&) { return true; });
    for (std::size_t i = 0; i < known.lowest.size(); ++i)
        if (known.lowest[i] == known.highest[i] && alone.lowest[i] != alone.highest[i]) return true;
    return false;
}

/// Whether each hidden count can still be more than one number, by what is left of the sum.
bool leaves_open(const std::vector<GroupCount>& groups, const std::vector<bool>& shown, std::int64_t least) {
    std::int64_t members = 0, counted = 0;
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (!shown[i]) members += groups[i].members, counted += groups[i].count;
    return members == 0 || (members >= least && counted > 0 && counted < members);
}

} // namespace

std::vector<bool> shown_beside_sum(const std::vector<GroupCount>& groups, std::int64_t least) {
    std::vector<bool> shown;
    for (const auto& group : groups) shown.push_back(group.members == 0 || group.members >= least);
    if (!leaves_open(groups, std::vector<bool>(groups.size(), false), least)) return shown;
    while (!leaves_open(groups, shown, least)) {
        auto next = groups.size();
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (shown[i] && groups[i].members > 0 &&
                (next == groups.size() || groups[i].members < groups[next].members))
                next = i;
        shown.at(next) = false;
    }
    return shown;
}

bool is_small(const ClassVotes& votes, std::int64_t least) { return votes.eligible > 0 && votes.eligible < least; }

VotesShown votes_shown(const std::vector<ClassVotes>& classes, const ByClassRule& rule, std::int64_t least) {
    const auto small = [&](const ClassVotes& votes) { return is_small(votes, least); };
    if (std::ranges::none_of(classes, small)) return VotesShown::everything;
    for (std::size_t place = 0; place < classes.size(); ++place)
        for (const auto outcome : {ByClassOutcome::passed, ByClassOutcome::rejected})
            if (small(classes[place]) && tells(classes, place, rule, outcome, least)) return VotesShown::outcome_alone;
    return VotesShown::larger_classes;
}

ShareBounds share_bounds(const std::vector<ClassVotes>& classes, const ByClassRule& rule, std::int64_t least) {
    const auto share = [&](bool in_favour) {
        auto counted = decide_by_class(
            with_votes(classes, in_favour, [&](const ClassVotes& votes) { return is_small(votes, least); }), rule);
        ensure(counted.has_value(), "a share is asked of counts that can be counted");
        return counted->weighted_yes;
    };
    return {share(false), share(true)};
}

} // namespace reef::tally
