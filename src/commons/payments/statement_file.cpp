#include "commons/payments/statement_file.hpp"
#include <pugixml.hpp>

namespace reef::payments {
namespace {

constexpr RefusalKind not_a_statement{
    "payments.not_a_statement",
    "This is not a bank statement as camt.053: {}. Banks offer it as XML beside PDF and CSV.", 422};

std::unexpected<Refusal> wrong(std::string what) { return refuse(not_a_statement, {}, {std::move(what)}); }

std::string text_at(pugi::xml_node node, const char* path) {
    return std::string(trimmed(node.first_element_by_path(path).text().get()));
}
/// The first of several places where something stands.
std::string text_at_any(pugi::xml_node node, std::initializer_list<const char*> paths) {
    for (const auto* path : paths)
        if (auto text = text_at(node, path); !text.empty()) return text;
    return {};
}

/// An amount with its currency, below zero where it is a debit.
Result<Money> amount_of(pugi::xml_node node, const char* amount_path, const char* sign_path) {
    const auto amount = node.first_element_by_path(amount_path);
    const auto currency = Currency::parse(amount.attribute("Ccy").value());
    if (!currency) return wrong("an amount has no currency");
    const auto minor = parse_decimal(trimmed(amount.text().get()), currency->digits());
    if (!minor || *minor < 0) return wrong("an amount is no number of " + currency->text());
    const auto sign = text_at(node, sign_path);
    if (sign != "CRDT" && sign != "DBIT") return wrong("an amount is neither received nor paid");
    return Money{sign == "DBIT" ? -*minor : *minor, *currency};
}
/// A day, or a moment that banks write with any offset: the day counts.
Result<Time> day_of(pugi::xml_node node) {
    auto text = text_at_any(node, {"Dt", "DtTm"});
    const auto day = Time::parse(text.substr(0, 10));
    if (!day) return wrong("a day is missing");
    return *day;
}

/// What people wrote, as far as it is kept; without the control characters that some banks put into it.
json::value words(std::string text, std::size_t characters_max) {
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    while (count_characters(text) > characters_max) text.pop_back();
    while (!is_valid_utf8(text)) text.pop_back();
    const auto kept = trimmed(text);
    return kept.empty() ? json::value(nullptr) : json::value(json::string(kept));
}

std::string message_of(pugi::xml_node transaction) {
    std::string text;
    for (const auto part : transaction.child("RmtInf").children("Ustrd")) text += std::string(part.text().get()) + " ";
    return text + text_at(transaction, "RmtInf/Strd/CdtrRefInf/Ref");
}
/// `read` finds whose reference a text is.
template <class Read>
auto named_in(pugi::xml_node transaction, Read read) {
    if (auto found = read(text_at(transaction, "RmtInf/Strd/CdtrRefInf/Ref"))) return found;
    for (const auto part : transaction.child("RmtInf").children("Ustrd"))
        if (auto found = read(trimmed(part.text().get()))) return found;
    return decltype(read(std::string_view()))();
}
std::string counterparty_of(pugi::xml_node transaction, bool received) {
    const auto parties = transaction.child("RltdPties");
    if (received) return text_at_any(parties, {"Dbtr/Pty/Nm", "Dbtr/Nm"});
    return text_at_any(parties, {"Cdtr/Pty/Nm", "Cdtr/Nm"});
}
template <class I>
json::value id_or_nothing(const std::optional<I>& id) {
    return id ? json::value(json::string(id->text())) : json::value(nullptr);
}

/// `transaction` says more about the entry, or about a part of it.
json::object line_of(pugi::xml_node entry, pugi::xml_node transaction, const Money& amount, Time day) {
    const auto details = entry.child("NtryDtls");
    const auto batch = text_at_any(transaction, {"Refs/PmtInfId"});
    const bool is_return = transaction.child("RtrInf") || text_at(entry, "RvslInd") == "true";
    return {{"amount", amount.text()},
            {"booked_on", day.text()},
            {"payment", id_or_nothing(id_of_name_at_bank(text_at(transaction, "Refs/EndToEndId")))},
            {"batch", id_or_nothing(id_of_name_at_bank(batch.empty() ? text_at(details, "Btch/PmtInfId") : batch))},
            {"member", id_or_nothing(named_in(transaction, member_of_reference))},
            {"subscription", id_or_nothing(named_in(transaction, subscription_of_reference))},
            {"is_return", is_return},
            {"counterparty", words(counterparty_of(transaction, amount.minor > 0), 140)},
            {"message", words(message_of(transaction) + (transaction ? "" : text_at(entry, "AddtlNtryInf")), 1'000)}};
}

/// The entry as one line for each transaction in it, where these add up to it; otherwise as one line.
Result<std::vector<json::object>> lines_in(pugi::xml_node entry) {
    const auto amount = amount_of(entry, "Amt", "CdtDbtInd");
    if (!amount) return std::unexpected(amount.error());
    const auto day = day_of(entry.child("BookgDt"));
    if (!day) return std::unexpected(day.error());
    std::vector<json::object> lines;
    Money sum{0, amount->currency};
    std::size_t count = 0;
    for (const auto details : entry.children("NtryDtls"))
        for (const auto transaction : details.children("TxDtls")) {
            ++count;
            const auto part =
                amount_of(transaction, "Amt", transaction.child("CdtDbtInd") ? "CdtDbtInd" : "../../CdtDbtInd");
            if (!part || part->currency != amount->currency) continue;
            sum = sum + *part;
            lines.push_back(line_of(entry, transaction, *part, *day));
        }
    if (lines.size() == count && count > 1 && sum == *amount) return lines;
    return std::vector{
        line_of(entry, count == 1 ? entry.child("NtryDtls").child("TxDtls") : pugi::xml_node(), *amount, *day)};
}

Result<Money> balance_of(pugi::xml_node statement, std::initializer_list<std::string_view> kinds) {
    for (const auto kind : kinds)
        for (const auto balance : statement.children("Bal"))
            if (text_at(balance, "Tp/CdOrPrtry/Cd") == kind) return amount_of(balance, "Amt", "CdtDbtInd");
    return wrong("the balance before or after is missing");
}

Result<json::object> statement_of(pugi::xml_node statement) {
    const auto iban = Iban::parse(text_at(statement, "Acct/Id/IBAN"));
    if (!iban) return std::unexpected(iban.error());
    const auto opening = balance_of(statement, {"OPBD", "PRCD"});
    if (!opening) return std::unexpected(opening.error());
    const auto closing = balance_of(statement, {"CLBD"});
    if (!closing) return std::unexpected(closing.error());
    std::optional<Time> closed_on;
    json::array lines;
    for (const auto balance : statement.children("Bal"))
        if (text_at(balance, "Tp/CdOrPrtry/Cd") == "CLBD")
            if (const auto day = day_of(balance.child("Dt"))) closed_on = *day;
    if (!closed_on) return wrong("the closing balance has no day");
    for (const auto entry : statement.children("Ntry")) {
        if (text_at_any(entry, {"Sts/Cd", "Sts"}) != "BOOK") continue;
        auto found = lines_in(entry);
        if (!found) return std::unexpected(std::move(found.error()));
        for (auto& line : *found) lines.push_back(std::move(line));
    }
    return json::object{{"iban", iban->text()},           {"identification", words(text_at(statement, "Id"), 70)},
                        {"closed_on", closed_on->text()}, {"opening", opening->text()},
                        {"closing", closing->text()},     {"lines", std::move(lines)}};
}

} // namespace

Result<json::value> BankFile::from_file(std::string_view text) {
    pugi::xml_document file;
    const auto read = file.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!read) return wrong(std::string(read.description()) + " at byte " + std::to_string(read.offset));
    const auto message = file.child("Document").child("BkToCstmrStmt");
    if (!message) return wrong("it has no Document/BkToCstmrStmt");
    json::array statements;
    for (const auto each : message.children("Stmt")) {
        auto statement = statement_of(each);
        if (!statement) return std::unexpected(std::move(statement.error()));
        statements.push_back(std::move(*statement));
    }
    if (statements.empty()) return wrong("no statement is in it");
    return json::object{{"statements", std::move(statements)}};
}

} // namespace reef::payments
