// Periods, and what became of their surplus: step by step, and for each member down to the cent.
#include "commons/ledger/money_page.hpp"
#include "commons/ledger/patronage_payment.hpp"
#include "commons/ledger/period_figures.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind not_your_statement{"ledger.not_your_statement",
                                         "A statement is shown to the member it is for, and to auditors.", 403};
/// Below this, what all members of a class did together tells too much of each.
constexpr std::int64_t smallest_group = 5;

struct PeriodLine {
    std::string name;
    std::string href;
    std::string state;
    Time from;
    Time to;
    std::optional<Money> surplus;
    static constexpr auto fields() {
        return FieldTable{field("name", &PeriodLine::name, "in words"),
                          field("href", &PeriodLine::href, "its page"),
                          field("state", &PeriodLine::state, "running, over or closed"),
                          field("from", &PeriodLine::from, "its first moment"),
                          field("to", &PeriodLine::to, "the first moment after it"),
                          field("surplus", &PeriodLine::surplus, "once it is closed; below zero: a loss")};
    }
};
struct PeriodsPage {
    std::string summary;
    std::vector<PeriodLine> periods;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PeriodsPage::summary, "what this is"),
                          field("periods", &PeriodsPage::periods, "the newest first")};
    }
};

struct StepLine {
    std::string name;
    std::string how;
    std::optional<std::string> reason;
    Money amount;
    bool is_total = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &StepLine::name, "of the step"),
                          field("how", &StepLine::how, "the computation"),
                          field("reason", &StepLine::reason, "statute or custom"),
                          field("amount", &StepLine::amount, "taken, or left"),
                          field("is_total", &StepLine::is_total, "whether it is what is left")};
    }
};
struct PoolLine {
    std::string name;
    std::string basis;
    Money amount;
    std::optional<std::int64_t> members;
    static constexpr auto fields() {
        return FieldTable{field("name", &PoolLine::name, "whose"),
                          field("basis", &PoolLine::basis, "by what it is shared out"),
                          field("amount", &PoolLine::amount, "all of it"),
                          field("members", &PoolLine::members, "who share in it; none: fewer than five")};
    }
};
struct StatementLine {
    std::string name;
    std::string weight;
    std::optional<std::string> how;
    Money share;
    Money cash;
    Money retained;
    static constexpr auto fields() {
        return FieldTable{
            field("name", &StatementLine::name, "of the pool"),
            field("weight", &StatementLine::weight, "what counts of the member"),
            field("how", &StatementLine::how, "the division; none where it would tell of fewer than five members"),
            field("share", &StatementLine::share, "the member's part"),
            field("cash", &StatementLine::cash, "of it, paid at once"),
            field("retained", &StatementLine::retained, "of it, paid later")};
    }
};
struct TermLine {
    std::string name;
    std::string part;
    std::string reason;
    static constexpr auto fields() {
        return FieldTable{field("name", &TermLine::name, "of the step"), field("part", &TermLine::part, "how much"),
                          field("reason", &TermLine::reason, "statute or custom")};
    }
};
struct PeriodPage {
    std::int64_t number = 0;
    std::string title;
    std::string summary;
    Time from;
    Time to;
    std::string state;
    bool is_closed = false;
    bool may_close = false;
    std::vector<StepLine> steps;
    std::vector<PoolLine> pools;
    std::optional<std::string> statement_of;
    std::vector<StatementLine> statement;
    Time retained_due;
    std::optional<Time> retained_try_at;
    std::optional<Money> retained_waits;
    std::vector<TermLine> terms;
    static constexpr auto fields() {
        return FieldTable{field("number", &PeriodPage::number, "of the period"),
                          field("title", &PeriodPage::title, "in words"),
                          field("summary", &PeriodPage::summary, "how it stands"),
                          field("from", &PeriodPage::from, "its first moment"),
                          field("to", &PeriodPage::to, "the first moment after it"),
                          field("state", &PeriodPage::state, "running, over or closed"),
                          field("is_closed", &PeriodPage::is_closed, "whether its figures are final and paid"),
                          field("may_close", &PeriodPage::may_close, "whether the viewer may close it now"),
                          field("steps", &PeriodPage::steps, "what became, or would become, of the surplus"),
                          field("pools", &PeriodPage::pools, "what members get together"),
                          field("statement_of", &PeriodPage::statement_of, "whose statement is shown"),
                          field("statement", &PeriodPage::statement, "one member's part, computed"),
                          field("retained_due", &PeriodPage::retained_due, "when what is retained is paid"),
                          field("retained_try_at", &PeriodPage::retained_try_at, "while it is due and waits"),
                          field("retained_waits", &PeriodPage::retained_waits, "to all, while it waits"),
                          field("terms", &PeriodPage::terms, "what binds it, since its first day")};
    }
};

