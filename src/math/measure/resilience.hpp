// Resilience: whom the ecosystem cannot lose.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula keystone_formula{
    "keystone", 1, "K(x) = 1 - F(G without x) / F(G)", "share of the value that goes with x, 0 to 1",
    "Reef, after the keystone species of Paine, American Naturalist 103 (1969) 91-93"};
inline constexpr Formula bus_factor_formula{
    "bus_factor", 1, "the fewest members, taken greedily, without whom F falls to half or less", "members, at least 1",
    "Reef, after the truck factor of Avelino et al., ICPC (2016)"};

/// A matched interaction between two members, numbered from 0, of one category; its value in minor units, >= 0.
struct Interaction {
    std::size_t supplier = 0;
    std::size_t customer = 0;
    std::size_t category = 0;
    std::int64_t value_minor = 0;
};

/// `modules[i]`: the module of member i, such as `communities` finds. F is the value of the interactions that would
/// still take place: an interaction outlives the loss of its supplier (customer) while another who supplies (buys) that
/// category in the same module is left. Without a loss all of them take place, also those that nobody could take over:
/// otherwise K of the only supplier would be 0, who is the keystone.
struct Ecosystem {
    std::vector<Interaction> interactions;
    std::vector<std::size_t> modules;
};

inline constexpr RefusalKind unknown_member{
    "measure.unknown_member", "Interaction number {} names member {}, but members are numbered from 0 to {}.", 422};

/// K of each member. Needs value in the interactions. Refuses unknown members and negative values.
Measured<std::vector<double>> keystone(const Ecosystem& ecosystem);

struct BusFactor {
    std::int64_t members_count = 0;
    /// Whom to lose, in order: each time the one whose loss costs most now; of equals, who has most value in all; then
    /// the lowest number.
    std::vector<std::size_t> lost;
};
/// An upper bound for the true smallest number, since it is sought greedily. Same needs and refusals.
Measured<BusFactor> bus_factor(const Ecosystem& ecosystem);

} // namespace reef::measure
