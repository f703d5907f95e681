// What became of a proposal, for rooms that rest something on it.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

/// When a proposal was accepted; nothing for one that is open, was not accepted, or is none.
std::optional<Time> accepted_at(store::Connection& connection, IdValue proposal);
/// What was proposed, in a line.
std::string proposal_title(const engine::PageRequest& request, IdValue proposal);

} // namespace reef::decisions
