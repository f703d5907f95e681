#include "core/web/chronicle_view.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::web {
namespace {

using engine::Actor;

std::string hidden_for(const engine::PageRequest& request, Audience audience) {
    switch (audience) {
    case Audience::members:
        return request.say("for members");
    case Audience::parties:
        return request.say("for parties");
    case Audience::auditors:
        return request.say("for auditors");
    case Audience::author:
        return request.say("for whoever did it");
    case Audience::everyone:
        break;
    }
    return {};
}

/// A value as a line of text: texts without quotes, lists and the like as JSON.
std::string value_in_words(const json::value& value) {
    if (value.is_string()) return std::string(std::string_view(value.get_string()));
    return json_text(value);
}

/// The narrowest audience that some part of it is for.
Audience narrowest(const Shape& shape) {
    Audience found = Audience::everyone;
    for (const auto& f : shape.fields) found = std::max({found, f.audience, narrowest(f.shape)});
    return shape.item ? std::max(found, narrowest(*shape.item)) : found;
}

bool holds_documents(const Shape& shape) {
    return shape.vaulted || shape.kind == Shape::Kind::document || (shape.item && holds_documents(*shape.item));
}

} // namespace

Audience ChronicleView::audience_for(const chronicle::Entry& entry) const {
    const auto usual = viewer_.audience();
    if (viewer_.actor.kind != Actor::Kind::member) return usual;
    if (entry.actor == viewer_.actor.text()) return Audience::author;
    if (usual >= Audience::parties) return usual;
    const auto is_party = connection_.first<std::int64_t>(
        "SELECT entry FROM {platform_parties} WHERE member = $1 AND entry = $2", viewer_.actor.member, entry.number);
    return is_party ? Audience::parties : usual;
}

bool ChronicleView::may_see_actor(const chronicle::Entry& entry, Audience audience) const {
    const auto actor = Actor::parse(entry.actor);
    return audience >= Audience::parties || (actor && actor->kind != Actor::Kind::member);
}

std::string ChronicleView::actor_in_words(const chronicle::Entry& entry) const {
    const auto actor = Actor::parse(entry.actor);
    if (!actor) return entry.actor;
    switch (actor->kind) {
    case Actor::Kind::member:
        return request_.say("member {}", {entry.actor});
    case Actor::Kind::stranger:
        return request_.say("a stranger");
    case Actor::Kind::clock:
        return request_.say("the clock");
    case Actor::Kind::platform:
        return request_.say("the platform");
    case Actor::Kind::system_operator:
        break;
    }
    return request_.say("the operator");
}

std::string ChronicleView::sentence(const chronicle::Entry& entry) const {
    if (entry.refused) return request_.say("Refused by a rule: {}", {*entry.refused});
    const auto* event = entry.events.empty() ? nullptr : registry_.event(entry.events.front().name);
    return event ? request_.say(event->about) : entry.command.name;
}

std::optional<std::string> ChronicleView::revealed(const json::value& reference) const {
    const auto read = from_json<VaultReference>(reference);
    if (!read) return {};
    const auto text = chronicle::reveal(connection_, read->commitment);
    if (!text) return {};
    const auto value = parse_json(*text);
    return value ? std::optional(value_in_words(*value)) : std::nullopt;
}

void ChronicleView::add_fields(const json::value& value, const Shape& shape, const std::string& name, Audience audience,
                               Fact& fact) const {
    if (value.is_null()) return;
    if (shape.vaulted) {
        auto text = revealed(value);
        const auto why = text ? std::nullopt : std::optional(request_.say("erased"));
        fact.fields_of_it.push_back({name, std::move(text), why});
    } else if (shape.kind == Shape::Kind::document && value.is_object()) {
        for (const auto& f : shape.fields) {
            const auto* member = value.get_object().if_contains(f.name);
            const auto inner = name.empty() ? std::string(f.name) : fmt::format("{}.{}", name, f.name);
            if (member && f.audience > audience)
                fact.fields_of_it.push_back({inner, {}, hidden_for(request_, f.audience)});
            else if (member)
                add_fields(*member, f.shape, inner, audience, fact);
        }
    } else if (shape.kind == Shape::Kind::list && value.is_array() && holds_documents(*shape.item)) {
        const auto& items = value.get_array();
        for (std::size_t i = 0; i < items.size(); ++i)
            add_fields(items[i], *shape.item, fmt::format("{}.{}", name, i + 1), audience, fact);
    } else {
        fact.fields_of_it.push_back({name, value_in_words(value), {}});
    }
}

std::vector<Fact> ChronicleView::facts(const chronicle::Entry& entry, Audience audience) const {
    std::vector<Fact> facts;
    const auto add = [&](const std::string& name, const json::value& data, const Shape& shape) {
        Fact fact{name, {}};
        add_fields(data, shape, "", audience, fact);
        facts.push_back(std::move(fact));
    };
    if (const auto* command = registry_.command(entry.command.name))
        add(entry.command.name, entry.command.data, command->shape);
    for (const auto& [name, data] : entry.events)
        if (const auto* event = registry_.event(name)) add(name, data, event->shape);
    return facts;
}

/// The bytes name the actor, and beside each vaulted value whose it is.
bool ChronicleView::may_see_all(const chronicle::Entry& entry, Audience audience) const {
    if (!may_see_actor(entry, audience)) return false;
    const auto* command = registry_.command(entry.command.name);
    if (!command || narrowest(command->shape) > audience) return false;
    const bool events_shown = std::ranges::all_of(entry.events, [&](const auto& recorded) {
        const auto* event = registry_.event(recorded.name);
        return event && narrowest(event->shape) <= audience;
    });
    if (!events_shown) return false;
    std::vector<VaultReference> references;
    collect_references(entry.command.data, command->shape, references);
    for (const auto& [name, data] : entry.events) collect_references(data, registry_.event(name)->shape, references);
    return references.empty() || audience >= Audience::parties;
}

} // namespace reef::web
