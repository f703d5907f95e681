#include "commons/duties/duty.hpp"
#include <algorithm>

namespace reef::duties {
using namespace engine;
using rules::DutyCharter;
using rules::Reckoned;

const Rule<Duration> reckoned_every{
    "duties.reckoned_every",
    "How often size is reckoned",
    "How often the platform reckons a figure of size on which a duty depends. Members are counted whenever one comes.",
    days(7),
    days(1),
    days(31)};

namespace {

constexpr RefusalKind not_watched{"duties.not_watched", "No size is to be reckoned for \"{}\" then.", 409};
constexpr RefusalKind not_due{"duties.not_due", "Nothing of \"{}\" falls due then.", 409};

constexpr Duration year = days(365);

std::optional<Reckoned> size_of(store::Connection& connection, const Context& context, const DutyCharter& duty) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* indicator = rules::reckoned_indicator(*context.registry, charter, duty.indicator);
    if (!indicator) return {};
    if (!duty.stakeholder_class)
        return rules::reckon(connection, *indicator, {context.at - duty.over.value_or(year), context.at},
                             charter.currency, rules::shown_from);
    return Reckoned{{whole(people::count_members(connection, *duty.stakeholder_class))},
                    {context.at, context.at},
                    indicator->unit,
                    charter.currency,
                    rules::shown_from};
}

std::vector<DutyState> standing_where(store::Connection& connection, const std::string& condition) {
    using Columns = std::tuple<std::string, bool, std::int64_t, std::optional<Time>>;
    std::vector<DutyState> standing;
    for (const auto& [terms, is_owed, count, next_look_at] : connection.all<Columns>(
             "SELECT terms, is_owed, (SELECT count(*) FROM {duties_terms} t WHERE t.duty = d.duty), next_look_at FROM "
             "{duties_standing} d WHERE " +
             condition + " ORDER BY duty"))
        standing.push_back({from_recorded<DutyCharter>(terms), is_owed, count, next_look_at});
    return standing;
}
std::vector<DutyState> counting_members(store::Connection& connection) {
    return standing_where(connection, "next_look_at IS NULL");
}

void begin_or_end(Events& events, const DutyState& state, const std::optional<Reckoned>& size, Time at) {
    switch (crossing_of(state.duty, state.is_owed, size)) {
    case Crossing::none:
        return;
    case Crossing::begins:
        events.add(DutyBegan{state.duty.id, rules::figure_of(*size).value, {state.terms + 1, at + state.duty.within}});
        return;
    case Crossing::ends:
        events.add(DutyEnded{state.duty.id, rules::figure_of(*size).value});
    }
}

} // namespace

Crossing crossing_of(const DutyCharter& duty, bool is_owed, const std::optional<Reckoned>& size) {
    if (!size || !rules::suffices(*size)) return Crossing::none;
    const auto is_at_least = [&](const std::string& text) {
        const auto bound = rules::Size::parse(text);
        ensure(bound.has_value(), "the sizes of a duty were checked");
        return rules::ten_thousandths_of(*size) >= bound->ten_thousandths;
    };
    if (!is_owed) return is_at_least(duty.from) ? Crossing::begins : Crossing::none;
    return duty.until && !is_at_least(*duty.until) ? Crossing::ends : Crossing::none;
}

