// For tests only: small random elections.
#pragma once
#include "math/tally/testing.hpp"
#include <algorithm>
#include <rapidcheck/gtest.h>

namespace reef::tally::testing {

inline Election candidates_named(std::size_t count) {
    Election election;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string id(1, static_cast<char>('a' + i));
        election.candidates.push_back({id, id});
    }
    return election;
}

/// From `least` to `most` candidates and up to nine distinct ballots; with ties and truncation, or complete and strict.
inline Election arbitrary_election(std::size_t least, std::size_t most, bool strict) {
    const auto count = *rc::gen::inRange<std::size_t>(least, most + 1);
    Election election = candidates_named(count);
    const auto ballots = *rc::gen::inRange(1, 10);
    for (int i = 0; i < ballots; ++i) {
        std::vector<std::pair<std::uint32_t, CandidateIndex>> marks;
        for (CandidateIndex c = 0; c < count; ++c)
            marks.emplace_back(*rc::gen::inRange<std::uint32_t>(0, strict ? 1'000'000 : 5), c);
        std::ranges::sort(marks);
        BallotPaper paper{.count = *rc::gen::inRange<std::int64_t>(1, 9)};
        for (const auto& [level, candidate] : marks) {
            if (!strict && level == 4) break; // unranked
            paper.candidates.push_back(candidate);
            paper.levels.push_back(strict ? static_cast<std::uint32_t>(paper.levels.size()) : level);
        }
        election.ballots.add(paper);
    }
    return election;
}

inline BallotPaper paper_of(const BallotView& ballot) {
    return {{ballot.candidates.begin(), ballot.candidates.end()},
            {ballot.levels.begin(), ballot.levels.end()},
            {ballot.values.begin(), ballot.values.end()},
            {ballot.spoilt.begin(), ballot.spoilt.end()},
            ballot.count,
            ballot.weight,
            ballot.group};
}

/// Votes that prefer a to b, straight from the definition; the unranked come last.
inline std::int64_t preferring(const Election& election, CandidateIndex a, CandidateIndex b) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        const auto level = [&](CandidateIndex candidate) {
            const auto found = std::ranges::find(ballot.candidates, candidate);
            return found == ballot.candidates.end()
                       ? UINT32_MAX
                       : ballot.levels[static_cast<std::size_t>(found - ballot.candidates.begin())];
        };
        if (level(a) < level(b)) sum += ballot.count;
    }
    return sum;
}

inline std::int64_t lead(const Election& election, CandidateIndex a, CandidateIndex b) {
    return preferring(election, a, b) - preferring(election, b, a);
}

/// The winner, or whoever is tied for the seat, ascending.
inline CandidateList leading(const Outcome& outcome) {
    return outcome.winners.empty() ? outcome.ties.back().among : outcome.winners;
}

} // namespace reef::tally::testing
