#include "commons/ledger/profile.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;

const Rule<Count> period_months{
    "ledger.period_months",
    "Length of a period",
    "How many calendar months an accounting period lasts; the surplus is shared out after it.",
    {12},
    Count{1},
    Count{12}};

namespace {

const Rule<Percent> indivisible_reserve{"ledger.indivisible_reserve",
                                        "Indivisible reserve",
                                        "The part of a surplus that is set aside and never shared out.",
                                        percent(10),
                                        percent(0),
                                        percent(100)};
const Rule<Percent> common_fund{
    "ledger.common_fund", "Common fund", "The part of a surplus for education and for what helps everyone.",
    percent(5),           percent(0),    percent(50)};
/// "Capital return ≤ cap (5 %, no votes)" (mechanisms 6.2).
const Rule<Percent> capital_return{"ledger.capital_return",
                                   "Return on shares",
                                   "What a year's surplus pays for the use of the members' shares, at most.",
                                   percent(0),
                                   percent(0),
                                   percent(5)};
const Rule<Percent> patronage_cash{"ledger.patronage_cash",
                                   "Patronage in money",
                                   "The part of each member's patronage that is paid at once; the rest is retained.",
                                   percent(50),
                                   percent(0),
                                   percent(100)};
const Rule<Count> retained_years{"ledger.retained_years",
                                 "Years that patronage is retained",
                                 "After so many years a member gets the retained part of a period's patronage.",
                                 {5},
                                 Count{0},
                                 Count{20}};

/// "The members decide, within what the law asks."
Percent part_of(store::Connection& connection, const ProfileStep& step, Time at) {
    auto part = step.part.value_or(Percent{});
    if (step.rule) {
        const auto version = rules::version_at(connection, *step.rule, at);
        ensure(version.has_value(), "a profile names rules that there are");
        part = *Percent::parse(version->value);
    }
    if (step.at_least) part = std::max(part, *step.at_least);
    if (step.at_most) part = std::min(part, *step.at_most);
    return part;
}

} // namespace

std::vector<RuleDeclaration> surplus_rules() {
    return {period_months.declaration(),  indivisible_reserve.declaration(), common_fund.declaration(),
            capital_return.declaration(), patronage_cash.declaration(),      retained_years.declaration()};
}

Profile profile_named(std::string_view name) {
    const auto document = rules::surplus_profile(name);
    ensure(document.has_value(), "the profile of a charter is one that there is");
    auto profile = from_json<Profile>(*document, {});
    ensure(profile.has_value(), "a profile that comes with Reef has no faults");
    return std::move(*profile);
}

PeriodTerms terms_at(store::Connection& connection, const rules::GovernanceCharter& charter, Time from) {
    const auto profile = profile_named(*charter.surplus);
    const auto later = std::ranges::find_if(profile.versions, [&](const auto& each) { return each.from > from; });
    ensure(later != profile.versions.begin(), "a profile goes back to before the first platform");
    const auto& law = *std::prev(later);

    PeriodTerms terms{.profile = *charter.surplus, .patronage = charter.patronage};
    for (const auto& step : law.steps)
        terms.steps.push_back({step.id, step.name, step.kind, step.account, part_of(connection, step, from), step.of,
                               step.until, step.until_of, step.reason});
    terms.cash = std::max(rules::in_force(connection, patronage_cash, from).value, law.cash_at_least);
    terms.retained_years = rules::in_force(connection, retained_years, from).value.number;
    return terms;
}

} // namespace reef::ledger
