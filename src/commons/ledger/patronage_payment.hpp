// Paying a closed period's pools: member after member, some hundreds in an entry. A part comes in money, the rest is
// retained as the member's capital and paid when its years are over ("revolving").
#pragma once
#include "commons/ledger/period.hpp"
#include "commons/ledger/solvency.hpp"

namespace reef::ledger {

/// Given by the clock until every pool is paid.
struct PayPool {
    std::int64_t period = 0;
    std::int64_t pool = 0;
    std::int64_t after = 0;
    static constexpr std::string_view name = "ledger.pay_pool";
    static constexpr std::string_view about = "Pays the next members their part of a closed period.";
    static constexpr auto fields() {
        return FieldTable{field("period", &PayPool::period, "which"), field("pool", &PayPool::pool, "of its pools"),
                          field("after", &PayPool::after, "those up to this number have theirs")};
    }
};
/// One member's part. The number stands as a plain one: hundreds share the entry, and are no parties to each other's.
struct PaidShare {
    std::int64_t member = 0;
    std::int64_t weight = 0;
    std::int64_t minor = 0;
    std::int64_t cash_minor = 0;
    static constexpr auto fields() {
        return FieldTable{field("member", &PaidShare::member, "whose", Audience::auditors),
                          field("weight", &PaidShare::weight, "what it was counted by", Audience::auditors),
                          field("minor", &PaidShare::minor, "all of it, in minor units", Audience::auditors),
                          field("cash_minor", &PaidShare::cash_minor, "paid at once", Audience::auditors)};
    }
};
struct PoolPaid {
    std::int64_t period = 0;
    std::int64_t pool = 0;
    std::int64_t after = 0;
    bool all = false;
    std::vector<PaidShare> shares;
    std::optional<Posted> posted;
    static constexpr std::string_view name = "ledger.pool_paid";
    static constexpr std::string_view about = "Members got their part of a closed period.";
    static constexpr auto fields() {
        return FieldTable{field("period", &PoolPaid::period, "which"),
                          field("pool", &PoolPaid::pool, "of its pools"),
                          field("after", &PoolPaid::after, "members up to this number have theirs"),
                          field("all", &PoolPaid::all, "whether it is paid to all"),
                          field("shares", &PoolPaid::shares, "member by member", Audience::auditors),
                          field("posted", &PoolPaid::posted, "the transfers", Audience::auditors)};
    }
    std::string topic() const { return "/money"; }
};

/// Given by the clock when the years of a period's retained patronage are over.
struct ReleaseRetained {
    std::int64_t period = 0;
    std::int64_t after = 0;
    static constexpr std::string_view name = "ledger.release_retained";
    static constexpr std::string_view about = "Pays the next members what was retained of a period's patronage.";
    static constexpr auto fields() {
        return FieldTable{field("period", &ReleaseRetained::period, "which"),
                          field("after", &ReleaseRetained::after, "those up to this number have theirs")};
    }
};
struct RetainedReleased {
    std::int64_t period = 0;
    std::int64_t after = 0;
    bool all = false;
    std::optional<Posted> posted;
    static constexpr std::string_view name = "ledger.retained_released";
    static constexpr std::string_view about = "What was retained of a period's patronage was paid to members.";
    static constexpr auto fields() {
        return FieldTable{field("period", &RetainedReleased::period, "which"),
                          field("after", &RetainedReleased::after, "members up to this number have theirs"),
                          field("all", &RetainedReleased::all, "whether all have"),
                          field("posted", &RetainedReleased::posted, "the transfers", Audience::auditors)};
    }
    std::string topic() const { return "/money"; }
};
/// Nobody has theirs before enough is there for all; later periods wait behind.
struct RetainedPostponed {
    std::int64_t period = 0;
    Money due;
    Time try_at;
    Money funds;
    Money floor;
    static constexpr std::string_view name = "ledger.retained_postponed";
    static constexpr std::string_view about =
        "What was retained of a period's patronage is due and waits: too little would remain.";
    static constexpr auto fields() {
        return FieldTable{field("period", &RetainedPostponed::period, "which"),
                          field("due", &RetainedPostponed::due, "to all"),
                          field("try_at", &RetainedPostponed::try_at, "when it is tried again"),
                          field("funds", &RetainedPostponed::funds, "own funds and all that is retained, before"),
                          field("floor", &RetainedPostponed::floor, "that must remain")};
    }
    std::string topic() const { return "/money"; }
};

struct PayFacts {
    Pool pool;
    Percent cash;
    Currency currency;
    std::vector<Weighed> members; // the next ones
    bool all = false;
};
PayFacts load(store::Connection&, const engine::Context&, const PayPool&);
engine::Decision decide(const PayFacts&, const PayPool&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PoolPaid&);

struct ReleaseFacts {
    Currency currency;
    std::vector<Weighed> members; // the next ones, by what is retained for them
    bool all = false;
    Money due; // to all of the period
    Solvency solvency;
};
/// What of a period's patronage was retained.
Money retained_of(store::Connection& connection, std::int64_t period);
ReleaseFacts load(store::Connection&, const engine::Context&, const ReleaseRetained&);
engine::Decision decide(const ReleaseFacts&, const ReleaseRetained&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RetainedReleased&);
void apply(store::Connection&, const engine::Meta&, const RetainedPostponed&);

/// When what was retained of a period is due.
Time release_due(const PeriodRow& period);
/// When what is due and waits is tried again; none: it does not wait.
std::optional<Time> release_tried_at(store::Connection& connection, std::int64_t period);

/// Periods begin at their time, pools are paid once a period is closed, what was retained when its years are over.
std::vector<engine::Schedule> period_schedules();

/// `/money/periods`, each period, and each member's statement.
std::vector<engine::PageType> period_pages();

} // namespace reef::ledger
