// What the platform owes for its size, for pages.
#pragma once
#include "commons/duties/duty.hpp"

namespace reef::duties {

/// A duty of the charter that is owed and not answered: overdue, or before its day.
struct OwedDuty {
    std::string name;
    std::string href;
    std::string body;
    Time due_at;
    bool is_overdue = false;
    bool is_mine = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &OwedDuty::name, "as people see it"),
                          field("href", &OwedDuty::href, "where"),
                          field("body", &OwedDuty::body, "that answers for it"),
                          field("due_at", &OwedDuty::due_at, "by when"),
                          field("is_overdue", &OwedDuty::is_overdue, "its day is over"),
                          field("is_mine", &OwedDuty::is_mine, "the viewer sits in that body")};
    }
};
/// The oldest of each duty, by its day.
std::vector<OwedDuty> owed_duties(engine::PageRequest& request);

engine::PageType duties_page();

} // namespace reef::duties
