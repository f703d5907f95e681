#include "commons/ledger/period.hpp"
#include "commons/ledger/period_figures.hpp"
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_period{"ledger.no_such_period", "There is no period {} here yet.", 404};
constexpr RefusalKind period_not_over{
    "ledger.period_not_over",
    "Period {} runs until {}. It can be closed from then on, when nothing more belongs to it.", 409};
constexpr RefusalKind period_closed{"ledger.period_closed", "Period {} is closed; its figures stand.", 409};
constexpr RefusalKind earlier_period_open{
    "ledger.earlier_period_open", "Close period {} first: what it leaves, or lacks, belongs to what comes after.", 409};

std::string period_columns() {
    return "SELECT period, entry, from_at, to_at, terms, closed_at, closing FROM {ledger_periods} ";
}
using PeriodColumns =
    std::tuple<std::int64_t, EntryNumber, Time, Time, std::string, std::optional<Time>, std::optional<std::string>>;
PeriodRow row_of(const PeriodColumns& columns) {
    const auto& [period, entry, from, to, terms, closed_at, closing] = columns;
    PeriodRow row{period, entry, from, to, from_recorded<PeriodTerms>(terms), closed_at, {}};
    if (closing) row.closing = from_recorded<PeriodClosed>(*closing);
    return row;
}

/// The pools in the order of paying, and what they take together.
std::vector<Pool> pools_of(const CloseFacts& facts, const Waterfall& result) {
    std::vector<Pool> pools;
    const auto add = [&](std::int64_t minor, std::span<const Weighed> members,
                         std::optional<rules::PatronageCharter> patronage) {
        auto division = divide(minor, members);
        if (division.weight_total == 0) division.pool_minor = 0; // nobody to give it to: it stays in the treasury
        pools.push_back(
            {static_cast<std::int64_t>(pools.size()) + 1, std::move(patronage), std::ssize(members), division});
    };
    for (const auto& line : result.lines) {
        if (line.kind == StepKind::capital_return) add(line.amount.minor, facts.holders, {});
        if (line.kind != StepKind::patronage) continue;
        const auto& classes = facts.period->terms.patronage;
        std::vector<std::int64_t> parts;
        for (const auto& each : classes) parts.push_back(each.part.hundredths);
        const auto amounts = share_out(line.amount.minor, parts);
        for (std::size_t i = 0; i < classes.size(); ++i) add(amounts[i], facts.patrons[i], classes[i]);
    }
    std::erase_if(pools, [](const Pool& pool) { return pool.division.pool_minor == 0; });
    return pools;
}

/// What leaves the treasury: a movement for each step that sets something aside, one for all pools together.
std::vector<Movement> movements_of(const Waterfall& result, const std::vector<Pool>& pools, std::int64_t period) {
    const std::string from(treasury);
    std::vector<Movement> movements;
    for (const auto& line : result.lines)
        if (line.account && line.amount.minor > 0)
            movements.push_back({from, *line.account, line.amount, "surplus: " + line.id});
    Money to_members{0, result.kept.currency};
    for (const auto& pool : pools) to_members.minor += pool.division.pool_minor;
    if (to_members.minor > 0) movements.push_back({from, pools_account(period), to_members, "surplus: members"});
    return movements;
}

} // namespace

std::string pools_account(std::int64_t period) { return fmt::format("fund:period-{}", period); }
std::string period_reference(std::int64_t period) { return fmt::format("/money/periods/{}", period); }

Time end_of_period(Time from, std::int64_t months) {
    using namespace std::chrono;
    const auto day = floor<std::chrono::days>(sys_time<milliseconds>(milliseconds(from.ms)));
    const year_month_day date(day);
    const std::int64_t month = int(date.year()) * std::int64_t{12} + unsigned(date.month()) - 1;
    const std::int64_t end = (month / months + 1) * months;
    const sys_days first = year_month_day(year(static_cast<int>(end / 12)),
                                          std::chrono::month(static_cast<unsigned>(end % 12 + 1)), std::chrono::day(1));
    return {duration_cast<milliseconds>(first.time_since_epoch()).count()};
}

