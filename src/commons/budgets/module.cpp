#include "commons/budgets/module.hpp"

namespace reef::budgets {
using namespace engine;

Module module() {
    return {.name = "budgets",
            .folder = "src/commons/budgets",
            .rules = rules_of_room(),
            .commands = {command<OpenBudget>(members()), command<CancelBudget>(members()),
                         command<PutForward>(members()), command<WithdrawProject>(members()),
                         command<CheckProject>(members()), command<OpenVoting>(clock_only()),
                         command<CastBallot>(members()), command<CloseBudget>(clock_only())},
            .events = {event<BudgetOpened>(), event<BudgetCancelled>(), event<ProjectPutForward>(),
                       event<ProjectWithdrawn>(), event<ProjectChecked>(), event<VotingOpened>(), event<BallotCast>(),
                       event<BudgetDecided>(), event<BallotsPublished>()},
            .pages = pages(),
            .schedules = budget_schedules()};
}

} // namespace reef::budgets
