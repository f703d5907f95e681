// What the house adds to the frame of every HTML page: platform, viewer, the ways around, what needs the viewer's
// voice, the tour.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

json::object frame(engine::PageRequest& request, std::string_view address);

} // namespace reef::app