std::optional<PeriodRow> find_period(store::Connection& connection, std::int64_t period) {
    const auto row = connection.first<PeriodColumns>(period_columns() + "WHERE period = $1", period);
    return row ? std::optional(row_of(*row)) : std::nullopt;
}
std::optional<PeriodRow> newest_period(store::Connection& connection) {
    const auto row = connection.first<PeriodColumns>(period_columns() + "ORDER BY period DESC LIMIT 1");
    return row ? std::optional(row_of(*row)) : std::nullopt;
}
std::optional<EntryNumber> end_of(store::Connection& connection, const PeriodRow& period) {
    return connection.first<EntryNumber>("SELECT entry FROM {ledger_periods} WHERE period = $1", period.period + 1);
}

BeginFacts load(store::Connection& connection, const Context& context, const BeginPeriod&) {
    BeginFacts facts{.before = newest_period(connection)};
    facts.from = facts.before ? facts.before->to : context.at;
    const auto platform = rules::founded_platform(connection);
    if (!platform.charter.governance.surplus) return facts;
    facts.terms = terms_at(connection, platform.charter.governance, facts.from);
    facts.months = rules::in_force(connection, period_months, facts.from).value.number;
    return facts;
}
/// "Effective-dated, and frozen at the period's start."
Decision decide(const BeginFacts& facts, const BeginPeriod& begin, Context&) {
    const auto next = facts.before ? facts.before->period + 1 : 1;
    ensure(facts.terms && begin.period == next,
           "the clock begins the next period where the charter says what becomes of a surplus");
    return Events{PeriodBegan{next, facts.from, end_of_period(facts.from, facts.months), *facts.terms}};
}
void apply(store::Connection& connection, const Meta& meta, const PeriodBegan& event) {
    connection.run("INSERT INTO {ledger_periods} (period, entry, from_at, to_at, terms) VALUES ($1, $2, $3, $4, $5)",
                   event.period, meta.entry, event.from, event.to, json_text(to_json(event.terms)));
}

CloseFacts load(store::Connection& connection, const Context&, const ClosePeriod& close) {
    CloseFacts facts{.period = find_period(connection, close.period)};
    if (!facts.period) return facts;
    facts.earlier_open = connection.first<std::int64_t>(
        "SELECT period FROM {ledger_periods} WHERE period < $1 AND closed_at IS NULL ORDER BY period LIMIT 1",
        close.period);
    const auto end = end_of(connection, *facts.period);
    facts.over = end.has_value();
    if (!end || facts.period->closed_at) return facts;
    const Stretch stretch{facts.period->began_entry, *end};
    facts.figures = figures_of(connection, *facts.period, stretch);
    facts.holders = holders_of(connection, stretch);
    for (const auto& patronage : facts.period->terms.patronage)
        facts.patrons.push_back(patrons_of(connection, patronage, *facts.period, stretch));
    return facts;
}
Decision decide(const CloseFacts& facts, const ClosePeriod& close, Context& context) {
    const auto number = std::to_string(close.period);
    if (!facts.period) return refuse(no_such_period, "period", {number});
    if (facts.period->closed_at) return refuse(period_closed, "period", {number});
    if (!facts.over) return refuse(period_not_over, "period", {number, facts.period->to.date_text()});
    if (facts.earlier_open) return refuse(earlier_period_open, "period", {std::to_string(*facts.earlier_open)});
    const auto result = waterfall(facts.period->terms.steps, facts.figures);
    PeriodClosed closed{.period = close.period,
                        .received = facts.figures.received,
                        .spent = facts.figures.spent,
                        .losses_covered = result.losses_covered,
                        .losses_after = result.losses_after,
                        .lines = result.lines,
                        .kept = result.kept,
                        .pools = pools_of(facts, result)};
    // What nobody is there to get stays in the treasury as well.
    for (const auto& line : result.lines)
        if (!line.account) closed.kept = closed.kept + line.amount;
    for (const auto& pool : closed.pools) closed.kept.minor -= pool.division.pool_minor;
    const auto movements = movements_of(result, closed.pools, close.period);
    if (!movements.empty()) closed.posted = post(movements, period_reference(close.period), {}, context);
    return Events{closed};
}
void apply(store::Connection& connection, const Meta& meta, const PeriodClosed& event) {
    connection.run("UPDATE {ledger_periods} SET closed_at = $1, closing = $2, release_at = $3 WHERE period = $4",
                   meta.at, json_text(to_json(event)), release_due(*find_period(connection, event.period)),
                   event.period);
    for (const auto& pool : event.pools)
        connection.run("INSERT INTO {ledger_pools} (period, pool, after, paid) VALUES ($1, $2, 0, FALSE)", event.period,
                       pool.number);
    if (event.posted) book(connection, meta, *event.posted);
}

} // namespace reef::ledger
