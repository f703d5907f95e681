#include "math/tally/reserved.hpp"
#include "math/tally/ties.hpp"
#include <algorithm>

namespace reef::tally {
namespace {

constexpr RefusalKind reserved_unmet{"tally.reserved_unmet", "{} seats are reserved for \"{}\", but {} stand.", 422};
constexpr RefusalKind reserved_beyond_seats{"tally.reserved_beyond_seats",
                                            "{} seats are reserved, but there are {} to fill.", 422};

bool contains(const CandidateList& list, CandidateIndex candidate) {
    return std::ranges::find(list, candidate) != list.end();
}

/// The method's own order: who won, then its ranking, then the ballot's order.
class OwnOrder {
  public:
    OwnOrder(const Election& election, const Outcome& outcome) : groups_() {
        for (const auto winner : outcome.winners) groups_.push_back({winner});
        auto rest = election.standing();
        std::erase_if(rest, [&](auto each) { return contains(outcome.winners, each); });
        for (auto group : outcome.ranking) {
            std::erase_if(group, [&](auto each) { return !contains(rest, each); });
            std::erase_if(rest, [&](auto each) { return contains(group, each); });
            if (!group.empty()) groups_.push_back(std::move(group));
        }
        for (const auto each : rest) groups_.push_back({each});
    }
    /// Empty at the end, and where a tie stands.
    CandidateList next(TieBreaker& ties) {
        if (at_ == groups_.size()) return {};
        const auto& group = groups_[at_++];
        if (group.size() == 1) return group;
        return ties.order("reserved seats", group, group.size()).value_or(CandidateList{});
    }

  private:
    std::vector<CandidateList> groups_;
    std::size_t at_ = 0;
};

} // namespace

Reservation::Reservation(const Election& election) : election_(&election) {
    for (const auto& [category, seats] : election.reserved) owed_.emplace(category, seats);
}
std::int64_t Reservation::owed_to(CandidateIndex candidate) const {
    const auto found = owed_.find(election_->candidates[candidate].category);
    return found == owed_.end() ? 0 : found->second;
}
void Reservation::elected(CandidateIndex candidate) {
    if (owed_to(candidate) > 0) --owed_.at(election_->candidates[candidate].category);
}
bool Reservation::is_doomed(CandidateIndex candidate, std::size_t seats_left) const {
    std::int64_t owed = 0;
    for (const auto& [category, seats] : owed_) owed += seats;
    return owed >= static_cast<std::int64_t>(seats_left) && owed_to(candidate) == 0;
}
bool Reservation::is_guarded(CandidateIndex candidate, const CandidateList& hopeful) const {
    const auto& category = election_->candidates[candidate].category;
    const auto alike = [&](auto each) { return election_->candidates[each].category == category; };
    return owed_to(candidate) > 0 && std::ranges::count_if(hopeful, alike) <= owed_to(candidate);
}

std::optional<Refusal> refusal_of_reserved(const Election& election) {
    std::int64_t sum = 0;
    const auto standing = election.standing();
    for (const auto& [category, seats] : election.reserved) {
        sum += seats;
        const auto stand = std::ranges::count_if(standing, [&, id = std::string_view(category)](auto each) {
            return election.candidates[each].category == id;
        });
        if (stand < seats)
            return refuse(reserved_unmet, "seats", {std::to_string(seats), category, std::to_string(stand)}).error();
    }
    if (sum > election.seats)
        return refuse(reserved_beyond_seats, "seats", {std::to_string(sum), std::to_string(election.seats)}).error();
    return {};
}

void seat_reserved(const Election& election, const Options& options, Outcome& outcome) {
    const auto seats = static_cast<std::size_t>(election.seats);
    if (outcome.winners.size() < seats) return; // a tie stands
    Reservation reservation(election);
    TieBreaker ties(election, options);
    OwnOrder order(election, outcome);
    CandidateList elected, passed_over;
    for (auto group = order.next(ties); elected.size() < seats && !group.empty(); group = order.next(ties))
        for (const auto candidate : group) {
            if (elected.size() == seats) break;
            if (reservation.is_doomed(candidate, seats - elected.size())) {
                passed_over.push_back(candidate);
                continue;
            }
            reservation.elected(candidate);
            elected.push_back(candidate);
        }
    if (elected == outcome.winners) return;
    CandidateList reserved;
    for (const auto each : elected)
        if (!contains(outcome.winners, each)) reserved.push_back(each);
    std::erase_if(passed_over, [&](auto each) { return !contains(outcome.winners, each); });
    outcome.winners = std::move(elected);
    outcome.account.state("elected_to_reserved_seats", std::move(reserved));
    outcome.account.state("passed_over_for_reserved_seats", std::move(passed_over));
    std::ranges::move(ties.take(), std::back_inserter(outcome.ties));
}

} // namespace reef::tally
