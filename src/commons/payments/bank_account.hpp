// Where money goes: each member's bank account, and the co-operative's own.
#pragma once
#include "commons/payments/iban.hpp"

namespace reef::payments {

struct KeepBankAccount {
    Vaulted<Holder> holder;
    Vaulted<Iban> iban;
    static constexpr std::string_view name = "payments.keep_bank_account";
    static constexpr std::string_view about = "Says to which bank account one's own payouts go from now on.";
    static constexpr auto fields() {
        return FieldTable{
            field("holder", &KeepBankAccount::holder, "who holds it, as the bank has it", Audience::auditors, 70),
            field("iban", &KeepBankAccount::iban, "the account number", Audience::auditors)};
    }
};
struct BankAccountKept {
    MemberId member;
    Vaulted<std::string> holder;
    Vaulted<std::string> iban;
    static constexpr std::string_view name = "payments.bank_account_kept";
    static constexpr std::string_view about = "A member said where their payouts go.";
    static constexpr auto fields() {
        return FieldTable{field("member", &BankAccountKept::member, "whose it is", Audience::parties),
                          field("holder", &BankAccountKept::holder, "who holds it", Audience::auditors),
                          field("iban", &BankAccountKept::iban, "the account number", Audience::auditors)};
    }
    std::string topic() const { return "/payments"; }
};

struct KeepHouseAccount {
    Holder holder;
    Iban iban;
    static constexpr std::string_view name = "payments.keep_house_account";
    static constexpr std::string_view about = "Says which bank account is the co-operative's own.";
    static constexpr auto fields() {
        return FieldTable{field("holder", &KeepHouseAccount::holder, "the co-operative's name, as the bank has it",
                                Audience::everyone, 70),
                          field("iban", &KeepHouseAccount::iban, "the account number")};
    }
};
struct HouseAccountKept {
    std::string holder;
    Iban iban;
    static constexpr std::string_view name = "payments.house_account_kept";
    static constexpr std::string_view about = "The co-operative's own bank account is this one from now on.";
    static constexpr auto fields() {
        return FieldTable{field("holder", &HouseAccountKept::holder, "who holds it"),
                          field("iban", &HouseAccountKept::iban, "the account number")};
    }
    std::string topic() const { return "/payments"; }
};

/// A member's account, in the vault.
struct BankAccount {
    VaultReference holder;
    VaultReference iban;
};
std::optional<BankAccount> bank_account_of(store::Connection& connection, MemberId member);

struct HouseAccount {
    std::string holder;
    Iban iban;
};
std::optional<HouseAccount> house_account(store::Connection& connection);

inline constexpr RefusalKind no_house_account{
    "payments.no_house_account", "The co-operative's own bank account is not known here yet. Please enter it first.",
    409};

engine::NoFacts load(store::Connection&, const engine::Context&, const KeepBankAccount&);
engine::Decision decide(const engine::NoFacts&, const KeepBankAccount&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BankAccountKept&);
engine::NoFacts load(store::Connection&, const engine::Context&, const KeepHouseAccount&);
engine::Decision decide(const engine::NoFacts&, const KeepHouseAccount&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const HouseAccountKept&);

} // namespace reef::payments
