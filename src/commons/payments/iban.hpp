// Account numbers, references and names as banks write them.
#pragma once
#include "commons/ledger/module.hpp"

namespace reef::payments {

/// An International Bank Account Number (ISO 13616): letters and digits without spaces, its length that of its country,
/// its check digits right.
struct Iban {
    std::string number;
    bool operator==(const Iban&) const = default;
    /// Takes spaces and small letters. Refused as payments.bad_iban, payments.iban_length or payments.iban_mistyped.
    static Result<Iban> parse(std::string_view text);
    const std::string& text() const { return number; }
    /// In groups of four, as it is printed.
    std::string in_groups() const;
    static constexpr std::string_view form = "an account number such as \"NL91 ABNA 0417 1643 00\"";
};

/// Who holds an account. At least one of its letters or digits can be written in the letters that banks take.
struct Holder {
    std::string name;
    bool operator==(const Holder&) const = default;
    /// Refused as payments.unwritable_name.
    static Result<Holder> parse(std::string_view text);
    const std::string& text() const { return name; }
    static constexpr std::string_view form = "a name";
};

/// What a member writes on what they pay in (ISO 11649): `RF`, two check digits, `M` and the member's number.
std::string creditor_reference(MemberId member);
/// Whose reference it is; nothing where it is another's, or mistyped.
std::optional<MemberId> member_of_reference(std::string_view reference);

/// What is written on a payment for shares that were subscribed: the same with `S` and the subscription's number.
std::string creditor_reference(IdValue subscription);
std::optional<IdValue> subscription_of_reference(std::string_view reference);

/// Text as the payment systems of SEPA take it: Latin letters without marks, digits, spaces and / - ? : ( ) . , ' +
/// only (EPC217-08), at most `characters_max` of them.
std::string in_bank_letters(std::string_view text, std::size_t characters_max);

} // namespace reef::payments
