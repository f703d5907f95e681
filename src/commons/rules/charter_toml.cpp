// TOML is the spelling of a charter; its document is the meaning. This file goes between the two and keeps the lines.
#include "commons/rules/charter_check.hpp"
#include <fmt/format.h>
#include <ranges>
// The library asserts that some texts never come (a lone "[" in a line), and in a release takes it for granted.
// Charters come from strangers, so here it says so.
struct NotToml {};
[[noreturn]] inline void not_toml() { throw NotToml(); }
#undef NDEBUG
#define TOML_ASSERT(holds) ((holds) ? void() : not_toml())
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace reef::rules {
namespace {

using Lines = std::map<std::string, std::int64_t, std::less<>>;

std::string joined(const std::string& key, std::string_view name) {
    return key.empty() ? std::string(name) : fmt::format("{}.{}", key, name);
}

/// The TOML as JSON; notes on which line each key stands, and what has no place in a charter.
json::value to_json_value(const toml::node& node, const std::string& key, Lines& lines,
                          std::vector<CharterFault>& faults) {
    lines.emplace(key, node.source().begin.line);
    if (const auto* table = node.as_table()) {
        json::object object;
        for (const auto& [name, member] : *table)
            object[name.str()] = to_json_value(member, joined(key, name.str()), lines, faults);
        return object;
    }
    if (const auto* array = node.as_array()) {
        json::array out;
        for (std::size_t i = 0; i < array->size(); ++i)
            out.push_back(to_json_value((*array)[i], joined(key, std::to_string(i)), lines, faults));
        return out;
    }
    if (const auto text = node.value_exact<std::string>()) return json::string(*text);
    if (const auto number = node.value_exact<std::int64_t>()) return *number;
    if (const auto truth = node.value_exact<bool>()) return *truth;
    faults.push_back(
        {node.source().begin.line, key, "Write amounts, shares and times as text, such as \"15%\" or \"3 days\"."});
    return nullptr;
}

/// The line of a key, or of the nearest key around it.
std::int64_t line_of(const Lines& lines, std::string key) {
    while (true) {
        if (const auto found = lines.find(key); found != lines.end()) return found->second;
        const auto dot = key.rfind('.');
        if (dot == std::string::npos) return 0;
        key.resize(dot);
    }
}

bool is_toml_so_far(std::string_view text) {
    try {
        static_cast<void>(toml::parse(text));
        return true; // or refused in the library's own words
    } catch (const NotToml&) {
        return false;
    }
}

/// The first line at which the library gives up; 0 if it reads on to the end.
std::int64_t line_of_no_toml(std::string_view text) {
    if (is_toml_so_far(text)) return 0;
    // It reads from the front, so a longer beginning is no better than a shorter one.
    const auto lines = split(text, '\n');
    const auto upto = [&](std::size_t count) {
        const auto& last = lines[count - 1];
        return text.substr(0, static_cast<std::size_t>(last.data() + last.size() - text.data()));
    };
    const auto numbers = std::views::iota(std::size_t{1}, lines.size());
    const auto bad =
        std::ranges::partition_point(numbers, [&](std::size_t count) { return is_toml_so_far(upto(count)); });
    return static_cast<std::int64_t>(bad - numbers.begin()) + 1;
}

toml::table toml_table(const json::object& object);

std::string toml_key(std::string_view key) { return std::string(key); }

void insert(toml::table& table, std::string_view key, const json::value& value) {
    if (value.is_null()) return;
    if (const auto* object = value.if_object())
        table.insert(toml_key(key), toml_table(*object));
    else if (const auto* list = value.if_array()) {
        if (list->empty()) return;
        toml::array out;
        for (const auto& item : *list) {
            if (const auto* inner = item.if_object())
                out.push_back(toml_table(*inner));
            else
                out.push_back(std::string(std::string_view(item.as_string())));
        }
        table.insert(toml_key(key), std::move(out));
    } else if (value.is_bool())
        table.insert(toml_key(key), value.get_bool());
    else if (value.is_int64())
        table.insert(toml_key(key), value.get_int64());
    else
        table.insert(toml_key(key), std::string(std::string_view(value.as_string())));
}

toml::table toml_table(const json::object& object) {
    toml::table table;
    for (const auto& [key, value] : object) insert(table, key, value);
    return table;
}

} // namespace

std::expected<Charter, std::vector<CharterFault>> read_charter(std::string_view text,
                                                               const engine::Registry& registry) {
    if (const auto line = line_of_no_toml(text))
        return std::unexpected(std::vector{
            CharterFault{line, "", "Here or in the line before, something is begun and not ended, such as [."}});
    const auto parsed = toml::parse(text);
    if (!parsed)
        return std::unexpected(std::vector{
            CharterFault{parsed.error().source().begin.line, "", std::string(parsed.error().description())}});
    Lines lines;
    std::vector<CharterFault> faults;
    const auto document = to_json_value(parsed.table(), "", lines, faults);

    std::vector<Refusal> refusals;
    Reading reading;
    reading.all_faults = &refusals;
    const auto charter = from_json<Charter>(document, reading);
    for (const auto& refusal : refusals) faults.push_back({0, refusal.field, refusal.sentence()});
    if (charter && faults.empty()) faults = check_charter(*charter, registry);
    if (charter && faults.empty()) return *charter;
    for (auto& fault : faults)
        if (fault.line == 0) fault.line = line_of(lines, fault.key);
    std::ranges::stable_sort(faults, {}, &CharterFault::line);
    return std::unexpected(std::move(faults));
}

std::string write_charter(const Charter& charter) {
    std::ostringstream out;
    out << toml::toml_formatter(toml_table(to_json(charter).as_object()),
                                toml::toml_formatter::default_flags & ~toml::format_flags::indent_sub_tables)
        << "\n";
    return out.str();
}

} // namespace reef::rules
