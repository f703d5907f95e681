#include "commons/decisions/voting.hpp"
#include "commons/decisions/opinion.hpp"
#include "commons/decisions/option_count.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/resolution.hpp"
#include "commons/decisions/review.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind not_waiting{"decisions.not_waiting", "This proposal does not wait for its vote.", 409};
constexpr RefusalKind opinions_unanswered{
    "decisions.opinions_unanswered", "The vote waits: an opinion on this proposal has not been answered yet.", 409};
constexpr RefusalKind voting_not_open{"decisions.voting_not_open", "The vote on this proposal has not opened yet.",
                                      409};
constexpr RefusalKind voting_closed{"decisions.voting_closed",
                                    "Voting on this proposal has ended; your ballot was not counted.", 409};
constexpr RefusalKind not_in_electorate{
    "decisions.not_in_electorate", "You were not a member of a class that decides on this when the vote opened.", 403};
constexpr RefusalKind has_recused{"decisions.has_recused", "You take no part in this: you stood aside.", 403};
constexpr RefusalKind ballots_are_private{
    "decisions.ballots_are_private", "Ballots of this vote are private: give this one sealed, as on its page.", 409};
constexpr RefusalKind ballots_not_private{"decisions.ballots_not_private",
                                          "Ballots of this vote are not sealed: give this one plainly.", 409};
constexpr RefusalKind options_are_marked{
    "decisions.options_are_marked", "There are several options here: mark those that you want, as on its page.", 409};
constexpr RefusalKind objection_needs_reason{
    "decisions.objection_needs_reason",
    "This is decided by consent: say what speaks against it, or stand aside. Members read it without your name.", 422};
constexpr RefusalKind reason_without_objection{
    "decisions.reason_without_objection",
    "Only an objection carries a reason, where it is decided by consent. Leave it out, or object.", 422};
constexpr RefusalKind not_in_that_class{"decisions.not_in_that_class", "You may vote here as one of: {}.", 422};

/// The classes that decide, their weights scaled to 100 % by largest remainder.
std::vector<ElectorateClass> electorate_for(const OpenFacts& facts) {
    std::vector<ElectorateClass> electorate;
    for (const auto& each : facts.all)
        if (facts.domain.classes.empty() || facts.domain.deciding_body() ||
            std::ranges::find(facts.domain.classes, each.id) != facts.domain.classes.end())
            electorate.push_back(each);
    std::vector<std::int64_t> weights;
    for (const auto& each : electorate) weights.push_back(each.weight.hundredths);
    const auto scaled_weights = share_out(percent(100).hundredths, weights);
    for (std::size_t i = 0; i < electorate.size(); ++i) electorate[i].weight = {scaled_weights[i]};
    return electorate;
}

std::string turning_sentence(const rules::ProcedureCharter& procedure, const tally::TurningPoint& point) {
    if (rules::is_by_consent(procedure) && point.act != tally::TurningPoint::Act::stay_away)
        return fmt::format("{} of {} {} would have turned it.", point.members, point.class_name,
                           point.act == tally::TurningPoint::Act::vote_no ? "more objecting"
                                                                          : "consenting who objected or stayed away");
    const auto act = point.act == tally::TurningPoint::Act::vote_yes  ? "in favour"
                     : point.act == tally::TurningPoint::Act::vote_no ? "against"
                                                                      : "not at all";
    return fmt::format("{} more of {} voting {} would have turned it.", point.members, point.class_name, act);
}

/// Adds what private ballots say. They were opened for this one command; nobody can have more votes than were cast.
void count_opened(const CloseFacts& facts, const CloseVoting& close, std::vector<ClassCount>& counts) {
    ensure(close.opened.has_value(), "private ballots are opened when the vote closes");
    for (const auto* list : {&close.opened->ballots, &close.opened->withheld}) {
        auto ordered = *list;
        shuffle_by_seed(close.opened->seed, ordered);
        ensure(ordered == *list, "votes are published in the order of the seed");
        for (const auto& each : *list) count_vote(counts, each.voter_class, each.choice, 1);
    }
    for (std::size_t i = 0; i < counts.size(); ++i)
        ensure(counts[i].in_favour + counts[i].against + counts[i].abstain <= facts.electorate[i].eligible,
               "no more votes are opened than members may cast");
}

