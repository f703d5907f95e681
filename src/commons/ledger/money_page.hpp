// What pages say about money.
#pragma once
#include "commons/ledger/share.hpp"
#include "commons/ledger/transfer_lines.hpp"

namespace reef::ledger {

/// Money that moved between kinds of accounts, for a picture of the flow.
struct Flow {
    std::string from;
    std::string to;
    Money amount;
    std::string share_of_largest;
    std::string href;
    std::string class_color;
    static constexpr auto fields() {
        return FieldTable{field("from", &Flow::from, "who gave"),
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
