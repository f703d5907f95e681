// What can be wrong with the rules that a charter indexes.
#pragma once
#include "commons/rules/charter_check.hpp"

namespace reef::rules {

/// Under `governance.indexed`, in order.
std::vector<CharterFault> index_faults(const Charter& charter, const engine::Registry& registry);

} // namespace reef::rules
