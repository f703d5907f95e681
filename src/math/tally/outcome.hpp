// What a count decided.
#pragma once
#include "math/tally/account.hpp"
#include <boost/json/fwd.hpp>

namespace reef::tally {

struct Outcome {
    CandidateList winners = {}; // in order of election; shorter than the seats where a tie stands
    std::vector<CandidateList> ranking =
        {}; // best first, tied candidates in one group; empty where the method does not rank
    std::vector<Tie> ties = {};
    Account account = {};
};

class Options;

/// The result as one document: `method, options, ballots, candidates, winners, ranking, ties`, the facts of the account
/// under their own names, then `stages`, `pairwise` and `budget` where there are any. Numbers that may be fractions are
/// text ("106.5", "7/3").
boost::json::object document_of(std::string_view method, const Options& options, const Election& election,
                                const Outcome& outcome);
/// The same, as text.
std::string json_of(std::string_view method, const Options& options, const Election& election, const Outcome& outcome);

} // namespace reef::tally
