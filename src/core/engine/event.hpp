// Events: what happened, and how it changes its own room's tables. Beside the struct stands
//
//     void apply(store::Connection&, const Meta&, const Event&);     cannot refuse
//
// An event may also say which page it changes (`std::string topic() const`) and whose vault it destroys
// (`std::int64_t erased_subject() const`).
#pragma once
#include "core/base/module.hpp"
#include "core/engine/actor.hpp"
#include "core/store/module.hpp"

namespace reef::engine {

/// The entry an event stands in.
struct Meta {
    EntryNumber entry = 0;
    Time at;
    Actor actor;
};

struct EventType {
    std::string_view name;
    std::string_view about;
    Shape shape;
    std::function<void(store::Connection&, const Meta&, const json::value&)> apply;
    std::function<std::optional<std::string>(const json::value&)> topic;
    std::function<std::optional<std::int64_t>(const json::value&)> erased_subject;
};

/// Reads a recorded event. What we wrote ourselves must be readable.
template <Document E>
E read_event(const json::value& data) {
    auto event = from_json<E>(data);
    ensure(event.has_value(), std::string("a recorded event is readable: ") + std::string(E::name));
    return std::move(*event);
}

template <Document E>
EventType event() {
    EventType type{E::name,
                   E::about,
                   shape_of<E>(),
                   [](store::Connection& connection, const Meta& meta, const json::value& data) {
                       apply(connection, meta, read_event<E>(data));
                   },
                   [](const json::value&) { return std::nullopt; },
                   [](const json::value&) { return std::nullopt; }};
    if constexpr (requires(const E& e) { e.topic(); })
        type.topic = [](const json::value& data) { return read_event<E>(data).topic(); };
    if constexpr (requires(const E& e) { e.erased_subject(); })
        type.erased_subject = [](const json::value& data) { return read_event<E>(data).erased_subject(); };
    return type;
}

} // namespace reef::engine
