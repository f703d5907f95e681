#include "commons/ledger/patronage_payment.hpp"
#include "commons/ledger/period_figures.hpp"
#include <algorithm>
#include <chrono>

namespace reef::ledger {
using namespace engine;
namespace {

/// How many members an entry pays.
constexpr std::int64_t members_in_entry = 400;

Posted posted_for(const std::vector<Movement>& movements, std::int64_t period, Context& context) {
    return post(movements, period_reference(period), {}, context);
}

Schedule payment_schedule() {
    return schedule<std::int64_t, std::int64_t, std::int64_t>(
        "ledger.pay_pool", "what a period's close shares out is paid",
        "SELECT q.closed_at, p.period, p.pool, p.after FROM {ledger_pools} p JOIN {ledger_periods} q ON q.period = "
        "p.period WHERE NOT p.paid AND q.closed_at <= $1 ORDER BY p.period, p.pool LIMIT 1",
        [](std::int64_t period, std::int64_t pool, std::int64_t after) {
            return call(PayPool{period, pool, after});
        });
}

/// The oldest comes first, whether or not it can be paid yet.
Schedule release_schedule() {
    return schedule<std::int64_t, std::int64_t>(
        "ledger.release_retained", "what was retained is paid when it has revolved",
        "SELECT COALESCE(release_try_at, release_at), period, COALESCE(released_after, 0) FROM {ledger_periods} WHERE "
        "period = (SELECT min(period) FROM {ledger_periods} WHERE closed_at IS NOT NULL AND NOT released) AND "
        "COALESCE(release_try_at, release_at) <= $1",
        [](std::int64_t period, std::int64_t after) {
            return call(ReleaseRetained{period, after});
        });
}

Schedule next_period_schedule() {
    return schedule<std::int64_t>("ledger.next_period", "a period begins where the last one ends",
                                  "SELECT to_at, period FROM {ledger_periods} WHERE period = (SELECT max(period) FROM "
                                  "{ledger_periods}) AND to_at "
                                  "<= $1",
                                  [](std::int64_t period) { return call(BeginPeriod{period + 1}); });
}

/// Where the charter says what becomes of a surplus.
Schedule first_period_schedule() {
    return {"ledger.first_period",
            "the first period begins when the platform is launched",
            {},
            [](store::Connection& connection, Time) -> std::optional<Due> {
                if (connection.first<std::int64_t>("SELECT period FROM {ledger_periods} LIMIT 1")) return {};
                const auto platform = rules::platform(connection);
                if (!platform || !platform->launched() || !platform->charter.governance.surplus) return {};
                return Due{*platform->launched_at, call(BeginPeriod{1})};
            }};
}

} // namespace

Time release_due(const PeriodRow& period) {
    using namespace std::chrono;
    const sys_time<milliseconds> end{milliseconds(period.to.ms)};
    const year_month_day date(floor<std::chrono::days>(end));
    const auto due = date + years(static_cast<int>(period.terms.retained_years));
    const sys_days day = due.ok() ? sys_days(due) : sys_days(due.year() / due.month() / last);
    const Time later{duration_cast<milliseconds>(day.time_since_epoch()).count()};
    return std::max(later, period.closed_at.value_or(later));
}

PayFacts load(store::Connection& connection, const Context&, const PayPool& pay) {
    const auto period = find_period(connection, pay.period);
    ensure(period && period->closing, "the pools of a closed period are paid");
    const auto& pools = period->closing->pools;
    const auto pool = std::ranges::find(pools, pay.pool, &Pool::number);
    ensure(pool != pools.end(), "a pool that is paid is one of the closing's");
    PayFacts facts{.pool = *pool,
                   .cash = pool->patronage ? period->terms.cash : percent(100),
                   .currency = period->closing->kept.currency};
    const Stretch stretch{period->began_entry, *end_of(connection, *period)};
    const Slice slice{MemberId(pay.after), members_in_entry};
    facts.members = pool->patronage ? patrons_of(connection, *pool->patronage, *period, stretch, slice)
                                    : holders_of(connection, stretch, slice);
    facts.all = std::ssize(facts.members) < members_in_entry;
    return facts;
}
Decision decide(const PayFacts& facts, const PayPool& pay, Context& context) {
    PoolPaid paid{.period = pay.period,
                  .pool = pay.pool,
                  .after = facts.members.empty() ? pay.after : facts.members.back().member.value,
                  .all = facts.all};
    std::vector<Movement> movements;
    const auto from = pools_account(pay.period);
    for (const auto& member : facts.members) {
        const auto minor = facts.pool.division.share_of(member);
        const auto cash = cash_part(minor, facts.cash);
        if (member.weight > 0) paid.shares.push_back({member.member.value, member.weight, minor, cash});
        const std::string purpose = facts.pool.patronage ? "patronage" : "return on shares";
        if (cash > 0) movements.push_back({from, account_of(member.member), {cash, facts.currency}, purpose});
        if (minor > cash)
            movements.push_back(
                {from, capital_of(member.member), {minor - cash, facts.currency}, "patronage retained"});
    }
    if (!movements.empty()) paid.posted = posted_for(movements, pay.period, context);
    return Events{paid};
}
void apply(store::Connection& connection, const Meta& meta, const PoolPaid& event) {
    for (const auto& share : event.shares)
        connection.run("INSERT INTO {ledger_patronage} (member, period, pool, weight, minor, cash_minor) "
                       "VALUES ($1, $2, $3, $4, $5, $6)",
                       share.member, event.period, event.pool, share.weight, share.minor, share.cash_minor);
    connection.run("UPDATE {ledger_pools} SET after = $1, paid = $2 WHERE period = $3 AND pool = $4", event.after,
                   event.all, event.period, event.pool);
    if (event.posted) book(connection, meta, *event.posted);
}

Money retained_of(store::Connection& connection, std::int64_t period) {
    const auto minor = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(minor - cash_minor) AS BIGINT) FROM {ledger_patronage} WHERE period = $1", period);
    return {minor.value_or(0), rules::founded_platform(connection).charter.currency};
}
std::optional<Time> release_tried_at(store::Connection& connection, std::int64_t period) {
    const auto found = connection.first<std::optional<Time>>(
        "SELECT release_try_at FROM {ledger_periods} WHERE period = $1 AND NOT released", period);
    return found ? *found : std::nullopt;
}

