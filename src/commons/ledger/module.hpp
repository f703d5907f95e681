// commons/ledger: double entry, members' shares, the books. See README.md.
#pragma once
#include "commons/ledger/account_words.hpp"
#include "commons/ledger/books.hpp"
#include "commons/ledger/books_check.hpp"
#include "commons/ledger/chart.hpp"
#include "commons/ledger/contribution.hpp"
#include "commons/ledger/desk.hpp"
#include "commons/ledger/hold.hpp"
#include "commons/ledger/leaver.hpp"
#include "commons/ledger/money_page.hpp"
#include "commons/ledger/patronage_payment.hpp"
#include "commons/ledger/period_figures.hpp"
#include "commons/ledger/pledge.hpp"
#include "commons/ledger/redemption.hpp"
#include "commons/ledger/reversal.hpp"
#include "commons/ledger/share.hpp"
#include "commons/ledger/share_deal.hpp"
#include "commons/ledger/share_subscription.hpp"
#include "commons/ledger/solvency.hpp"
#include "commons/ledger/transfer.hpp"
#include "commons/ledger/transfer_lines.hpp"
#include "commons/ledger/treasury_flow.hpp"

namespace reef::ledger {
engine::Module module();
}
