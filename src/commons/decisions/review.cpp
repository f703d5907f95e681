#include "commons/decisions/review.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Duration> review_time{"decisions.review_time",
                                 "Time to measure a result",
                                 "How long a review awaits the figure that a decision promised to move.",
                                 days(14),
                                 days(1),
                                 days(90)};
const Rule<Duration> review_extension{"decisions.review_extension",
                                      "Time for more data",
                                      "By how long a review is put off, once, where there are not enough data.",
                                      days(90),
                                      days(1),
                                      days(365)};

namespace {

constexpr RefusalKind no_review{"decisions.no_review", "No result of this decision is to be looked at.", 404};
constexpr RefusalKind review_not_open{
    "decisions.review_not_open", "The review of this decision is not open: its date has not come, or it is over.", 409};
constexpr RefusalKind not_a_reviewer{
    "decisions.not_a_reviewer", "Results are recorded by members of those who decided, and you are not among them.",
    403};
constexpr RefusalKind extended_already{
    "decisions.extended_already",
    "This review was put off before. Record what can be measured; without a figure the promise counts as missed.", 409};

ReviewFacts facts_of(store::Connection& connection, const Context& context, IdValue proposal) {
    ReviewFacts facts;
    using Row = std::tuple<ReviewStage, bool, std::optional<Duration>>;
    const auto review = connection.first<Row>(
        "SELECT stage, is_extended, extended_by FROM {decisions_reviews} WHERE proposal = $1", proposal);
    if (!review) return facts;
    facts.stage = std::get<0>(*review);
    facts.is_extended = std::get<1>(*review);
    // A review keeps the extension that it first opened with.
    facts.extended_by = std::get<2>(*review).value_or(rules::in_force(connection, review_extension, context.at).value);
    facts.review_time = rules::in_force(connection, review_time, context.at).value;
    const auto row = *proposal_row(connection, proposal);
    const auto change = change_row(connection, proposal);
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    facts.domain = from_recorded<rules::DomainCharter>(row.domain);
    facts.procedure = *charter.find_procedure(facts.domain.procedure);
    const auto subject = row.proposer.value;
    facts.proposer = row.proposer;
    facts.reason = {VaultReference{row.reason, subject}};
    facts.effects = {{VaultReference{change.rights, subject}}, {VaultReference{change.development, subject}}};
    facts.expected = expected_of(change);
    facts.lapses_if_missed = change.lapses_if_missed;
    if (change.baseline) facts.baseline = from_recorded<Baseline>(*change.baseline);
    facts.rule = change.rule;
    facts.scope = change.rule_scope();
    facts.by_law = change.by_law ? std::optional(true) : std::nullopt;
    facts.versions = rules::versions_of(connection, change.rule, facts.scope);
    facts.open_proposal = open_proposal_on(connection, row.matter);
    return facts;
}

std::optional<Refusal> refusal_to_review(const ReviewFacts& facts, const Standing& standing) {
    if (!facts.stage) return refuse(no_review, "proposal").error();
    if (!may_review(facts.domain, standing)) return refuse(not_a_reviewer).error();
    if (*facts.stage != ReviewStage::open) return refuse(review_not_open).error();
    return {};
}

/// A proposal like any other, under the same procedure, between keeping the value and the one before it.
Proposed vote_on_going_back(const ReviewFacts& facts, const rules::Version& version, IdValue reviewed,
                            Context& context) {
    const Time opens = context.at + facts.procedure.deliberation;
    const auto before = *rules::returns_after(facts.versions, context.at);
    return {.proposal = context.new_id(),
            .proposer = facts.proposer,
            .rule = facts.rule,
            .old_value = version.value,
            .old_version = version.version,
            .value = before.value,
            .procedure = rules::for_called_vote(facts.procedure),
            .domain = facts.domain,
            .voting_opens_at = opens,
            .voting_closes_at = opens + facts.procedure.voting,
            .reason = facts.reason,
            .expected = facts.expected,
            .effects = facts.effects,
            .sunset_at = before.sunset_at,
            .lapses_if_missed = {},
            .return_margin = {},
            .review_of = reviewed,
            .advice = {},
            .cost = {},
            .directive = {},
            .called_by = Caller::missed_promise,
            .negotiation = {},
            .targets = {},
            .evidence = {},
            .baseline = {},
            .scope = facts.scope,
            .by_law = facts.by_law};
}

Events conclude(const ReviewFacts& facts, ReviewConcluded concluded, Context& context) {
    const auto version =
        std::ranges::find(facts.versions, std::optional(concluded.proposal), &rules::Version::decision);
    ensure(version != facts.versions.end(), "a decision that passed put a version in force");
    concluded.rule = facts.rule;
    concluded.scope = facts.scope;
    concluded.version = version->version;
    if (concluded.finding == rules::Finding::achieved) return Events{concluded};
    if (std::next(version) != facts.versions.end()) {
        concluded.next = Next::changed_since;
    } else if (facts.lapses_if_missed) {
        concluded.next = Next::lapses;
        concluded.lapses_at = context.at + facts.procedure.notice;
    } else if (facts.open_proposal) {
        concluded.next = Next::vote_open;
        concluded.vote = facts.open_proposal;
    } else {
        concluded.next = Next::vote_called;
        const auto called = vote_on_going_back(facts, *version, concluded.proposal, context);
        concluded.vote = called.proposal;
        return Events{concluded, called};
    }
    return Events{concluded};
}

/// They have as long as a figure is awaited, whoever records one before: nobody's record cuts another's answer short.
AnswersAsked ask_the_responsible(const ReviewFacts& facts, IdValue proposal, Time at) {
    return {proposal, facts.responsible, at + facts.review_time};
}

/// What the platform reckons needs nobody's word: it is measured at once, put off once, or never measured.
Decision measure(const ReviewFacts& facts, IdValue proposal, Context& context) {
    const auto& reckoned = *facts.reckoned;
    ReviewConcluded concluded{.proposal = proposal, .finding = rules::Finding::not_measured};
    if (suffices(reckoned)) {
        concluded.figure = figure_of(reckoned);
        concluded.measured = moved_as_promised(facts.expected, *facts.baseline, *concluded.figure);
        concluded.finding = *rules::judge(facts.expected, *concluded.measured);
    } else if (!facts.is_extended)
        return Events{ReviewExtended{proposal, context.at + facts.extended_by, {}}};
    auto events = conclude(facts, std::move(concluded), context);
    return events.add(ask_the_responsible(facts, proposal, context.at));
}

} // namespace

