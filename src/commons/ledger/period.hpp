// Accounting periods: they follow one another by the calendar, each under the terms in force when it began. Once over,
// a period's figures no longer change: whatever is booked later belongs to the next one. Its closing says what becomes
// of the surplus; the clock then gives each member theirs.
#pragma once
#include "commons/ledger/patronage.hpp"
#include "commons/ledger/transfer.hpp"
#include "commons/ledger/waterfall.hpp"

namespace reef::ledger {

/// Given by the clock: at the launch, and whenever a period is over.
struct BeginPeriod {
    std::int64_t period = 0;
    static constexpr std::string_view name = "ledger.begin_period";
    static constexpr std::string_view about = "Begins the next accounting period, under the terms now in force.";
    static constexpr auto fields() { return FieldTable{field("period", &BeginPeriod::period, "its number, from 1")}; }
};
struct PeriodBegan {
    std::int64_t period = 0;
    Time from;
    Time to;
    PeriodTerms terms;
    static constexpr std::string_view name = "ledger.period_began";
    static constexpr std::string_view about = "An accounting period began. Its terms stand until it is closed.";
    static constexpr auto fields() {
        return FieldTable{field("period", &PeriodBegan::period, "its number"),
                          field("from", &PeriodBegan::from, "what is booked from then on belongs to it"),
                          field("to", &PeriodBegan::to, "what is booked from then on does not"),
                          field("terms", &PeriodBegan::terms, "what becomes of its surplus")};
    }
    std::string topic() const { return "/money/periods"; }
};

struct ClosePeriod {
    std::int64_t period = 0;
    static constexpr std::string_view name = "ledger.close_period";
    static constexpr std::string_view about =
        "Closes a period that is over: its surplus goes where the terms say, and each member's part is paid.";
    static constexpr auto fields() { return FieldTable{field("period", &ClosePeriod::period, "which")}; }
};

/// A pool on its way to members: the return on shares (no class), or a class's patronage.
struct Pool {
    std::int64_t number = 0;
    std::optional<rules::PatronageCharter> patronage;
    std::int64_t members = 0;
    Division division;
    static constexpr auto fields() {
        return FieldTable{field("number", &Pool::number, "from 1, in the order of paying"),
                          field("patronage", &Pool::patronage, "whose, and by what; none: the return on shares"),
                          field("members", &Pool::members, "with a weight above zero", Audience::auditors),
                          field("division", &Pool::division, "how it is divided")};
    }
};
struct PeriodClosed {
    std::int64_t period = 0;
    Money received;
    Money spent;
    Money losses_covered;
    Money losses_after;
    std::vector<WaterfallLine> lines;
    Money kept;
    std::vector<Pool> pools;
    std::optional<Posted> posted;
    static constexpr std::string_view name = "ledger.period_closed";
    static constexpr std::string_view about = "A period was closed, step by step.";
    static constexpr auto fields() {
        return FieldTable{field("period", &PeriodClosed::period, "which"),
                          field("received", &PeriodClosed::received, "by the treasury"),
                          field("spent", &PeriodClosed::spent, "by the treasury"),
                          field("losses_covered", &PeriodClosed::losses_covered, "of periods before"),
                          field("losses_after", &PeriodClosed::losses_after, "carried to the next period"),
                          field("lines", &PeriodClosed::lines, "the steps of the surplus"),
                          field("kept", &PeriodClosed::kept, "left after all steps, in the treasury"),
                          field("pools", &PeriodClosed::pools, "what members get"),
                          field("posted", &PeriodClosed::posted, "the transfers; none where nothing moved")};
    }
    std::string topic() const { return "/money/periods/" + std::to_string(period); }
};

/// What a step or a pool takes from the treasury, and where to; pools wait in `fund:period-N`.
std::string pools_account(std::int64_t period);
/// "/money/periods/3": what transfers of a period's closing refer to.
std::string period_reference(std::int64_t period);

/// A period as the tables have it.
struct PeriodRow {
    std::int64_t period = 0;
    EntryNumber began_entry = 0;
    Time from;
    Time to;
    PeriodTerms terms;
    std::optional<Time> closed_at;
    std::optional<PeriodClosed> closing;
};
std::optional<PeriodRow> find_period(store::Connection& connection, std::int64_t period);
std::optional<PeriodRow> newest_period(store::Connection& connection);
/// The entry at which the period after this one began; none while it runs.
std::optional<EntryNumber> end_of(store::Connection& connection, const PeriodRow& period);

struct BeginFacts {
    std::optional<PeriodRow> before;
    std::int64_t months = 0;
    std::optional<PeriodTerms> terms; // none: the charter says nothing of a surplus
    Time from;
};
BeginFacts load(store::Connection&, const engine::Context&, const BeginPeriod&);
engine::Decision decide(const BeginFacts&, const BeginPeriod&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PeriodBegan&);

struct CloseFacts {
    std::optional<PeriodRow> period;
    bool over = false;
    std::optional<std::int64_t> earlier_open;
    PeriodFigures figures;
    std::vector<Weighed> holders;              // of shares, by what they paid
    std::vector<std::vector<Weighed>> patrons; // beside the terms' patronage
};
CloseFacts load(store::Connection&, const engine::Context&, const ClosePeriod&);
engine::Decision decide(const CloseFacts&, const ClosePeriod&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PeriodClosed&);

/// The end of a period that begins at `from`: the first midnight (UTC) of a month that ends a stretch of `months`
/// months of the calendar, so that three months are its quarters.
Time end_of_period(Time from, std::int64_t months);

} // namespace reef::ledger
