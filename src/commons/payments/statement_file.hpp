// A bank's statement as banks send it: ISO 20022 camt.053. What matters of it is read here, at the edge; what is
// recorded is a document of our own, with what people wrote in the vault.
#pragma once
#include "commons/payments/pain001.hpp"

namespace reef::payments {

/// One amount that came or went. An entry of the bank's with several transactions is one line for each of them.
struct BankLine {
    Money amount;
    Time booked_on;
    std::optional<IdValue> payment;
    std::optional<IdValue> batch;
    std::optional<MemberId> member;
    std::optional<IdValue> subscription = {};
    bool is_return = false;
    std::optional<Vaulted<std::string>> counterparty;
    std::optional<Vaulted<std::string>> message;
    static constexpr auto fields() {
        return FieldTable{
            field("amount", &BankLine::amount, "received; below zero: paid"),
            field("booked_on", &BankLine::booked_on, "by the bank"),
            field("payment", &BankLine::payment, "of ours, by the name of its order"),
            field("batch", &BankLine::batch, "of ours, by the name of its orders"),
            field("member", &BankLine::member, "whose reference it bears", Audience::auditors),
            field("subscription", &BankLine::subscription, "to shares, whose reference it bears"),
            field("is_return", &BankLine::is_return, "whether it is money that comes back"),
            field("counterparty", &BankLine::counterparty, "from whom or to whom", Audience::auditors, 140),
            field("message", &BankLine::message, "what was written on it", Audience::auditors, 1'000)};
    }
};
struct BankStatement {
    Iban iban;
    std::string identification;
    Time closed_on;
    Money opening;
    Money closing;
    std::vector<BankLine> lines;
    static constexpr auto fields() {
        return FieldTable{
            field("iban", &BankStatement::iban, "of which account"),
            field("identification", &BankStatement::identification, "the bank's own", Audience::everyone, 70),
            field("closed_on", &BankStatement::closed_on, "the day it ends with"),
            field("opening", &BankStatement::opening, "what was there before", Audience::auditors),
            field("closing", &BankStatement::closing, "and after", Audience::auditors),
            field("lines", &BankStatement::lines, "as the bank has them, up to 1,000", Audience::auditors)};
    }
};
/// What a bank sends: one statement or several, the oldest first. May be given as the text of the bank's file.
struct BankFile {
    std::vector<BankStatement> statements;
    static constexpr auto fields() {
        return FieldTable{field("statements", &BankFile::statements, "the oldest first")};
    }
    /// The file as the JSON of this document. Refused as payments.not_a_statement, with the place.
    static Result<json::value> from_file(std::string_view text);
};

} // namespace reef::payments
