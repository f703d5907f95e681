// What the pages of a ride share. Only this room includes it.
#pragma once
#include "spaces/market/ride.hpp"

namespace reef::market {

/// The ride in the address, for those who may see it.
Result<RideRow> seen_ride(engine::PageRequest& request);
/// "Friday 22:10", in UTC.
std::string time_in_week(const engine::PageRequest& request, Time at);

engine::PageType receipt_page();

} // namespace reef::market
