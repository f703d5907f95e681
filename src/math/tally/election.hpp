// What is counted: candidates, seats and ballots, compressed to the distinct ones with their numbers.
#pragma once
#include "math/tally/exact.hpp"
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace reef::tally {

/// A candidate's place in `Election::candidates`, from 0.
using CandidateIndex = std::uint32_t;

struct Candidate {
    std::string id;            // as the file names it ("1", "2" … in BLT)
    std::string name = {};     // for people; the id where the file has no names
    bool withdrawn = false;    // stands no more: methods pass over every mark for it
    bool is_write_in = false;  // names on ballots that are no declared candidate, together
    Exact cost = {};           // of a project, in the file's currency
    std::string category = {}; // of a project or candidate, for quotas and reports
};

enum class BallotKind {
    ranked,   // candidates in order of preference, ties and truncation allowed
    approval, // a set of candidates
    score,    // a value for candidates, each on its own scale; more is better
    points,   // like score, but the points come out of one purse that the voter splits
    choice,   // one candidate, or none
};
std::string_view name_of(BallotKind kind);

/// Why a place on a ranked ballot paper names nobody.
enum class SpoiltReason : std::uint8_t {
    overvote, // several candidates in one place, where the rules allow one
    repeated, // a candidate named already further up
};
struct SpoiltPlace {
    std::uint32_t level = 0;
    SpoiltReason reason = SpoiltReason::overvote;
    auto operator<=>(const SpoiltPlace&) const = default;
};

/// One distinct ballot. `candidates` never names one twice.
/// ranked: best first; `levels[i]` is the place of `candidates[i]` on the paper, from 0: equal levels are tied, a
/// missing level was skipped by the voter. Other kinds: candidates ascending, no levels. score and points: `values[i]`
/// for `candidates[i]`.
struct BallotView {
    std::int64_t count;  // how many voters cast it
    const Exact& weight; // of each of them; 1 where everyone counts alike
    std::uint32_t group; // index into Election::groups: the class of these voters
    std::span<const CandidateIndex> candidates;
    std::span<const std::uint32_t> levels;
    std::span<const Exact> values;
    std::span<const SpoiltPlace> spoilt;

    /// All votes of this ballot: count times weight.
    Exact votes() const { return weight * Exact(count); }
};

/// A ballot about to be added.
struct BallotPaper {
    std::vector<CandidateIndex> candidates = {};
    std::vector<std::uint32_t> levels = {};
    std::vector<Exact> values = {};
    std::vector<SpoiltPlace> spoilt = {};
    std::int64_t count = 1;
    Exact weight = 1;
    std::uint32_t group = 0;
};

/// Ballots in flat arrays: a million of them are a handful of allocations.
class Ballots {
  public:
    std::size_t size() const { return heads_.size(); }
    bool empty() const { return heads_.empty(); }
    BallotView operator[](std::size_t index) const;
    void add(const BallotPaper& paper);
    void reserve(std::size_t ballots, std::size_t marks);
    /// How many voters: the sum of the counts.
    std::int64_t voters() const { return voters_; }
    /// The sum of counts times weights.
    Exact votes() const;
    /// Merges equal ballots of equal weight and class into one with the sum of their counts; the order of first
    /// appearance is kept.
    void compress();

  private:
    struct Head {
        std::size_t mark_begin, value_begin, spoilt_begin;
        std::int64_t count;
        std::uint32_t weight; // index into weights_
        std::uint32_t group;
    };
    std::vector<Head> heads_;
    std::vector<CandidateIndex> candidates_;
    std::vector<std::uint32_t> levels_;
    std::vector<Exact> values_;
    std::vector<SpoiltPlace> spoilt_;
    std::vector<Exact> weights_ = {Exact(1)};
    std::map<Exact, std::uint32_t> weight_index_ = {{Exact(1), 0}};
    std::int64_t voters_ = 0;

    std::uint32_t index_of_weight(const Exact& weight);
};

/// At least so many seats go to candidates of one category.
struct ReservedSeats {
    std::string category;
    std::int64_t seats = 0;
};

/// An election, a vote on a question, or a budget to share out.
struct Election {
    std::string title = {};
    BallotKind kind = BallotKind::ranked;
    std::int64_t seats = 1;
    std::vector<Candidate> candidates = {};
    std::vector<std::string> groups = {""}; // classes of voters; one without a name where there are none
    Ballots ballots = {};
    std::vector<ReservedSeats> reserved = {};
    Exact budget = {};    // of participatory budgets, in the file's currency
    Exact score_max = {}; // the top of the scale of score ballots; 0 where the file does not say
    std::map<std::string, std::string> notes = {}; // further facts of the file (pabulib's META), by their own names

    /// Every candidate index that still stands, ascending.
    std::vector<CandidateIndex> standing() const;
};

/// The votes of every ballot as whole numbers, for methods whose rules know whole votes only.
/// Refused: tally.votes_not_whole.
Result<std::vector<std::int64_t>> whole_votes(const Election& election);

} // namespace reef::tally
