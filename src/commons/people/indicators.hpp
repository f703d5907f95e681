// What the platform reckons itself of who came and went.
#pragma once
#include "core/engine/module.hpp"

namespace reef::people {
std::vector<engine::Indicator> indicators();
}