ReleaseFacts load(store::Connection& connection, const Context& context, const ReleaseRetained& release) {
    using Row = std::tuple<MemberId, std::int64_t>;
    const auto due = retained_of(connection, release.period);
    ReleaseFacts facts{.currency = due.currency,
                       .due = due,
                       .solvency = solvency_for(connection, Claim::retained_patronage, context.at)};
    for (const auto& [member, retained] : connection.all<Row>(
             "SELECT member, CAST(sum(minor - cash_minor) AS BIGINT) FROM {ledger_patronage} WHERE period = $1 AND "
             "member > $2 GROUP BY member ORDER BY member LIMIT $3",
             release.period, release.after, members_in_entry))
        facts.members.push_back({member, retained});
    facts.all = std::ssize(facts.members) < members_in_entry;
    return facts;
}
/// The gate is before the first of them: once some are paid, all are.
Decision decide(const ReleaseFacts& facts, const ReleaseRetained& release, Context& context) {
    if (const auto& [funds, floor] = facts.solvency;
        release.after == 0 && facts.due.minor > 0 && !facts.solvency.affords(facts.due))
        return Events{RetainedPostponed{release.period, facts.due, context.at + days(1), funds, floor}};
    RetainedReleased released{.period = release.period,
                              .after = facts.members.empty() ? release.after : facts.members.back().member.value,
                              .all = facts.all};
    std::vector<Movement> movements;
    for (const auto& member : facts.members)
        if (member.weight > 0)
            movements.push_back({capital_of(member.member),
                                 account_of(member.member),
                                 {member.weight, facts.currency},
                                 "retained patronage, due"});
    if (!movements.empty()) released.posted = posted_for(movements, release.period, context);
    return Events{released};
}
void apply(store::Connection& connection, const Meta& meta, const RetainedReleased& event) {
    connection.run("UPDATE {ledger_periods} SET released_after = $1, released = $2, release_try_at = NULL WHERE period "
                   "= $3",
                   event.after, event.all, event.period);
    if (event.posted) book(connection, meta, *event.posted);
}
void apply(store::Connection& connection, const Meta&, const RetainedPostponed& event) {
    connection.run("UPDATE {ledger_periods} SET release_try_at = $1 WHERE period = $2", event.try_at, event.period);
}

/// At one time, a period's payment comes before the next period's beginning.
std::vector<Schedule> period_schedules() {
    return {payment_schedule(), release_schedule(), next_period_schedule(), first_period_schedule()};
}

} // namespace reef::ledger
