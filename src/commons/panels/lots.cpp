#include "commons/panels/lots.hpp"
#include <algorithm>
#include <numeric>

namespace reef::panels {

std::vector<std::int64_t> seats_of_classes(std::int64_t seats, const std::vector<std::int64_t>& kept,
                                           const std::vector<std::int64_t>& members) {
    const auto left = seats - std::accumulate(kept.begin(), kept.end(), std::int64_t{0});
    ensure(left >= 0 && kept.size() == members.size(), "no more seats are kept than there are");
    if (std::ranges::all_of(members, [](auto each) { return each == 0; })) return kept;
    auto parts = share_out(left, members);
    std::ranges::transform(parts, kept, parts.begin(), std::plus{});
    return parts;
}

Hash lot_of(const Hash& seed, MemberId member) { return sha256({seed.text(), ":", member.text()}); }

std::vector<MemberId> drawn_order(const Hash& seed, std::vector<MemberId> pool) {
    std::ranges::sort(pool, {}, [&](MemberId each) { return std::pair(lot_of(seed, each), each); });
    return pool;
}

} // namespace reef::panels
