// Shares as pages: one's own, the register with its table to keep, and the queue for who keeps the books.
#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {

std::vector<engine::PageType> shares_pages();

engine::PageType my_shares_page();
std::vector<engine::PageType> share_register_pages();
engine::PageType share_queue_page();

/// How pages call a class of shares.
std::string share_class_in_words(const engine::PageRequest& request, std::string_view share_class);

/// Shares that wait: to be paid for, or to be paid back.
struct WaitingShares {
    std::string number;
    std::string name;
    std::int64_t count = 0;
    Money amount;
    Time at;
    std::optional<Time> try_at;
    std::string holder;
    bool is_pledge = false;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &WaitingShares::number, "the subscription's, or the place in the queue"),
            field("name", &WaitingShares::name, "which shares"),
            field("count", &WaitingShares::count, "how many"),
            field("amount", &WaitingShares::amount, "to be paid, or to be paid back"),
            field("at", &WaitingShares::at,
                  "until when it can be paid, or when it is settled; or not paid back before"),
            field("try_at", &WaitingShares::try_at, "when it is tried again, where too little was left"),
            field("holder", &WaitingShares::holder, "whose"),
            field("is_pledge", &WaitingShares::is_pledge, "whether it is paid only if enough is pledged")};
    }
};
/// Of everybody, or of one member.
std::vector<WaitingShares> shares_to_pay_back(const engine::PageRequest& request, std::optional<MemberId> of = {});
std::vector<WaitingShares> shares_to_be_paid(const engine::PageRequest& request, std::optional<MemberId> of = {});

} // namespace reef::ledger
