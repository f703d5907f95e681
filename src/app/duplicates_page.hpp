// Members who may be one person.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

engine::PageType duplicates_page();

} // namespace reef::app
