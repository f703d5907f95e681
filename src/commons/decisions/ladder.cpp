#include "commons/decisions/ladder.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using rules::Mode;

constexpr RefusalKind mode_is_protected{
    "decisions.mode_is_protected",
    "The charter protects how this is decided: propose another charter, under what that asks for.", 409};
constexpr RefusalKind not_next_rung{
    "decisions.not_next_rung",
    "One rung at a time: from self-regulated to negotiated, from there to directive, and back the same way.", 409};
constexpr RefusalKind no_broken_promise{
    "decisions.no_broken_promise",
    "Those bound decide by themselves until a decision of theirs misses its promise; none has since the last step.",
    409};
constexpr RefusalKind no_failed_negotiation{
    "decisions.no_failed_negotiation",
    "The classes decide together until they try to agree and do not; that has not happened since the last step.", 409};
constexpr RefusalKind no_body_in_reserve{"decisions.no_body_in_reserve",
                                         "The charter names no body that could be mandated here.", 409};
constexpr RefusalKind not_the_body{"decisions.not_the_body", "Members of {} take this step.", 403};
constexpr RefusalKind mandate_not_given_back{
    "decisions.mandate_not_given_back",
    "Members of {} may give the mandate back; others only once those bound have ended one of its directives.", 403};
constexpr RefusalKind never_self_regulated{"decisions.never_self_regulated",
                                           "Those bound have never decided here by themselves.", 409};
constexpr RefusalKind promises_not_kept{
    "decisions.promises_not_kept",
    "Those bound decide by themselves again once two decisions in a row have kept their promise.", 409};
constexpr std::size_t kept_in_a_row = 2;

struct Step {
    rules::DomainCharter domain;
    std::vector<IdValue> because_of;
};

bool is_missed(const Past& past) { return past.finding && *past.finding != rules::Finding::achieved; }

template <class Test>
std::vector<IdValue> first_that(const LadderFacts& facts, Test test) {
    const auto found = std::ranges::find_if(facts.past, test);
    if (found == facts.past.end()) return {};
    return {found->proposal};
}

/// "Breaches": what those bound promised and did not keep is bargained about by all.
Result<Step> up_to_negotiated(const LadderFacts& facts) {
    auto missed = first_that(facts, is_missed);
    if (missed.empty()) return refuse(no_broken_promise);
    auto domain = *facts.domain;
    domain.mode = Mode::negotiated;
    domain.classes.clear();
    return Step{domain, missed};
}
/// "No accord in time": the body that the charter holds in reserve may decide, on a law and with an end.
Result<Step> up_to_directive(const LadderFacts& facts, const Standing& standing) {
    if (!facts.domain->body) return refuse(no_body_in_reserve);
    if (!standing.has("body:" + *facts.domain->body)) return refuse(not_the_body, {}, {*facts.domain->body});
    auto failed = first_that(facts, [](const Past& past) { return past.was_bargained && past.failed; });
    if (failed.empty()) return refuse(no_failed_negotiation);
    auto domain = *facts.domain;
    domain.mode = Mode::directive;
    return Step{domain, failed};
}
Result<Step> down_to_negotiated(const LadderFacts& facts, const Standing& standing) {
    auto ended = first_that(facts, &Past::ended_directive);
    if (ended.empty() && !standing.has("body:" + *facts.domain->body))
        return refuse(mandate_not_given_back, {}, {*facts.domain->body});
    auto domain = *facts.domain;
    domain.mode = Mode::negotiated;
    return Step{domain, ended};
}
/// "Back down after two clean periods."
Result<Step> down_to_self_regulated(const LadderFacts& facts) {
    if (!facts.self_regulated) return refuse(never_self_regulated);
    std::vector<IdValue> kept;
    for (const auto& past : facts.past) {
        if (is_missed(past)) break;
        if (past.finding) kept.push_back(past.proposal);
        if (kept.size() == kept_in_a_row) return Step{*facts.self_regulated, kept};
    }
    return refuse(promises_not_kept);
}

Result<Step> step_to(const LadderFacts& facts, Mode to, const Standing& standing) {
    const auto from = facts.domain->mode;
    if (from == Mode::self_regulated && to == Mode::negotiated) return up_to_negotiated(facts);
    if (from == Mode::negotiated && to == Mode::directive) return up_to_directive(facts, standing);
    if (from == Mode::directive && to == Mode::negotiated) return down_to_negotiated(facts, standing);
    if (from == Mode::negotiated && to == Mode::self_regulated) return down_to_self_regulated(facts);
    return refuse(not_next_rung, "mode");
}

/// Decisions of the domain since its last step, the last first.
std::vector<Past> past_of(store::Connection& connection, const std::string& domain, Time since) {
    using Row = std::tuple<IdValue, std::string, Stage, std::optional<Caller>, std::optional<rules::Finding>, bool>;
    std::vector<Past> past;
    for (const auto& [proposal, recorded, stage, called_by, finding, was_bargained] : connection.all<Row>(
             "SELECT p.proposal, p.domain, p.stage, p.called_by, r.finding, n.proposal IS NOT NULL "
             "FROM {decisions_proposals} p LEFT JOIN {decisions_reviews} r ON r.proposal = p.proposal "
             "LEFT JOIN {decisions_negotiations} n ON n.proposal = p.proposal "
             "WHERE p.subject = 'rule change' AND p.stage IN ('passed', 'rejected') AND "
             "p.decided_at > $1 AND NOT EXISTS (SELECT 1 FROM {decisions_changes} c WHERE c.proposal = p.proposal AND "
             "c.by_law) "
             "ORDER BY p.decided_at DESC, p.proposal DESC",
             since))
        if (from_recorded<rules::DomainCharter>(recorded).rules == domain)
            past.push_back({proposal, was_bargained, stage == Stage::rejected,
                            called_by == Caller::objections && stage == Stage::passed, finding});
    return past;
}

} // namespace

LadderFacts load(store::Connection& connection, const Context&, const ChangeMode& change) {
    LadderFacts facts;
    const auto platform = rules::platform(connection);
    if (!platform || !platform->launched()) return facts;
    const auto& domains = platform->charter.governance.domains;
    const auto found = std::ranges::find(domains, change.domain, &rules::DomainCharter::rules);
    if (found == domains.end()) return facts;
    facts.domain = *found;
    const auto clause = "governance.domains[" + change.domain + "].mode";
    facts.is_protected = std::ranges::any_of(platform->charter.governance.protected_clauses,
                                             [&](const auto& each) { return rules::speaks_of(each.clause, clause); });
    Time since;
    for (const auto& step : rules::mode_steps(connection, change.domain)) {
        since = step.at;
        if (step.before.mode == Mode::self_regulated) facts.self_regulated = step.before;
    }
    facts.past = past_of(connection, change.domain, since);
    return facts;
}
/// "A mode for each domain": the choice is not free, it follows from what came of the decisions.
Decision decide(const LadderFacts& facts, const ChangeMode& change, Context& context) {
    if (!facts.domain) return refuse(no_such_domain, "domain", {change.domain});
    if (facts.is_protected) return refuse(mode_is_protected, "domain");
    auto step = step_to(facts, change.mode, context.standing);
    if (!step) return std::unexpected(std::move(step.error()));
    return Events{ModeChanged{step->domain, facts.domain->mode, context.actor.member, change.reason, step->because_of}};
}
/// The charter is the rules' room's: it changes there (a reaction).
void apply(store::Connection&, const Meta&, const ModeChanged&) {}

} // namespace reef::decisions
