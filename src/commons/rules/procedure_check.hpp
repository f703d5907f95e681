// What can be wrong with the procedures of a charter.
#pragma once
#include "commons/rules/charter_check.hpp"

namespace reef::rules {

/// Under `governance.procedures`, in order.
std::vector<CharterFault> procedure_faults(const Charter& charter);

} // namespace reef::rules
