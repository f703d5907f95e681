#include "commons/payments/module.hpp"
#include "commons/payments/pages.hpp"

namespace reef::payments {
using namespace engine;

Module module() {
    const auto bookkeepers = ledger::bookkeepers();
    return {.name = "payments",
            .folder = "src/commons/payments",
            .rules = {two_keys_above.declaration(), least_payout.declaration()},
            .commands = {command<KeepBankAccount>(members()), command<AskPayout>(members()), command<Cancel>(members()),
                         command<KeepHouseAccount>(bookkeepers), command<OrderPayment>(bookkeepers),
                         command<Sign>(bookkeepers), command<RecordPaid>(bookkeepers), command<MakeBatch>(bookkeepers),
                         command<ImportStatement>(bookkeepers), command<MatchLine>(bookkeepers),
                         command<ExplainLine>(bookkeepers), command<MatchSubscription>(bookkeepers)},
            .events = {event<BankAccountKept>(), event<HouseAccountKept>(), event<Ordered>(), event<Signed>(),
                       event<Cancelled>(), event<Paid>(), event<BatchMade>(), event<StatementImported>(),
                       event<LineExplained>()},
            .pages = pages()};
}

} // namespace reef::payments
