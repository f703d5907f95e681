#include "commons/decisions/voting.hpp"
#include "commons/decisions/opinion.hpp"
#include "commons/decisions/option_count.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/resolution.hpp"
#include "commons/decisions/review.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind not_waiting{"decisions.not_waiting", "This proposal does not wait for its vote.", 409};
constexpr RefusalKind opinions_unanswered{
    "decisions.opinions_unanswered", "The vote waits: an opinion on this proposal has not been answered yet.", 409};

/// The classes that decide, their weights scaled to 100 % by largest remainder. A class without weight "is heard and
/// does not decide": nothing waits for it either.
std::vector<ElectorateClass> electorate_for(const OpenFacts& facts) {
    std::vector<ElectorateClass> electorate;
    for (const auto& each : facts.all)
        if (facts.domain.classes.empty() || facts.domain.deciding_body() ||
            std::ranges::find(facts.domain.classes, each.id) != facts.domain.classes.end())
            electorate.push_back(each);
    std::vector<std::int64_t> weights;
    for (const auto& each : electorate) weights.push_back(each.weight.hundredths);
    const auto scaled_weights = share_out(percent(100).hundredths, weights);
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        electorate[i].weight = {scaled_weights[i]};
        if (electorate[i].weight == Percent{}) electorate[i].quorum = {};
    }
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
void count_opened(const CloseFacts& facts, const CloseVoting& close, std::vector<ClassCount>& counts,
                  std::vector<OptionBallot>& option_ballots) {
    ensure(close.opened.has_value(), "private ballots are opened when the vote closes");
    std::map<std::string, std::int64_t> votes;
    EqualBallots marked;
    for (const auto* list : {&close.opened->ballots, &close.opened->withheld}) {
        auto ordered = *list;
        shuffle_by_seed(close.opened->seed, ordered);
        ensure(ordered == *list, "votes are published in the order of the seed");
        for (const auto& each : *list) {
            ++votes[each.voter_class];
            if (each.choice) count_vote(counts, each.voter_class, *each.choice, 1);
            if (each.marks) ++marked[{each.voter_class, *each.marks}];
        }
    }
    for (const auto& each : facts.electorate)
        ensure(votes[each.id] <= each.eligible, "no more votes are opened than members may cast");
    option_ballots = listed(marked);
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
    if (procedure_of(connection, close.proposal).is_private()) close.opened = open_ballots(connection, close.proposal);
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
                     .proposer = row.review_of ? std::nullopt : std::optional(row.proposer)};
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
    auto option_ballots = facts.option_ballots;
    if (facts.procedure.is_private()) count_opened(facts, close, counts, option_ballots);
    std::optional<OptionOutcome> options;
    auto result = count_by_class(facts.procedure, facts.electorate, counts);
    if (!facts.options.empty()) {
        auto counted = count_options(facts.procedure, facts.electorate, facts.options, option_ballots);
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
    if (facts.procedure.is_private()) events.add(BallotsPublished{close.proposal, *close.opened});
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