/// The first condition that was not met, or the majority that was.
std::string explain(const tally::ByClassResult& result) {
    for (const auto& condition : result.conditions)
        if (!condition.met) return condition.explanation;
    for (const auto& condition : result.conditions)
        if (condition.kind == tally::ByClassCondition::Kind::weighted_majority) return condition.explanation;
    return {};
}

} // namespace

OpenFacts load(store::Connection& connection, const Context& context, const OpenVoting& open) {
    const auto row = proposal_row(connection, open.proposal);
    ensure(row.has_value(), "a vote that opens is about a proposal");
    OpenFacts facts{.domain = from_recorded<rules::DomainCharter>(row->domain),
                    .all = {},
                    .waiting = row->stage == Stage::deliberation,
                    .last_entry = context.entry - 1,
                    .opinions_waiting = opinions_waiting(connection, open.proposal),
                    .least_assurance = people::assurance_asked(connection, context.at),
                    .late_quorum = from_recorded<rules::ProcedureCharter>(row->procedure).late_quorum,
                    .closes_at = row->voting_closes_at};
    const auto recused = recused_from(connection, open.proposal);
    const auto count_voters = [&](std::vector<MemberId> members) {
        std::erase_if(members, [&](MemberId each) { return std::ranges::count(recused, each) > 0; });
        return std::ssize(people::keep_voters(connection, std::move(members), facts.least_assurance));
    };
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    if (const auto* decides = facts.domain.deciding_body()) {
        const auto& body = *charter.find_body(*decides);
        facts.all.push_back({"body:" + body.id, body.name, percent(100), body.quorum.value_or(percent(100)),
                             count_voters(people::members_of_body_at(connection, body, facts.last_entry))});
        return facts;
    }
    for (const auto& each : charter.governance.classes)
        facts.all.push_back(
            {each.id, each.name, each.weight, each.quorum, count_voters(people::members_of(connection, each.id))});
    return facts;
}
/// "Electorate frozen at an entry."
Decision decide(const OpenFacts& facts, const OpenVoting& open, Context&) {
    if (!facts.waiting) return refuse(not_waiting, "proposal");
    if (facts.opinions_waiting > 0) return refuse(opinions_unanswered, "proposal");
    return Events{VotingOpened{open.proposal, facts.last_entry, electorate_for(facts), facts.least_assurance,
                               facts.late_quorum ? std::optional(facts.closes_at - *facts.late_quorum) : std::nullopt}};
}
void apply(store::Connection& connection, const Meta&, const VotingOpened& event) {
    connection.run("UPDATE {decisions_proposals} SET stage = $1, frozen_entry = $2, least_assurance = $3, "
                   "quorum_look_at = $4 WHERE proposal = $5",
                   Stage::voting, event.frozen_entry, event.least_assurance, event.quorum_look_at, event.proposal);
    for (std::size_t place = 0; place < event.electorate.size(); ++place) {
        const auto& each = event.electorate[place];
        connection.run("INSERT INTO {decisions_electorate} (proposal, class, place, name, weight, quorum, eligible) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       event.proposal, each.id, place, each.name, each.weight, each.quorum, each.eligible);
    }
}

rules::ProcedureCharter procedure_of(store::Connection& connection, IdValue proposal) {
    return from_recorded<rules::ProcedureCharter>(
        connection.one<std::string>("SELECT procedure FROM {decisions_proposals} WHERE proposal = $1", proposal));
}

BallotFacts ballot_facts(store::Connection& connection, const Context& context, IdValue proposal) {
    BallotFacts facts;
    facts.stage = connection.first<Stage>("SELECT stage FROM {decisions_proposals} WHERE proposal = $1", proposal);
    if (!facts.stage) return facts;
    const auto procedure = procedure_of(connection, proposal);
    facts.is_private = procedure.ballots_private.value_or(false);
    facts.is_by_consent = rules::is_by_consent(procedure);
    facts.has_options = rules::chooses_among_options(procedure);
    facts.may_vote_as = may_vote_as(connection, proposal, context.actor.member);
    facts.has_recused = std::ranges::count(recused_from(connection, proposal), context.actor.member) > 0;
    if (facts.may_vote_as.empty()) facts.missing = missing_to_vote(connection, proposal, context.actor.member);
    const auto previous = connection.first<std::tuple<std::optional<Choice>, std::string>>(
        "SELECT choice, class FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2", proposal,
        context.actor.member);
    if (previous) std::tie(facts.previous, facts.previous_class) = *previous;
    return facts;
}
BallotFacts load(store::Connection& connection, const Context& context, const CastBallot& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
/// "One member, one vote in a class; a later ballot replaces an earlier one; no ballot counts after the deadline."
Result<std::string> class_of_ballot(const BallotFacts& facts, const std::optional<std::string>& as_class,
                                    bool is_private) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal");
    if (*facts.stage == Stage::admission || *facts.stage == Stage::deliberation) return refuse(voting_not_open);
    if (*facts.stage != Stage::voting) return refuse(voting_closed);
    if (facts.has_recused) return refuse(has_recused);
    if (facts.missing) return people::refuse(*facts.missing);
    if (facts.may_vote_as.empty()) return refuse(not_in_electorate);
    if (facts.is_private != is_private) return refuse(facts.is_private ? ballots_are_private : ballots_not_private);
    const auto chosen = as_class.value_or(facts.previous_class.value_or(facts.may_vote_as.front()));
    if (std::ranges::find(facts.may_vote_as, chosen) == facts.may_vote_as.end())
        return refuse(not_in_that_class, "as_class", {join(facts.may_vote_as, ", ")});
    return chosen;
}
Decision decide(const BallotFacts& facts, const CastBallot& ballot, Context& context) {
    const auto chosen = class_of_ballot(facts, ballot.as_class, false);
    if (!chosen) return std::unexpected(chosen.error());
    if (facts.has_options) return refuse(options_are_marked);
    const bool is_objection = facts.is_by_consent && ballot.choice == Choice::against;
    if (is_objection && !ballot.reason) return refuse(objection_needs_reason, "reason");
    if (!is_objection && ballot.reason) return refuse(reason_without_objection, "reason");
    if (facts.previous == ballot.choice && facts.previous_class == *chosen && !is_objection)
        return Events{}; // saying it twice changes nothing; an objection may have another reason
    return Events{BallotCast{ballot.proposal, context.actor.member, *chosen, ballot.choice, ballot.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const BallotCast& event) {
    connection.run(
        "INSERT INTO {decisions_ballots} (proposal, voter, class, choice, cast_at, reason) VALUES ($1, $2, $3, $4, $5, "
        "$6) ON CONFLICT (proposal, voter) DO UPDATE SET class = $3, choice = $4, cast_at = $5, reason = $6",
        event.proposal, event.voter, event.voter_class, event.choice, meta.at,
        event.reason ? std::optional(event.reason->reference.commitment) : std::nullopt);
}

void count_vote(std::vector<ClassCount>& counts, std::string_view voter_class, Choice choice, std::int64_t votes) {
    auto& count = *std::ranges::find(counts, voter_class, &ClassCount::id);
    (choice == Choice::in_favour ? count.in_favour
     : choice == Choice::against ? count.against
                                 : count.abstain) += votes;
}

std::vector<std::int64_t> turnouts_of(store::Connection& connection, IdValue proposal,
                                      const std::vector<ElectorateClass>& electorate) {
    std::vector<std::int64_t> turnouts;
    for (const auto& each : electorate)
        turnouts.push_back(connection.one<std::int64_t>(
            "SELECT count(*) FROM {decisions_ballots} WHERE proposal = $1 AND class = $2", proposal, each.id));
    return turnouts;
}

std::vector<ClassCount> counts_of(store::Connection& connection, IdValue proposal,
                                  const std::vector<ElectorateClass>& electorate) {
    std::vector<ClassCount> counts;
    for (const auto& each : electorate) counts.push_back({.id = each.id});
    const auto rows = connection.all<std::tuple<std::string, Choice, std::int64_t>>(
        "SELECT class, choice, count(*) FROM {decisions_ballots} WHERE proposal = $1 GROUP BY class, choice ORDER BY "
        "class, choice",
        proposal);
    for (const auto& [voter_class, choice, number] : rows) {
        count_vote(counts, voter_class, choice, number);
    }
    return counts;
}

std::vector<tally::ClassVotes> class_votes(const std::vector<ElectorateClass>& electorate,
                                           const std::vector<ClassCount>& counts,
                                           const rules::ProcedureCharter& procedure) {
    std::vector<tally::ClassVotes> votes;
    for (std::size_t i = 0; i < electorate.size(); ++i)
        votes.push_back({.name = electorate[i].name,
                         .weight = electorate[i].weight,
                         .eligible = electorate[i].eligible,
                         .yes = counts[i].in_favour,
                         .no = counts[i].against,
                         .abstain = counts[i].abstain,
                         .quorum = electorate[i].quorum,
                         .veto = procedure.has_veto(electorate[i].id),
                         .own_majority = procedure.every_class.value_or(false) && electorate[i].eligible > 0});
    return votes;
}

tally::ByClassRule count_rule(const rules::ProcedureCharter& procedure) {
    return {.form = rules::is_by_consent(procedure)             ? tally::ClassForm::consent
                    : procedure.form == rules::CountForm::block ? tally::ClassForm::block
                                                                : tally::ClassForm::proportional,
            .majority = rules::needed(procedure),
            .threshold = rules::needs_at_least(procedure) ? tally::Threshold::at_least : tally::Threshold::more_than,
            .double_majority = !procedure.second_majority ? tally::DoubleMajority::none
                               : *procedure.second_majority == rules::SecondMajority::ballots
                                   ? tally::DoubleMajority::of_ballots
                                   : tally::DoubleMajority::of_classes};
}

tally::ByClassResult count_by_class(const rules::ProcedureCharter& procedure,
                                    const std::vector<ElectorateClass>& electorate,
                                    const std::vector<ClassCount>& counts) {
    auto result = tally::decide_by_class(class_votes(electorate, counts, procedure), count_rule(procedure));
    ensure(result.has_value(), "a frozen electorate can be counted");
    return std::move(*result);
}

void observe(store::Connection& connection, const Context&, CloseVoting& close) {
    if (is_private(connection, close.proposal)) close.opened = open_ballots(connection, close.proposal);
}
CloseFacts load(store::Connection& connection, const Context&, const CloseVoting& close) {
    const auto found = proposal_row(connection, close.proposal);
    ensure(found.has_value(), "a vote that closes is about a proposal");
    const auto& row = *found;
    auto electorate = electorate_of(connection, close.proposal);
    auto counts = counts_with_delegations(connection, close.proposal, electorate);
    CloseFacts facts{.procedure = from_recorded<rules::ProcedureCharter>(row.procedure),
                     .electorate = std::move(electorate),
                     .counts = std::move(counts),
                     .reason = {VaultReference{row.reason, row.proposer.value}},
                     .proposer = row.review_of ? std::nullopt : std::optional(row.proposer),
                     .is_private = is_private(connection, close.proposal)};
    if (row.subject != Subject::rule_change) {
        facts.subject = row.subject;
        if (row.subject == Subject::amendment) facts.merging = merging_of(connection, close.proposal);
        return facts;
    }
    const auto change = change_row(connection, close.proposal);
    facts.rule = change.rule;
    facts.scope = change.rule_scope();
    facts.by_law = change.by_law ? std::optional(true) : std::nullopt;
    facts.value = change.value;
    if (!row.review_of) facts.expected = expected_of(change);
    facts.sunset_at = change.sunset_at;
    facts.options = options_of(connection, close.proposal);
    if (facts.options.empty()) return facts;
    facts.option_ballots = option_ballots(connection, close.proposal, facts.electorate);
    facts.alternatives = alternatives_of(connection, close.proposal);
    return facts;
}

namespace {

/// What was accepted goes into the draft, unless what was accepted before it touches the same paragraphs.
void add_merge(const Merging& merging, Events& events) {
    if (const auto changed = merge(merging))
        events.add(*changed);
    else
        events.add(AmendmentConflicted{merging.amendment.amendment, merging.amendment.proposal});
}

} // namespace

/// "Pass if the weighted share exceeds the majority and every class meets its quorum" (mechanisms 5.2).
Decision decide(const CloseFacts& facts, const CloseVoting& close, Context& context) {
    auto counts = facts.counts;
    if (facts.is_private) count_opened(facts, close, counts);
    std::optional<OptionOutcome> options;
    auto result = count_by_class(facts.procedure, facts.electorate, counts);
    if (!facts.options.empty()) {
        auto counted = count_options(facts.procedure, facts.electorate, facts.options, facts.option_ballots);
        for (std::size_t i = 0; i < counts.size(); ++i) counted.counts[i].delegated = counts[i].delegated;
        counts = std::move(counted.counts), result = std::move(counted.result), options = std::move(counted.outcome);
    }
    ProposalDecided decided{.proposal = close.proposal,
                            .passed = result.outcome == tally::ByClassOutcome::passed,
                            .outcome = std::string(tally::text(result.outcome)),
                            .explanation = explain(result),
                            .weighted_share = result.weighted_yes.fraction,
                            .counts = std::move(counts),
                            .subject = facts.subject,
                            .rule = facts.rule,
                            .value = facts.value,
                            .reason = facts.reason,
                            .proposer = facts.proposer,
                            .expected = facts.expected,
                            .sunset_at = facts.sunset_at,
                            .scope = facts.scope,
                            .by_law = facts.by_law,
                            .options = std::move(options)};
    if (decided.options) choose(facts, decided);
    for (std::size_t i = 0; i < decided.counts.size(); ++i)
        decided.counts[i].responsibility = result.classes[i].responsibility;
    if (result.turning_point && !decided.options)
        decided.turning_point = turning_sentence(facts.procedure, *result.turning_point);
    if (decided.passed && !facts.merging) decided.effective_at = context.at + facts.procedure.notice;
    Events events{decided};
    if (decided.passed && facts.merging) add_merge(*facts.merging, events);
    if (facts.is_private) events.add(BallotsPublished{close.proposal, *close.opened});
    return events;
}

void apply(store::Connection& connection, const Meta& meta, const ProposalDecided& event) {
    connection.run("UPDATE {decisions_proposals} SET stage = $1, decided_at = $2, effective_at = $3, count = $4, "
                   "closed_entry = $5 WHERE proposal = $6",
                   event.passed ? Stage::passed : Stage::rejected, meta.at, event.effective_at,
                   json_text(to_json(event)), meta.entry, event.proposal);
    if (!event.passed) return;
    if (event.options) keep_choice(connection, event);
    await_review(connection, event.proposal);
    if (event.effective_at) adopt_resolution(connection, event.proposal, *event.effective_at);
}

void shift_vote(store::Connection& connection, IdValue proposal, const std::optional<ShiftedVote>& vote) {
    if (!vote) return;
    connection.run("UPDATE {decisions_proposals} SET voting_opens_at = $1, voting_closes_at = $2 WHERE proposal = $3",
                   vote->opens_at, vote->closes_at, proposal);
}

std::vector<IdValue> open_votes(store::Connection& connection) {
    return connection.all<IdValue>(
        "SELECT proposal FROM {decisions_proposals} WHERE stage = 'voting' ORDER BY proposal");
}

std::optional<IdValue> latest(store::Connection& connection) {
    return connection.first<IdValue>("SELECT proposal FROM {decisions_proposals} ORDER BY proposal DESC LIMIT 1");
}

/// Stands before the schedule that opens votes: that on a text opens when those on its amendments close.
Schedule closing_schedule() {
    return schedule<IdValue>("decisions.closing", "votes close at their time",
                             "SELECT voting_closes_at, proposal FROM {decisions_proposals} WHERE stage = 'voting' AND "
                             "voting_closes_at <= $1 ORDER BY voting_closes_at, proposal LIMIT 1",
                             [](IdValue proposal) { return call(CloseVoting{proposal}); });
}
Schedule opening_schedule() {
    return schedule<IdValue>(
        "decisions.opening", "votes open at their time",
        "SELECT voting_opens_at, proposal FROM {decisions_proposals} p WHERE stage = 'deliberation' "
        "AND voting_opens_at <= $1 AND NOT EXISTS (SELECT 1 FROM {decisions_opinions} o WHERE o.proposal = p.proposal "
        "AND o.outcome = 'waits') ORDER BY voting_opens_at, proposal LIMIT 1",
        [](IdValue proposal) { return call(OpenVoting{proposal}); });
}

} // namespace reef::decisions
