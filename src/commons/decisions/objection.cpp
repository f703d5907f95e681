#include "commons/decisions/objection.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind not_a_directive{
    "decisions.not_a_directive",
    "Objections are for what a mandated body decided for others; here those who are bound decided themselves.", 409};
constexpr RefusalKind directive_not_standing{
    "decisions.directive_not_standing",
    "There is nothing to object to: this is not decided, or another value has taken its place since.", 409};
constexpr RefusalKind not_bound_by_it{
    "decisions.not_bound_by_it", "Members of the classes that a directive binds may object, and you are not one.", 403};
constexpr RefusalKind objected_already{"decisions.objected_already", "You have objected to this directive.", 409};
constexpr RefusalKind vote_called_already{
    "decisions.vote_called_already", "Enough have objected: a vote on this directive was called. Speak there.", 409};
constexpr RefusalKind not_enough_objections{"decisions.not_enough_objections",
                                            "Not enough members of any class have objected to this directive.", 409};

std::string class_counted(const ObjectFacts& facts) {
    const auto bound = std::ranges::find_if(facts.mine, [&](const std::string& each) {
        return std::ranges::find(facts.bound, each, &Objections::id) != facts.bound.end();
    });
    return bound == facts.mine.end() ? std::string() : *bound;
}

bool stands(store::Connection& connection, const ProposalRow& row, Time now) {
    if (row.subject == Subject::resolution) return resolution_stands(connection, row.proposal, now);
    const auto change = change_row(connection, row.proposal);
    const auto versions = rules::versions_of(connection, change.rule, change.rule_scope());
    return versions.back().decision == row.proposal && versions.back().origin == rules::Origin::decision;
}

std::vector<std::string> classes_in(const std::string& recorded) {
    return from_recorded<DirectiveTerms>(recorded).bound;
}

} // namespace

std::int64_t objections_needed(std::int64_t class_size, Percent share) {
    const auto exact = class_size * share.hundredths;
    return std::max<std::int64_t>(1, (exact + 9'999) / 10'000);
}

std::optional<DirectiveRow> directive_row(store::Connection& connection, IdValue proposal) {
    return connection.first<DirectiveRow>(
        "SELECT terms, enough_at, answered_at, vote FROM {decisions_directives} WHERE proposal = $1", proposal);
}

ObjectFacts objections_to(store::Connection& connection, IdValue proposal, MemberId member, Time now) {
    ObjectFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    const auto directive = directive_row(connection, proposal);
    facts.is_directive = directive.has_value();
    if (!directive) return facts;
    facts.stands = row->stage == Stage::passed && stands(connection, *row, now);
    facts.is_enough = directive->enough_at.has_value();
    const auto terms = from_recorded<DirectiveTerms>(directive->terms);
    facts.share = terms.objection_share;
    facts.mine = people::classes_of(connection, member);
    for (const auto& each : terms.bound)
        facts.bound.push_back({each, people::count_members(connection, each),
                               connection.one<std::int64_t>("SELECT count(*) FROM {decisions_objections} WHERE "
                                                            "proposal = $1 AND class = $2",
                                                            proposal, each)});
    facts.has_objected = connection.one<std::int64_t>("SELECT count(*) FROM {decisions_objections} WHERE proposal = $1 "
                                                      "AND objector = $2",
                                                      proposal, member) > 0;
    return facts;
}

std::optional<Refusal> refusal_to_object(const ObjectFacts& facts) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (!facts.is_directive) return refuse(not_a_directive).error();
    if (!facts.stands) return refuse(directive_not_standing).error();
    if (class_counted(facts).empty()) return refuse(not_bound_by_it).error();
    if (facts.has_objected) return refuse(objected_already).error();
    if (facts.is_enough) return refuse(vote_called_already).error();
    return {};
}

ObjectFacts load(store::Connection& connection, const Context& context, const ObjectTo& object) {
    return objections_to(connection, object.proposal, context.actor.member, context.at);
}
Decision decide(const ObjectFacts& facts, const ObjectTo& object, Context& context) {
    if (auto refusal = refusal_to_object(facts)) return std::unexpected(std::move(*refusal));
    const auto mine = class_counted(facts);
    const auto& bound = *std::ranges::find(facts.bound, mine, &Objections::id);
    return Events{Objected{object.proposal, context.actor.member, mine, object.reason,
                           bound.objections + 1 >= objections_needed(bound.members, facts.share)}};
}
void apply(store::Connection& connection, const Meta& meta, const Objected& event) {
    connection.run(
        "INSERT INTO {decisions_objections} (proposal, objector, class, reason, at) VALUES ($1, $2, $3, $4, $5)",
        event.proposal, event.objector, event.objector_class, event.reason.reference.commitment, meta.at);
    if (event.is_enough)
        connection.run("UPDATE {decisions_directives} SET enough_at = $1 WHERE proposal = $2", meta.at, event.proposal);
}

