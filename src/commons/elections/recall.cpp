#include "commons/elections/recall.hpp"
#include <algorithm>

namespace reef::elections {
using namespace engine;

const Rule<Percent> recall_share{"elections.recall_share",
                                 "Demands that call a vote on one seat",
                                 "The part of those who elect a body whose demand calls a vote on one of its members.",
                                 percent(15),
                                 percent(5),
                                 percent(50)};
const Rule<Duration> recall_time{"elections.recall_time",
                                 "Time to vote on a recall",
                                 "From the demand that calls the vote until its ballots are counted.",
                                 days(7),
                                 hours(12),
                                 days(14)};
const Rule<Percent> recall_majority{"elections.recall_majority",
                                    "Majority for a recall",
                                    "The part of the ballots that must be exceeded for somebody to lose their seat.",
                                    percent(50),
                                    percent(50),
                                    percent(80)};
const Rule<Percent> recall_quorum{"elections.recall_quorum",
                                  "Quorum of a recall",
                                  "The part of those who elect that must vote for somebody to lose their seat.",
                                  percent(20),
                                  percent(0),
                                  percent(60)};

namespace {

constexpr RefusalKind no_elected_body{"elections.no_such_body", "No body \"{}\" is filled by election.", 404};
constexpr RefusalKind no_elector{"elections.not_an_elector", "You belong to no class that elects {}.", 403};
constexpr RefusalKind not_seated{"elections.not_seated", "Member {} does not sit in {}.", 404};
constexpr RefusalKind new_election_runs{"elections.already_running", "An election of {} is running already.", 409};
constexpr RefusalKind recall_runs{"elections.recall_runs", "There is a vote on this seat already.", 409};
constexpr RefusalKind recall_not_demanded{"elections.recall_not_demanded", "You do not demand this.", 409};
constexpr RefusalKind no_such_recall{"elections.no_such_recall", "There is no such vote.", 404};
constexpr RefusalKind recall_over{"elections.voting_over", "Voting in this election has ended.", 409};
constexpr RefusalKind not_asked{"elections.not_in_electorate",
                                "You were not a member of a class that elects when voting opened.", 403};

constexpr std::string_view columns = "SELECT recall, body, member, frozen_entry, least_assurance, electors, called_at, "
                                     "voting_until, majority, quorum, outcome, "
                                     "decided_entry, removes, keeps FROM {elections_recalls} ";

bool sits(store::Connection& connection, std::string_view body, MemberId member) {
    const auto seated = people::seated(connection, body);
    return std::ranges::find(seated, member) != seated.end();
}

bool belongs(const std::vector<std::string>& classes, const rules::BodyCharter& body) {
    return std::ranges::find_first_of(classes, body.classes) != classes.end();
}

RecallDemandFacts demand_facts(store::Connection& connection, const Context& context, const std::string& id,
                               MemberId member) {
    RecallDemandFacts facts{.share = rules::in_force(connection, recall_share, context.at).value,
                            .majority = rules::in_force(connection, recall_majority, context.at).value,
                            .quorum = rules::in_force(connection, recall_quorum, context.at).value,
                            .voting_time = rules::in_force(connection, recall_time, context.at).value};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* body = charter.find_body(id);
    if (!body || !body->is_elected()) return facts;
    facts.body = *body;
    facts.is_seated = sits(connection, id, member);
    facts.is_elector = is_elector(*body, context.standing);
    facts.has_demanded = demands_recall(connection, id, member, context.actor.member);
    const auto latest = latest_election(connection, id);
    facts.election_runs = latest && latest->stage != Stage::decided;
    facts.vote_runs = connection
                          .first<std::int64_t>("SELECT 1 FROM {elections_recalls} WHERE body = $1 AND member = $2 AND "
                                               "outcome IS NULL",
                                               id, member)
                          .has_value();
    facts.demands = recall_demands(connection, *body, member, context.actor.member);
    facts.electors = people::count_members_of_any(connection, body->classes);
    facts.least_assurance = people::assurance_asked(connection, context.at);
    facts.may_vote = std::ssize(electors_at(connection, *body, facts.least_assurance, context.entry - 1));
    return facts;
}

} // namespace

std::optional<RecallRow> find_recall(store::Connection& connection, IdValue recall) {
    return connection.first<RecallRow>(std::string(columns) + "WHERE recall = $1", recall);
}
std::vector<RecallRow> recalls_of(store::Connection& connection, std::string_view body) {
    return connection.all<RecallRow>(std::string(columns) + "WHERE body = $1 ORDER BY recall DESC LIMIT 20", body);
}
std::int64_t recall_demands(store::Connection& connection, const rules::BodyCharter& body, MemberId member,
                            MemberId without) {
    std::int64_t count = 0;
    for (const auto by : connection.all<MemberId>(
             "SELECT demanded_by FROM {elections_recall_demands} WHERE body = $1 AND member = $2", body.id, member))
        if (by != without && belongs(people::classes_of(connection, by), body)) ++count;
    return count;
}
bool demands_recall(store::Connection& connection, std::string_view body, MemberId member, MemberId by) {
    return connection
        .first<std::int64_t>(
            "SELECT 1 FROM {elections_recall_demands} WHERE body = $1 AND member = $2 AND demanded_by = $3", body,
            member, by)
        .has_value();
}
bool may_vote(store::Connection& connection, const RecallRow& recall, MemberId member) {
    return belonged(connection, recall, member) &&
           !people::missing_to_vote(connection, member, recall.least_assurance, recall.frozen_entry);
}
bool belonged(store::Connection& connection, const RecallRow& recall, MemberId member) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    return belongs(people::classes_at(connection, member, recall.frozen_entry), *charter.find_body(recall.body));
}

