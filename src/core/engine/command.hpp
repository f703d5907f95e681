// Commands: load, then decide. A command is a struct with a field table, a `name` and an `about`; beside it stand
//
//     Facts    load(store::Connection&, const Context&, const Command&);   reads, in a total order
//     Decision decide(const Facts&, const Command&, Context&);             pure: facts, command, context
//
// and, where something from outside the record enters (positions, a day's totals), once, when the command comes in:
//
//     void     observe(store::Connection&, const Context&, Command&);
//
// and, where a sealed value must make sense although nobody can look at it later, once, when it was decided live:
//
//     std::optional<Refusal> refusal_of_sealed(store::Connection&, const Context&, const Command&, const Sealer&);
#pragma once
#include "core/base/module.hpp"
#include "core/chronicle/module.hpp"
#include "core/engine/actor.hpp"
#include "core/store/module.hpp"

namespace reef::engine {

/// Gives out ids for one command and everything it causes: the entry's number, then `.1`, `.2` …
class IdSource {
  public:
    explicit IdSource(EntryNumber root) : root_(root) {}
    IdValue next() { return IdValue::of(root_, given_++); }

  private:
    EntryNumber root_;
    std::int64_t given_ = 0;
};

class Registry;

/// All that `decide` may know besides its facts. No clock, no chance, no tables. Which commands and rules there are is
/// part of the deciding code's edition, so the registry may be asked.
struct Context {
    Actor actor;
    Standing standing;
    Time at;
    EntryNumber entry = 0;
    IdSource* ids = nullptr;
    const Registry* registry = nullptr;
    IdValue new_id() const { return ids->next(); }
};

/// What follows from a command: one or several facts, in order. None at all: it changes nothing, and leaves no entry.
class Events {
  public:
    Events() = default;
    template <class... E>
    explicit(false) Events(const E&... events) {
        (add(events), ...);
    }
    template <Document E>
    Events& add(const E& event) {
        recorded_.push_back({std::string(E::name), to_json(event)});
        return *this;
    }
    const std::vector<chronicle::RecordedEvent>& recorded() const { return recorded_; }

  private:
    std::vector<chronicle::RecordedEvent> recorded_;
};
using Decision = Result<Events>;

/// A command decided: its data as it is recorded, and what follows.
struct Decided {
    json::value data;
    std::vector<chronicle::RecordedEvent> events;
};

/// One kind of command, its type erased.
struct CommandType {
    std::string_view name;
    std::string_view about;
    Access access;
    Shape shape;
    bool observes = false; // something from outside the record enters when it comes in live
    /// Reads `data`, observes where `live`, loads, decides. With a sealer, personal values are sealed first, and looked
    /// at where the command asks for it. `recorded` receives the data as soon as it could be read, so that a refusal
    /// can be recorded with it.
    std::function<Decision(store::Connection&, Context&, const json::value& data, Sealer*, bool from_form, bool live,
                           json::value& recorded)>
        decide;
};

template <class C>
constexpr bool looks_at_sealed = requires(store::Connection& connection, const Context& context, const C& each,
                                          const Sealer& sealer) {
    refusal_of_sealed(connection, context, each, sealer);
};

template <Document C>
CommandType command(Access access) {
    constexpr bool observes = requires(store::Connection & connection, const Context& context, C& each) {
        observe(connection, context, each);
    };
    return {C::name,
            C::about,
            std::move(access),
            shape_of<C>(),
            observes,
            [](store::Connection& connection, Context& context, const json::value& data, Sealer* sealer, bool from_form,
               bool live, json::value& recorded) -> Decision {
                auto read = from_json<C>(data, Reading{sealer, from_form});
                if (!read) return std::unexpected(std::move(read.error()));
                if constexpr (observes)
                    if (live) observe(connection, std::as_const(context), *read);
                recorded = to_json(*read);
                auto decision = decide(load(connection, std::as_const(context), std::as_const(*read)),
                                       std::as_const(*read), context);
                if constexpr (looks_at_sealed<C>)
                    if (sealer && decision)
                        if (auto refusal = refusal_of_sealed(connection, context, *read, *sealer))
                            return std::unexpected(std::move(*refusal));
                return decision;
            }};
}

/// A command that somebody, or a reaction, gives: its name and data.
using Call = chronicle::RecordedCommand;
template <Document C>
Call call(const C& command) {
    return {std::string(C::name), to_json(command)};
}

/// For commands whose decision needs no facts.
struct NoFacts {};

} // namespace reef::engine