namespace {

/// Between going back (for) and keeping the directive (against).
Proposed vote_on_directive(store::Connection& connection, const ProposalRow& row,
                           const rules::ProcedureCharter& procedure, const rules::DomainCharter& domain, Time now) {
    const auto change = change_row(connection, row.proposal);
    const auto scope = change.rule_scope();
    const auto versions = rules::versions_of(connection, change.rule, scope);
    const auto before = *rules::returns_after(versions, now);
    const auto author = row.proposer.value;
    return {.proposer = row.proposer,
            .rule = change.rule,
            .old_value = versions.back().value,
            .old_version = versions.back().version,
            .value = before.value,
            .procedure = rules::for_called_vote(procedure),
            .domain = domain,
            .reason = {VaultReference{row.reason, author}},
            .expected = expected_of(change),
            .effects = {{VaultReference{change.rights, author}}, {VaultReference{change.development, author}}},
            .sunset_at = before.sunset_at,
            .review_of = row.proposal,
            .called_by = Caller::objections,
            .negotiation = {},
            .targets = {},
            .evidence = {},
            .baseline = {},
            .scope = scope,
            .by_law = change.by_law ? std::optional(true) : std::nullopt};
}

ResolutionProposed repeal_for_objections(store::Connection& connection, const ProposalRow& row,
                                         const rules::ProcedureCharter& procedure, const rules::DomainCharter& domain) {
    return {.act = ResolutionAct::repeal,
            .title = resolution_row(connection, row.proposal)->title,
            .text = {},
            .resolution = row.proposal,
            .proposer = row.proposer,
            .procedure = rules::for_called_vote(procedure),
            .domain = domain,
            .reason = {VaultReference{row.reason, row.proposer.value}},
            .sunset_at = {},
            .directive = {},
            .called_by = Caller::objections};
}

/// A vote that nobody proposed begins when it is called.
template <class Vote>
Vote called_now(Vote vote, Context& context) {
    vote.proposal = context.new_id();
    vote.voting_opens_at = context.at + vote.procedure.deliberation;
    vote.voting_closes_at = vote.voting_opens_at + vote.procedure.voting;
    return vote;
}

} // namespace

AnswerFacts load(store::Connection& connection, const Context& context, const AnswerObjections& answer) {
    AnswerFacts facts;
    const auto directive = directive_row(connection, answer.proposal);
    facts.is_called_for = directive && directive->enough_at && !directive->answered_at;
    if (!facts.is_called_for) return facts;
    const auto row = *proposal_row(connection, answer.proposal);
    facts.stands = stands(connection, row, context.at);
    if (!facts.stands) return facts;
    auto domain = from_recorded<rules::DomainCharter>(row.domain);
    const auto procedure = *rules::founded_platform(connection).charter.find_procedure(domain.procedure);
    domain = {.rules = domain.rules,
              .mode = rules::Mode::negotiated,
              .procedure = domain.procedure,
              .classes = classes_in(directive->terms),
              .body = {}};
    if (row.subject == Subject::resolution)
        facts.repeal = repeal_for_objections(connection, row, procedure, domain);
    else
        facts.vote = vote_on_directive(connection, row, procedure, domain, context.at);
    return facts;
}
/// "Objection by members": all whom the directive binds vote on whether it stands, under the same procedure.
Decision decide(const AnswerFacts& facts, const AnswerObjections& answer, Context& context) {
    if (!facts.is_called_for) return refuse(not_enough_objections, "proposal");
    if (!facts.stands) return Events{ObjectionsAnswered{answer.proposal, {}}};
    if (facts.repeal) {
        const auto vote = called_now(*facts.repeal, context);
        return Events{ObjectionsAnswered{answer.proposal, vote.proposal}, vote};
    }
    const auto vote = called_now(facts.vote, context);
    return Events{ObjectionsAnswered{answer.proposal, vote.proposal}, vote};
}
void apply(store::Connection& connection, const Meta& meta, const ObjectionsAnswered& event) {
    connection.run("UPDATE {decisions_directives} SET answered_at = $1, vote = $2 WHERE proposal = $3", meta.at,
                   event.vote, event.proposal);
}

void keep_directive(store::Connection& connection, IdValue proposal, const std::string& matter,
                    const DirectiveTerms& terms) {
    connection.run("INSERT INTO {decisions_directives} (proposal, matter, terms) VALUES ($1, $2, $3)", proposal, matter,
                   json_text(to_json(terms)));
}

/// Two votes on one matter at once would contradict each other: the one that is open comes first, and the objections
/// wait.
Schedule objection_schedule() {
    return {
        "decisions.objections", "enough objections call a vote",
        "SELECT 1 FROM {decisions_directives} WHERE enough_at <= $1 AND answered_at IS NULL",
        [](store::Connection& connection, Time now) -> std::optional<Due> {
            using Row = std::tuple<IdValue, Time>;
            const auto due = connection.first<Row>(
                "SELECT d.proposal, d.enough_at FROM {decisions_directives} d WHERE d.enough_at IS NOT NULL AND "
                "d.answered_at IS NULL AND NOT EXISTS (SELECT 1 FROM {decisions_proposals} p WHERE p.matter = d.matter "
                "AND p.stage IN ('admission', 'deliberation', 'voting')) ORDER BY d.enough_at, d.proposal LIMIT 1");
            if (!due) return {};
            const auto& [proposal, enough_at] = *due;
            const auto decided = connection.first<std::optional<Time>>(
                "SELECT max(p.decided_at) FROM {decisions_proposals} p, {decisions_directives} d WHERE d.proposal "
                "= $1 AND p.matter = d.matter",
                proposal);
            const Time at = std::max(enough_at, decided && *decided ? **decided : enough_at);
            if (at > now) return {};
            return Due{at, call(AnswerObjections{proposal})};
        }};
}

} // namespace reef::decisions
