// The wizard "found your own": begin from a preset, write, have every fault named; then the same file founds a platform.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

/// /found, `?preset=ride` to begin from one, `?charter=…` to have a text checked. It changes nothing, so it is a GET.
engine::PageType found_page();

} // namespace reef::app
