#include "commons/elections/election.hpp"
#include <algorithm>

namespace reef::elections {
using namespace engine;

const Rule<Duration> nomination_time{"elections.nomination_time",
                                     "Time to stand for election",
                                     "From the call of an election until its voting opens.",
                                     days(7),
                                     days(1),
                                     days(14)};
const Rule<Duration> voting_time{"elections.voting_time",
                                 "Time to vote in an election",
                                 "From the end of nominations until ballots are counted.",
                                 days(7),
                                 hours(12),
                                 days(14)};
const Rule<Percent> demand_share{"elections.demand_share",
                                 "Demands that call an election",
                                 "The part of those who elect a body whose demand ends its term early: a new election "
                                 "is called at once.",
                                 percent(20),
                                 percent(5),
                                 percent(50)};
const Rule<Method> method{"elections.method", "How elections are counted",
                          "A method of counting ranked ballots; those of single transferable vote give each group of "
                          "voters seats in proportion to its votes.",
                          Method{"stv-scottish"}};

namespace {

constexpr RefusalKind no_such_method{"elections.no_such_method",
                                     "\"{}\" is no method for ranked ballots. There are: {}.", 422};
constexpr RefusalKind no_such_body{"elections.no_such_body", "No body \"{}\" is filled by election.", 404};
constexpr RefusalKind not_an_elector{"elections.not_an_elector", "You belong to no class that elects {}.", 403};
constexpr RefusalKind already_running{"elections.already_running", "An election of {} is running already.", 409};
constexpr RefusalKind not_demanded{"elections.not_demanded", "You do not demand an election of {}.", 409};

CallFacts call_facts(store::Connection& connection, const Context& context, const std::string& id) {
    CallFacts facts{.nomination_time = rules::in_force(connection, nomination_time, context.at).value,
                    .voting_time = rules::in_force(connection, voting_time, context.at).value,
                    .method = rules::in_force(connection, method, context.at).value,
                    .demand_share = rules::in_force(connection, demand_share, context.at).value};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* body = charter.find_body(id);
    if (!body || !body->is_elected()) return facts;
    facts.body = *body;
    const auto latest = latest_election(connection, id);
    facts.is_running = latest && latest->stage != Stage::decided;
    if (context.actor.kind != Actor::Kind::member) return facts;
    const auto member = context.actor.member;
    facts.is_elector = is_elector(*body, context.standing);
    facts.has_demanded =
        connection.first<std::int64_t>("SELECT 1 FROM {elections_demands} WHERE body = $1 AND member = $2", id, member)
            .has_value();
    facts.demands = demands_for(connection, *body, member);
    facts.electors = people::count_members_of_any(connection, body->classes);
    return facts;
}

ElectionCalled called(const CallFacts& facts, Context& context) {
    return {context.new_id(),  facts.body->id,      *facts.body->seats,
            *facts.body->term, facts.method,        context.at + facts.nomination_time,
            facts.voting_time, facts.body->at_least};
}

constexpr std::string_view election_columns =
    "SELECT election, body, seats, term, method, stage, called_at, nominations_until, voting_time, voting_until, "
    "frozen_entry, least_assurance, electors, decided_at, decided_entry, term_ends_at, call_again_at, seed, account, "
    "at_least, empty FROM {elections_elections} ";

} // namespace

std::vector<MemberId> electors_at(store::Connection& connection, const rules::BodyCharter& body,
                                  std::optional<people::AssuranceLevel> least, EntryNumber entry) {
    return people::keep_voters(connection, people::members_of_any_at(connection, body.classes, entry), least, entry);
}

std::optional<ElectionRow> find_election(store::Connection& connection, IdValue election) {
    return connection.first<ElectionRow>(std::string(election_columns) + "WHERE election = $1", election);
}
std::vector<ElectionRow> running_elections(store::Connection& connection) {
    return connection.all<ElectionRow>(std::string(election_columns) + "WHERE stage <> 'decided' ORDER BY election");
}
std::optional<ElectionRow> latest_election(store::Connection& connection, std::string_view body) {
    return connection.first<ElectionRow>(
        std::string(election_columns) + "WHERE body = $1 ORDER BY election DESC LIMIT 1", body);
}

std::optional<ElectionRow> latest_decided_election(store::Connection& connection, std::string_view body) {
    return connection.first<ElectionRow>(
        std::string(election_columns) + "WHERE body = $1 AND stage = 'decided' ORDER BY election DESC LIMIT 1", body);
}

Result<Method> Method::parse(std::string_view text) {
    std::vector<std::string> names;
    for (const auto& each : tally::methods()) {
        if (each.is_limited || std::ranges::find(each.takes, tally::BallotKind::ranked) == each.takes.end()) continue;
        if (each.name == text) return Method{std::string(text)};
        names.emplace_back(each.name);
    }
    return refuse(no_such_method, {}, {std::string(text), join(names, ", ")});
}

CallFacts load(store::Connection& connection, const Context& context, const CallElection& call) {
    return call_facts(connection, context, call.body);
}
Decision decide(const CallFacts& facts, const CallElection&, Context& context) {
    ensure(facts.body.has_value(), "only a body with seats is elected");
    if (facts.is_running) return Events{};
    return Events{called(facts, context)};
}
void apply(store::Connection& connection, const Meta& meta, const ElectionCalled& event) {
    connection.run(
        "INSERT INTO {elections_elections} (election, body, seats, term, method, stage, called_at, "
        "nominations_until, voting_time, electors, at_least) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)",
        event.election, event.body, event.seats, event.term, event.method.name, Stage::nominations, meta.at,
        event.nominations_until, event.voting_time, json_text(to_json(event.at_least)));
    connection.run("UPDATE {elections_elections} SET call_again_at = NULL WHERE body = $1", event.body);
    connection.run("DELETE FROM {elections_demands} WHERE body = $1", event.body);
}

CallFacts load(store::Connection& connection, const Context& context, const DemandElection& demand) {
    return call_facts(connection, context, demand.body);
}
/// "Removable by those monitored" (mechanisms, the fourth of Ostrom's eight): whoever elects may elect anew.
Decision decide(const CallFacts& facts, const DemandElection& demand, Context& context) {
    if (!facts.body) return refuse(no_such_body, "body", {demand.body});
    if (!facts.is_elector) return refuse(not_an_elector, {}, {facts.body->name});
    if (facts.is_running) return refuse(already_running, {}, {facts.body->name});
    if (facts.has_demanded) return Events{};
    Events events{ElectionDemanded{demand.body, context.actor.member}};
    if ((facts.demands + 1) * percent(100).hundredths >= facts.electors * facts.demand_share.hundredths)
        events.add(called(facts, context));
    return events;
}
void apply(store::Connection& connection, const Meta&, const ElectionDemanded& event) {
    connection.run("INSERT INTO {elections_demands} (body, member) VALUES ($1, $2)", event.body, event.member);
}

CallFacts load(store::Connection& connection, const Context& context, const WithdrawDemand& withdraw) {
    return call_facts(connection, context, withdraw.body);
}
Decision decide(const CallFacts& facts, const WithdrawDemand& withdraw, Context& context) {
    if (!facts.body) return refuse(no_such_body, "body", {withdraw.body});
    if (!facts.has_demanded) return refuse(not_demanded, {}, {facts.body->name});
    return Events{DemandWithdrawn{withdraw.body, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const DemandWithdrawn& event) {
    connection.run("DELETE FROM {elections_demands} WHERE body = $1 AND member = $2", event.body, event.member);
}

bool is_elector(const rules::BodyCharter& body, const Standing& standing) {
    return std::ranges::any_of(body.classes, [&](const auto& each) { return standing.has("class:" + each); });
}

std::int64_t demands_for(store::Connection& connection, const rules::BodyCharter& body, MemberId without) {
    const auto all = connection.all<MemberId>(
        "SELECT member FROM {elections_demands} WHERE body = $1 AND member <> $2 ORDER BY member", body.id, without);
    return std::ranges::count_if(all, [&](MemberId each) {
        const auto classes = people::classes_of(connection, each);
        return std::ranges::find_first_of(classes, body.classes) != classes.end();
    });
}

} // namespace reef::elections
