// Symbiosis: what two classes give and cost each other.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula symbiosis_formula{
    "symbiosis", 1, "net benefit of y from x = received - costs; within 1 % of the flow of the pair it counts as 0",
    "one of six types", "Reef, after the interaction types of ecology (Begon, Townsend, Harper, Ecology)"};

/// What one class had from another in a period, in minor units of one currency: what it received, and what it bore
/// because of the other (levies, harms). Both >= 0.
struct Exchange {
    std::int64_t received_minor = 0;
    std::int64_t costs_minor = 0;
};

/// (+,+), (+,0), (+,-), (-,-), (-,0), (0,0)
enum class SymbiosisType { mutualism, commensalism, parasitism, competition, amensalism, neutralism };
std::string_view text(SymbiosisType type);

struct Symbiosis {
    SymbiosisType type = SymbiosisType::neutralism;
    std::int64_t net_of_one_minor = 0;
    std::int64_t net_of_other_minor = 0;
};
/// `one`: what the first class had from the second; `other`: the reverse. The flow of the pair is the sum of all four
/// amounts, so that the dead zone is the same seen from either side. Exact. Needs a flow between them. Refuses
/// negative amounts, and such as do not fit 62 bits together.
Measured<Symbiosis> symbiosis(const Exchange& one, const Exchange& other, Percent dead_zone = percent(1));

} // namespace reef::measure
