#include "commons/decisions/module.hpp"
#include "commons/decisions/decision_page.hpp"

namespace reef::decisions {
using namespace engine;

Module module() {
    return {.name = "decisions",
            .folder = "src/commons/decisions",
            .rules = {review_time.declaration(), review_extension.declaration(), directive_time.declaration(),
                      emergency_time.declaration(), objection_share.declaration(), amendment_sponsors.declaration()},
            .commands = {command<Propose>(members()),
                         command<Withdraw>(members()),
                         command<OpenVoting>(clock_only()),
                         command<CastBallot>(members()),
                         command<CloseVoting>(clock_only()),
                         command<CastPrivateBallot>(members()),
                         command<OpenReview>(clock_only()),
                         command<RecordMeasured>(members()),
                         command<ReportLack>(members()),
                         command<CloseReview>(clock_only()),
                         command<ObjectTo>(members()),
                         command<AnswerObjections>(clock_only()),
                         command<Delegate>(members()),
                         command<KeepVote>(members()),
                         command<RevokeDelegation>(members()),
                         command<EndDelegations>(platform_only()),
                         command<MakeOffer>(members()),
                         command<AnswerOffer>(members()),
                         command<EndNegotiation>(clock_only()),
                         command<ChangeMode>(members()),
                         command<ProposeResolution>(members()),
                         command<ProposeRepeal>(members()),
                         command<Amend>(members()),
                         command<AcceptAmendment>(members()),
                         command<DeclineAmendment>(members()),
                         command<SponsorAmendment>(members()),
                         command<PutAmendments>(clock_only())},
            .events = {event<Proposed>(),           event<Withdrawn>(),          event<VotingOpened>(),
                       event<BallotCast>(),         event<ProposalDecided>(),    event<ReviewOpened>(),
                       event<ReviewExtended>(),     event<ReviewConcluded>(),    event<Objected>(),
                       event<ObjectionsAnswered>(), event<Delegated>(),          event<DelegationRevoked>(),
                       event<DelegationsEnded>(),   event<PrivateBallotCast>(),  event<BallotsPublished>(),
                       event<OfferMade>(),          event<OfferAnswered>(),      event<ModeChanged>(),
                       event<ResolutionProposed>(), event<AmendmentProposed>(),  event<DraftChanged>(),
                       event<AmendmentDeclined>(),  event<AmendmentSponsored>(), event<AmendmentPut>(),
                       event<AmendmentConflicted>()},
            .pages = {decision_list_page(), decision_page(), propose_page(), delegations_page(), ballots_page(),
                      ladder_page(), resolutions_page(), resolve_page()},
            .schedules = {negotiation_schedule(), amendment_schedule(), voting_schedule(), review_schedule(),
                          objection_schedule()}};
}

} // namespace reef::decisions
