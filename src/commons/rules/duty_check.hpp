// What can be wrong with the duties that a charter ties to size.
#pragma once
#include "commons/rules/charter_check.hpp"

namespace reef::rules {

/// Under `governance.duties`, in order.
std::vector<CharterFault> duty_faults(const Charter& charter, const engine::Registry& registry);

} // namespace reef::rules
