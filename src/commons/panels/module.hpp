// commons/panels: bodies that are filled by lot. See README.md.
#pragma once
#include "commons/panels/draw.hpp"
#include "commons/panels/panel_page.hpp"
#include "commons/panels/pool.hpp"
#include "commons/panels/seating.hpp"

namespace reef::panels {
engine::Module module();
}
