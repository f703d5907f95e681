#include "core/base/field.hpp"
#include "core/base/text.hpp"
#include <algorithm>

namespace reef::detail {
namespace {

constexpr RefusalKind missing{"input.missing", "Please fill in \"{}\".", 422};
constexpr RefusalKind unknown_field{"input.unknown_field", "There is no field \"{}\" here. The fields are: {}.", 422};
constexpr RefusalKind wrong_type{"input.wrong_type", "\"{}\" must be {}.", 422};
constexpr RefusalKind out_of_range{"input.out_of_range", "\"{}\" must be a whole number from {} to {}.", 422};
constexpr RefusalKind unknown_choice{"input.unknown_choice", "\"{}\" is not one of the answers here: {}.", 422};
constexpr RefusalKind too_long{"input.too_long", "\"{}\" may have at most {} characters; this has {}.", 422};
constexpr RefusalKind not_text{"input.not_text", "\"{}\" has characters that are not text.", 422};

std::unexpected<Refusal> refuse_type(const Reading& reading, std::string_view expected) {
    return refuse(wrong_type, reading.path, {reading.path.empty() ? "the input" : reading.path, std::string(expected)});
}

std::string listed(std::span<const std::string_view> names) {
    return join(std::vector<std::string>(names.begin(), names.end()), ", ");
}

} // namespace

Result<std::string> read_text(const json::value& value, const Reading& reading) {
    if (!value.is_string()) return refuse_type(reading, "text");
    const std::string_view whole(value.get_string());
    const auto text = trimmed(whole);
    if (!is_valid_utf8(text) || has_control_characters(text)) return refuse(not_text, reading.path, {reading.path});
    if (text.empty()) return refuse_missing(reading);
    const auto length = count_characters(text);
    if (length > static_cast<std::size_t>(reading.characters_max))
        return refuse(too_long, reading.path,
                      {reading.path, std::to_string(reading.characters_max), std::to_string(length)});
    return std::string(text);
}

Result<std::int64_t> read_integer(const json::value& value, const Reading& reading, std::int64_t low,
                                  std::int64_t high) {
    std::optional<std::int64_t> number;
    if (value.is_int64())
        number = value.get_int64();
    else if (value.is_string())
        number = parse_integer(trimmed(std::string_view(value.get_string())));
    // Only what 2^53 forces into text is taken as text from JSON: "12" for 12 would be a guess.
    const bool needless_text = value.is_string() && !reading.from_form && number && json_integer(*number).is_int64();
    if (!number || needless_text) return refuse_type(reading, "a whole number");
    if (*number < low || *number > high)
        return refuse(out_of_range, reading.path, {reading.path, std::to_string(low), std::to_string(high)});
    return *number;
}

Result<bool> read_bool(const json::value& value, const Reading& reading) {
    if (value.is_bool()) return value.get_bool();
    if (reading.from_form && value.is_string()) {
        const std::string_view text(value.get_string());
        if (text == "on" || text == "true") return true;
        if (text == "false") return false;
    }
    return refuse_type(reading, "true or false");
}

Result<std::size_t> read_choice(const json::value& value, const Reading& reading,
                                std::span<const std::string_view> names) {
    const auto text = read_text(value, reading);
    if (!text) return std::unexpected(text.error());
    const auto found = std::ranges::find(names, *text);
    if (found == names.end()) return refuse(unknown_choice, reading.path, {text->substr(0, 80), listed(names)});
    return static_cast<std::size_t>(found - names.begin());
}

Result<const json::object*> read_object(const json::value& value, const Reading& reading,
                                        std::span<const std::string_view> names) {
    const auto* object = value.if_object();
    if (!object) return refuse_type(reading, "an object");
    for (const auto& member : *object) {
        if (std::ranges::find(names, std::string_view(member.key())) != names.end()) continue;
        const std::string key(std::string_view(member.key()).substr(0, 80));
        auto refusal = refuse(unknown_field, reading.at(key).path, {key, names.empty() ? "none" : listed(names)});
        if (!reading.all_faults) return refusal;
        reading.all_faults->push_back(std::move(refusal.error()));
    }
    return object;
}

/// A form sends every box of a list, also those that were left empty.
Result<json::array> read_list(const json::value& value, const Reading& reading) {
    if (!value.is_array() && !reading.from_form) return refuse_type(reading, "a list");
    auto items = value.is_array() ? value.get_array() : json::array{value};
    if (reading.from_form) {
        const auto is_empty = [&](const json::value& item) { return is_nothing(&item, reading); };
        items.erase(std::remove_if(items.begin(), items.end(), is_empty), items.end());
    }
    return items;
}

bool goes_on(const Reading& reading, Refusal found, std::optional<Refusal>& refusal) {
    // A fault inside a document was collected there; the document itself is only said to be at fault.
    if (reading.all_faults && (reading.all_faults->empty() || reading.all_faults->back() != found))
        reading.all_faults->push_back(found);
    refusal = std::move(found);
    return reading.all_faults != nullptr;
}

bool is_nothing(const json::value* value, const Reading& reading) {
    if (!value || value->is_null()) return true;
    return reading.from_form && value->is_string() && trimmed(std::string_view(value->get_string())).empty();
}

std::unexpected<Refusal> refuse_missing(const Reading& reading) {
    return refuse(missing, reading.path, {reading.path});
}

std::unexpected<Refusal> located(Refusal refusal, const Reading& reading) {
    refusal.field = reading.path;
    return std::unexpected(std::move(refusal));
}

} // namespace reef::detail