bool may_review(const rules::DomainCharter& domain, const Standing& standing) {
    if (const auto* body = domain.deciding_body()) return standing.has("body:" + *body);
    if (domain.classes.empty()) return standing.has("member");
    return std::ranges::any_of(domain.classes, [&](const auto& each) { return standing.has("class:" + each); });
}

ReviewFacts load(store::Connection& connection, const Context& context, const OpenReview& open) {
    auto facts = facts_of(connection, context, open.proposal);
    if (facts.baseline)
        facts.reckoned = reckoned_after(connection, *context.registry, facts.expected, *facts.baseline, context.at);
    facts.responsible = responsible_for(connection, open.proposal);
    return facts;
}
Decision decide(const ReviewFacts& facts, const OpenReview& open, Context& context) {
    if (facts.stage != ReviewStage::waiting) return refuse(review_not_open);
    if (facts.reckoned) return measure(facts, open.proposal, context);
    return Events{ReviewOpened{open.proposal, context.at + facts.review_time, facts.extended_by},
                  ask_the_responsible(facts, open.proposal, context.at)};
}
void apply(store::Connection& connection, const Meta&, const ReviewOpened& event) {
    connection.run("UPDATE {decisions_reviews} SET stage = $1, due_at = $2, extended_by = $3 WHERE proposal = $4",
                   ReviewStage::open, event.answer_by, event.extended_by, event.proposal);
}

