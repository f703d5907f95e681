#include "commons/rules/constancy.hpp"
#include "commons/rules/charter_check.hpp"
#include "commons/rules/rule_amount.hpp"
#include "commons/rules/rule_page.hpp"
#include "math/measure/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;

const Rule<Duration> cool_down{"rules.cool_down",
                               "Rest after a change",
                               "How long nobody can propose another value for a rule that a decision changed. It "
                               "doubles with each other change in "
                               "the year before, three times at most.",
                               days(30),
                               days(0),
                               days(365)};
const Rule<Percent> reversal_margin{
    "rules.reversal_margin",
    "More votes for going back",
    "What is added to the majority when a proposal returns to the value before the last "
    "change. The vote that a missed promise calls is free of it.",
    percent(5),
    percent(0),
    percent(20)};
const Rule<Duration> stability_window{"rules.stability_window",
                                      "Window of stability",
                                      "How far back the stability of rules is measured.",
                                      days(90),
                                      days(7),
                                      days(365)};
const Rule<Count> stability_scale{"rules.stability_scale",
                                  "Changes that make rules unstable",
                                  "N0 in the formula of stability: the more changes are ordinary, the higher.",
                                  Count{3},
                                  Count{1},
                                  Count{100}};

std::vector<RuleDeclaration> constancy_rules() {
    return {cool_down.declaration(), reversal_margin.declaration(), stability_window.declaration(),
            stability_scale.declaration()};
}

namespace {

constexpr Duration year = days(365);

bool is_decided(const Version& version) { return version.origin == Origin::decision; }

/// How far a version moved its rule, as a share of the bounds; where a bound is open, of the larger of both values.
/// What is no number moved wholly.
double move_of(const Bounds& bounds, const RuleDeclaration& rule, const std::string& before, const std::string& after) {
    if (!amount_of(rule, before)) return before == after ? 0.0 : 1.0;
    const auto number = [&](std::string_view value) { return static_cast<double>(*amount_of(rule, value)); };
    const auto from = number(before), to = number(after);
    const bool is_bounded = !bounds.lowest.empty() && !bounds.highest.empty();
    const double span =
        is_bounded ? number(bounds.highest) - number(bounds.lowest) : std::max(std::abs(from), std::abs(to));
    return span > 0 ? std::min(std::abs(to - from) / span, 1.0) : 0.0;
}

struct Changes {
    std::vector<measure::RuleChange> all, recent;
};
/// Counts what the versions of a rule in a scope changed. Where it had none of its own, the platform's value held.
void add_changes(PageRequest& request, const Charter& charter, const RuleDeclaration& rule,
                 const std::optional<Scope>& scope, Duration notice, Time since, Changes& changes) {
    const auto bounds = bounds_of(charter, rule);
    const auto versions = versions_of(request.connection, rule.name, scope);
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const auto& version = versions[i];
        if (version.effective_at > request.now) continue;
        const auto held = [&](const std::string& value) {
            if (value != parents_value) return value;
            return version_at(request.connection, rule.name, version.effective_at)->value;
        };
        const auto after = held(version.value);
        const measure::RuleChange change{.move = move_of(bounds, rule, held(versions[i - 1].value), after),
                                         .is_announced_in_time = version.effective_at - version.published_at >= notice,
                                         .is_within_bounds = rule_value(charter, rule, after).has_value()};
        changes.all.push_back(change);
        if (version.effective_at >= since) changes.recent.push_back(change);
    }
}

Changes changes_in(PageRequest& request, const Charter& charter, const RuleDeclaration& rule,
                   const std::optional<Scope>& scope, Time since) {
    Changes changes;
    const auto notice = charter.find_procedure(charter.domain_for(rule.name, scope).procedure)->notice;
    if (scope) {
        add_changes(request, charter, rule, scope, notice, since, changes);
        return changes;
    }
    const auto* domain = charter.domain_of(rule.name);
    for (const auto& room : request.registry.modules())
        for (const auto& each : room.rules)
            if (charter.domain_of(each.name) == domain) add_changes(request, charter, each, {}, notice, since, changes);
    return changes;
}

std::string two_decimals(double value) { return fmt::format("{:.2f}", value); }

} // namespace

std::optional<Time> rests_until(const std::vector<Version>& versions, Duration base) {
    const auto decided = std::ranges::count_if(versions, is_decided);
    if (decided == 0) return {};
    const auto last = std::ranges::find_if(versions.rbegin(), versions.rend(), is_decided);
    const auto others = std::ranges::count_if(versions, [&](const Version& version) {
        return is_decided(version) && version.version != last->version &&
               last->effective_at - version.effective_at < year;
    });
    return last->effective_at + measure::cool_down(others, base);
}

bool is_return(const std::vector<Version>& versions, std::string_view value) {
    return !versions.empty() && is_decided(versions.back()) && value_before(versions, versions.size() - 1) == value;
}

Percent raised(Percent majority, Percent margin) {
    return std::min(percent(100), Percent{majority.hundredths + margin.hundredths});
}

Constancy constancy_of(PageRequest& request, const RuleDeclaration& rule, const std::optional<Scope>& scope) {
    const auto platform = founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto value = [&](const auto& each) { return in_force(request.connection, each, request.now).value; };
    const auto window = value(stability_window);
    const auto changes = changes_in(request, charter, rule, scope, request.now - window);
    const auto predictability = measure::rule_predictability(changes.all);
    const auto scale = value(stability_scale);
    const auto stability = measure::rule_stability(changes.recent, static_cast<double>(scale.number));
    Constancy shown{.stability = two_decimals(*stability),
                    .stability_formula =
                        request.say("exp(-N / N0) × (1 - mean move within bounds), N changes in {}, N0 = {}",
                                    {value_in_words(request, window.text()), scale.text()}),
                    .changes = static_cast<std::int64_t>(changes.recent.size()),
                    .window = value_in_words(request, window.text()),
                    .predictability_formula = request.say("changes announced in time and within bounds, of {} in all",
                                                          {std::to_string(changes.all.size())})};
    if (predictability) shown.predictability = two_decimals(*predictability);
    const auto until = rests_until(versions_of(request.connection, rule.name, scope), value(cool_down));
    if (until && *until > request.now) shown.rests_until = until;
    return shown;
}

} // namespace reef::rules
