// The registry: every part of every room, found by name, and checked when the program starts.
#pragma once
#include "core/engine/command.hpp"
#include "core/engine/event.hpp"
#include "core/engine/indicator.hpp"
#include "core/engine/page.hpp"
#include "core/engine/rule.hpp"
#include <map>

namespace reef::engine {

/// Something that falls due: at its time a command is given by the clock, whether or not a timer was punctual.
struct Due {
    Time at;
    Call call;
    bool operator==(const Due&) const = default;
};
struct Schedule {
    std::string_view name;
    std::string_view about;
    /// SQL with a row whenever something of it may be due at $1; empty where no SQL says so. Almost always nothing is,
    /// and the database is asked for all schedules at once.
    std::string may_be_due;
    /// The earliest that is due at `now` or before; equal times in a total order.
    std::function<std::optional<Due>(store::Connection&, Time now)> earliest;
};
/// One whose SQL says what is due at $1, the earliest first: when, then what `make` makes the clock's command of.
template <class... Columns, class F>
Schedule schedule(std::string_view name, std::string_view about, std::string sql, F make) {
    return {name, about, sql, [sql, make](store::Connection& connection, Time now) -> std::optional<Due> {
                const auto row = connection.first<std::tuple<Time, Columns...>>(sql, now);
                if (!row) return {};
                return std::apply([&](Time at, const Columns&... columns) { return Due{at, make(columns...)}; }, *row);
            }};
}

/// What one room's event sets off in another. `requires_`: the same fate, a refusal undoes the whole. `follows`: a fate
/// of its own, a refusal is recorded.
struct Reaction {
    enum class Fate { requires_, follows };
    std::string_view name;
    std::string_view event;
    Fate fate;
    std::function<std::vector<Call>(store::Connection&, const Meta&, const json::value&)> calls;
};

template <Document E, class F>
Reaction reaction(Reaction::Fate fate, std::string_view name, F calls) {
    return {name, E::name, fate, [calls](store::Connection& connection, const Meta& meta, const json::value& data) {
                return calls(connection, meta, read_event<E>(data));
            }};
}

/// One room's table.
struct Module {
    std::string_view name;        // `people`
    std::string_view folder;      // `src/commons/people`; its `schema.sql` makes the room's tables
    std::string_view schema = {}; // where it has no folder (tests)
    std::vector<RuleDeclaration> rules = {};
    std::vector<CommandType> commands = {};
    std::vector<EventType> events = {};
    std::vector<PageType> pages = {};
    std::vector<Schedule> schedules = {};
    std::vector<Indicator> indicators = {};
};

/// The rooms of a house and what joins them.
struct Rooms {
    std::vector<Module> modules;
    std::vector<Reaction> reactions;
    /// What an actor is on this platform (a room that knows members says it).
    std::function<Standing(store::Connection&, const Actor&)> standing;
    /// Forgets what is kept about an erased subject outside chronicle and vault (credentials).
    std::function<void(store::Connection&, std::int64_t subject)> forget = {};
};

class Registry {
  public:
    explicit Registry(Rooms rooms);

    const CommandType* command(std::string_view name) const;
    const EventType* event(std::string_view name) const;
    const RuleDeclaration* rule(std::string_view name) const;
    const Indicator* indicator(std::string_view name) const;
    const std::vector<Module>& modules() const { return rooms_.modules; }
    const std::vector<Reaction>& reactions_to(std::string_view event) const;
    Standing standing(store::Connection& connection, const Actor& actor) const;
    const Rooms& rooms() const { return rooms_; }

    /// The earliest that is due among all rooms' schedules; earlier rooms first at equal times.
    std::optional<Due> earliest_due(store::Connection& connection, Time now) const;

    /// The projections: SQL that makes them, their names, and a fingerprint that changes when they must be rebuilt.
    const std::string& schema() const { return schema_; }
    const std::vector<std::string>& projection_tables() const { return tables_; }
    Hash fingerprint() const;

  private:
    Rooms rooms_;
    std::map<std::string_view, const CommandType*> commands_;
    std::map<std::string_view, const EventType*> events_;
    std::map<std::string_view, const RuleDeclaration*> rules_;
    std::map<std::string_view, const Indicator*> indicators_;
    std::map<std::string_view, std::vector<Reaction>> reactions_;
    std::string schema_;
    std::vector<std::string> tables_;
    std::string may_be_due_;
};

/// The number of the deciding code that this binary carries (src/app/EDITION).
std::int64_t own_edition();
inline constexpr std::string_view release = "0.1.0";

} // namespace reef::engine
