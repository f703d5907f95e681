#include "commons/decisions/ladder.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Duration> longest_directive_mode{
    "decisions.longest_directive_mode",
    "How long a step to directive holds",
    "How long a mandated body decides on a domain of rules after a step up the ladder. Then all classes do again, "
    "unless the body renews the step, with reasons. A step keeps the time that it was taken with.",
    days(180),
    days(30),
    days(730)};

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
constexpr RefusalKind not_to_be_renewed{
    "decisions.not_to_be_renewed",
    "Those bound have voted one of the body's directives away since the last step: it is not renewed.", 409};
constexpr RefusalKind no_directive_term{"decisions.no_directive_term", "No step to directive is over in this domain.",
                                        409};
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
/// While it runs, those who hold it renew it, unless those bound have had enough of it.
Result<Step> renewed(const LadderFacts& facts, const Standing& standing) {
    if (!standing.has("body:" + *facts.domain->body)) return refuse(not_the_body, {}, {*facts.domain->body});
    if (!first_that(facts, &Past::ended_directive).empty()) return refuse(not_to_be_renewed);
    return Step{*facts.domain, {}};
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
    if (from == Mode::directive && to == Mode::directive && facts.term) return renewed(facts, standing);
    if (from == Mode::directive && to == Mode::negotiated) return down_to_negotiated(facts, standing);
    if (from == Mode::negotiated && to == Mode::self_regulated) return down_to_self_regulated(facts);
    return refuse(not_next_rung, "mode");
}

/// Decisions of the domain since its last step, the last first.
std::vector<Past> past_of(store::Connection& connection, const std::string& domain, Time since) {
    using Row = std::tuple<IdValue, std::string, Stage, std::optional<Caller>, std::optional<rules::Finding>, bool>;
    std::vector<Past> past;
    for (const auto& [proposal, recorded, stage, called_by, finding, was_bargained] : connection.all<Row>(
             "SELECT p.proposal, p.domain, p.stage, p.called_by, r.finding, n.proposal IS NOT NULL FROM "
             "{decisions_proposals} p LEFT JOIN {decisions_reviews} r ON r.proposal = p.proposal LEFT JOIN "
             "{decisions_negotiations} n ON n.proposal = p.proposal WHERE p.subject = 'rule change' AND p.stage IN "
             "('passed', 'rejected') AND p.decided_at > $1 AND NOT EXISTS (SELECT 1 FROM {decisions_changes} c WHERE "
             "c.proposal = p.proposal AND c.by_law) ORDER BY p.decided_at DESC, p.proposal DESC",
             since))
        if (from_recorded<rules::DomainCharter>(recorded).rules == domain)
            past.push_back({proposal, was_bargained, stage == Stage::rejected,
                            called_by == Caller::objections && stage == Stage::passed, finding});
    return past;
}

LadderFacts ladder_facts(store::Connection& connection, const Context& context, const std::string& domain) {
    LadderFacts facts;
    const auto terms = directive_terms(connection, domain);
    if (!terms.empty() && !terms.back().ended_at) facts.term = terms.back();
    const auto platform = rules::platform(connection);
    if (!platform || !platform->launched()) return facts;
    facts.longest_directive_mode = rules::in_force(connection, longest_directive_mode, context.at).value;
    const auto& domains = platform->charter.governance.domains;
    const auto found = std::ranges::find(domains, domain, &rules::DomainCharter::rules);
    if (found == domains.end()) return facts;
    facts.domain = *found;
    const auto clause = "governance.domains[" + domain + "].mode";
    facts.is_protected = std::ranges::any_of(platform->charter.governance.protected_clauses,
                                             [&](const auto& each) { return rules::speaks_of(each.clause, clause); });
    Time since;
    for (const auto& step : rules::mode_steps(connection, domain)) {
        since = step.at;
        if (step.before.mode == Mode::self_regulated) facts.self_regulated = step.before;
    }
    facts.past = past_of(connection, domain, since);
    return facts;
}

} // namespace

LadderFacts load(store::Connection& connection, const Context& context, const ChangeMode& change) {
    return ladder_facts(connection, context, change.domain);
}
/// "A mode for each domain": the choice is not free, it follows from what came of the decisions.
Decision decide(const LadderFacts& facts, const ChangeMode& change, Context& context) {
    if (!facts.domain) return refuse(no_such_domain, "domain", {change.domain});
    if (facts.is_protected) return refuse(mode_is_protected, "domain");
    auto step = step_to(facts, change.mode, context.standing);
    if (!step) return std::unexpected(std::move(step.error()));
    ModeChanged changed{step->domain, facts.domain->mode, context.actor.member, change.reason, step->because_of};
    if (changed.domain.mode == Mode::directive) changed.until = context.at + facts.longest_directive_mode;
    return Events{changed};
}

LadderFacts load(store::Connection& connection, const Context& context, const EndDirectiveMode& end) {
    return ladder_facts(connection, context, end.domain);
}
/// "Back down": what a step took from all classes comes back to them by itself. What the charter says of the domain
/// since goes before the step.
Decision decide(const LadderFacts& facts, const EndDirectiveMode& end, Context& context) {
    if (!facts.term || context.at < facts.term->until) return refuse(no_directive_term, "domain");
    if (!facts.domain || facts.domain->mode != Mode::directive || facts.is_protected)
        return Events{DirectiveModeLapsed{end.domain}};
    auto domain = *facts.domain;
    domain.mode = Mode::negotiated;
    return Events{
        ModeChanged{domain, Mode::directive, {}, {VaultReference{facts.term->reason, facts.term->member.value}}, {}}};
}

namespace {

void end_term(store::Connection& connection, std::string_view domain, Time at, bool ran_out) {
    connection.run(
        "UPDATE {decisions_directive_terms} SET ended_at = $1, ran_out = $2 WHERE domain = $3 AND ended_at IS NULL", at,
        ran_out, domain);
}

} // namespace

/// The charter is the rules' room's: it changes there (a reaction).
void apply(store::Connection& connection, const Meta& meta, const ModeChanged& event) {
    end_term(connection, event.domain.rules, meta.at, !event.member);
    if (!event.until) return;
    connection.run(
        "INSERT INTO {decisions_directive_terms} (domain, entry, since, until, ran_out, member, reason) VALUES "
        "($1, $2, $3, $4, FALSE, $5, $6)",
        event.domain.rules, meta.entry, meta.at, *event.until, *event.member, event.reason.reference.commitment);
}
void apply(store::Connection& connection, const Meta& meta, const DirectiveModeLapsed& event) {
    end_term(connection, event.domain, meta.at, true);
}

std::vector<DirectiveTerm> directive_terms(store::Connection& connection, std::string_view domain) {
    return connection.all<DirectiveTerm>("SELECT since, until, ended_at, ran_out, member, reason FROM "
                                         "{decisions_directive_terms} WHERE domain = $1 ORDER BY entry",
                                         domain);
}

Schedule directive_mode_schedule() {
    return schedule<std::string>(
        "decisions.directive_mode", "a step to directive ends at its time",
        "SELECT until, domain FROM {decisions_directive_terms} WHERE ended_at IS NULL AND until "
        "<= $1 ORDER BY until, domain LIMIT 1",
        [](const std::string& domain) { return call(EndDirectiveMode{domain}); });
}

} // namespace reef::decisions
