#include "commons/people/module.hpp"
#include "commons/people/indicators.hpp"
#include "commons/people/pages.hpp"

namespace reef::people {
using namespace engine;

Module module() {
    const Access person{{"person"}};
    return {.name = "people",
            .folder = "src/commons/people",
            .rules = {recovery_wait.declaration(), invitation_time.declaration(), invitations_each.declaration()},
            .commands = {command<SignUp>({{"stranger"}}),
                         command<AppointFounder>({{"operator"}}),
                         command<AdoptPrinciple>(person),
                         command<Pledge>(person),
                         command<Launch>({{"founder"}}),
                         command<ReleasePledges>(clock_only()),
                         command<Apply>(person),
                         command<DecideApplication>(members()),
                         command<JoinBody>(members()),
                         command<LeaveBody>(members()),
                         command<FillSeats>(platform_only()),
                         command<BeginRecovery>({{"operator"}}),
                         command<StopRecovery>(person),
                         command<FinishRecovery>(platform_only()),
                         command<Invite>({{"founder", "member"}}),
                         command<TakeInvitationBack>({{"founder", "member"}}),
                         command<JoinByInvitation>(person),
                         command<AddToRoll>(platform_only()),
                         command<GiveRollCodes>({{"founder", "member"}}),
                         command<StrikeFromRoll>({{"founder", "member", "platform"}}),
                         command<VacateSeat>(platform_only()),
                         command<TakeSeats>(platform_only()),
                         command<Leave>(person)},
            .events = {event<SignedUp>(),
                       event<FounderAppointed>(),
                       event<PrincipleAdopted>(),
                       event<PledgeMade>(),
                       event<Launched>(),
                       event<PledgesReleased>(),
                       event<ApplicationMade>(),
                       event<ApplicationDecided>(),
                       event<MemberJoined>(),
                       event<BodyJoined>(),
                       event<BodyLeft>(),
                       event<SeatsFilled>(),
                       event<RecoveryBegun>(),
                       event<RecoveryStopped>(),
                       event<RecoveryFinished>(),
                       event<Invited>(),
                       event<InvitationTakenBack>(),
                       event<InvitationUsed>(),
                       event<AddedToRoll>(),
                       event<RollCodesGiven>(),
                       event<StruckFromRoll>(),
                       event<RollClaimed>(),
                       event<SeatVacated>(),
                       event<SeatsTaken>(),
                       event<MemberLeft>()},
            .pages = {people_page(), person_page(), bodies_page(), stakeholders_page(), launch_page(), join_page(),
                      invitations_page(), roll_page(), my_data_page()},
            .schedules = {release_schedule()},
            .indicators = indicators()};
}

} // namespace reef::people
