#include "commons/elections/candidacy.hpp"

namespace reef::elections {
using namespace engine;
namespace {

constexpr RefusalKind nominations_over{"elections.nominations_over",
                                       "Nominations have ended: who stands is settled now.", 409};
constexpr RefusalKind not_eligible{"elections.not_eligible",
                                   "You belong to no class that elects {}, so you cannot stand for it.", 403};
constexpr RefusalKind not_standing{"elections.not_standing", "You do not stand in this election.", 409};

StandFacts stand_facts(store::Connection& connection, const Context& context, IdValue id) {
    StandFacts facts;
    const auto election = find_election(connection, id);
    if (!election) return facts;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(election->body);
    facts.stage = election->stage;
    facts.body_name = body.name;
    facts.is_elector = is_elector(body, context.standing);
    facts.is_standing =
        connection
            .first<std::int64_t>("SELECT 1 FROM {elections_candidates} WHERE election = $1 AND member = $2", id,
                                 context.actor.member)
            .has_value();
    return facts;
}

} // namespace

StandFacts load(store::Connection& connection, const Context& context, const Stand& stand) {
    return stand_facts(connection, context, stand.election);
}
Decision decide(const StandFacts& facts, const Stand& stand, Context& context) {
    if (!facts.stage) return refuse(no_such_election, "election");
    if (*facts.stage != Stage::nominations) return refuse(nominations_over);
    if (!facts.is_elector) return refuse(not_eligible, {}, {facts.body_name});
    return Events{Stood{stand.election, context.actor.member, stand.statement}};
}
void apply(store::Connection& connection, const Meta&, const Stood& event) {
    connection.run("INSERT INTO {elections_candidates} (election, member, statement, withdrew) VALUES ($1, $2, $3, "
                   "FALSE) ON CONFLICT (election, member) DO UPDATE SET statement = $3",
                   event.election, event.member, event.statement.reference.commitment);
}

StandFacts load(store::Connection& connection, const Context& context, const StandDown& down) {
    return stand_facts(connection, context, down.election);
}
Decision decide(const StandFacts& facts, const StandDown& down, Context& context) {
    if (!facts.stage) return refuse(no_such_election, "election");
    if (*facts.stage != Stage::nominations) return refuse(nominations_over);
    if (!facts.is_standing) return refuse(not_standing);
    return Events{StoodDown{down.election, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const StoodDown& event) {
    connection.run("DELETE FROM {elections_candidates} WHERE election = $1 AND member = $2", event.election,
                   event.member);
}

std::vector<CandidateRow> candidates_of(store::Connection& connection, IdValue election) {
    return connection.all<CandidateRow>(
        "SELECT member, statement, elected_place, withdrew FROM {elections_candidates} WHERE "
        "election = $1 ORDER BY coalesce(place, 0), member",
        election);
}

} // namespace reef::elections
