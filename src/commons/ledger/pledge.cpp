#include "commons/ledger/pledge.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

/// Pledges that wait are few among all there ever were, so they are found by their holds.
constexpr std::string_view waiting_pledges = "FROM {ledger_holds} held JOIN {ledger_subscriptions} wanted ON "
                                             "wanted.hold = held.hold WHERE held.reference = $1 AND held.state = "
                                             "'pending' AND ";

std::optional<Due> pledge_to_finish(store::Connection& connection) {
    using Row = std::tuple<IdValue, Time>;
    const auto first = connection.first<Row>("SELECT wanted.hold, wanted.by_at " + std::string(waiting_pledges) +
                                                 "wanted.reached IS NOT NULL ORDER BY wanted.by_at, held.at, "
                                                 "wanted.hold LIMIT 1",
                                             shares_reference);
    if (!first) return {};
    return Due{std::get<1>(*first), call(FinishPledge{std::get<0>(*first)})};
}

std::optional<Due> pledges_to_settle(store::Connection& connection, Time now) {
    using Row = std::tuple<std::string, std::int64_t, std::string, Time>;
    const auto first = connection.first<Row>(
        "SELECT wanted.share_class, wanted.target_minor, held.currency, wanted.by_at " + std::string(waiting_pledges) +
            "wanted.by_at <= $2 ORDER BY wanted.by_at, wanted.share_class, wanted.target_minor "
            "LIMIT 1",
        shares_reference, now);
    if (!first) return {};
    const auto& [share_class, target, code, by] = *first;
    return Due{by, call(SettlePledges{share_class, {{target, *Currency::parse(code)}, by}})};
}

} // namespace

Money pledged_for(store::Connection& connection, std::string_view share_class, const Assurance& assurance) {
    const auto minor = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(held.minor) AS BIGINT) " + std::string(waiting_pledges) +
            "wanted.share_class = $2 AND wanted.target_minor = $3 AND wanted.by_at = $4",
        shares_reference, share_class, assurance.target.minor, assurance.by);
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

Schedule pledge_schedule() {
    return {"ledger.pledges", "offers with a condition are settled at their time",
            [](store::Connection& connection, Time now) -> std::optional<Due> {
                if (auto due = pledge_to_finish(connection)) return due;
                return pledges_to_settle(connection, now);
            }};
}

} // namespace reef::ledger
