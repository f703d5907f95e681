#include "core/base/shape.hpp"

namespace reef {
namespace {

/// Visits a value and its shape together, documents and lists all the way down.
template <class Visit>
void walk(const json::value& value, const Shape& shape, const Visit& visit) {
    if (value.is_null()) return;
    visit(value, shape);
    if (shape.vaulted) return;
    if (shape.kind == Shape::Kind::list && value.is_array()) {
        for (const auto& item : value.get_array()) walk(item, *shape.item, visit);
    } else if (shape.kind == Shape::Kind::document && value.is_object()) {
        for (const auto& f : shape.fields)
            if (const auto* member = value.get_object().if_contains(f.name)) walk(*member, f.shape, visit);
    }
}

} // namespace

json::value visible(const json::value& value, const Shape& shape, Audience viewer) {
    if (value.is_null() || shape.vaulted) return value;
    if (shape.kind == Shape::Kind::list && value.is_array()) {
        json::array out;
        for (const auto& item : value.get_array()) out.push_back(visible(item, *shape.item, viewer));
        return out;
    }
    if (shape.kind == Shape::Kind::document && value.is_object()) {
        json::object out;
        for (const auto& f : shape.fields) {
            const auto* member = value.get_object().if_contains(f.name);
            if (member && f.audience <= viewer) out[f.name] = visible(*member, f.shape, viewer);
        }
        return out;
    }
    return value;
}

void collect_members(const json::value& value, const Shape& shape, std::vector<MemberId>& members) {
    walk(value, shape, [&](const json::value& at, const Shape& here) {
        if (!here.names_member || !at.is_string()) return;
        if (const auto id = MemberId::parse(std::string_view(at.get_string()))) members.push_back(*id);
    });
}

void collect_references(const json::value& value, const Shape& shape, std::vector<VaultReference>& references) {
    walk(value, shape, [&](const json::value& at, const Shape& here) {
        if (!here.vaulted) return;
        if (const auto reference = from_json<VaultReference>(at)) references.push_back(*reference);
    });
}

} // namespace reef
