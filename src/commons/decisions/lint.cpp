#include "commons/decisions/lint.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using Fault = std::optional<Refusal>;

constexpr RefusalKind not_general{
    "decisions.not_general",
    "A rule is for all of a kind: \"{}\" is no class. What concerns one person alone is no matter for a rule.", 422};
constexpr RefusalKind aimed_elsewhere{"decisions.aimed_elsewhere",
                                      "It is aimed at {} and would hold in {}: name the same class.", 422};
constexpr RefusalKind evidence_needed{"decisions.evidence_needed",
                                      "What is aimed at one class states the evidence for it.", 422};
constexpr RefusalKind measure_needs_end{"decisions.measure_needs_end",
                                        "What is aimed at one class has an end. Name a sunset.", 422};
constexpr RefusalKind expected_too_early{
    "decisions.expected_too_early", "The result cannot be expected before the new value would be in force ({}).", 422};
constexpr RefusalKind reviewed_before_sunset{"decisions.reviewed_before_sunset",
                                             "Its result is looked at on {}; let it end after that, not before.", 422};
constexpr RefusalKind measured_too_early{
    "decisions.measured_too_early",
    "The platform reckons this figure over {}, all of it after the new value is in force: not before {}.", 422};
constexpr RefusalKind unknown_indicator{
    "decisions.unknown_indicator",
    "\"{}\" is neither an indicator of this platform's charter nor one that it reckons itself. Name the figure that "
    "will tell.",
    422};
constexpr RefusalKind promises_nothing{"decisions.promises_nothing",
                                       "By how much it will move is a number above zero, such as \"4%\".", 422};
constexpr RefusalKind already_open{
    "decisions.already_open", "Proposal {} on this rule is still open. Speak to it, or wait for its outcome.", 409};
constexpr RefusalKind nothing_new{"decisions.nothing_new", "{} is {} already.", 409};
constexpr RefusalKind rule_rests{
    "decisions.rule_rests",
    "This rule was changed a short while ago and rests until {}: so long nobody can propose another value.", 409};
constexpr RefusalKind result_awaited{
    "decisions.result_awaited",
    "What decision {} promised is being measured now. Let it be known what came of it before the rule changes again.",
    409};

/// The class that others aim at: what those of a class decide for themselves is no measure against them, nor is the end
/// of one.
std::optional<std::string> aimed_at(const ProposeFacts& facts, const Propose& propose) {
    if (propose.targets) return propose.targets;
    const bool is_of_class = facts.scope && facts.scope->kind == ScopeKind::stakeholder_class;
    if (!is_of_class || facts.is_by_law || *facts.value == rules::parents_value) return {};
    return facts.scope->id;
}

/// "Managed in different ways with targeted measures": a class, evidence, an end; never a person.
Fault is_not_general(const ProposeFacts& facts, const Propose& propose) {
    const auto target = aimed_at(facts, propose);
    if (!target) return {};
    if (std::ranges::find(facts.sizes, *target, &ClassSize::stakeholder_class) == facts.sizes.end())
        return refuse(not_general, "targets", {*target}).error();
    const bool is_of_class = facts.scope && facts.scope->kind == ScopeKind::stakeholder_class;
    if (is_of_class && facts.scope->id != *target)
        return refuse(aimed_elsewhere, "targets", {*target, facts.scope->text()}).error();
    if (!propose.evidence) return refuse(evidence_needed, "evidence").error();
    if (!propose.sunset_at) return refuse(measure_needs_end, "sunset_at").error();
    return {};
}

Fault is_not_published(const ProposeFacts& facts) {
    if (facts.procedure.notice > Duration{}) return {};
    return refuse(not_published, {}, {facts.procedure.id}).error();
}

Fault is_not_prospective(const ProposeFacts& facts, const Propose& propose, Time in_force_at) {
    const auto day = in_force_at.date_text();
    if (propose.expected.by < in_force_at) return refuse(expected_too_early, "expected.by", {day}).error();
    if (facts.reckoned) {
        const auto whole_span = in_force_at + length_of(facts.reckoned->span);
        if (propose.expected.by < whole_span)
            return refuse_by_rule(measured_too_early, measuring_span.name, "expected.by",
                                  {length_of(facts.reckoned->span).text(), whole_span.date_text()})
                .error();
    }
    if (!propose.sunset_at) return {};
    if (*propose.sunset_at <= in_force_at) return refuse(sunset_too_early, "sunset_at", {day}).error();
    if (*propose.sunset_at < propose.expected.by)
        return refuse(reviewed_before_sunset, "sunset_at", {propose.expected.by.date_text()}).error();
    return {};
}

Fault is_not_clear(const ProposeFacts& facts, const Propose& propose) {
    if (!facts.indicator_known)
        return refuse(unknown_indicator, "expected.indicator", {propose.expected.indicator}).error();
    const auto size = rules::Size::parse(propose.expected.size);
    if (!size) {
        auto refusal = size.error();
        refusal.field = "expected.size";
        return refusal;
    }
    if (size->ten_thousandths <= 0) return refuse(promises_nothing, "expected.size").error();
    return facts.reckoned ? refusal_to_measure(*facts.reckoned, *size) : Fault();
}

Fault is_not_consistent(const ProposeFacts& facts, const Propose& propose) {
    if (facts.open_proposal) return refuse(already_open, "rule", {facts.open_proposal->text()}).error();
    if (*facts.value == facts.current->value && !renews(facts))
        return refuse(nothing_new, "value", {propose.rule, first_words(*facts.value)}).error();
    return {};
}

/// Within the bounds of the rule, of the charter and of the laws in its register.
Fault is_not_possible(const ProposeFacts& facts) {
    if (facts.value) return {};
    auto refusal = facts.value.error();
    refusal.field = "value";
    return refusal;
}

/// "A cool-down that doubles": a rule that was changed rests.
Fault is_not_constant(const ProposeFacts& facts, Time now) {
    const auto until = rules::rests_until(facts.versions, facts.cool_down);
    if (!until || *until <= now || renews(facts)) return {};
    return refuse_by_rule(rule_rests, rules::cool_down.name, "value", {until->date_text()}).error();
}

/// What is said of a rule and what is done agree: its last promise is looked at before there is another one.
Fault is_not_congruent(const ProposeFacts& facts) {
    if (!facts.open_review) return {};
    return refuse(result_awaited, "rule", {facts.open_review->text()}).error();
}

} // namespace

bool renews(const ProposeFacts& facts) { return facts.current->sunset_at && *facts.value == facts.current->value; }

std::optional<LawFault> lint(const ProposeFacts& facts, const Propose& propose, Time now, Time in_force_at) {
    const auto looked_at = [](Quality quality, Fault fault) -> std::optional<LawFault> {
        if (!fault) return {};
        return LawFault{quality, std::move(*fault)};
    };
    if (auto fault = looked_at(Quality::possible, is_not_possible(facts))) return fault; // others look at its value
    if (auto fault = looked_at(Quality::general, is_not_general(facts, propose))) return fault;
    if (auto fault = looked_at(Quality::published, is_not_published(facts))) return fault;
    if (auto fault = looked_at(Quality::consistent, is_not_consistent(facts, propose))) return fault;
    if (auto fault = looked_at(Quality::constant, is_not_constant(facts, now))) return fault;
    if (auto fault = looked_at(Quality::congruent, is_not_congruent(facts))) return fault;
    if (auto fault = looked_at(Quality::clear, is_not_clear(facts, propose))) return fault;
    return looked_at(Quality::prospective, is_not_prospective(facts, propose, in_force_at));
}

} // namespace reef::decisions