TakeUpFacts load(store::Connection& connection, const Context& context, const TakeUp&) {
    TakeUpFacts facts{.standing = standing_where(connection, "TRUE")};
    const auto platform = rules::founded_platform(connection);
    for (const auto& duty : platform.charter.governance.duties) {
        SizedDuty asked{.state = {.duty = duty}};
        asked.state.terms =
            connection.one<std::int64_t>("SELECT count(*) FROM {duties_terms} WHERE duty = $1", duty.id);
        if (duty.indicator == rules::members_indicator) asked.size = size_of(connection, context, duty);
        facts.charter.push_back(std::move(asked));
    }
    if (!facts.charter.empty()) facts.reckoned_every = rules::in_force(connection, reckoned_every, context.at).value;
    return facts;
}
Decision decide(const TakeUpFacts& facts, const TakeUp&, Context& context) {
    const auto is_of = [](std::string_view id) { return [id](const auto& each) { return each.state.duty.id == id; }; };
    Events events;
    for (const auto& each : facts.standing)
        if (std::ranges::none_of(facts.charter, is_of(each.duty.id))) events.add(DutyDropped{each.duty.id});
    for (auto [state, size] : facts.charter) {
        const auto stands =
            std::ranges::find(facts.standing, state.duty.id, [](const DutyState& each) { return each.duty.id; });
        if (stands != facts.standing.end()) {
            if (stands->duty == state.duty) continue;
            state.is_owed = stands->is_owed;
        }
        if (state.duty.indicator != rules::members_indicator) state.next_look_at = context.at + facts.reckoned_every;
        events.add(DutyTakenUp{state.duty, state.next_look_at});
        begin_or_end(events, state, size, context.at);
    }
    return events;
}

std::vector<SizedDuty> load(store::Connection& connection, const Context& context, const LookAtMembers&) {
    std::vector<SizedDuty> duties;
    for (auto& state : counting_members(connection)) {
        auto size = size_of(connection, context, state.duty);
        duties.push_back({std::move(state), std::move(size)});
    }
    return duties;
}
Decision decide(const std::vector<SizedDuty>& duties, const LookAtMembers&, Context& context) {
    Events events;
    for (const auto& each : duties) begin_or_end(events, each.state, each.size, context.at);
    return events;
}

LookFacts load(store::Connection& connection, const Context& context, const LookAtSize& look) {
    LookFacts facts;
    for (auto& state : standing_where(connection, "next_look_at IS NOT NULL"))
        if (state.duty.id == look.duty) {
            auto size = size_of(connection, context, state.duty);
            facts.duty = SizedDuty{std::move(state), std::move(size)};
        }
    facts.reckoned_every = rules::in_force(connection, reckoned_every, context.at).value;
    return facts;
}
Decision decide(const LookFacts& facts, const LookAtSize& look, Context& context) {
    if (!facts.duty || facts.duty->state.next_look_at != look.at || context.at < look.at)
        return refuse(not_watched, "duty", {look.duty});
    const auto& [state, size] = *facts.duty;
    const bool is_told = size && rules::suffices(*size);
    Events events{SizeReckoned{state.duty.id, is_told ? std::optional(rules::figure_of(*size).value) : std::nullopt,
                               look.at + facts.reckoned_every}};
    begin_or_end(events, state, size, context.at);
    return events;
}

DueFacts load(store::Connection& connection, const Context&, const LetFallDue& due) {
    DueFacts facts;
    using Columns = std::tuple<std::string, Time, std::optional<EntryNumber>>;
    const auto row = connection.first<Columns>(
        "SELECT d.terms, t.due_at, t.answered_entry FROM {duties_standing} d, {duties_terms} t WHERE t.duty = d.duty "
        "AND t.duty = $1 AND t.number = $2 AND NOT t.is_over",
        due.duty, due.number);
    if (!row) return facts;
    facts.duty = from_recorded<DutyCharter>(std::get<0>(*row));
    facts.term = DutyTerm{due.number, std::get<1>(*row)};
    facts.answered = std::get<2>(*row).has_value();
    return facts;
}
/// Rounds are counted from the day on which the last one was due, so that a late answer does not put off the next.
Decision decide(const DueFacts& facts, const LetFallDue& due, Context& context) {
    if (!facts.term || context.at < facts.term->due_at) return refuse(not_due, "duty", {due.duty});
    std::optional<DutyTerm> next;
    if (facts.duty->every) next = DutyTerm{due.number + 1, facts.term->due_at + *facts.duty->every};
    return Events{DutyFellDue{due.duty, due.number, facts.answered, next}};
}

