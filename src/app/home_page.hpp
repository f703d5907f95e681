// The pages that belong to no room alone: the overview, the spaces, the tour of an example, the wizard, the draft.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

engine::Module home_module();

} // namespace reef::app
