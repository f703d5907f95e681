// Payments and lines of statements as pages list them.
#include "commons/payments/pages.hpp"
#include <algorithm>

namespace reef::payments {
using namespace engine;
namespace {

std::string revealed(const PageRequest& request, const std::optional<Hash>& commitment) {
    return commitment ? request.revealed(*commitment) : std::string();
}

std::string meaning_of(const PageRequest& request, const LineRow& line) {
    switch (line.meaning) {
    case Meaning::paid:
        return request.say("payment carried out");
    case Meaning::returned:
        return request.say("payment returned");
    case Meaning::paid_in:
        return request.say("paid in by {}", {people::name_of(request, *line.member)});
    case Meaning::waiting:
        return request.say("to be explained");
    case Meaning::explained:
        return ledger::account_name(request, *line.account) + ": " + ledger::purpose_in_words(request, *line.word);
    case Meaning::for_shares:
        return request.say("for shares, subscription {}", {line.subscription->text()});
    }
    std::unreachable();
}

/// Those of the same amount that wait for the bank.
std::vector<SubscriptionCandidate> subscriptions_of(const PageRequest& request, const LineRow& row) {
    std::vector<SubscriptionCandidate> found;
    for (const auto& hold : ledger::pending_holds_for(request.connection, ledger::shares_reference)) {
        const auto subscription = bank_subscription(request.connection, hold.hold);
        if (!subscription || subscription->amount != row.amount() || subscription->member == request.member()) continue;
        found.push_back({row.line.text(), hold.hold.text(), people::name_of(request, subscription->member)});
    }
    return found;
}

} // namespace

std::string in_words(const PageRequest& request, PaymentState state) {
    switch (state) {
    case PaymentState::ordered:
        return request.say("waits for signatures");
    case PaymentState::signed_:
        return request.say("waits to be sent");
    case PaymentState::sent:
        return request.say("sent to the bank");
    case PaymentState::paid:
        return request.say("paid");
    case PaymentState::returned:
        return request.say("returned by the bank");
    case PaymentState::cancelled:
        return request.say("cancelled");
    }
    std::unreachable();
}

PaymentLine payment_line(PageRequest& request, const PaymentRow& payment) {
    const auto signers = signers_of(request.connection, payment.payment);
    const bool waits = payment.state == PaymentState::ordered;
    const bool signed_it = std::ranges::find(signers, request.member()) != signers.end();
    return {payment.payment.text(),
            payment.at,
            ledger::purpose_in_words(request, payment.purpose),
            address_of(payment.payment),
            request.revealed(payment.payee),
            payment.amount(),
            in_words(request, payment.state),
            payment.state >= PaymentState::paid,
            waits && request.viewer.has("auditor") && !signed_it && payment.member != request.member(),
            request.say("{} of {}", {std::to_string(signers.size()), std::to_string(payment.keys_needed)})};
}

StatementLine statement_line(PageRequest& request, const LineRow& row) {
    StatementLine line{row.line.text(),
                       row.booked_on,
                       row.amount(),
                       revealed(request, row.counterparty),
                       revealed(request, row.message),
                       meaning_of(request, row),
                       {},
                       row.meaning == Meaning::waiting,
                       {},
                       {}};
    for (const auto payment : from_recorded<std::vector<IdValue>>(row.payments))
        line.payments.push_back(payment_line(request, *find_payment(request.connection, payment)));
    if (line.is_waiting && row.minor > 0) line.subscriptions = subscriptions_of(request, row);
    if (!line.is_waiting || row.minor >= 0) return line;
    for (const auto& payment : payments_awaiting(request.connection, -row.amount()))
        line.candidates.push_back({line.number, payment.payment.text(), request.revealed(payment.payee)});
    return line;
}

} // namespace reef::payments
