// What belongs to no room alone: the overview, the spaces, the tour of an example, and the frame of every page.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

engine::Module home_module();
/// The frame of every HTML page: platform, the ways around, what needs the viewer's voice, the tour.
json::object frame(engine::PageRequest& request);

} // namespace reef::app
