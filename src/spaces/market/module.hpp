// spaces/market: where members trade; rides from request to receipt. See README.md.
#pragma once
#include "spaces/market/ride.hpp"

namespace reef::market {
engine::Module module();
std::vector<engine::PageType> pages();
} // namespace reef::market
