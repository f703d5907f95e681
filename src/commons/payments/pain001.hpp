// Orders of credit transfers as banks take them: ISO 20022 pain.001, within what the European Payments Council asks of
// customers (EPC132-08, SEPA credit transfer, customer to bank).
#pragma once
#include "commons/payments/iban.hpp"
#include <span>

namespace reef::payments {

using namespace std::literals;

/// Which edition of the format: the present one, and the one before that some banks still ask for.
enum class OrderFormat { version_09, version_03 };
constexpr auto names_of(OrderFormat) { return std::array{"pain.001.001.09"sv, "pain.001.001.03"sv}; }

struct CreditTransfer {
    std::string end_to_end; // stands in the bank's statement again; at most 35 letters
    Money amount;
    std::string payee;
    Iban iban;
    std::string message;
};
/// One account that pays, one day.
struct OrderBatch {
    std::string identification;
    Time day;
    std::string holder;
    Iban iban;
    std::vector<CreditTransfer> transfers;
};
struct Initiation {
    std::string identification;
    Time made_at;
    std::string initiator;
    std::vector<OrderBatch> batches;
};

/// The file, in UTF-8. Amounts are in one currency per batch; texts are written in the letters that banks take.
std::string pain001(const Initiation& initiation, OrderFormat format);

/// What a payment or a batch of ours is called at the bank, and back.
std::string name_at_bank(IdValue id);
std::optional<IdValue> id_of_name_at_bank(std::string_view name);

} // namespace reef::payments