RecallDemandFacts load(store::Connection& connection, const Context& context, const DemandRecall& demand) {
    return demand_facts(connection, context, demand.body, demand.member);
}
Decision decide(const RecallDemandFacts& facts, const DemandRecall& demand, Context& context) {
    if (!facts.body) return refuse(no_elected_body, "body", {demand.body});
    if (!facts.is_elector) return refuse(no_elector, {}, {facts.body->name});
    if (!facts.is_seated) return refuse(not_seated, "member", {demand.member.text(), facts.body->name});
    if (facts.election_runs) return refuse(new_election_runs, {}, {facts.body->name});
    if (facts.vote_runs) return refuse(recall_runs, "member");
    Events events{RecallDemanded{demand.body, demand.member, context.actor.member, demand.reason}};
    // At least the part of the electors that the rule says, reckoned without rounding.
    if ((facts.demands + 1) * percent(100).hundredths < facts.electors * facts.share.hundredths) return events;
    return events.add(RecallCalled{context.new_id(), demand.body, demand.member, context.entry - 1, facts.may_vote,
                                   context.at + facts.voting_time, facts.majority, facts.quorum,
                                   facts.least_assurance});
}
void apply(store::Connection& connection, const Meta&, const RecallDemanded& event) {
    connection.run("INSERT INTO {elections_recall_demands} (body, member, demanded_by, reason) VALUES ($1, $2, $3, $4) "
                   "ON CONFLICT (body, member, demanded_by) DO UPDATE SET reason = $4",
                   event.body, event.member, event.by, event.reason.reference.commitment);
}
void apply(store::Connection& connection, const Meta& meta, const RecallCalled& event) {
    connection.run("INSERT INTO {elections_recalls} (recall, body, member, frozen_entry, electors, called_at, "
                   "voting_until, majority, quorum, least_assurance) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                   event.recall, event.body, event.member, event.frozen_entry, event.electors, meta.at,
                   event.voting_until, event.majority, event.quorum, event.least_assurance);
}