namespace {

void open_term(store::Connection& connection, const std::string& duty, const DutyTerm& term) {
    connection.run("INSERT INTO {duties_terms} (duty, number, due_at, is_over, is_dropped) VALUES ($1, $2, $3, FALSE, "
                   "FALSE)",
                   duty, term.number, term.due_at);
}
/// Nothing of it is owed any more, but what was answered stays.
void drop_terms(store::Connection& connection, const std::string& duty) {
    connection.run("UPDATE {duties_terms} SET is_over = TRUE, is_dropped = TRUE WHERE duty = $1 AND answered_entry IS "
                   "NULL",
                   duty);
    connection.run("UPDATE {duties_terms} SET is_over = TRUE WHERE duty = $1", duty);
}

} // namespace

void apply(store::Connection& connection, const Meta&, const DutyTakenUp& event) {
    connection.run("INSERT INTO {duties_standing} (duty, terms, class, may_end, is_owed, next_look_at) VALUES ($1, $2, "
                   "$3, $4, FALSE, $5) ON CONFLICT (duty) DO UPDATE SET terms = $2, class = $3, may_end = $4, "
                   "next_look_at = $5",
                   event.duty.id, json_text(to_json(event.duty)), event.duty.stakeholder_class,
                   event.duty.until.has_value(), event.next_look_at);
}
void apply(store::Connection& connection, const Meta&, const DutyDropped& event) {
    connection.run("DELETE FROM {duties_standing} WHERE duty = $1", event.duty);
    drop_terms(connection, event.duty);
}
void apply(store::Connection& connection, const Meta& meta, const SizeReckoned& event) {
    connection.run("UPDATE {duties_standing} SET figure = $1, reckoned_at = $2, next_look_at = $3 WHERE duty = $4",
                   event.figure, meta.at, event.next_look_at, event.duty);
}
void apply(store::Connection& connection, const Meta& meta, const DutyBegan& event) {
    connection.run("UPDATE {duties_standing} SET is_owed = TRUE, began_at = $1, began_entry = $2, began_with = $3 "
                   "WHERE duty = $4",
                   meta.at, meta.entry, event.figure, event.duty);
    open_term(connection, event.duty, event.term);
}
void apply(store::Connection& connection, const Meta&, const DutyEnded& event) {
    connection.run("UPDATE {duties_standing} SET is_owed = FALSE WHERE duty = $1", event.duty);
    drop_terms(connection, event.duty);
}
void apply(store::Connection& connection, const Meta&, const DutyFellDue& event) {
    connection.run("UPDATE {duties_terms} SET is_over = TRUE WHERE duty = $1 AND number = $2", event.duty,
                   event.number);
    if (event.next) open_term(connection, event.duty, *event.next);
}

bool could_begin(store::Connection& connection, std::string_view stakeholder_class) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {duties_standing} WHERE next_look_at IS NULL AND NOT "
                                        "is_owed AND (class IS NULL OR class = $1)",
                                        stakeholder_class) > 0;
}
bool could_end(store::Connection& connection) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {duties_standing} WHERE next_look_at IS NULL AND is_owed "
                                        "AND may_end") > 0;
}

std::vector<Schedule> duty_schedules() {
    return {schedule<std::string, Time>(
                "duties.size", "a figure of size is reckoned, on which a duty depends",
                "SELECT next_look_at, duty, next_look_at FROM {duties_standing} WHERE next_look_at <= $1 ORDER BY "
                "next_look_at, duty LIMIT 1",
                [](const std::string& duty, Time at) {
                    return call(LookAtSize{duty, at});
                }),
            schedule<std::string, std::int64_t>(
                "duties.due", "the day comes by which a duty is to be answered",
                "SELECT due_at, duty, number FROM {duties_terms} WHERE NOT is_over AND due_at <= $1 ORDER BY due_at, "
                "duty, number LIMIT 1",
                [](const std::string& duty, std::int64_t number) {
                    return call(LetFallDue{duty, number});
                })};
}

} // namespace reef::duties
