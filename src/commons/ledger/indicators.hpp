// What the platform reckons itself of its money.
#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {
std::vector<engine::Indicator> indicators();
}
