// What every fuzz target of a file format does: read, and if that gives an election, check what readers promise and
// count it once.
#pragma once
#include "math/tally/format_list.hpp"
#include "math/tally/method.hpp"
#include <cstddef>
#include <cstdint>
#include <utility>

namespace reef::tally {

inline void check_election(const Election& election) {
    ensure(!election.candidates.empty(), "an election that was read has candidates");
    ensure(election.seats >= 1, "and a seat");
    std::vector<std::size_t> seen(election.candidates.size(), 0);
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        ensure(ballot.count > 0, "every distinct ballot was cast");
        ensure(ballot.levels.size() == (election.kind == BallotKind::ranked ? ballot.candidates.size() : 0),
               "ranked ballots have levels");
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            ensure(ballot.candidates[k] < seen.size(), "a mark is for a candidate");
            ensure(std::exchange(seen[ballot.candidates[k]], i + 1) != i + 1, "no candidate is marked twice");
            ensure(ballot.levels.empty() || k == 0 || ballot.levels[k] >= ballot.levels[k - 1], "levels ascend");
        }
    }
}

inline int try_format(const std::uint8_t* data, std::size_t size, bool (*looks_like)(std::string_view),
                      Result<Election> (*read)(std::string_view)) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    looks_like(text);
    if (const auto election = read(text)) {
        check_election(*election);
        for (const auto* method : {"plurality", "irv", "stv-scottish", "approval", "score", "pb-mes", "committee-mes"})
            if (const auto counted = count(method, *election, {}))
                json_of(method, counted->options, *election, counted->outcome);
    } else {
        ensure(!election.error().sentence().empty(), "a refusal says something");
    }
    return 0;
}

} // namespace reef::tally
