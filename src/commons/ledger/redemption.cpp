#include "commons/ledger/redemption.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind not_waiting{"ledger.not_waiting", "Nothing of yours waits in the queue under the number {}.",
                                  404};

constexpr std::string_view queue_columns =
    "SELECT redemption, member, share_class, count, due_at, try_at, authority FROM {ledger_redemptions} ";
constexpr std::string_view queue_order = "ORDER BY due_at, redemption";

std::optional<Redemption> find_waiting(store::Connection& connection, IdValue redemption) {
    return connection.first<Redemption>(std::string(queue_columns) + "WHERE redemption = $1 AND waiting = $2",
                                        redemption, true);
}
void stop_waiting(store::Connection& connection, IdValue redemption) {
    connection.run("UPDATE {ledger_redemptions} SET waiting = $1 WHERE redemption = $2", false, redemption);
}

} // namespace

std::vector<Redemption> redemption_queue(store::Connection& connection) {
    return connection.all<Redemption>(std::string(queue_columns) + "WHERE waiting = $1 " + std::string(queue_order),
                                      true);
}

Movement paid_out_on_leaving(MemberId member, const Money& amount) {
    return {account_of(member), std::string(outside), amount, "paid out on leaving"};
}

SellBackFacts load(store::Connection& connection, const Context& context, const SellBackShares& command) {
    return {holder_facts(connection, context.actor.member, command.share_class),
            rules::in_force(connection, share_notice, context.at)};
}
Decision decide(const SellBackFacts& facts, const SellBackShares& command, Context& context) {
    if (auto refusal = cannot_leave(facts.holder, command.share_class, command.count))
        return std::unexpected(std::move(*refusal));
    return Events{SharesSoldBack{context.new_id(), context.actor.member, command.share_class, command.count,
                                 context.at + facts.notice.value, authority_of(share_notice, facts.notice.version)}};
}
void apply(store::Connection& connection, const Meta&, const SharesSoldBack& event) {
    connection.run("INSERT INTO {ledger_redemptions} (redemption, member, share_class, count, due_at, try_at, "
                   "authority, waiting) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
                   event.redemption, event.member, event.share_class, event.count, event.due_at, event.authority, true);
}

KeepFacts load(store::Connection& connection, const Context&, const KeepShares& command) {
    return {find_waiting(connection, command.redemption)};
}
Decision decide(const KeepFacts& facts, const KeepShares& command, Context& context) {
    if (!facts.waiting || facts.waiting->member != context.actor.member)
        return refuse(not_waiting, "redemption", {command.redemption.text()});
    return Events{SharesKept{command.redemption}};
}
void apply(store::Connection& connection, const Meta&, const SharesKept& event) {
    stop_waiting(connection, event.redemption);
}

RedeemFacts load(store::Connection& connection, const Context& context, const RedeemShares& command) {
    RedeemFacts facts{.waiting = find_waiting(connection, command.redemption),
                      .solvency = solvency_for(connection, Claim::shares, context.at),
                      .next_number = next_share_number(connection)};
    if (!facts.waiting) return facts;
    facts.holding = holding_of(connection, facts.waiting->member, facts.waiting->share_class);
    facts.has_left = people::has_left(connection, facts.waiting->member);
    return facts;
}
Decision decide(const RedeemFacts& facts, const RedeemShares& command, Context& context) {
    if (!facts.waiting) return refuse(not_waiting, "redemption", {command.redemption.text()});
    const auto& waiting = *facts.waiting;
    const auto paid = paid_for(facts.holding, waiting.count);
    if (const auto& [funds, floor] = facts.solvency; !facts.solvency.affords(paid))
        return Events{RedemptionPostponed{waiting.redemption, context.at + days(1), funds, floor}};
    std::vector<Movement> movements = {
        {std::string(share_capital), account_of(waiting.member), paid, "shares redeemed"}};
    if (facts.has_left) movements.push_back(paid_out_on_leaving(waiting.member, paid));
    return Events{SharesEntered{.rows = {{.number = facts.next_number,
                                          .member = waiting.member,
                                          .operation = ShareOperation::redeem,
                                          .share_class = waiting.share_class,
                                          .count = -waiting.count,
                                          .paid = -paid,
                                          .authority = waiting.authority}},
                                .posted = post(movements, std::string(shares_reference), {waiting.member}, context),
                                .redemption = waiting.redemption}};
}
void apply(store::Connection& connection, const Meta&, const RedemptionPostponed& event) {
    connection.run("UPDATE {ledger_redemptions} SET try_at = $1 WHERE redemption = $2", event.try_at, event.redemption);
}

/// Nobody is paid past the queue: while the first waits, everybody behind does.
Schedule redemption_schedule() {
    return {"ledger.redemptions", "shares that were sold back are paid when their notice is over",
            "SELECT 1 FROM {ledger_redemptions} WHERE waiting AND try_at <= $1",
            [](store::Connection& connection, Time now) -> std::optional<Due> {
                const auto first = connection.first<Redemption>(
                    std::string(queue_columns) + "WHERE waiting = $1 " + std::string(queue_order) + " LIMIT 1", true);
                if (!first || first->try_at > now) return {};
                return Due{first->try_at, call(RedeemShares{first->redemption})};
            }};
}

} // namespace reef::ledger
