// Sponsors of a proposal as people see them.
#pragma once
#include "commons/decisions/sponsorship.hpp"

namespace reef::decisions {

struct ProposalRow;

struct SponsorsView {
    std::string sentence;
    std::int64_t sponsors = 0;
    std::int64_t needed = 0;
    bool may_sponsor = false;
    std::optional<std::string> because;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &SponsorsView::sentence, "how it stands"),
                          field("sponsors", &SponsorsView::sponsors, "beside whoever proposed it"),
                          field("needed", &SponsorsView::needed, "so many"),
                          field("may_sponsor", &SponsorsView::may_sponsor, "whether the viewer may be one"),
                          field("because", &SponsorsView::because, "why a member may not")};
    }
};
/// Nothing where it needs none.
std::optional<SponsorsView> sponsors_view(engine::PageRequest& request, const ProposalRow& row);

} // namespace reef::decisions
