// commons/ledger: double entry, members' shares, the books. See README.md.
#pragma once
#include "commons/ledger/contribution.hpp"
#include "commons/ledger/money_page.hpp"
#include "commons/ledger/patronage_payment.hpp"
#include "commons/ledger/share.hpp"
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {
engine::Module module();
}
