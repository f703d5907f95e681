// The chart of accounts: which kinds of account there are, how each is called, and which of them may owe.
#pragma once
#include "commons/people/module.hpp"

namespace reef::ledger {

using namespace std::literals;

enum class AccountKind { member, capital, notes, body, treasury, escrow, reserve, fund, share_capital, outside };
constexpr auto names_of(AccountKind) {
    return std::array{"member"sv, "capital"sv, "notes"sv, "body"sv,          "treasury"sv,
                      "escrow"sv, "reserve"sv, "fund"sv,  "share-capital"sv, "outside"sv};
}

/// An account by its name: `member:12`, `capital:12` (patronage kept back, owed to member 12 later), `notes:12` (what
/// member 12 lent), `body:office`, `escrow:8841`, `reserve:legal`, `fund:education`, and, of which there is one each,
/// `treasury`, `share-capital` and `outside` (banks, cards, cash: everything that is not on the platform). One spelling
/// each.
struct Account {
    AccountKind kind = AccountKind::treasury;
    std::string of; // whose or which; empty where there is one alone
    auto operator<=>(const Account&) const = default;
    /// Refused as ledger.no_such_account.
    static Result<Account> parse(std::string_view name);
    std::string text() const;
    /// Whose it is, of the accounts that belong to somebody.
    std::optional<MemberId> member() const;
    static constexpr std::string_view form = "an account such as \"member:12\" or \"treasury\"";
};

inline constexpr std::string_view treasury = "treasury";
inline constexpr std::string_view share_capital = "share-capital";
inline constexpr std::string_view outside = "outside";

/// The account of a member.
std::string account_of(MemberId member);
/// What a member's patronage left in the co-operative, to be paid out later.
std::string capital_of(MemberId member);
/// What a member lent to the co-operative, and is owed by its terms.
std::string notes_of(MemberId member);

/// Only the outside world and the treasury may be below zero by their kind: what members earned, what is held for
/// somebody and what was set aside is there in full.
constexpr bool may_be_below_zero(AccountKind kind) {
    return kind == AccountKind::outside || kind == AccountKind::treasury;
}

} // namespace reef::ledger
