// Accounts as pages name them, and who may look at which.
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

/// An account as the viewer reads it: the treasury, a member by name where that is theirs to see.
std::string account_name(const engine::PageRequest& request, std::string_view account);
/// Its page; none where it is not the viewer's to open.
std::optional<std::string> account_href(const engine::PageRequest& request, std::string_view account);
/// Members' accounts are for that member, what is held in escrow for auditors alone, who see all. The co-operative's
/// own accounts are open to anyone.
bool may_open(const engine::PageRequest& request, std::string_view account);

} // namespace reef::ledger
