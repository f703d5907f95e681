// What somebody says a waiting line of a statement was.
#include "commons/payments/statement.hpp"
#include <algorithm>

namespace reef::payments {
using namespace engine;
namespace {

constexpr RefusalKind no_such_line{"payments.no_such_line", "There is no line of a statement with the number {}.", 404};
constexpr RefusalKind explained_already{"payments.explained_already", "Line {} is explained already.", 409};
constexpr RefusalKind cannot_be_it{
    "payments.cannot_be_it", "Payment {} is {} and waits for the bank; this line is {}. They are not the same.", 422};
constexpr RefusalKind not_open{"payments.not_open", "Payment {} does not wait for the bank.", 409};
constexpr RefusalKind not_from_members{
    "payments.not_from_members",
    "What goes to a member is a payout that they asked for; match the line with that. Members' accounts only receive "
    "what they paid in.",
    422};

constexpr RefusalKind no_such_subscription{
    "payments.no_such_subscription", "No subscription {} waits to be paid by bank, or it has its line already.", 404};
constexpr RefusalKind other_price{"payments.other_price",
                                  "Subscription {} is {}; this line is {}. They are not the same.", 422};

std::optional<Refusal> cannot_explain(const std::optional<LineRow>& line, IdValue number) {
    if (!line) return refuse(no_such_line, "line", {number.text()}).error();
    if (line->meaning != Meaning::waiting) return refuse(explained_already, "line", {number.text()}).error();
    return {};
}

/// From the outside to the account, or the other way.
ledger::Movement movement_of(const Money& amount, const std::string& account, const std::string& word) {
    const std::string outside(ledger::outside);
    if (amount.minor < 0) return {account, outside, -amount, word};
    return {outside, account, amount, word};
}
std::optional<MemberId> member_of(const std::string& account) {
    const auto parsed = ledger::Account::parse(account);
    if (!parsed || parsed->kind != ledger::AccountKind::member) return {};
    return parsed->member();
}

} // namespace

MatchFacts load(store::Connection& connection, const Context&, const MatchLine& match) {
    return {find_line(connection, match.line), find_payment(connection, match.payment)};
}
Decision decide(const MatchFacts& facts, const MatchLine& match, Context&) {
    if (auto refusal = cannot_explain(facts.line, match.line)) return std::unexpected(std::move(*refusal));
    if (!facts.payment) return refuse(no_such_payment, "payment", {match.payment.text()});
    const auto& payment = *facts.payment;
    if (payment.state != PaymentState::sent && payment.state != PaymentState::signed_)
        return refuse(not_open, "payment", {match.payment.text()});
    if (payment.amount() != -facts.line->amount())
        return refuse(cannot_be_it, "payment",
                      {match.payment.text(), payment.amount().text(), facts.line->amount().text()});
    return Events{LineExplained{match.line, facts.line->amount(), match.payment, {}, {}, payment.member, {}}};
}

MatchSubscriptionFacts load(store::Connection& connection, const Context&, const MatchSubscription& match) {
    return {find_line(connection, match.line), bank_subscription(connection, match.subscription)};
}
/// Whoever keeps the books does nothing alone for shares of their own.
Decision decide(const MatchSubscriptionFacts& facts, const MatchSubscription& match, Context& context) {
    if (auto refusal = cannot_explain(facts.line, match.line)) return std::unexpected(std::move(*refusal));
    const auto number = match.subscription.text();
    if (!facts.subscription) return refuse(no_such_subscription, "subscription", {number});
    const auto& [member, amount, is_awaited] = *facts.subscription;
    if (member == context.actor.member) return refuse(ledger::own_shares, "subscription");
    if (amount != facts.line->amount())
        return refuse(other_price, "subscription", {number, amount.text(), facts.line->amount().text()});
    return Events{
        LineExplained{.line = match.line, .amount = amount, .member = member, .subscription = match.subscription}};
}

ExplainFacts load(store::Connection& connection, const Context& context, const ExplainLine& explain) {
    ExplainFacts facts{find_line(connection, explain.line), {}, false};
    if (!facts.line) return facts;
    const auto member = member_of(explain.account);
    facts.is_member = member && people::is_member(connection, *member);
    facts.desk = ledger::desk_facts(connection, context,
                                    movement_of(facts.line->amount(), explain.account, explain.word), explain.account);
    return facts;
}
Decision decide(const ExplainFacts& facts, const ExplainLine& explain, Context&) {
    if (auto refusal = cannot_explain(facts.line, explain.line)) return std::unexpected(std::move(*refusal));
    const auto amount = facts.line->amount();
    const std::string word(trimmed(explain.word));
    LineExplained explained{explain.line, amount, {}, explain.account, word, {}, explain.note};
    if (facts.is_member) {
        if (amount.minor < 0) return refuse(not_from_members, "account");
        explained.member = member_of(explain.account);
        explained.word = "pay-in";
        return Events{explained};
    }
    if (auto refusal = ledger::cannot_book(facts.desk, movement_of(amount, explain.account, word), explain.account,
                                           "account", "word"))
        return std::unexpected(std::move(*refusal));
    return Events{explained};
}
void apply(store::Connection& connection, const Meta& meta, const LineExplained& event) {
    const std::vector<IdValue> payments = event.payment ? std::vector{*event.payment} : std::vector<IdValue>();
    const auto meaning = event.payment ? Meaning::paid : event.subscription ? Meaning::for_shares : Meaning::explained;
    connection.run(
        "UPDATE {payments_lines} SET meaning = $1, payments = $2, account = $3, word = $4, subscription = $5 "
        "WHERE line = $6",
        meaning, json_text(to_json(payments)), event.account, event.word, event.subscription, event.line);
    if (event.payment) move_to(connection, *event.payment, PaymentState::paid, meta.at);
}

std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const LineExplained& explained) {
    if (explained.payment) return {money_moves(connection, *explained.payment)};
    if (explained.subscription) return shares_enter(connection, *explained.subscription);
    std::vector<MemberId> parties;
    if (explained.member) parties.push_back(*explained.member);
    return {call(ledger::Post{{movement_of(explained.amount, *explained.account, *explained.word)},
                              "/payments/statements",
                              std::move(parties)})};
}

} // namespace reef::payments
