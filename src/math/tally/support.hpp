// Who supports what and by how much, in whole numbers: the common ground of the proportional methods.
#pragma once
#include "math/tally/election.hpp"
#include "math/tally/method.hpp"
#include <span>

namespace reef::tally {

/// How much a voter gains when a project of hers is chosen.
enum class Satisfaction {
    cardinality, // one
    cost,        // the project's cost
    points,      // the points that she gave it
};

/// The marks of an election turned round: for every candidate the distinct ballots that support it.
/// Voters whose ballots are equal are treated alike by every method here, so one ballot stands for `votes` voters.
struct Support {
    std::vector<std::int64_t> votes;        // of each distinct ballot
    std::int64_t votes_total = 0;           // at most 2^53
    std::vector<std::size_t> begin;         // candidates + 1 places in `ballots`
    std::vector<std::uint32_t> ballots;     // the supporters of candidate c: begin[c] to begin[c + 1], ascending
    std::vector<std::int64_t> utilities;    // beside `ballots`: 1, or the points times a common factor
    Exact utility_factor = 1;               // that common factor
    std::vector<std::int64_t> ballot_sizes; // how many candidates each ballot supports

    std::size_t candidates() const { return begin.size() - 1; }
    std::span<const std::uint32_t> supporters(CandidateIndex candidate) const {
        return std::span(ballots).subspan(begin[candidate], begin[candidate + 1] - begin[candidate]);
    }
    std::span<const std::int64_t> utilities_of(CandidateIndex candidate) const {
        return std::span(utilities).subspan(begin[candidate], begin[candidate + 1] - begin[candidate]);
    }
    /// Votes of all supporters; with points, votes times points.
    std::int64_t approvals(CandidateIndex candidate) const;
    std::int64_t utility(CandidateIndex candidate) const;
};

/// A mark supports its candidate if it is an approval, a rank, or a value above zero; withdrawn candidates have no
/// support. Points are scaled by one common factor to whole numbers. Refused: tally.votes_not_whole,
/// tally.numbers_too_large, tally.points_missing (points are asked of ballots that have none).
Result<Support> support_of(const Election& election, Satisfaction satisfaction);

/// The amounts as whole numbers, all multiplied by one common factor. Refused: tally.numbers_too_large.
struct WholeAmounts {
    std::vector<std::int64_t> amounts; // none above 2^53
    Exact factor = 1;
};
Result<WholeAmounts> whole_amounts(std::span<const Exact> amounts);

/// The order that breaks ties, settled before the count, so that a tie costs nothing and everyone can redo it.
class TieOrder {
  public:
    /// By the options `ties` (`id`: lowest id by code point; `order`: as in the file; `lot`) and `seed`.
    TieOrder(const Election& election, const Options& options);
    bool before(CandidateIndex a, CandidateIndex b) const { return rank_[a] < rank_[b]; }
    /// The first of `among`, which is not empty; records the tie if there are several.
    CandidateIndex first(std::string_view about, CandidateList among);
    void record(std::string_view about, CandidateList among, CandidateList chosen);
    std::size_t candidates() const { return rank_.size(); }
    std::vector<Tie> take() { return std::move(ties_); }

    static OptionSpec option(std::string_view fallback);

  private:
    std::vector<std::uint32_t> rank_;
    std::string rule_, evidence_;
    std::vector<Tie> ties_;
};

} // namespace reef::tally
