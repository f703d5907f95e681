#include "commons/elections/reservation.hpp"
#include <algorithm>

namespace reef::elections {
namespace {

std::int64_t count_of(const std::vector<std::string>& classes, const std::string& id) {
    return std::ranges::count(classes, id);
}

} // namespace

Fillable fillable(std::int64_t seats, const std::vector<rules::ReservedSeats>& at_least,
                  const std::vector<std::string>& classes) {
    Fillable found{.seats = seats, .kept = {}, .empty = {}};
    for (const auto& each : at_least) {
        const auto kept = std::min(each.seats, count_of(classes, each.stakeholder_class));
        if (kept > 0) found.kept.push_back({each.stakeholder_class, kept});
        if (kept == each.seats) continue;
        found.empty.push_back({each.stakeholder_class, each.seats - kept});
        found.seats -= each.seats - kept;
    }
    return found;
}

std::vector<MemberId> successors(std::int64_t seats, const std::vector<rules::ReservedSeats>& at_least,
                                 const std::vector<std::string>& sitting, const std::vector<Successor>& order) {
    std::vector<std::string> coming;
    for (const auto& each : order) coming.push_back(each.stakeholder_class);
    const auto empty = seats - std::ssize(sitting);
    std::int64_t able_in_all = 0, unfilled = 0;
    std::vector<rules::ReservedSeats> owed;
    for (const auto& each : at_least) {
        const auto missing = std::max<std::int64_t>(each.seats - count_of(sitting, each.stakeholder_class), 0);
        const auto able = std::min(missing, count_of(coming, each.stakeholder_class));
        owed.push_back({each.stakeholder_class, able});
        able_in_all += able;
        unfilled += missing - able;
    }
    // Where more is owed than seats are empty, the seats go to whom they are owed, as far as somebody follows.
    const auto to_fill = std::max(empty - unfilled, std::min(empty, able_in_all));
    std::vector<MemberId> seated;
    for (const auto& each : order) {
        const auto left = to_fill - std::ssize(seated);
        if (left <= 0) break;
        std::int64_t all_owed = 0;
        for (const auto& part : owed) all_owed += part.seats;
        const auto own = std::ranges::find(owed, each.stakeholder_class, &rules::ReservedSeats::stakeholder_class);
        const bool is_owed = own != owed.end() && own->seats > 0;
        if (all_owed >= left && !is_owed) continue;
        if (is_owed) --own->seats;
        seated.push_back(each.member);
    }
    return seated;
}

std::string class_of_candidate(store::Connection& connection, const rules::BodyCharter& body, MemberId member,
                               std::optional<EntryNumber> entry) {
    return body
        .class_among(entry ? people::classes_at(connection, member, *entry) : people::classes_of(connection, member))
        .value_or("");
}

} // namespace reef::elections
