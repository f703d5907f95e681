#include "commons/ledger/pledge.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

/// Pledges that wait are few among all there ever were, so they are found by their holds.
std::string of_waiting_pledges(std::string_view columns, std::string_view condition) {
    return fmt::format("SELECT {} FROM {{ledger_holds}} held JOIN {{ledger_subscriptions}} wanted ON wanted.hold = "
                       "held.hold WHERE held.reference = '{}' AND held.state = 'pending' AND {}",
                       columns, shares_reference, condition);
}

} // namespace

Money pledged_for(store::Connection& connection, std::string_view share_class, const Assurance& assurance) {
    const auto minor = connection.one<std::optional<std::int64_t>>(
        of_waiting_pledges("CAST(sum(held.minor) AS BIGINT)",
                           "wanted.share_class = $1 AND wanted.target_minor = $2 AND wanted.by_at = $3"),
        share_class, assurance.target.minor, assurance.by);
    return {minor.value_or(0), assurance.target.currency};
}

PledgeFacts load(store::Connection& connection, const Context&, const SettlePledges& command) {
    return {pledged_for(connection, command.share_class, command.assurance)};
}
/// Whoever pledged under another condition for the same shares is not counted.
Decision decide(const PledgeFacts& facts, const SettlePledges& command, Context&) {
    return Events{PledgesSettled{command.share_class, command.assurance, facts.pledged,
                                 facts.pledged >= command.assurance.target}};
}
void apply(store::Connection& connection, const Meta&, const PledgesSettled& event) {
    connection.run("UPDATE {ledger_subscriptions} SET reached = $1 WHERE share_class = $2 AND target_minor = $3 AND "
                   "by_at = $4",
                   event.reached, event.share_class, event.assurance.target.minor, event.assurance.by);
}

FinishFacts load(store::Connection& connection, const Context&, const FinishPledge& command) {
    return {subscribed_facts(connection, command.subscription),
            connection.one<bool>("SELECT reached FROM {ledger_subscriptions} WHERE hold = $1", command.subscription)};
}
Decision decide(const FinishFacts& facts, const FinishPledge&, Context& context) {
    if (facts.reached) return Events{issued(facts.pledge, context)};
    const auto& hold = *facts.pledge.hold;
    return Events{HoldReleased{hold.hold, HoldState::expired, hold.movement, {facts.pledge.row->member}}};
}

std::vector<Schedule> pledge_schedules() {
    return {schedule<IdValue>("ledger.finish_pledge", "those that are settled are carried out",
                              of_waiting_pledges("wanted.by_at, wanted.hold",
                                                 "wanted.reached IS NOT NULL AND wanted.by_at <= $1 ORDER BY "
                                                 "wanted.by_at, held.at, wanted.hold LIMIT 1"),
                              [](IdValue pledge) { return call(FinishPledge{pledge}); }),
            schedule<std::string, std::int64_t, std::string, Time>(
                "ledger.settle_pledges", "offers with a condition are settled at their time",
                of_waiting_pledges("wanted.by_at, wanted.share_class, wanted.target_minor, held.currency, wanted.by_at",
                                   "wanted.by_at <= $1 ORDER BY wanted.by_at, wanted.share_class, wanted.target_minor "
                                   "LIMIT 1"),
                [](const std::string& share_class, std::int64_t target, const std::string& currency, Time by) {
                    return call(SettlePledges{share_class, {{target, *Currency::parse(currency)}, by}});
                })};
}

} // namespace reef::ledger
