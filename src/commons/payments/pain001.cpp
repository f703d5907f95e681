#include "commons/payments/pain001.hpp"
#include <fmt/format.h>
#include <numeric>
#include <pugixml.hpp>
#include <sstream>

namespace reef::payments {
namespace {

constexpr std::string_view order_prefix = "REEF-";

pugi::xml_node with_text(pugi::xml_node parent, const char* name, const std::string& text) {
    auto node = parent.append_child(name);
    node.text().set(text.c_str());
    return node;
}
std::string decimal(const Money& amount) { return decimal_text(amount.minor, amount.currency.digits()); }

/// A control sum adds the numbers whatever their currencies are, with as many decimals as they need (ISO 20022 message
/// definition, CtrlSum).
std::string control_sum(std::span<const OrderBatch> batches) {
    int digits = 0;
    for (const auto& batch : batches)
        for (const auto& transfer : batch.transfers) digits = std::max(digits, transfer.amount.currency.digits());
    std::int64_t sum = 0;
    for (const auto& batch : batches)
        for (const auto& transfer : batch.transfers) {
            auto minor = transfer.amount.minor;
            for (int i = transfer.amount.currency.digits(); i < digits; ++i) minor *= 10;
            sum += minor;
        }
    return decimal_text(sum, digits);
}
std::string count_of(std::span<const OrderBatch> batches) {
    return std::to_string(std::accumulate(batches.begin(), batches.end(), std::size_t{0},
                                          [](auto sum, const auto& b) { return sum + b.transfers.size(); }));
}

/// "NOTPROVIDED": an account number alone says which bank it is (EPC132-08).
void add_bank(pugi::xml_node parent, const char* name) {
    auto other = parent.append_child(name).append_child("FinInstnId").append_child("Othr");
    with_text(other, "Id", "NOTPROVIDED");
}
void add_account(pugi::xml_node parent, const char* name, const Iban& iban) {
    with_text(parent.append_child(name).append_child("Id"), "IBAN", iban.text());
}

void add_transfer(pugi::xml_node parent, const CreditTransfer& transfer) {
    auto order = parent.append_child("CdtTrfTxInf");
    with_text(order.append_child("PmtId"), "EndToEndId", transfer.end_to_end);
    with_text(order.append_child("Amt"), "InstdAmt", decimal(transfer.amount))
        .append_attribute("Ccy")
        .set_value(transfer.amount.currency.text().c_str());
    with_text(order.append_child("Cdtr"), "Nm", in_bank_letters(transfer.payee, 70));
    add_account(order, "CdtrAcct", transfer.iban);
    if (const auto message = in_bank_letters(transfer.message, 140); !message.empty())
        with_text(order.append_child("RmtInf"), "Ustrd", message);
}

void add_batch(pugi::xml_node parent, const OrderBatch& batch, OrderFormat format) {
    auto info = parent.append_child("PmtInf");
    const std::span<const OrderBatch> alone(&batch, 1);
    with_text(info, "PmtInfId", batch.identification);
    with_text(info, "PmtMtd", "TRF");
    with_text(info, "BtchBookg", "false"); // each payment a line of its own in the statement
    with_text(info, "NbOfTxs", count_of(alone));
    with_text(info, "CtrlSum", control_sum(alone));
    const bool is_sepa = !batch.transfers.empty() && batch.transfers.front().amount.currency == Currency{};
    if (is_sepa) with_text(info.append_child("PmtTpInf").append_child("SvcLvl"), "Cd", "SEPA");
    if (format == OrderFormat::version_03)
        with_text(info, "ReqdExctnDt", batch.day.date_text());
    else
        with_text(info.append_child("ReqdExctnDt"), "Dt", batch.day.date_text());
    with_text(info.append_child("Dbtr"), "Nm", in_bank_letters(batch.holder, 70));
    add_account(info, "DbtrAcct", batch.iban);
    add_bank(info, "DbtrAgt");
    with_text(info, "ChrgBr", "SLEV");
    for (const auto& transfer : batch.transfers) add_transfer(info, transfer);
}

} // namespace

std::string pain001(const Initiation& initiation, OrderFormat format) {
    pugi::xml_document file;
    auto declaration = file.append_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("UTF-8");
    auto top = file.append_child("Document");
    const auto name = names_of(format).at(static_cast<std::size_t>(format));
    top.append_attribute("xmlns").set_value(fmt::format("urn:iso:std:iso:20022:tech:xsd:{}", name).c_str());
    auto orders = top.append_child("CstmrCdtTrfInitn");
    auto header = orders.append_child("GrpHdr");
    with_text(header, "MsgId", initiation.identification);
    with_text(header, "CreDtTm", initiation.made_at.text());
    with_text(header, "NbOfTxs", count_of(initiation.batches));
    with_text(header, "CtrlSum", control_sum(initiation.batches));
    with_text(header.append_child("InitgPty"), "Nm", in_bank_letters(initiation.initiator, 70));
    for (const auto& batch : initiation.batches) add_batch(orders, batch, format);
    std::ostringstream text;
    file.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return std::move(text).str();
}

std::string name_at_bank(IdValue id) { return std::string(order_prefix) + id.text(); }

std::optional<IdValue> id_of_name_at_bank(std::string_view name) {
    if (!name.starts_with(order_prefix)) return {};
    const auto id = IdValue::parse(name.substr(order_prefix.size()));
    return id ? std::optional(*id) : std::nullopt;
}

} // namespace reef::payments
