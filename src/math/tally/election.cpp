#include "math/tally/election.hpp"
#include <bit>
#include <limits>
#include <unordered_map>

namespace reef::tally {
namespace {

constexpr RefusalKind votes_not_whole{
    "tally.votes_not_whole",
    "This method counts whole votes, at most 4,000,000,000,000,000,000 together, and a ballot has {}. Multiply all "
    "weights by one number, or count by another method.",
    422};
constexpr std::int64_t votes_max = 4'000'000'000'000'000'000;

template <class Value>
std::span<const Value> part_of(const std::vector<Value>& all, std::size_t begin, std::size_t end) {
    return std::span(all).subspan(begin, end - begin);
}

std::size_t mixed(std::size_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 12) + (hash >> 4);
    return hash * 0xBF58476D1CE4E5B9ULL;
}

std::size_t hash_of(const BallotView& ballot) {
    std::size_t hash = ballot.group;
    for (const auto candidate : ballot.candidates) hash = mixed(hash, candidate);
    for (const auto level : ballot.levels) hash = mixed(hash, level);
    for (const auto& value : ballot.values) hash = mixed(hash, std::bit_cast<std::uint64_t>(value.approximate()));
    return mixed(hash, std::bit_cast<std::uint64_t>(ballot.weight.approximate()));
}

bool same_marks(const BallotView& a, const BallotView& b) {
    return a.group == b.group && std::ranges::equal(a.candidates, b.candidates) &&
           std::ranges::equal(a.levels, b.levels) && std::ranges::equal(a.values, b.values) &&
           std::ranges::equal(a.spoilt, b.spoilt) && a.weight == b.weight;
}

} // namespace

std::string_view name_of(BallotKind kind) {
    switch (kind) {
    case BallotKind::ranked:
        return "ranked";
    case BallotKind::approval:
        return "approval";
    case BallotKind::score:
        return "score";
    case BallotKind::points:
        return "points";
    case BallotKind::choice:
        return "choice";
    }
    broken("a kind of ballot has a name");
}

BallotView Ballots::operator[](std::size_t index) const {
    const Head& head = heads_[index];
    const bool last = index + 1 == heads_.size();
    const auto mark_end = last ? candidates_.size() : heads_[index + 1].mark_begin;
    const auto value_end = last ? values_.size() : heads_[index + 1].value_begin;
    const auto spoilt_end = last ? spoilt_.size() : heads_[index + 1].spoilt_begin;
    const auto candidates = part_of(candidates_, head.mark_begin, mark_end);
    return {head.count,
            weights_[head.weight],
            head.group,
            candidates,
            levels_.empty() ? std::span<const std::uint32_t>() : part_of(levels_, head.mark_begin, mark_end),
            part_of(values_, head.value_begin, value_end),
            part_of(spoilt_, head.spoilt_begin, spoilt_end)};
}

std::uint32_t Ballots::index_of_weight(const Exact& weight) {
    const auto [place, is_new] = weight_index_.try_emplace(weight, static_cast<std::uint32_t>(weights_.size()));
    if (is_new) weights_.push_back(weight);
    return place->second;
}

void Ballots::add(const BallotPaper& paper) {
    ensure(paper.levels.empty() || paper.levels.size() == paper.candidates.size(), "a level for each ranked candidate");
    ensure(paper.values.empty() || paper.values.size() == paper.candidates.size(), "a value for each scored candidate");
    ensure(levels_.size() == (paper.levels.empty() ? 0 : candidates_.size()) || paper.candidates.empty(),
           "all ballots of an election are of one kind");
    ensure(paper.count >= 0 && paper.count <= std::numeric_limits<std::int64_t>::max() - voters_, "a countable number");
    heads_.push_back(
        {candidates_.size(), values_.size(), spoilt_.size(), paper.count, index_of_weight(paper.weight), paper.group});
    candidates_.insert(candidates_.end(), paper.candidates.begin(), paper.candidates.end());
    levels_.insert(levels_.end(), paper.levels.begin(), paper.levels.end());
    values_.insert(values_.end(), paper.values.begin(), paper.values.end());
    spoilt_.insert(spoilt_.end(), paper.spoilt.begin(), paper.spoilt.end());
    voters_ += paper.count;
}

void Ballots::reserve(std::size_t ballots, std::size_t marks) {
    heads_.reserve(ballots);
    candidates_.reserve(marks);
}

Exact Ballots::votes() const {
    Exact sum;
    for (std::size_t i = 0; i < size(); ++i) sum += (*this)[i].votes();
    return sum;
}

void Ballots::compress() {
    std::unordered_multimap<std::size_t, std::size_t> seen;
    std::vector<std::size_t> first_of(size());
    std::vector<std::int64_t> counts(size(), 0);
    for (std::size_t i = 0; i < size(); ++i) {
        const auto ballot = (*this)[i];
        const auto hash = hash_of(ballot);
        const auto [begin, end] = seen.equal_range(hash);
        auto match = begin;
        while (match != end && !same_marks((*this)[match->second], ballot)) ++match;
        first_of[i] = match == end ? i : match->second;
        if (match == end) seen.emplace(hash, i);
        counts[first_of[i]] += ballot.count;
    }
    if (seen.size() == size()) return;
    Ballots distinct;
    for (std::size_t i = 0; i < size(); ++i) {
        if (first_of[i] != i) continue;
        const auto ballot = (*this)[i];
        distinct.add({{ballot.candidates.begin(), ballot.candidates.end()},
                      {ballot.levels.begin(), ballot.levels.end()},
                      {ballot.values.begin(), ballot.values.end()},
                      {ballot.spoilt.begin(), ballot.spoilt.end()},
                      counts[i],
                      ballot.weight,
                      ballot.group});
    }
    *this = std::move(distinct);
}

std::vector<CandidateIndex> Election::standing() const {
    std::vector<CandidateIndex> out;
    for (CandidateIndex i = 0; i < candidates.size(); ++i)
        if (!candidates[i].withdrawn) out.push_back(i);
    return out;
}

Result<std::vector<std::int64_t>> whole_votes(const Election& election) {
    std::vector<std::int64_t> out;
    out.reserve(election.ballots.size());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const Exact votes = election.ballots[i].votes();
        if (!votes.fits_whole() || votes.sign() < 0 || votes.whole() > votes_max - sum)
            return refuse(votes_not_whole, "ballots", {votes.text()});
        out.push_back(votes.whole());
        sum += votes.whole();
    }
    return out;
}

} // namespace reef::tally
