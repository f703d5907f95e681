// Transfers and holds as an account's page lists them.
#pragma once
#include "commons/ledger/account_words.hpp"
#include "commons/ledger/hold.hpp"

namespace reef::ledger {

/// A transfer as its account sees it.
struct TransferLine {
    Time at;
    std::string text;
    std::optional<std::string> href;
    std::string counterparty;
    Money amount;
    Money balance;
    std::string entry;
    std::optional<std::string> note;
    static constexpr auto fields() {
        return FieldTable{field("at", &TransferLine::at, "when"),
                          field("text", &TransferLine::text, "what for"),
                          field("href", &TransferLine::href, "of what it was for; none for what is another's alone"),
                          field("counterparty", &TransferLine::counterparty, "the other account"),
                          field("amount", &TransferLine::amount, "gained, or given"),
                          field("balance", &TransferLine::balance, "after it, in its currency"),
                          field("entry", &TransferLine::entry, "that moved it"),
                          field("note", &TransferLine::note, "of those who keep the books; for members")};
    }
};
/// The newest transfers of an account, with the balance after each.
std::vector<TransferLine> transfers_of(engine::PageRequest& request, std::string_view account, std::int64_t limit,
                                       std::int64_t offset);

/// A hold as its account sees it.
struct HoldLine {
    std::string number;
    Time at;
    std::string text;
    std::string counterparty;
    Money amount;
    std::optional<Time> expires_at;
    std::optional<std::string> note;
    static constexpr auto fields() {
        return FieldTable{field("number", &HoldLine::number, "of the hold"),
                          field("at", &HoldLine::at, "since when"),
                          field("text", &HoldLine::text, "what for"),
                          field("counterparty", &HoldLine::counterparty, "the other account"),
                          field("amount", &HoldLine::amount, "to be gained, or given"),
                          field("expires_at", &HoldLine::expires_at, "released by itself then"),
                          field("note", &HoldLine::note, "of those who keep the books; for members")};
    }
};
HoldLine hold_line(const engine::PageRequest& request, const HoldRow& hold, std::string_view account);
/// What is held for an account or from it, the oldest first.
std::vector<HoldLine> holds_of(engine::PageRequest& request, std::string_view account);

/// What a transfer is for, in the viewer's language where the platform's own rules named it.
std::string purpose_in_words(const engine::PageRequest& request, std::string_view purpose);

} // namespace reef::ledger
