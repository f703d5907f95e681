// Delegations as people see them: beside a vote, and on a page of their own. Only the pages of this room include this.
#pragma once
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/representation.hpp"

namespace reef::decisions {

/// Whose vote goes where, as one member sees it. Who is further along the way, and what anybody votes, stays out.
struct DelegationView {
    std::optional<people::Person> trustee;
    std::optional<std::string> sentence;
    std::int64_t carried = 0;
    std::optional<std::string> carried_sentence;
    static constexpr auto fields() {
        return FieldTable{field("trustee", &DelegationView::trustee, "whom the viewer entrusts with this vote"),
                          field("sentence", &DelegationView::sentence, "what becomes of the viewer's vote"),
                          field("carried", &DelegationView::carried, "for how many others the viewer votes"),
                          field("carried_sentence", &DelegationView::carried_sentence, "the same in words")};
    }
};
/// Nothing where the procedure knows no delegation, for strangers, and where the viewer neither entrusts nor carries.
std::optional<DelegationView> delegation_view(engine::PageRequest& request, const rules::Charter& charter,
                                              const ProposalRow& row);

} // namespace reef::decisions
