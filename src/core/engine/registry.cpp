#include "core/engine/registry.hpp"
#include <fmt/format.h>

namespace reef::engine {
namespace {

template <class Part>
void enter(std::map<std::string_view, const Part*>& parts, const Module& room, const Part& part) {
    ensure(part.name.starts_with(std::string(room.name) + "."),
           fmt::format("{} begins with its room's name", part.name));
    ensure(parts.emplace(part.name, &part).second, fmt::format("{} is declared once", part.name));
}

/// The names in `CREATE TABLE {name}`, in order.
std::vector<std::string> tables_in(std::string_view sql) {
    static constexpr std::string_view mark = "CREATE TABLE {";
    std::vector<std::string> tables;
    for (auto at = sql.find(mark); at != std::string_view::npos; at = sql.find(mark, at)) {
        at += mark.size();
        tables.emplace_back(sql.substr(at, sql.find('}', at) - at));
    }
    return tables;
}

} // namespace

Registry::Registry(Rooms rooms) : rooms_(std::move(rooms)) {
    for (const Module& room : rooms_.modules) {
        for (const auto& part : room.commands) enter(commands_, room, part);
        for (const auto& part : room.events) enter(events_, room, part);
        for (const auto& part : room.rules) enter(rules_, room, part);
        for (const auto& part : room.indicators) enter(indicators_, room, part);
        for (const auto& part : room.schedules)
            if (!part.may_be_due.empty())
                may_be_due_ += fmt::format("{} EXISTS ({})", may_be_due_.empty() ? "SELECT" : " OR", part.may_be_due);
        const auto sql =
            room.folder.empty() ? room.schema : embedded_file(fmt::format("{}/schema.sql", room.folder)).value_or("");
        schema_.append(sql);
        for (auto& table : tables_in(sql)) {
            ensure(table.starts_with(std::string(room.name) + "_"),
                   fmt::format("{} begins with its room's name", table));
            tables_.push_back(std::move(table));
        }
    }
    for (const auto& each : rooms_.reactions) {
        ensure(event(each.event) != nullptr, fmt::format("reaction {} knows its event", each.name));
        reactions_[each.event].push_back(each);
    }
}

const CommandType* Registry::command(std::string_view name) const {
    const auto found = commands_.find(name);
    return found == commands_.end() ? nullptr : found->second;
}

const EventType* Registry::event(std::string_view name) const {
    const auto found = events_.find(name);
    return found == events_.end() ? nullptr : found->second;
}

const RuleDeclaration* Registry::rule(std::string_view name) const {
    const auto found = rules_.find(name);
    return found == rules_.end() ? nullptr : found->second;
}

const Indicator* Registry::indicator(std::string_view name) const {
    const auto found = indicators_.find(name);
    return found == indicators_.end() ? nullptr : found->second;
}

const std::vector<Reaction>& Registry::reactions_to(std::string_view event) const {
    static const std::vector<Reaction> none;
    const auto found = reactions_.find(event);
    return found == reactions_.end() ? none : found->second;
}

Standing Registry::standing(store::Connection& connection, const Actor& actor) const {
    Standing standing;
    if (rooms_.standing) standing = rooms_.standing(connection, actor);
    standing.actor = actor;
    if (actor.kind == Actor::Kind::stranger) standing.roles.emplace_back("stranger");
    if (actor.kind == Actor::Kind::clock) standing.roles.emplace_back("clock");
    if (actor.kind == Actor::Kind::platform) standing.roles.emplace_back("platform");
    if (actor.kind == Actor::Kind::system_operator) standing.roles.emplace_back("operator");
    return standing;
}

std::optional<Due> Registry::earliest_due(store::Connection& connection, Time now) const {
    std::optional<Due> earliest;
    const bool any_may_be = !may_be_due_.empty() && connection.one<bool>(may_be_due_, now);
    for (const Module& room : rooms_.modules) {
        for (const Schedule& schedule : room.schedules) {
            if (!any_may_be && !schedule.may_be_due.empty()) continue;
            auto due = schedule.earliest(connection, now);
            if (due && (!earliest || due->at < earliest->at)) earliest = std::move(due);
        }
    }
    return earliest;
}

namespace {
/// The names in a document, however deep.
void append_names(std::string& out, const Shape& shape) {
    if (shape.item) append_names(out, *shape.item);
    for (const auto& f : shape.fields) {
        out.append(" ").append(f.name).append("(");
        append_names(out, f.shape);
        out.append(")");
    }
}
} // namespace

Hash Registry::fingerprint() const {
    std::string shapes = schema_;
    for (const auto& [name, type] : events_) {
        shapes.append("\n").append(name);
        append_names(shapes, type->shape);
    }
    return sha256({shapes, " edition ", std::to_string(own_edition())});
}

std::int64_t own_edition() {
    const auto text = embedded_file("src/app/EDITION");
    ensure(text.has_value(), "the binary carries its edition");
    const auto number = parse_integer(trimmed(*text));
    ensure(number.has_value(), "the edition is a number");
    return *number;
}

} // namespace reef::engine
