#include "math/tally/ranked_methods.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

constexpr RefusalKind too_many_candidates{
    "tally.too_many_candidates", "An exact Kemeny ranking is found for up to {} candidates, and {} stand.", 422};

using Set = std::uint32_t; // of candidates, by their place in `standing`

/// Best rankings by dynamic programming over the set of those placed on top (Held & Karp's scheme): the agreement of
/// the best order of a set followed by everyone else in any order counts the pairs that the order of the set decides.
class BestOrders {
  public:
    explicit BestOrders(const PairwiseCount& count)
        : count_(count), size_(count.standing.size()), top_(Set{1} << size_, 0), rest_(Set{1} << size_, 0) {
        const Set all = whole();
        for (Set set = 1; set <= all; ++set) {
            top_[set] = -1;
            for (std::size_t last = 0; last < size_; ++last)
                if (set >> last & 1) top_[set] = std::max(top_[set], top_[set ^ bit(last)] + gain(last, all ^ set));
            if (set == all) break;
        }
        for (Set set = 1; set <= all; ++set) { // the best order of a set that stands at the bottom
            rest_[set] = -1;
            for (std::size_t first = 0; first < size_; ++first)
                if (set >> first & 1)
                    rest_[set] = std::max(rest_[set], gain(first, set ^ bit(first)) + rest_[set ^ bit(first)]);
            if (set == all) break;
        }
    }

    std::int64_t best() const { return top_[whole()]; }

    /// Groups within which best rankings disagree: a cut stands wherever all of them have the same set above it.
    std::vector<CandidateList> groups() const {
        std::vector<Set> cut(size_ + 1, 0);
        std::vector<int> sets_at(size_ + 1, 0);
        for (Set set = 0;; ++set) {
            if (top_[set] + rest_[whole() ^ set] == best()) {
                const auto above = static_cast<std::size_t>(__builtin_popcount(set));
                cut[above] = set;
                ++sets_at[above];
            }
            if (set == whole()) break;
        }
        std::vector<CandidateList> out;
        Set above = 0;
        for (std::size_t depth = 1; depth <= size_; ++depth) {
            if (sets_at[depth] != 1) continue;
            out.push_back(members(cut[depth] ^ above));
            above = cut[depth];
        }
        return out;
    }

    /// Everyone who stands first in some best ranking.
    CandidateList firsts() const {
        CandidateList out;
        for (std::size_t i = 0; i < size_; ++i)
            if (top_[bit(i)] + rest_[whole() ^ bit(i)] == best()) out.push_back(count_.standing[i]);
        return out;
    }

  private:
    const PairwiseCount& count_;
    std::size_t size_;
    std::vector<std::int64_t> top_, rest_;

    static Set bit(std::size_t place) { return Set{1} << place; }
    Set whole() const { return static_cast<Set>((std::uint64_t{1} << size_) - 1); }
    std::int64_t gain(std::size_t above, Set below) const {
        std::int64_t sum = 0;
        for (; below != 0; below &= below - 1)
            sum += count_.votes.at(count_.standing[above],
                                   count_.standing[static_cast<std::size_t>(__builtin_ctz(below))]);
        return sum;
    }
    CandidateList members(Set set) const {
        CandidateList out;
        for (; set != 0; set &= set - 1) out.push_back(count_.standing[static_cast<std::size_t>(__builtin_ctz(set))]);
        return out;
    }
};

} // namespace

Result<Outcome> count_kemeny(const Election& election, const Options& options) {
    auto count = count_pairs(election, options);
    if (!count) return std::unexpected(count.error());
    if (count->standing.size() > kemeny_candidates_max)
        return refuse(too_many_candidates, "candidates",
                      {std::to_string(kemeny_candidates_max), std::to_string(count->standing.size())});
    const BestOrders orders(*count);
    const auto agreement = orders.best();
    auto firsts = orders.firsts();
    auto ranking = orders.groups();
    // Of candidates on whose order the best rankings disagree, only those who lead one of them have a claim to the
    // first seat.
    auto seating = ranking;
    std::erase_if(seating[0], [&](auto candidate) { return std::ranges::find(firsts, candidate) != firsts.end(); });
    seating.insert(seating.begin(), firsts);
    auto outcome = pairwise_outcome(election, options, std::move(*count), std::move(ranking), &seating);
    outcome.account.state("agreement", Exact(agreement));
    outcome.account.state("first_in_some_best_ranking", std::move(firsts));
    return outcome;
}

} // namespace reef::tally
