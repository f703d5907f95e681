#include "math/tally/account.hpp"

namespace reef::tally {

const FactValue* fact_named(const std::vector<Fact>& facts, std::string_view name) {
    for (const auto& fact : facts)
        if (fact.name == name) return &fact.value;
    return nullptr;
}

const FactValue* Account::stated(std::string_view name) const { return fact_named(facts, name); }

} // namespace reef::tally
