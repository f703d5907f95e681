#include "commons/ledger/share_subscription.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_subscription{"ledger.no_such_subscription", "There is no subscription {}.", 404};
constexpr RefusalKind is_pledged{"ledger.is_pledged",
                                 "What number {} pledges is paid when the time of its condition has come.", 409};
constexpr RefusalKind pledged_from_account{
    "ledger.pledged_from_account", "Under a condition shares are paid from one's account, where it is held.", 409};
constexpr RefusalKind subscription_over{"ledger.subscription_over",
                                        "The subscription {} was paid or taken back already, or has lapsed.", 409};

Movement payment_of(const SubscribeShares& command, MemberId member, const Money& price) {
    const Money due{price.minor * command.count, price.currency};
    return {command.payment == SharePayment::account ? account_of(member) : std::string(outside),
            std::string(share_capital), due, "share"};
}

std::optional<Refusal> not_awaited(const SubscribedFacts& facts, IdValue subscription) {
    if (!facts.row) return refuse(no_such_subscription, "subscription", {subscription.text()}).error();
    if (facts.hold->state != HoldState::pending)
        return refuse(subscription_over, "subscription", {subscription.text()}).error();
    return {};
}

} // namespace

SubscribedFacts subscribed_facts(store::Connection& connection, IdValue subscription) {
    const auto wanted =
        connection.first<std::tuple<MemberId, std::string, std::int64_t, std::string, std::optional<Time>>>(
            "SELECT member, share_class, count, authority, by_at FROM {ledger_subscriptions} WHERE hold = $1",
            subscription);
    if (!wanted) return {};
    const auto& [member, share_class, count, authority, by] = *wanted;
    SubscribedFacts facts{.hold = find_hold(connection, subscription), .is_pledge = by.has_value()};
    facts.row = RegisterRow{.number = next_share_number(connection),
                            .member = member,
                            .operation = ShareOperation::issue,
                            .share_class = share_class,
                            .count = count,
                            .paid = facts.hold->movement.amount,
                            .authority = authority};
    return facts;
}

SharesEntered issued(const SubscribedFacts& facts, Context& context) {
    auto posted = post({facts.hold->movement}, facts.hold->reference, {facts.row->member}, context);
    return {.rows = {*facts.row},
            .hold_posted = HoldPosted{facts.hold->hold, {0, facts.row->paid.currency}, std::move(posted)}};
}

SubscriptionFacts load(store::Connection& connection, const Context& context, const SubscribeShares& command) {
    SubscriptionFacts facts{.offers = rules::in_force(connection, share_offers, context.at),
                            .currency = rules::founded_platform(connection).charter.currency,
                            .next_number = next_share_number(connection),
                            .held = held_and_subscribed(connection, context.actor.member, command.share_class),
                            .time_to_pay = rules::in_force(connection, subscription_time, context.at).value};
    if (const auto* offer = facts.offers.value.find(command.share_class); offer && !no_number_of_shares(command.count))
        facts.balances =
            load_balances(connection, {payment_of(command, context.actor.member, offer->price)}, context.at);
    return facts;
}
Decision decide(const SubscriptionFacts& facts, const SubscribeShares& command, Context& context) {
    if (auto refusal = no_number_of_shares(command.count)) return std::unexpected(std::move(*refusal));
    auto offer = offer_of(facts.offers.value, command.share_class, facts.currency, "share_class", context.at);
    if (!offer) return std::unexpected(std::move(offer.error()));
    if (offer->assurance && command.payment == SharePayment::bank) return refuse(pledged_from_account, "payment");
    if (auto refusal = cannot_hold_so_many(*offer, facts.held + command.count))
        return std::unexpected(std::move(*refusal));
    const auto member = context.actor.member;
    const auto payment = payment_of(command, member, offer->price);
    const auto authority = authority_of(share_offers, facts.offers.version);
    const std::string reference(shares_reference);
    const auto waits = [&](std::optional<Time> expires_at) {
        return Events{SharesSubscribed{member, command.share_class, command.count, authority, offer->assurance,
                                       hold({payment}, reference, {member}, expires_at, context)}};
    };
    if (command.payment == SharePayment::bank) return waits(context.at + facts.time_to_pay);
    if (auto refusal = cannot_post(facts.balances, {payment})) {
        refusal->field = "count";
        return std::unexpected(std::move(*refusal));
    }
    if (offer->assurance) return waits({});
    return Events{SharesEntered{.rows = {{.number = facts.next_number,
                                          .member = member,
                                          .operation = ShareOperation::issue,
                                          .share_class = command.share_class,
                                          .count = command.count,
                                          .paid = payment.amount,
                                          .authority = authority}},
                                .posted = post({payment}, reference, {member}, context)}};
}
void apply(store::Connection& connection, const Meta& meta, const SharesSubscribed& event) {
    apply(connection, meta, event.held);
    connection.run("INSERT INTO {ledger_subscriptions} (hold, member, share_class, count, authority, "
                   "target_minor, by_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   event.held.holds.front().hold, event.member, event.share_class, event.count, event.authority,
                   event.assurance ? std::optional(event.assurance->target.minor) : std::nullopt,
                   event.assurance ? std::optional(event.assurance->by) : std::nullopt);
}

SubscribedFacts load(store::Connection& connection, const Context&, const ConfirmSubscription& command) {
    return subscribed_facts(connection, command.subscription);
}
/// The authority is that of the offer under which somebody subscribed, though it may have ended since.
Decision decide(const SubscribedFacts& facts, const ConfirmSubscription& command, Context& context) {
    if (auto refusal = not_awaited(facts, command.subscription)) return std::unexpected(std::move(*refusal));
    if (facts.is_pledge) return refuse(is_pledged, "subscription", {command.subscription.text()});
    if (facts.row->member == context.actor.member) return refuse(own_shares, "subscription");
    return Events{issued(facts, context)};
}

SubscribedFacts load(store::Connection& connection, const Context&, const WithdrawSubscription& command) {
    return subscribed_facts(connection, command.subscription);
}
Decision decide(const SubscribedFacts& facts, const WithdrawSubscription& command, Context& context) {
    if (facts.row && facts.row->member != context.actor.member)
        return refuse(no_such_subscription, "subscription", {command.subscription.text()});
    if (auto refusal = not_awaited(facts, command.subscription)) return std::unexpected(std::move(*refusal));
    return Events{HoldReleased{command.subscription, HoldState::voided, facts.hold->movement, {context.actor.member}}};
}

std::vector<HoldRow> pending_subscriptions(store::Connection& connection, MemberId member) {
    std::vector<HoldRow> holds;
    for (const auto hold : connection.all<IdValue>(
             "SELECT wanted.hold FROM {ledger_subscriptions} wanted JOIN {ledger_holds} held ON held.hold = "
             "wanted.hold WHERE wanted.member = $1 AND held.state = 'pending' ORDER BY wanted.hold",
             member))
        holds.push_back(*find_hold(connection, hold));
    return holds;
}

} // namespace reef::ledger
