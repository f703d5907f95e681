#include "core/web/sent.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace reef::web {
namespace {

constexpr RefusalKind too_large{"request.too_large", "This is larger than the {} bytes that are taken here.", 413};
constexpr RefusalKind unsupported_type{"request.unsupported_type",
                                       "\"{}\" is not taken here. Send application/json, or a form.", 415};
constexpr RefusalKind leads_elsewhere{"request.leads_elsewhere",
                                      "\"{}\" must be a path on this site, such as \"/decisions\".", 422};
constexpr RefusalKind contradictory{"request.contradictory_fields",
                                    "\"{}\" is given both as a value and as a group of fields.", 422};

constexpr std::size_t name_parts_max = 8;

constexpr std::string_view without = "without.";

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether nothing was typed in any field of it.
bool is_blank(const json::value& value) {
    if (const auto* text = value.if_string()) return trimmed(std::string_view(*text)).empty();
    if (const auto* list = value.if_array()) return std::ranges::all_of(*list, is_blank);
    const auto* object = value.if_object();
    return object && std::ranges::all_of(*object, [](const auto& member) { return is_blank(member.value()); });
}

/// Groups whose names are numbers become lists in the order of the numbers; rows in which nothing was typed, and those
/// that shall be left out, are left out.
void make_lists(json::value& value, const std::string& name, const std::set<std::string, std::less<>>& left_out) {
    auto* object = value.if_object();
    if (!object) return;
    const auto name_of = [&](std::string_view part) {
        return name.empty() ? std::string(part) : fmt::format("{}.{}", name, part);
    };
    for (auto& member : *object) make_lists(member.value(), name_of(member.key()), left_out);
    if (object->empty() || !std::ranges::all_of(*object, [](const auto& member) { return is_number(member.key()); }))
        return;
    std::map<std::int64_t, json::value> rows;
    for (auto& member : *object)
        if (!is_blank(member.value()) && !left_out.contains(name_of(member.key())))
            rows.emplace(parse_integer(member.key()).value_or(0), std::move(member.value()));
    json::array list;
    for (auto& [number, row] : rows) list.push_back(std::move(row));
    value = std::move(list);
}

bool is_secret(std::string_view name) { return name.find("password") != std::string_view::npos; }

std::string media_type_of(const Request& request) {
    const auto sent = request.headers.get("Content-Type").value_or("");
    return lower_ascii(trimmed(sent.substr(0, sent.find(';'))));
}

std::optional<Refusal> refusal_of_target(std::string_view field, std::string_view target) {
    if (target.empty() || is_local_target(target)) return {};
    return refuse(leads_elsewhere, field, {std::string(field)}).error();
}

Result<Sent> read_form(const Request& request) {
    auto pairs = parse_form(request.body);
    if (!pairs) return std::unexpected(std::move(pairs.error()));
    Sent sent{.as = SentAs::form};
    for (auto& [name, value] : *pairs) {
        // Every form begins with these; a second one of the name is the command's own, such as a ride's `from`.
        std::string* control = name == "csrf"   ? &sent.csrf
                               : name == "once" ? &sent.once
                               : name == "then" ? &sent.then
                               : name == "from" ? &sent.from
                                                : nullptr;
        if (control && control->empty())
            *control = std::move(value);
        else
            sent.typed.emplace_back(std::move(name), std::move(value));
    }
    if (auto refusal = refusal_of_target("then", sent.then)) return std::unexpected(std::move(*refusal));
    if (auto refusal = refusal_of_target("from", sent.from)) return std::unexpected(std::move(*refusal));
    auto data = nested(sent.typed);
    if (!data) return std::unexpected(std::move(data.error()));
    sent.data = std::move(*data);
    return sent;
}

} // namespace

Result<Sent> read_sent(const Request& request, std::size_t bytes_max) {
    if (request.body.size() > bytes_max) return refuse(too_large, {}, {std::to_string(bytes_max)});
    const auto type = media_type_of(request);
    if (type == "application/x-www-form-urlencoded") return read_form(request);
    if (type != "application/json" && !(type.empty() && request.body.empty()))
        return refuse(unsupported_type, {}, {type.empty() ? "nothing said" : type.substr(0, 80)});
    Sent sent{.once = std::string(request.headers.get("Idempotency-Key").value_or(""))};
    if (request.body.empty()) return sent;
    auto data = parse_json(request.body);
    if (!data) return std::unexpected(std::move(data.error()));
    sent.data = std::move(*data);
    return sent;
}

Result<json::object> nested(const Pairs& pairs) {
    json::object root;
    std::set<std::string, std::less<>> left_out;
    for (const auto& [name, value] : pairs) {
        if (name.starts_with(without)) {
            left_out.insert(name.substr(without.size()));
            continue;
        }
        const auto parts = split(name, '.');
        if (name.empty() || parts.size() > name_parts_max || std::ranges::any_of(parts, &std::string_view::empty))
            return refuse(contradictory, {}, {name.substr(0, 80)});
        json::object* object = &root;
        for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
            auto& inner = object->emplace(parts[i], json::object{}).first->value();
            if (!inner.is_object()) return refuse(contradictory, name, {name});
            object = &inner.get_object();
        }
        const auto [place, is_new] = object->emplace(parts.back(), value);
        if (is_new) continue;
        auto& before = place->value();
        if (before.is_object()) return refuse(contradictory, name, {name});
        if (before.is_string()) before = json::array(1, json::value(before));
        before.get_array().emplace_back(value);
    }
    json::value document = std::move(root);
    make_lists(document, "", left_out);
    if (!document.is_object()) return refuse(contradictory, {}, {"0"});
    return document.get_object();
}

std::string take_text(json::value& data, std::string_view name) {
    auto* object = data.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    if (!value || !value->is_string()) return {};
    std::string text(std::string_view(value->get_string()));
    object->erase(name);
    return text;
}

json::object typed_again(const Pairs& typed, const Refusal& refusal) {
    json::object form;
    const auto field_at = [&](std::string_view name) -> json::object* {
        json::object* object = &form;
        for (const auto part : split(name, '.')) {
            auto& inner = object->emplace(part, json::object{}).first->value();
            if (!inner.is_object()) return nullptr;
            object = &inner.get_object();
        }
        return object;
    };
    for (const auto& [name, value] : typed) {
        json::object* field = name.empty() || is_secret(name) ? nullptr : field_at(name);
        if (!field) continue;
        (*field)["value"] = value;
        field->emplace("error", nullptr);
        auto& is = field->emplace("is", json::object{}).first->value();
        if (is.is_object()) is.get_object()[value] = true;
    }
    if (!refusal.field.empty())
        if (json::object* field = field_at(refusal.field)) (*field)["error"] = refusal.sentence();
    return form;
}

} // namespace reef::web
