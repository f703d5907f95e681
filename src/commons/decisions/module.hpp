// commons/decisions: proposals, electorates, ballots, outcomes. See README.md.
#pragma once
#include "commons/decisions/alternative.hpp"
#include "commons/decisions/amendment.hpp"
#include "commons/decisions/answering.hpp"
#include "commons/decisions/answering_view.hpp"
#include "commons/decisions/charter_proposal.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/delegation.hpp"
#include "commons/decisions/ladder.hpp"
#include "commons/decisions/late_quorum.hpp"
#include "commons/decisions/lint.hpp"
#include "commons/decisions/negotiation.hpp"
#include "commons/decisions/objection.hpp"
#include "commons/decisions/opinion.hpp"
#include "commons/decisions/option_ballot.hpp"
#include "commons/decisions/outcome.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal.hpp"
#include "commons/decisions/recusal.hpp"
#include "commons/decisions/resolution.hpp"
#include "commons/decisions/review.hpp"
#include "commons/decisions/sponsorship.hpp"
#include "commons/decisions/trust.hpp"
#include "commons/decisions/voting.hpp"

namespace reef::decisions {
engine::Module module();
}
