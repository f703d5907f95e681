#include "commons/decisions/outcome.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {

std::optional<Time> accepted_at(store::Connection& connection, IdValue proposal) {
    const auto row = proposal_row(connection, proposal);
    return row && row->stage == Stage::passed ? row->decided_at : std::nullopt;
}

std::string proposal_title(const engine::PageRequest& request, IdValue proposal) {
    const auto row = proposal_row(request.connection, proposal);
    return row ? title_of(request, *row) : proposal.text();
}

} // namespace reef::decisions
