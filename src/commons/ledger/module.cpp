#include "commons/ledger/module.hpp"

namespace reef::ledger {
using namespace engine;

Module module() {
    return {.name = "ledger",
            .folder = "src/commons/ledger",
            .rules = {share_price.declaration()},
            .commands = {command<Post>(platform_only()), command<BuyShare>(platform_only()),
                         command<SettleLeaver>(platform_only())},
            .events = {event<Posted>(), event<ShareIssued>(), event<LeaverSettled>()},
            .pages = pages()};
}

} // namespace reef::ledger