RecallDemandFacts load(store::Connection& connection, const Context& context, const WithdrawRecall& withdraw) {
    return demand_facts(connection, context, withdraw.body, withdraw.member);
}
Decision decide(const RecallDemandFacts& facts, const WithdrawRecall& withdraw, Context& context) {
    if (!facts.body) return refuse(no_elected_body, "body", {withdraw.body});
    if (facts.vote_runs) return refuse(recall_runs, "member");
    if (!facts.has_demanded) return refuse(recall_not_demanded, "member");
    return Events{RecallWithdrawn{withdraw.body, withdraw.member, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const RecallWithdrawn& event) {
    connection.run("DELETE FROM {elections_recall_demands} WHERE body = $1 AND member = $2 AND demanded_by = $3",
                   event.body, event.member, event.by);
}

RecallBallotFacts load(store::Connection& connection, const Context& context, const CastRecallBallot& ballot) {
    RecallBallotFacts facts{find_recall(connection, ballot.recall)};
    facts.may_vote = facts.recall && may_vote(connection, *facts.recall, context.actor.member);
    if (!facts.recall || facts.may_vote || !belonged(connection, *facts.recall, context.actor.member)) return facts;
    facts.missing = people::missing_to_vote(connection, context.actor.member, facts.recall->least_assurance,
                                            facts.recall->frozen_entry);
    return facts;
}
Decision decide(const RecallBallotFacts& facts, const CastRecallBallot& ballot, Context& context) {
    if (!facts.recall) return refuse(no_such_recall, "recall");
    if (facts.recall->outcome || context.at >= facts.recall->voting_until) return refuse(recall_over);
    if (facts.missing) return people::refuse(*facts.missing);
    if (!facts.may_vote) return refuse(not_asked);
    return Events{RecallBallotCast{ballot.recall, context.actor.member, ballot.choice}};
}
void apply(store::Connection& connection, const Meta&, const RecallBallotCast& event) {
    connection.run("INSERT INTO {elections_recall_ballots} (recall, voter, sealed) VALUES ($1, $2, $3) ON CONFLICT "
                   "(recall, voter) DO UPDATE SET sealed = $3",
                   event.recall, event.voter, event.choice.reference.commitment);
}

void observe(store::Connection& connection, const Context&, CloseRecall& close) {
    close.opened = RecallCount{};
    for (const auto& sealed : connection.all<Hash>(
             "SELECT sealed FROM {elections_recall_ballots} WHERE recall = $1 ORDER BY voter", close.recall))
        if (const auto text = chronicle::reveal(connection, sealed)) // of whoever left, nothing is there any more
            ++(from_recorded<RecallChoice>(*text) == RecallChoice::remove ? close.opened->removes
                                                                          : close.opened->keeps);
}
RecallCloseFacts load(store::Connection& connection, const Context&, const CloseRecall& close) {
    const auto recall = *find_recall(connection, close.recall);
    return {recall, sits(connection, recall.body, recall.member)};
}
Decision decide(const RecallCloseFacts& facts, const CloseRecall& close, Context&) {
    ensure(close.opened.has_value(), "ballots are opened when the vote ends");
    const auto& recall = facts.recall;
    const auto removes = close.opened->removes, voted = removes + close.opened->keeps;
    ensure(voted <= recall.electors, "no more ballots are opened than members may cast");
    const auto whole = percent(100).hundredths;
    const bool enough = voted > 0 && voted * whole >= recall.electors * recall.quorum.hundredths;
    const bool most = removes * whole > voted * recall.majority.hundredths;
    RecallDecided decided{.recall = recall.recall,
                          .body = recall.body,
                          .member = recall.member,
                          .outcome = !facts.is_seated ? RecallOutcome::moot
                                     : enough && most ? RecallOutcome::recalled
                                                      : RecallOutcome::stays,
                          .electors = recall.electors,
                          .count = {},
                          .withheld = {}};
    (recall.electors < people::shown_from ? decided.withheld : decided.count) = close.opened;
    return Events{decided};
}
/// Whether it passed or not, its demands are answered by it.
void apply(store::Connection& connection, const Meta& meta, const RecallDecided& event) {
    std::optional<std::int64_t> removes, keeps;
    if (event.count) removes = event.count->removes, keeps = event.count->keeps;
    connection.run("UPDATE {elections_recalls} SET outcome = $1, decided_entry = $2, removes = $3, keeps = $4 WHERE "
                   "recall = $5",
                   event.outcome, meta.entry, removes, keeps, event.recall);
    connection.run("DELETE FROM {elections_recall_demands} WHERE body = $1 AND member = $2", event.body, event.member);
}

Schedule recall_schedule() {
    return schedule<IdValue>("elections.recall", "votes on recalls are counted at their time",
                             "SELECT voting_until, recall FROM {elections_recalls} WHERE outcome IS NULL AND "
                             "voting_until <= $1 ORDER BY voting_until, recall LIMIT 1",
                             [](IdValue recall) {
                                 return call(CloseRecall{recall, {}});
                             });
}

} // namespace reef::elections
