#include "commons/ledger/share_deal.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind to_oneself{"ledger.to_oneself", "These shares are yours already.", 422};
constexpr RefusalKind not_a_member{"ledger.not_a_member", "Shares are held by members; {} is none.", 422};
constexpr RefusalKind does_not_convert{"ledger.does_not_convert",
                                       "{} was paid for these shares, which is no whole number of shares at {}.", 409};
constexpr RefusalKind only_pledged{
    "ledger.only_pledged", "Shares of the class \"{}\" are offered under a condition, and only pledged for.", 409};
constexpr RefusalKind no_such_issue{"ledger.no_such_issue", "Row {} of the register issued no shares.", 404};
constexpr RefusalKind cancelled_already{"ledger.cancelled_already", "Row {} of the register was cancelled already.",
                                        409};
constexpr RefusalKind shares_gone{
    "ledger.shares_gone",
    "What row {} issued was handed on, converted or sold back since, whole or in part, and is not cancelled any more.",
    409};

/// The same number of shares leaves one place in the register and comes to another.
SharesEntered moved(RegisterRow from, RegisterRow to) {
    to.number = from.number + 1;
    return {.rows = {std::move(from), std::move(to)}};
}

} // namespace

TransferSharesFacts load(store::Connection& connection, const Context& context, const TransferShares& command) {
    TransferSharesFacts facts{.giver = holder_facts(connection, context.actor.member, command.share_class),
                              .is_to_member = people::is_member(connection, command.to),
                              .held_by_to = held_and_subscribed(connection, command.to, command.share_class),
                              .next_number = next_share_number(connection)};
    const auto offers = rules::in_force(connection, share_offers, context.at).value;
    if (const auto* offer = offers.find(command.share_class)) facts.offer = *offer;
    return facts;
}
/// No money of the co-operative's moves: what was paid for the shares goes along. The holder's own act allows it.
Decision decide(const TransferSharesFacts& facts, const TransferShares& command, Context& context) {
    if (auto refusal = cannot_leave(facts.giver, command.share_class, command.count))
        return std::unexpected(std::move(*refusal));
    if (command.to == context.actor.member) return refuse(to_oneself, "to");
    if (!facts.is_to_member) return refuse(not_a_member, "to", {command.to.text()});
    if (facts.offer)
        if (auto refusal = cannot_hold_so_many(*facts.offer, facts.held_by_to + command.count))
            return std::unexpected(std::move(*refusal));
    const auto paid = paid_for(facts.giver.holding, command.count);
    const RegisterRow from{.number = facts.next_number,
                           .member = context.actor.member,
                           .operation = ShareOperation::transfer,
                           .share_class = command.share_class,
                           .count = -command.count,
                           .paid = -paid,
                           .authority = authority_of_entry(context.entry)};
    auto to = from;
    to.member = command.to;
    to.count = command.count;
    to.paid = paid;
    return Events{moved(from, to)};
}

ConvertFacts load(store::Connection& connection, const Context& context, const ConvertShares& command) {
    return {holder_facts(connection, context.actor.member, command.share_class),
            rules::in_force(connection, share_offers, context.at),
            held_and_subscribed(connection, context.actor.member, command.to_class), next_share_number(connection)};
}
Decision decide(const ConvertFacts& facts, const ConvertShares& command, Context& context) {
    if (auto refusal = cannot_leave(facts.holder, command.share_class, command.count))
        return std::unexpected(std::move(*refusal));
    const auto paid = paid_for(facts.holder.holding, command.count);
    auto offer = offer_of(facts.offers.value, command.to_class, paid.currency, "to_class", context.at);
    if (!offer) return std::unexpected(std::move(offer.error()));
    if (offer->assurance) return refuse(only_pledged, "to_class", {command.to_class});
    const auto count = paid.minor / offer->price.minor;
    if (command.to_class == command.share_class || count < 1 || count * offer->price.minor != paid.minor)
        return refuse(does_not_convert, "count", {paid.text(), offer->price.text()});
    if (auto refusal = cannot_hold_so_many(*offer, facts.held_already + count))
        return std::unexpected(std::move(*refusal));
    const RegisterRow from{.number = facts.next_number,
                           .member = context.actor.member,
                           .operation = ShareOperation::convert,
                           .share_class = command.share_class,
                           .count = -command.count,
                           .paid = -paid,
                           .authority = authority_of(share_offers, facts.offers.version)};
    auto to = from;
    to.share_class = command.to_class;
    to.count = count;
    to.paid = paid;
    return Events{moved(from, to)};
}

CancelFacts load(store::Connection& connection, const Context&, const CancelShares& command) {
    using Row = std::tuple<EntryNumber, MemberId, std::string, std::int64_t, std::int64_t, std::string>;
    const auto issue = connection.first<Row>("SELECT entry, member, share_class, count, paid_minor, currency FROM "
                                             "{ledger_shares} WHERE number = $1 AND operation = $2",
                                             command.number, ShareOperation::issue);
    CancelFacts facts{.next_number = next_share_number(connection)};
    if (!issue) return facts;
    const auto& [entry, member, share_class, count, paid, code] = *issue;
    const Currency currency = *Currency::parse(code);
    facts.row = RegisterRow{.number = command.number,
                            .member = member,
                            .share_class = share_class,
                            .count = count,
                            .paid = {paid, currency}};
    facts.is_cancelled =
        connection.one<std::int64_t>("SELECT count(*) FROM {ledger_shares} WHERE cancels = $1", command.number) > 0;
    const auto [transfer, from] = connection.one<std::tuple<IdValue, std::string>>(
        "SELECT transfer, from_account FROM {ledger_transfers} WHERE entry = $1 AND to_account = $2", entry,
        share_capital);
    facts.payment = {transfer, {from, std::string(share_capital), facts.row->paid, "share"}};
    facts.holder = holder_facts(connection, member, share_class);
    return facts;
}
/// A mistake is corrected whole, by the transfer turned round; it is no paying back, so no gate stands before it.
Decision decide(const CancelFacts& facts, const CancelShares& command, Context& context) {
    const auto number = std::to_string(command.number);
    if (!facts.row) return refuse(no_such_issue, "number", {number});
    if (facts.is_cancelled) return refuse(cancelled_already, "number", {number});
    const auto& row = *facts.row;
    if (row.member == context.actor.member) return refuse(own_shares, "number");
    const auto& holding = facts.holder.holding;
    if (row.share_class != membership_share && row.count > holding.count - facts.holder.waiting)
        return refuse(shares_gone, "number", {number});
    if (auto refusal = cannot_leave(facts.holder, row.share_class, row.count)) {
        refusal->field = "number";
        return std::unexpected(std::move(*refusal));
    }
    const bool some_stay = holding.count > row.count;
    if (some_stay ? holding.paid < row.paid : holding.paid != row.paid) return refuse(shares_gone, "number", {number});
    const Movement back{facts.payment.movement.to, facts.payment.movement.from, row.paid,
                        facts.payment.movement.purpose};
    return Events{SharesEntered{.rows = {{.number = facts.next_number,
                                          .member = row.member,
                                          .operation = ShareOperation::cancel,
                                          .share_class = row.share_class,
                                          .count = -row.count,
                                          .paid = -row.paid,
                                          .authority = authority_of_entry(context.entry),
                                          .cancels = command.number}},
                                .posted = post({back}, std::string(shares_reference), {row.member}, context),
                                .reverses = facts.payment.transfer,
                                .reason = command.reason}};
}

} // namespace reef::ledger
