#include "app/rooms.hpp"
#include "app/home_page.hpp"
#include "commons/budgets/module.hpp"
#include "commons/decisions/module.hpp"
#include "commons/deliberation/module.hpp"
#include "commons/duties/module.hpp"
#include "commons/elections/module.hpp"
#include "commons/funding/module.hpp"
#include "commons/ledger/module.hpp"
#include "commons/panels/module.hpp"
#include "commons/payments/module.hpp"
#include "commons/people/module.hpp"
#include "commons/practices/module.hpp"
#include "commons/rules/module.hpp"
#include "core/mail/module.hpp"
#include "core/web/module.hpp"
#include "spaces/market/module.hpp"

namespace reef::app {
using namespace engine;
namespace {

using Calls = std::vector<Call>;

/// A class may ask for a share: joining and paying share one fate.
Calls buy_share(store::Connection& connection, const Meta&, const people::MemberJoined& joined) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* joined_class = charter.find_class(joined.stakeholder_class);
    if (!joined_class || joined_class->admission != rules::Admission::share) return {};
    return {call(ledger::BuyShare{joined.member})};
}

/// A passed change becomes a rule, after notice.
Calls enact(store::Connection&, const Meta&, const decisions::ProposalDecided& decided) {
    if (!decided.passed || !decided.rule) return {};
    return {
        call(rules::EnactRule{*decided.rule, *decided.value, decided.proposal, *decided.effective_at, decided.reason,
                              decided.proposer, decided.expected, decided.sunset_at, decided.scope, decided.by_law})};
}

/// Another charter that was accepted is announced, until its day.
Calls announce_charter(store::Connection& connection, const Meta&, const decisions::ProposalDecided& decided) {
    if (!decided.passed || decided.subject != decisions::Subject::charter) return {};
    const auto proposed = decisions::proposed_charter(connection, decided.proposal);
    return {
        call(rules::AnnounceCharter{decided.proposal, proposed->charter, proposed->changes, *decided.effective_at})};
}

/// A step on the ladder of modes changes how the charter has a domain decided.
Calls set_mode(store::Connection&, const Meta&, const decisions::ModeChanged& changed) {
    return {call(rules::SetMode{changed.domain, changed.reason, changed.because_of})};
}

/// What a review found stands beside the version that it is about; where the decision said so, that version ends.
Calls set_beside_the_promise(store::Connection&, const Meta&, const decisions::ReviewConcluded& concluded) {
    Calls calls{call(rules::RecordResult{concluded.proposal, concluded.finding, concluded.measured, concluded.source})};
    if (concluded.next == decisions::Next::lapses)
        calls.push_back(call(rules::Lapse{concluded.rule, concluded.version, rules::Origin::missed_promise,
                                          *concluded.lapses_at, concluded.scope}));
    return calls;
}

/// What reaches a leaver's account later is paid out as what it held was.
template <Document E>
Reaction pays_out_leavers() {
    return reaction<E>(Reaction::Fate::follows, "a leaver is paid out",
                       [](store::Connection& connection, const Meta&, const E& event) {
                           Calls calls;
                           for (const auto member : ledger::receivers_of(event))
                               if (people::has_left(connection, member))
                                   calls.push_back(call(ledger::SettleLeaver{member}));
                           return calls;
                       });
}

Calls pay_for_ride(store::Connection&, const Meta&, const market::RideSettled& settled) {
    auto movements = market::movements_of(settled.settlement, settled.rider, settled.driver);
    if (movements.empty()) return {};
    return {call(ledger::Post{std::move(movements), "/rides/" + settled.ride.text(), {settled.rider, settled.driver}})};
}

/// Calls the election, or the draw, of every body with seats in which nobody sits: at launch, and once the last has
/// left.
Calls fill_empty_bodies(store::Connection& connection) {
    Calls calls;
    const auto platform = rules::founded_platform(connection);
    for (const auto& body : platform.charter.governance.bodies)
        if (body.seats && people::seated(connection, body.id).empty())
            calls.push_back(body.is_drawn() ? call(panels::CallDraw{body.id}) : call(elections::CallElection{body.id}));
    return calls;
}

/// Whoever was drawn gives the place up, or loses it: the seat falls empty, and the body may.
Calls follow_place(store::Connection& connection, const Meta&, const panels::PlaceChanged& changed) {
    using State = panels::State;
    if (changed.to == State::stepped_down) return {call(people::VacateSeat{changed.body, changed.member})};
    if (changed.to == State::declined || changed.to == State::silent || changed.to == State::gone)
        return fill_empty_bodies(connection);
    return {};
}

/// Seats that fell empty are filled from the ballots of their election.
Calls count_back(store::Connection& connection, EntryNumber entry, MemberId departed) {
    Calls calls;
    for (const auto& body : people::seats_ended_by(connection, departed, entry))
        calls.push_back(call(elections::CountBack{body, departed}));
    return calls;
}

/// Money is held, moves or is free again as a payment or a round goes on: `ledger_calls` of the event's room.
template <class E>
Reaction books_of(std::string_view what) {
    return reaction<E>(Reaction::Fate::requires_, what,
                       [](store::Connection& connection, const Meta& meta, const E& event) {
                           return ledger_calls(connection, meta, event);
                       });
}

/// What the charter in force asks for as the platform grows.
template <Document E>
Reaction takes_up_duties() {
    return reaction<E>(Reaction::Fate::requires_, "duties of size are taken from the charter",
                       [](store::Connection&, const Meta&, const E&) { return Calls{call(duties::TakeUp{})}; });
}

/// Rules that a release brings and the platform does not have yet enter with their first values.
auto adopt_new_rules(const std::vector<Module>& modules) {
    std::vector<RuleDeclaration> declared;
    for (const auto& room : modules) std::ranges::copy(room.rules, std::back_inserter(declared));
    return [declared](store::Connection& connection, const Meta& meta, const EditionEntered&) -> Calls {
        const auto platform = rules::platform(connection);
        if (!platform) return {};
        rules::AdoptNewRules adopt;
        for (const auto& rule : declared)
            if (!rules::version_at(connection, rule.name, meta.at))
                adopt.rules.push_back({std::string(rule.name), rules::default_value(platform->charter, rule)});
        return {call(adopt)};
    };
}

} // namespace

