#include "commons/funding/project.hpp"
#include "commons/funding/gift.hpp"

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind no_such_body{"funding.no_such_body", "The charter has no body \"{}\".", 422};
constexpr RefusalKind no_such_member{"funding.no_such_member", "There is no member {}.", 422};
constexpr RefusalKind for_oneself{
    "funding.for_oneself", "A project pays whoever puts it, or a body; only a result can be another member's.", 422};
constexpr RefusalKind nominations_over{"funding.nominations_over",
                                       "Results could be nominated until {}; now they are rated.", 409};
constexpr RefusalKind projects_enough{
    "funding.projects_enough", "You put {} projects into this round, as many as its terms allow, so that all are seen.",
    409};
constexpr RefusalKind not_your_project{"funding.not_your_project",
                                       "Project {} is taken out by whoever put it, or by the body of the round.", 403};

constexpr std::string_view project_columns =
    "SELECT project, round, member, receiver, body, title, plan, standing, reasons, "
    "raised, givers, entitled, matched FROM {funding_projects} ";

} // namespace

std::optional<ProjectRow> find_project(store::Connection& connection, IdValue project) {
    return connection.first<ProjectRow>(std::string(project_columns) + "WHERE project = $1", project);
}
std::vector<ProjectRow> projects_of(store::Connection& connection, IdValue round) {
    return connection.all<ProjectRow>(std::string(project_columns) + "WHERE round = $1 ORDER BY project", round);
}

PutFacts load(store::Connection& connection, const Context& context, const PutProject& command) {
    PutFacts facts{
        .round = find_round(connection, command.round),
        .mine = connection.one<std::int64_t>("SELECT count(*) FROM {funding_projects} WHERE round = $1 AND member = $2",
                                             command.round, context.actor.member)};
    if (command.body) facts.has_body = rules::founded_platform(connection).charter.find_body(*command.body) != nullptr;
    if (command.receiver) facts.has_receiver = people::is_member(connection, *command.receiver);
    return facts;
}
/// Those taken out count too: nobody puts in and takes out without end.
Decision decide(const PutFacts& facts, const PutProject& command, Context& context) {
    if (!facts.round) return refuse(no_such_round, "round", {command.round.text()});
    if (facts.round->state != RoundState::standing) return refuse(round_over, "round", {command.round.text()});
    const bool is_result = facts.round->kind == RoundKind::retroactive;
    if (is_result && context.at >= facts.round->opens_at)
        return refuse(nominations_over, "round", {facts.round->opens_at.date_text()});
    if (command.receiver && !is_result) return refuse(for_oneself, "receiver");
    if (!facts.has_receiver) return refuse(no_such_member, "receiver", {command.receiver->text()});
    if (!facts.has_body) return refuse(no_such_body, "body", {command.body->substr(0, 60)});
    if (facts.mine >= facts.round->terms.projects_each)
        return refuse_by_rule(projects_enough, projects_each.name, "round", {std::to_string(facts.mine)});
    return Events{ProjectPut{command.round, context.new_id(), context.actor.member,
                             command.receiver.value_or(context.actor.member), command.body, command.title,
                             command.plan}};
}
void apply(store::Connection& connection, const Meta&, const ProjectPut& event) {
    connection.run("INSERT INTO {funding_projects} (project, round, member, receiver, body, title, plan, standing) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE)",
                   event.project, event.round, event.member, event.receiver, event.body,
                   event.title.reference.commitment, event.plan.reference.commitment);
}

ProjectFacts load(store::Connection& connection, const Context&, const TakeOutProject& command) {
    ProjectFacts facts{.project = find_project(connection, command.project)};
    if (facts.project) facts.round = find_round(connection, facts.project->round);
    return facts;
}
Decision decide(const ProjectFacts& facts, const TakeOutProject& command, Context& context) {
    const auto number = command.project.text();
    if (!facts.project) return refuse(no_such_project, "project", {number});
    if (facts.project->member != context.actor.member && !context.standing.has("body:" + facts.round->body))
        return refuse(not_your_project, "project", {number});
    if (!facts.project->standing) return refuse(taken_out, "project", {number});
    if (facts.round->state != RoundState::standing) return refuse(round_over, "project", {facts.round->round.text()});
    return Events{ProjectTakenOut{facts.round->round, command.project, command.reasons}};
}
void apply(store::Connection& connection, const Meta&, const ProjectTakenOut& event) {
    connection.run("UPDATE {funding_projects} SET standing = FALSE, reasons = $1 WHERE project = $2",
                   event.reasons.reference.commitment, event.project);
}

std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const ProjectTakenOut& event) {
    const auto currency = find_round(connection, event.round)->pot.currency;
    std::vector<Call> calls;
    for (const auto& gift : gifts_to(connection, event.project))
        calls.push_back(gift_back(event.round, gift.member, {gift.minor, currency}));
    return calls;
}

} // namespace reef::funding
