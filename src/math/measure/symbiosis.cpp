#include "math/measure/symbiosis.hpp"
#include "math/measure/checks.hpp"

namespace reef::measure {
namespace {

SymbiosisType type_of(int one, int other) {
    if (one < other) std::swap(one, other);
    if (one > 0)
        return other > 0    ? SymbiosisType::mutualism
               : other == 0 ? SymbiosisType::commensalism
                            : SymbiosisType::parasitism;
    if (one == 0) return other == 0 ? SymbiosisType::neutralism : SymbiosisType::amensalism;
    return SymbiosisType::competition;
}

} // namespace

std::string_view text(SymbiosisType type) {
    switch (type) {
    case SymbiosisType::mutualism:
        return "mutualism";
    case SymbiosisType::commensalism:
        return "commensalism";
    case SymbiosisType::parasitism:
        return "parasitism";
    case SymbiosisType::competition:
        return "competition";
    case SymbiosisType::amensalism:
        return "amensalism";
    case SymbiosisType::neutralism:
        break;
    }
    return "neutralism";
}

Measured<Symbiosis> symbiosis(const Exchange& one, const Exchange& other, Percent dead_zone) {
    constexpr double amount_max = 1e18;
    for (const auto amount : {one.received_minor, one.costs_minor, other.received_minor, other.costs_minor})
        if (auto wrong = refusal_outside("amount", static_cast<double>(amount), 0, amount_max))
            return {symbiosis_formula, 0, std::move(*wrong)};
    if (auto wrong = refusal_outside("dead_zone", static_cast<double>(dead_zone.hundredths), 0, 10'000))
        return {symbiosis_formula, 0, std::move(*wrong)};
    const auto flow = one.received_minor + one.costs_minor + other.received_minor + other.costs_minor;
    if (flow == 0) return {symbiosis_formula, 0, Shortage{"minor units that flowed between the classes", 1, 0}};

    const auto sign = [&](std::int64_t net) {
        const auto away = static_cast<__int128>(net < 0 ? -net : net) * 10'000;
        if (away <= static_cast<__int128>(flow) * dead_zone.hundredths) return 0;
        return net > 0 ? 1 : -1;
    };
    const auto net_one = one.received_minor - one.costs_minor, net_other = other.received_minor - other.costs_minor;
    return {symbiosis_formula, 4, Symbiosis{type_of(sign(net_one), sign(net_other)), net_one, net_other}};
}

} // namespace reef::measure