Rooms rooms(std::string origin, notices::Sending sending) {
    using Fate = Reaction::Fate;
    Rooms all{.modules = {platform_module(), web::chronicle_module(std::move(origin)), web::web_module(),
                          rules::module(), people::module(), ledger::module(), payments::module(), funding::module(),
                          deliberation::module(), decisions::module(), elections::module(), panels::module(),
                          budgets::module(), duties::module(), practices::module(), notices::module(std::move(sending)),
                          market::module(), home_module()},
              .standing = people::standing,
              .forget = [](store::Connection& connection, std::int64_t subject) {
                  web::forget_accounts(connection, subject);
                  mail::forget_letters(connection, subject);
              }};
    all.reactions = {
        reaction<people::Launched>(Fate::requires_, "the charter comes into force",
                                   [](store::Connection& connection, const Meta&, const people::Launched&) {
                                       Calls calls{call(rules::EnterIntoForce{})};
                                       std::ranges::move(fill_empty_bodies(connection), std::back_inserter(calls));
                                       return calls;
                                   }),
        reaction<people::MemberJoined>(Fate::requires_, "a share is bought", buy_share),
        reaction<people::MemberLeft>(Fate::follows, "a leaver is paid out",
                                     [](store::Connection&, const Meta&, const people::MemberLeft& left) {
                                         return Calls{call(ledger::SettleLeaver{left.member})};
                                     }),
        pays_out_leavers<ledger::Posted>(),
        pays_out_leavers<ledger::HoldPosted>(),
        pays_out_leavers<ledger::HoldReleased>(),
        pays_out_leavers<ledger::Reversed>(),
        pays_out_leavers<ledger::PoolPaid>(),
        pays_out_leavers<ledger::RetainedReleased>(),
        reaction<people::MemberLeft>(Fate::requires_, "a leaver lends nothing more",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft& left) {
                                         return funding::withdrawals_of(connection, left.member);
                                     }),
        reaction<people::MemberLeft>(Fate::requires_, "nobody votes for a leaver",
                                     [](store::Connection&, const Meta&, const people::MemberLeft& left) {
                                         return Calls{call(decisions::EndDelegations{left.member})};
                                     }),
        reaction<people::MemberLeft>(Fate::requires_, "a leaver is forgotten on the roll",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft& left) {
                                         Calls calls;
                                         for (const auto entry : people::roll_of_member(connection, left.member))
                                             calls.push_back(call(people::StrikeFromRoll{entry}));
                                         return calls;
                                     }),
        reaction<people::MemberLeft>(
            Fate::requires_, "a leaver's seat is filled by counting again",
            [](store::Connection& connection, const Meta& meta, const people::MemberLeft& left) {
                return count_back(connection, meta.entry, left.member);
            }),
        reaction<elections::RecallDecided>(
            Fate::requires_, "whoever was recalled gives up the seat",
            [](store::Connection&, const Meta&, const elections::RecallDecided& decided) {
                if (decided.outcome != elections::RecallOutcome::recalled) return Calls{};
                return Calls{call(people::VacateSeat{decided.body, decided.member})};
            }),
        reaction<people::SeatVacated>(Fate::requires_, "the seat is filled by counting again",
                                      [](store::Connection&, const Meta&, const people::SeatVacated& vacated) {
                                          return Calls{call(elections::CountBack{vacated.body, vacated.member})};
                                      }),
        reaction<people::SeatVacated>(Fate::requires_, "a body that fell empty is filled",
                                      [](store::Connection& connection, const Meta&, const people::SeatVacated&) {
                                          return fill_empty_bodies(connection);
                                      }),
        reaction<elections::CountedBack>(Fate::requires_, "whoever the count left takes the seat",
                                         [](store::Connection&, const Meta&, const elections::CountedBack& counted) {
                                             if (counted.seated.empty()) return Calls{};
                                             return Calls{call(people::TakeSeats{counted.body, counted.seated})};
                                         }),
        reaction<people::MemberLeft>(Fate::requires_, "a leaver's place in a panel is offered on",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft& left) {
                                         Calls calls;
                                         for (const auto draw : panels::draws_with(connection, left.member))
                                             calls.push_back(call(panels::Depart{draw, left.member}));
                                         return calls;
                                     }),
        reaction<panels::PlaceChanged>(Fate::requires_, "a seat that was given up falls empty", follow_place),
        reaction<panels::PanelSeated>(
            Fate::requires_, "whoever was drawn is seated",
            [](store::Connection&, const Meta&, const panels::PanelSeated& seated) {
                if (seated.members.empty()) return Calls{};
                return Calls{call(people::FillSeats{seated.body, seated.members, seated.term_ends_at})};
            }),
        reaction<panels::SeatsRefilled>(Fate::requires_, "whoever was next takes the seat",
                                        [](store::Connection&, const Meta&, const panels::SeatsRefilled& refilled) {
                                            return Calls{call(people::TakeSeats{refilled.body, refilled.members})};
                                        }),
        reaction<people::MemberLeft>(Fate::requires_, "a body that fell empty is filled",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft&) {
                                         return fill_empty_bodies(connection);
                                     }),
        reaction<elections::ElectionDecided>(
            Fate::requires_, "whoever was elected is seated",
            [](store::Connection&, const Meta&, const elections::ElectionDecided& decided) {
                if (decided.elected.empty()) return Calls{}; // whoever sits stays
                return Calls{call(people::FillSeats{decided.body, decided.elected, decided.term_ends_at})};
            }),
        reaction<decisions::ProposalDecided>(Fate::requires_, "the rule is enacted", enact),
        reaction<decisions::ProposalDecided>(Fate::requires_, "the charter is announced", announce_charter),
        reaction<decisions::ReviewConcluded>(Fate::requires_, "the result is set beside the promise",
                                             set_beside_the_promise),
        reaction<decisions::ModeChanged>(Fate::requires_, "the charter has the domain decided so", set_mode),
        takes_up_duties<rules::CharterInForce>(),
        takes_up_duties<rules::CharterTaken>(),
        reaction<rules::CharterTaken>(Fate::requires_, "a body that came with the charter is filled",
                                      [](store::Connection& connection, const Meta&, const rules::CharterTaken&) {
                                          return fill_empty_bodies(connection);
                                      }),
        reaction<people::MemberJoined>(
            Fate::requires_, "a duty of size begins",
            [](store::Connection& connection, const Meta&, const people::MemberJoined& joined) {
                if (!duties::could_begin(connection, joined.stakeholder_class)) return Calls{};
                return Calls{call(duties::LookAtMembers{})};
            }),
        reaction<people::MemberLeft>(Fate::requires_, "a duty of size ends",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft&) {
                                         if (!duties::could_end(connection)) return Calls{};
                                         return Calls{call(duties::LookAtMembers{})};
                                     }),
        reaction<people::MemberLeft>(Fate::requires_, "a leaver takes part in no trial",
                                     [](store::Connection& connection, const Meta&, const people::MemberLeft& left) {
                                         if (!practices::takes_part_anywhere(connection, left.member)) return Calls{};
                                         return Calls{call(practices::LeaveAllTrials{left.member})};
                                     }),
        reaction<market::RideSettled>(Fate::requires_, "the ride is paid", pay_for_ride),
        books_of<payments::Ordered>("what is to be paid is held"),
        books_of<payments::Cancelled>("what was to be paid is free again"),
        books_of<payments::Paid>("what was paid moves"),
        books_of<payments::StatementImported>("what the bank did is booked"),
        books_of<payments::LineExplained>("what was explained is booked"),
        books_of<funding::RoundOpened>("a round's pot is set aside"),
        books_of<funding::Given>("a gift is put by"),
        books_of<funding::ProjectTakenOut>("a project's gifts go back"),
        books_of<funding::RoundCalledOff>("gifts and pot go back"),
        books_of<funding::RoundClosed>("a round's projects are paid"),
        books_of<budgets::BudgetOpened>("a budget's sum is set aside"),
        books_of<budgets::BudgetCancelled>("a budget's sum goes back"),
        books_of<budgets::BudgetDecided>("what was voted for is paid, the rest goes back"),
        books_of<funding::NoteSubscribed>("what is to be lent is held"),
        books_of<funding::NoteWithdrawn>("what was to be lent is free again"),
        books_of<funding::NotesCalledOff>("what was to be lent is free again"),
        books_of<funding::NotesClosed>("what was to be lent is lent, or free again"),
        books_of<funding::NotesRepaid>("notes are repaid"),
        reaction<EditionEntered>(Fate::follows, "new rules are adopted", adopt_new_rules(all.modules)),
    };
    return all;
}

std::vector<store::Migration> migrations() {
    auto all = web::migrations();
    std::ranges::move(mail::migrations(), std::back_inserter(all));
    std::ranges::move(market::migrations(), std::back_inserter(all));
    return all;
}

} // namespace reef::app
