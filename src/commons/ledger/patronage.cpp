#include "commons/ledger/patronage.hpp"
#include <algorithm>

namespace reef::ledger {
namespace {

__int128 product(std::int64_t a, std::int64_t b) { return static_cast<__int128>(a) * b; }

} // namespace

std::int64_t Division::remainder_of(std::int64_t weight) const {
    return static_cast<std::int64_t>(product(pool_minor, weight) % weight_total);
}

std::int64_t Division::share_of(const Weighed& member) const {
    if (weight_total == 0) return 0;
    const auto whole = static_cast<std::int64_t>(product(pool_minor, member.weight) / weight_total);
    const auto remainder = remainder_of(member.weight);
    const bool one_more =
        remainder > last_remainder || (remainder == last_remainder && member.member.value <= last_member);
    return whole + (one_more ? 1 : 0);
}

Division divide(std::int64_t pool_minor, std::span<const Weighed> members) {
    ensure(std::ranges::is_sorted(members, {}, &Weighed::member), "members come by number");
    Division division{.pool_minor = pool_minor};
    for (const auto& each : members) division.weight_total += each.weight;
    if (division.weight_total == 0) return division;
    // 1. What everyone gets, and what remains.
    std::int64_t left = pool_minor;
    std::vector<std::pair<std::int64_t, std::int64_t>> order; // the largest remainder first, then the lowest number
    order.reserve(members.size());
    for (const auto& each : members) {
        left -= static_cast<std::int64_t>(product(pool_minor, each.weight) / division.weight_total);
        order.emplace_back(-division.remainder_of(each.weight), each.member.value);
    }
    // 2. Whoever is the last to get one of the units left over.
    if (left == 0) {
        division.last_remainder = division.weight_total; // above every remainder
        return division;
    }
    const auto last = order.begin() + (left - 1);
    std::ranges::nth_element(order, last);
    division.last_remainder = -last->first;
    division.last_member = last->second;
    return division;
}

std::int64_t cash_part(std::int64_t share_minor, Percent cash) {
    return static_cast<std::int64_t>((product(share_minor, cash.hundredths) + 9'999) / 10'000);
}

} // namespace reef::ledger