std::string name_of(const PageRequest& request, const PeriodRow& period) {
    return request.say("Period {}", {std::to_string(period.period)});
}
std::string state_of(const PageRequest& request, const PeriodRow& period) {
    if (period.closed_at) return request.say("closed");
    return period.to <= request.now ? request.say("over") : request.say("running");
}

std::string basis_in_words(const PageRequest& request, const std::optional<rules::PatronageCharter>& patronage) {
    if (!patronage) return request.say("by what they paid for their shares");
    switch (patronage->basis) {
    case rules::Basis::sales:
        return request.say("by what they were paid");
    case rules::Basis::purchases:
        return request.say("by what they paid");
    case rules::Basis::hours:
        return request.say("by hours worked");
    case rules::Basis::points:
        return request.say("by points");
    case rules::Basis::equal:
        return request.say("the same for each");
    case rules::Basis::tenure:
        return request.say("by days of membership");
    }
    std::unreachable();
}
std::string pool_name(const PageRequest& request, const rules::Charter& charter, const Pool& pool) {
    if (!pool.patronage) return request.say("Return on shares");
    return people::class_chip(charter, pool.patronage->stakeholder_class).class_name;
}
std::string weight_in_words(const PageRequest& request, const Pool& pool, std::int64_t weight,
                            const Currency& currency) {
    if (!pool.patronage) return Money{weight, currency}.text();
    switch (pool.patronage->basis) {
    case rules::Basis::sales:
    case rules::Basis::purchases:
        return Money{weight, currency}.text();
    case rules::Basis::tenure:
        return request.say("{} days", {std::to_string(weight)});
    default:
        return std::to_string(weight);
    }
}

std::string how(const PageRequest& request, const WaterfallLine& line) {
    if (line.kind == StepKind::non_members) return request.say("the part of the business that was not members'");
    return request.say("{} of {}", {line.part.text(), line.base.text()});
}

/// The surplus from the first figure to what stays.
std::vector<StepLine> step_lines(const PageRequest& request, const PeriodFigures& figures, const Waterfall& result) {
    std::vector<StepLine> lines{
        {request.say("Received by the treasury"), request.say("commissions and other income"), {}, figures.received},
        {request.say("Spent by the treasury"), request.say("top-ups, costs and other payments"), {}, -figures.spent},
        {figures.result().minor < 0 ? request.say("Loss") : request.say("Result"), "", {}, figures.result(), true}};
    if (result.losses_covered.minor > 0)
        lines.push_back({request.say("Losses of earlier periods"), "", {}, -result.losses_covered});
    for (const auto& line : result.lines)
        lines.push_back({request.say(line.name), how(request, line), request.say(line.reason), -line.amount});
    lines.push_back({request.say("Stays in the treasury"), "", {}, result.kept, true});
    return lines;
}
Waterfall as_closed(const PeriodClosed& closing) {
    return {closing.losses_covered, closing.losses_after, closing.lines, closing.kept};
}

