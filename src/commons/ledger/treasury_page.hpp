#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {
/// `/money/treasury` and `/money/treasury/flows.csv`
std::vector<engine::PageType> treasury_pages();
} // namespace reef::ledger