ReviewFacts load(store::Connection& connection, const Context& context, const RecordMeasured& record) {
    return facts_of(connection, context, record.proposal);
}
/// "On the review date the measured figure stands beside the promised one and a review vote is called."
Decision decide(const ReviewFacts& facts, const RecordMeasured& record, Context& context) {
    if (auto refusal = refusal_to_review(facts, context.standing)) return std::unexpected(std::move(*refusal));
    const auto finding = rules::judge(facts.expected, record.measured);
    if (!finding) {
        auto refusal = finding.error();
        refusal.field = "measured";
        return std::unexpected(std::move(refusal));
    }
    return conclude(facts,
                    {.proposal = record.proposal,
                     .finding = *finding,
                     .measured = std::string(trimmed(record.measured)),
                     .source = record.source,
                     .recorder = context.actor.member},
                    context);
}

ReviewFacts load(store::Connection& connection, const Context& context, const ReportLack& report) {
    return facts_of(connection, context, report.proposal);
}
/// "Insufficient data extends once."
Decision decide(const ReviewFacts& facts, const ReportLack& report, Context& context) {
    if (auto refusal = refusal_to_review(facts, context.standing)) return std::unexpected(std::move(*refusal));
    if (facts.is_extended) return refuse(extended_already);
    return Events{ReviewExtended{report.proposal, context.at + facts.extended_by, report.reason}};
}
void apply(store::Connection& connection, const Meta&, const ReviewExtended& event) {
    const auto reason = event.reason ? std::optional(event.reason->reference.commitment) : std::nullopt;
    connection.run("UPDATE {decisions_reviews} SET stage = $1, due_at = $2, is_extended = TRUE, extension_reason = $3 "
                   "WHERE proposal = $4",
                   ReviewStage::waiting, event.opens_at, reason, event.proposal);
}

ReviewFacts load(store::Connection& connection, const Context& context, const CloseReview& close) {
    return facts_of(connection, context, close.proposal);
}
Decision decide(const ReviewFacts& facts, const CloseReview& close, Context& context) {
    if (facts.stage != ReviewStage::open) return refuse(review_not_open);
    if (!facts.is_extended) return Events{ReviewExtended{close.proposal, context.at + facts.extended_by, {}}};
    return conclude(facts, {.proposal = close.proposal, .finding = rules::Finding::not_measured}, context);
}

void apply(store::Connection& connection, const Meta& meta, const ReviewConcluded& event) {
    const auto source = event.source ? std::optional(event.source->reference.commitment) : std::nullopt;
    connection.run(
        "UPDATE {decisions_reviews} SET stage = $1, finding = $2, measured = $3, source = $4, recorder = $5, "
        "concluded_at = $6, next = $7, vote = $8, figure = $9 WHERE proposal = $10",
        ReviewStage::concluded, event.finding, event.measured, source, event.recorder, meta.at, event.next, event.vote,
        event.figure ? std::optional(json_text(to_json(*event.figure))) : std::nullopt, event.proposal);
}

void await_review(store::Connection& connection, IdValue proposal) {
    connection.run("INSERT INTO {decisions_reviews} (proposal, stage, due_at, is_extended) SELECT c.proposal, $1, "
                   "c.expected_by, FALSE FROM {decisions_changes} c, {decisions_proposals} p WHERE c.proposal = $2 AND "
                   "p.proposal = c.proposal AND p.review_of IS NULL",
                   ReviewStage::waiting, proposal);
}

Schedule review_schedule() {
    return schedule<IdValue, ReviewStage>(
        "decisions.review", "what was promised is looked at on its date",
        "SELECT due_at, proposal, stage FROM {decisions_reviews} WHERE stage IN ('waiting', 'open') AND due_at <= $1 "
        "ORDER BY due_at, proposal LIMIT 1",
        [](IdValue proposal, ReviewStage stage) {
            return stage == ReviewStage::waiting ? call(OpenReview{proposal}) : call(CloseReview{proposal});
        });
}

} // namespace reef::decisions
