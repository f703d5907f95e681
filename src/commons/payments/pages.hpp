// The room's pages: my payments, the desk for those who keep the books, a payment, a batch, a statement.
#pragma once
#include "commons/payments/statement.hpp"

namespace reef::payments {

std::vector<engine::PageType> pages();
/// `/payments`
engine::PageType my_payments_page();
/// `/payments/desk`
engine::PageType payment_desk_page();
/// `/payments/{payment}`
engine::PageType payment_page();
/// `/payments/batches/{batch}` and its file
std::vector<engine::PageType> batch_pages();
/// `/payments/statements/{statement}`
engine::PageType statement_page();

/// A payment as lists show it.
struct PaymentLine {
    std::string number;
    Time at;
    std::string text;
    std::string href;
    std::string payee;
    Money amount;
    std::string state;
    bool is_over = false;
    bool may_sign = false;
    std::string keys;
    static constexpr auto fields() {
        return FieldTable{field("number", &PaymentLine::number, "of the payment"),
                          field("at", &PaymentLine::at, "when it was ordered"),
                          field("text", &PaymentLine::text, "what for"),
                          field("href", &PaymentLine::href, "its page"),
                          field("payee", &PaymentLine::payee, "whom it pays"),
                          field("amount", &PaymentLine::amount, "how much"),
                          field("state", &PaymentLine::state, "how it stands"),
                          field("is_over", &PaymentLine::is_over, "whether nothing more happens to it"),
                          field("may_sign", &PaymentLine::may_sign, "the viewer"),
                          field("keys", &PaymentLine::keys, "how many signed, of how many")};
    }
};
PaymentLine payment_line(engine::PageRequest& request, const PaymentRow& payment);
std::string in_words(const engine::PageRequest& request, PaymentState state);

/// A payment that a line may be.
struct Candidate {
    std::string line;
    std::string payment;
    std::string payee;
    static constexpr auto fields() {
        return FieldTable{field("line", &Candidate::line, "number of the line"),
                          field("payment", &Candidate::payment, "number of the payment"),
                          field("payee", &Candidate::payee, "whom it pays")};
    }
};
/// A subscription to shares that a line may have paid for.
struct SubscriptionCandidate {
    std::string line;
    std::string subscription;
    std::string member;
    static constexpr auto fields() {
        return FieldTable{field("line", &SubscriptionCandidate::line, "number of the line"),
                          field("subscription", &SubscriptionCandidate::subscription, "its number"),
                          field("member", &SubscriptionCandidate::member, "who subscribed")};
    }
};
/// A line of a statement as lists show it.
struct StatementLine {
    std::string number;
    Time booked_on;
    Money amount;
    std::string counterparty;
    std::string message;
    std::string meaning;
    std::vector<PaymentLine> payments;
    bool is_waiting = false;
    std::vector<Candidate> candidates;
    std::vector<SubscriptionCandidate> subscriptions;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &StatementLine::number, "of the line"),
            field("booked_on", &StatementLine::booked_on, "by the bank"),
            field("amount", &StatementLine::amount, "received; below zero: paid"),
            field("counterparty", &StatementLine::counterparty, "from or to whom"),
            field("message", &StatementLine::message, "what was written on it"),
            field("meaning", &StatementLine::meaning, "what it is"),
            field("payments", &StatementLine::payments, "that it carried out or returned"),
            field("is_waiting", &StatementLine::is_waiting, "for somebody to explain it"),
            field("candidates", &StatementLine::candidates, "payments of the same amount that wait for the bank"),
            field("subscriptions", &StatementLine::subscriptions,
                  "to shares, of the same amount, that wait for the bank")};
    }
};
StatementLine statement_line(engine::PageRequest& request, const LineRow& line);

} // namespace reef::payments
