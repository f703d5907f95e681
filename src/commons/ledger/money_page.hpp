// What pages say about money.
#pragma once
#include "commons/ledger/account_words.hpp"
#include "commons/ledger/share.hpp"

namespace reef::ledger {

/// A transfer as its account sees it.
struct TransferLine {
    Time at;
    std::string text;
    std::optional<std::string> href;
    std::string counterparty;
    Money amount;
    Money balance;
    static constexpr auto fields() {
        return std::tuple{field("at", &TransferLine::at, "when"),
                          field("text", &TransferLine::text, "what for"),
                          field("href", &TransferLine::href, "of what it was for; none for what is another's alone"),
                          field("counterparty", &TransferLine::counterparty, "the other account"),
                          field("amount", &TransferLine::amount, "gained, or given"),
                          field("balance", &TransferLine::balance, "after it")};
    }
};
/// The newest transfers of an account, with the balance after each.
std::vector<TransferLine> transfers_of(engine::PageRequest& request, std::string_view account, std::int64_t limit,
                                       std::int64_t offset);

/// Money that moved between kinds of accounts, for a picture of the flow.
struct Flow {
    std::string from;
    std::string to;
    Money amount;
    std::string share_of_largest;
    std::string href;
    std::string class_color;
    static constexpr auto fields() {
        return std::tuple{field("from", &Flow::from, "who gave"),
                          field("to", &Flow::to, "who received"),
                          field("amount", &Flow::amount, "in the period"),
                          field("share_of_largest", &Flow::share_of_largest, "beside the largest flow"),
                          field("href", &Flow::href, "where it is shown"),
                          field("class_color", &Flow::class_color, "of the giver")};
    }
};
std::vector<Flow> flows(engine::PageRequest& request);

std::vector<engine::PageType> pages();

} // namespace reef::ledger