std::vector<StatementLine> statement_for(const PageRequest& request, const rules::Charter& charter,
                                         const PeriodRow& period, MemberId member) {
    using Row = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
    std::vector<StatementLine> lines;
    for (const auto& [number, weight, minor, cash] : request.connection.all<Row>(
             "SELECT pool, weight, minor, cash_minor FROM {ledger_patronage} WHERE member = $1 AND period = $2 "
             "ORDER BY pool",
             member, period.period)) {
        const auto pool = std::ranges::find(period.closing->pools, number, &Pool::number);
        const auto currency = period.closing->kept.currency;
        const auto words = [&](std::int64_t of) { return weight_in_words(request, *pool, of, currency); };
        StatementLine line{pool_name(request, charter, *pool),
                           words(weight),
                           {},
                           {minor, currency},
                           {cash, currency},
                           {minor - cash, currency}};
        if (pool->members >= smallest_group || request.viewer.has("auditor"))
            line.how = fmt::format("{} × {} / {}", Money{pool->division.pool_minor, currency}.text(), words(weight),
                                   words(pool->division.weight_total));
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<TermLine> term_lines(const PageRequest& request, const PeriodTerms& terms) {
    std::vector<TermLine> lines;
    for (const auto& step : terms.steps)
        lines.push_back({request.say(step.name),
                         step.kind == StepKind::non_members ? request.say("all of it") : step.part.text(),
                         request.say(step.reason)});
    lines.push_back({request.say("Paid at once"), terms.cash.text(), request.say("of each member's patronage")});
    return lines;
}

Result<PeriodsPage> show_periods(PageRequest& request) {
    PeriodsPage page{.summary = request.say("What was earned and spent, period by period, and who got what was left.")};
    const auto newest = newest_period(request.connection);
    for (auto number = newest ? newest->period : 0; number > 0; --number) {
        const auto period = find_period(request.connection, number);
        page.periods.push_back({name_of(request, *period),
                                period_reference(number),
                                state_of(request, *period),
                                period->from,
                                period->to,
                                {}});
        if (period->closing) page.periods.back().surplus = period->closing->received - period->closing->spent;
    }
    return page;
}

/// The member whose statement is shown: the viewer, or for auditors whom they ask for.
Result<std::optional<MemberId>> member_shown(const PageRequest& request) {
    const auto asked = request.path.find("member");
    if (asked == request.path.end())
        return request.signed_in() ? std::optional(request.member()) : std::optional<MemberId>();
    const auto member = MemberId::parse(asked->second);
    if (!member) return refuse(not_found);
    if (!request.viewer.has("auditor") && !(request.signed_in() && request.member() == *member))
        return refuse(not_your_statement);
    return std::optional(*member);
}

Result<PeriodPage> show_period(PageRequest& request) {
    const auto number = IdValue::parse(request.path.find("period")->second);
    const auto period = number ? find_period(request.connection, number->value) : std::nullopt;
    if (!period) return refuse(not_found);
    const auto member = member_shown(request);
    if (!member) return std::unexpected(member.error());

    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto end = end_of(request.connection, *period);
    PeriodPage page{.number = period->period,
                    .title = name_of(request, *period),
                    .from = period->from,
                    .to = period->to,
                    .state = state_of(request, *period),
                    .is_closed = period->closed_at.has_value(),
                    .may_close = end && !period->closed_at && request.viewer.has("auditor"),
                    .retained_due = release_due(*period),
                    .retained_try_at = release_tried_at(request.connection, period->period),
                    .terms = term_lines(request, period->terms)};
    if (!period->closing) {
        const auto figures = figures_of(request.connection, *period, {period->began_entry, end.value_or(INT64_MAX)});
        page.steps = step_lines(request, figures, waterfall(period->terms.steps, figures));
        page.summary = end ? request.say("It is over; these are its figures. They are final once it is closed.")
                           : request.say("It runs; this is how it would end today.");
        return page;
    }
    if (page.retained_try_at) page.retained_waits = retained_of(request.connection, period->period);
    const auto& closing = *period->closing;
    page.summary = request.say("Closed. What was left went where the terms of its first day said.");
    page.steps = step_lines(request, {.received = closing.received, .spent = closing.spent}, as_closed(closing));
    for (const auto& pool : closing.pools) {
        page.pools.push_back({pool_name(request, charter, pool),
                              basis_in_words(request, pool.patronage),
                              {pool.division.pool_minor, closing.kept.currency},
                              {}});
        if (pool.members >= smallest_group || request.viewer.has("auditor")) page.pools.back().members = pool.members;
    }
    if (*member) {
        page.statement = statement_for(request, charter, *period, **member);
        if (!page.statement.empty()) page.statement_of = people::name_of(request, **member);
    }
    return page;
}

} // namespace

std::vector<PageType> period_pages() {
    constexpr std::string_view file = "src/commons/ledger/period.html";
    return {page<show_periods>("/money/periods", "src/commons/ledger/periods.html",
                               "The accounting periods, and what each left.", anyone()),
            page<show_period>("/money/periods/{period}", file,
                              "One period: what became of its surplus, step by step, and your part.", anyone()),
            page<show_period>("/money/periods/{period}/members/{member}", file,
                              "One member's statement of a period, for that member and auditors.", members())};
}

} // namespace reef::ledger
