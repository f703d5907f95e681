// Another charter as people see it. Only the pages of this room include this.
#pragma once
#include "commons/decisions/charter_proposal.hpp"

namespace reef::decisions {

struct CharterView {
    std::vector<rules::ClauseLine> changes;
    std::vector<std::string> needs;
    bool moves_weights = false;
    std::vector<rules::PowerView> power;
    static constexpr auto fields() {
        return FieldTable{field("changes", &CharterView::changes, "clause by clause"),
                          field("needs", &CharterView::needs, "what the protected clauses ask for, in sentences"),
                          field("moves_weights", &CharterView::moves_weights, "whether the power of classes changes"),
                          field("power", &CharterView::power, "then: what the weights would be worth")};
    }
};
CharterView charter_view(const engine::PageRequest& request, const CharterProposed& proposed);

} // namespace reef::decisions
