// What is published of a private vote: each vote under a tracker that its voter alone knows to be theirs, in an order
// that a public seed gives. Anyone can count it again; nobody can tell who cast which.
#pragma once
#include "commons/decisions/option_mark.hpp"
#include "commons/decisions/proposal.hpp"
#include <algorithm>

namespace reef::decisions {

enum class Choice { in_favour, against, abstain };
constexpr auto names_of(Choice) { return std::array{"for"sv, "against"sv, "abstain"sv}; }

struct PublishedBallot {
    std::string tracker;
    std::string voter_class;
    std::optional<Choice> choice;
    std::optional<std::vector<OptionMark>> marks = {};
    bool operator==(const PublishedBallot&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("tracker", &PublishedBallot::tracker, "under which its voter finds it"),
                          field("class", &PublishedBallot::voter_class, "in which it counts"),
                          field("choice", &PublishedBallot::choice, "for, against or abstain"),
                          field("marks", &PublishedBallot::marks,
                                "of several options: each by number with its mark, in the options' order")};
    }
};
struct PublishedBallots {
    Hash seed;
    std::vector<PublishedBallot> ballots;
    std::vector<PublishedBallot> withheld;
    static constexpr auto fields() {
        return FieldTable{
            field("seed", &PublishedBallots::seed, "the hash of the entry before the vote opened: it gives the order"),
            field("ballots", &PublishedBallots::ballots, "each vote, in the order of SHA-256(seed, tracker)"),
            field("withheld", &PublishedBallots::withheld,
                  "votes of classes under five, or all where theirs would follow", Audience::auditors)};
    }
};

/// Puts what was published under trackers into the order that the seed gives.
template <class Ballot>
void shuffle_by_seed(const Hash& seed, std::vector<Ballot>& ballots) {
    std::vector<std::pair<Hash, Ballot>> keyed;
    for (auto& each : ballots) {
        const auto key = sha256({seed.text(), each.tracker});
        keyed.emplace_back(key, std::move(each));
    }
    std::ranges::sort(keyed, {}, &std::pair<Hash, Ballot>::first);
    std::ranges::transform(keyed, ballots.begin(), [](auto& each) { return std::move(each.second); });
}

} // namespace reef::decisions
