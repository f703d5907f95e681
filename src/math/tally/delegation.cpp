#include "math/tally/delegation.hpp"

namespace reef::tally {

const RefusalKind unknown_member{"tally.unknown_member", "There is no member number {}: {} take part.", 422};
const RefusalKind unknown_domain{"tally.unknown_domain", "There is no domain number {}.", 422};
const RefusalKind delegated_to_self{"tally.delegated_to_self", "Member number {} cannot delegate to herself.", 422};
const RefusalKind delegated_twice{"tally.delegated_twice", "Member number {} delegates twice in domain number {}.",
                                  422};
const RefusalKind domains_in_a_circle{"tally.domains_in_a_circle", "Domain number {} lies around itself.", 422};

namespace {

/// How near each domain is to the one asked for: 0 itself, 1 the one around it … ; nothing for those beside the way.
Result<std::vector<std::optional<std::uint32_t>>> distances_from(DomainIndex domain,
                                                                 std::span<const DomainIndex> wider) {
    std::vector<std::optional<std::uint32_t>> distance(wider.size());
    for (std::uint32_t steps = 0; domain != no_domain; domain = wider[domain]) {
        if (domain >= wider.size()) return refuse(unknown_domain, "domain", {std::to_string(domain)});
        if (distance[domain]) return refuse(domains_in_a_circle, "domain", {std::to_string(domain)});
        distance[domain] = steps++;
    }
    return distance;
}

} // namespace

Result<std::vector<MemberIndex>> trustees_in(DomainIndex domain, std::size_t members,
                                             std::span<const DomainIndex> wider,
                                             std::span<const Delegation> delegations) {
    const auto distance = distances_from(domain, wider);
    if (!distance) return std::unexpected(distance.error());
    constexpr auto far = UINT32_MAX;
    std::vector<MemberIndex> trustees(members, nobody);
    std::vector<std::uint32_t> nearest(members, far);
    const auto absent = [&](MemberIndex member) {
        return refuse(unknown_member, "delegations", {std::to_string(member), std::to_string(members)});
    };
    for (const auto& [member, place, trustee] : delegations) {
        if (member >= members) return absent(member);
        if (trustee != nobody && trustee >= members) return absent(trustee);
        if (place >= wider.size()) return refuse(unknown_domain, "delegations", {std::to_string(place)});
        if (trustee == member) return refuse(delegated_to_self, "delegations", {std::to_string(member)});
        if (!(*distance)[place] || *(*distance)[place] > nearest[member]) continue;
        if (*(*distance)[place] == nearest[member])
            return refuse(delegated_twice, "delegations", {std::to_string(member), std::to_string(place)});
        nearest[member] = *(*distance)[place];
        trustees[member] = trustee;
    }
    return trustees;
}

/// Every chain is followed once: on the way forward its members are marked, on the way back they learn where it ends,
/// and a later chain that meets them goes no further.
Result<DelegatedVotes> delegated_votes(std::span<const MemberIndex> trustees, const std::vector<bool>& voted) {
    const auto members = trustees.size();
    ensure(voted.size() == members, "whether each member voted");
    for (const auto trustee : trustees)
        if (trustee != nobody && trustee >= members)
            return refuse(unknown_member, "trustees", {std::to_string(trustee), std::to_string(members)});
    enum class Fate : std::uint8_t { unknown, on_the_way, cast, not_cast, in_circle };
    std::vector<Fate> fate(members, Fate::unknown);
    DelegatedVotes out{.weight = std::vector<std::int64_t>(members, 0),
                       .cast_by = std::vector<MemberIndex>(members, nobody),
                       .steps = std::vector<std::uint32_t>(members, 0)};
    for (MemberIndex member = 0; member < members; ++member) {
        if (!voted[member]) continue;
        fate[member] = Fate::cast;
        out.cast_by[member] = member;
        ++out.direct;
    }
    std::vector<MemberIndex> chain;
    for (MemberIndex member = 0; member < members; ++member) {
        chain.clear();
        auto at = member;
        while (at != nobody && fate[at] == Fate::unknown) {
            fate[at] = Fate::on_the_way;
            chain.push_back(at);
            at = trustees[at];
        }
        Fate end = at == nobody ? Fate::not_cast : fate[at];
        if (end == Fate::on_the_way) end = Fate::in_circle;
        for (; !chain.empty(); chain.pop_back()) {
            const auto behind = chain.back();
            fate[behind] = end;
            if (end != Fate::cast) continue;
            out.cast_by[behind] = out.cast_by[trustees[behind]];
            out.steps[behind] = out.steps[trustees[behind]] + 1;
        }
    }
    for (MemberIndex member = 0; member < members; ++member) {
        if (out.cast_by[member] != nobody) ++out.weight[out.cast_by[member]];
        out.not_cast += fate[member] == Fate::not_cast;
        out.in_circles += fate[member] == Fate::in_circle;
    }
    out.delegated = static_cast<std::int64_t>(members) - out.direct - out.not_cast - out.in_circles;
    return out;
}

} // namespace reef::tally
