#include "commons/decisions/directive.hpp"

namespace reef::decisions {
using namespace engine;

const Rule<Duration> directive_time{"decisions.directive_time",
                                    "How long a directive may stand",
                                    "The longest time from its first day to the end that a directive names; it can be "
                                    "renewed, with reasons.",
                                    days(365),
                                    days(30),
                                    days(1'825)};
const Rule<Duration> emergency_time{"decisions.emergency_time",
                                    "How long an emergency measure may stand",
                                    "The same for a directive that answers an emergency, or that settles what is "
                                    "still in flux.",
                                    days(90),
                                    days(7),
                                    days(180)};
const Rule<Percent> objection_share{"decisions.objection_share",
                                    "Objections that call a vote",
                                    "The part of a class whose objections to a directive call a vote of all whom it "
                                    "binds.",
                                    percent(10),
                                    percent(1),
                                    percent(50)};

namespace {

constexpr RefusalKind no_legal_basis{
    "decisions.no_legal_basis",
    "A mandated body decides for others: name the law or mandate it acts on, or the emergency it answers.", 422};
constexpr RefusalKind sunset_needed{"decisions.sunset_needed",
                                    "A directive has an end. Say when; before it comes it can be renewed.", 422};
constexpr RefusalKind directive_too_long{"decisions.directive_too_long", "A directive ends by {} at the latest.", 422};
constexpr RefusalKind emergency_too_long{
    "decisions.emergency_too_long",
    "What answers an emergency ends by {} at the latest; name a law if it shall stand longer.", 422};
constexpr RefusalKind immature_domain{
    "decisions.immature_domain",
    "All is still in flux here and little is at stake: a mandated body may set it until {} at the latest.", 422};

} // namespace

std::optional<Refusal> refusal_of_directive(const DirectiveSaid& said) {
    if (said.restores_charter) return {};
    if (!said.legal_basis && !said.emergency) return refuse(no_legal_basis, "legal_basis").error();
    if (!said.sunset_at) return refuse(sunset_needed, "sunset_at").error();
    const Time latest = said.in_force_at + said.longest, soon = said.in_force_at + said.longest_in_emergency;
    const auto too_long = [&](const RefusalKind& kind, const auto& rule, Time until) {
        return refuse_by_rule(kind, rule.name, "sunset_at", {until.date_text()}).error();
    };
    if (*said.sunset_at > latest) return too_long(directive_too_long, directive_time, latest);
    if (*said.sunset_at <= soon) return {};
    if (!said.legal_basis) return too_long(emergency_too_long, emergency_time, soon);
    if (said.features && !allows_permanent_directive(*said.features))
        return too_long(immature_domain, emergency_time, soon);
    return {};
}

std::vector<std::string> bound_by(const rules::DomainCharter& domain, const rules::Charter& charter) {
    if (!domain.classes.empty()) return domain.classes;
    std::vector<std::string> all;
    for (const auto& each : charter.governance.classes) all.push_back(each.id);
    return all;
}

} // namespace reef::decisions
