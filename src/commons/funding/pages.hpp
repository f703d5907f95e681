// The room's pages: all rounds, one round, its gifts as a table.
#pragma once
#include "commons/funding/closing.hpp"

namespace reef::funding {

std::vector<engine::PageType> pages();
/// `/funding`
engine::PageType rounds_page();
/// `/funding/{round}` and `/funding/{round}/gifts.csv`
std::vector<engine::PageType> round_pages();

std::string in_words(const engine::PageRequest& request, const RoundRow& round);
std::string body_name(const rules::Charter& charter, const std::string& id);

} // namespace reef::funding
