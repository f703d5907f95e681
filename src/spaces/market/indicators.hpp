// What the platform reckons itself of its rides.
#pragma once
#include "core/engine/module.hpp"

namespace reef::market {
std::vector<engine::Indicator> indicators();
}
