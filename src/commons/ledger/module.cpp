#include "commons/ledger/module.hpp"
#include "commons/ledger/indicators.hpp"
#include "commons/ledger/shares_page.hpp"
#include "commons/ledger/treasury_page.hpp"
#include <algorithm>
#include <iterator>

namespace reef::ledger {
using namespace engine;

Module module() {
    const Access platform_and_bookkeepers{{"platform", "auditor"}};
    auto all_pages = pages();
    std::ranges::move(period_pages(), std::back_inserter(all_pages));
    all_pages.push_back(contributions_page());
    std::ranges::move(shares_pages(), std::back_inserter(all_pages));
    std::ranges::move(treasury_pages(), std::back_inserter(all_pages));
    auto rules = surplus_rules();
    std::ranges::move(contribution_rules(), std::back_inserter(rules));
    rules.push_back(share_price.declaration());
    rules.push_back(credit_line.declaration());
    std::ranges::move(share_rules(), std::back_inserter(rules));
    std::vector<Schedule> schedules{hold_schedule(), redemption_schedule()};
    std::ranges::move(pledge_schedules(), std::back_inserter(schedules));
    std::ranges::move(period_schedules(), std::back_inserter(schedules));
    schedules.push_back(contribution_schedule());
    return {.name = "ledger",
            .folder = "src/commons/ledger",
            .rules = std::move(rules),
            .commands = {command<Post>(platform_only()),
                         command<Hold>(platform_only()),
                         command<PostHold>(platform_and_bookkeepers),
                         command<VoidHold>(platform_and_bookkeepers),
                         command<ExpireHold>(clock_only()),
                         command<BookCost>(bookkeepers()),
                         command<BookIncome>(bookkeepers()),
                         command<Reverse>(bookkeepers()),
                         command<SubscribeShares>(members()),
                         command<ConfirmSubscription>(platform_and_bookkeepers),
                         command<WithdrawSubscription>(members()),
                         command<TransferShares>(members()),
                         command<ConvertShares>(members()),
                         command<CancelShares>(bookkeepers()),
                         command<SellBackShares>(members()),
                         command<KeepShares>(members()),
                         command<RedeemShares>(clock_only()),
                         command<SettlePledges>(clock_only()),
                         command<FinishPledge>(clock_only()),
                         command<BuyShare>(platform_only()),
                         command<SettleLeaver>(platform_only()),
                         command<BeginPeriod>(clock_only()),
                         command<ClosePeriod>(bookkeepers()),
                         command<PayPool>(clock_only()),
                         command<ReleaseRetained>(clock_only()),
                         command<ClaimContribution>(members()),
                         command<AttestContribution>(members()),
                         command<DisputeContribution>(members()),
                         command<SettleContribution>(bookkeepers()),
                         command<FinishContribution>(clock_only())},
            .events = {event<Posted>(),
                       event<Held>(),
                       event<HoldPosted>(),
                       event<HoldReleased>(),
                       event<Noted>(),
                       event<Reversed>(),
                       event<SharesSubscribed>(),
                       event<SharesEntered>(),
                       event<SharesSoldBack>(),
                       event<SharesKept>(),
                       event<RedemptionPostponed>(),
                       event<PledgesSettled>(),
                       event<ShareIssued>(),
                       event<LeaverSettled>(),
                       event<PeriodBegan>(),
                       event<PeriodClosed>(),
                       event<PoolPaid>(),
                       event<RetainedReleased>(),
                       event<RetainedPostponed>(),
                       event<ContributionClaimed>(),
                       event<ContributionAttested>(),
                       event<ContributionDisputed>(),
                       event<ContributionSettled>()},
            .pages = std::move(all_pages),
            .schedules = std::move(schedules),
            .indicators = indicators()};
}

} // namespace reef::ledger
