#include "app/roll_file.hpp"
#include "math/opinion/module.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::app {
namespace {

/// Spreadsheets of much of Europe write semicolons. Commas are what the reader knows.
std::string with_commas(std::string_view text) {
    std::string out(text);
    const auto first_line = text.substr(0, text.find('\n'));
    if (first_line.find(';') == std::string_view::npos || first_line.find(',') != std::string_view::npos) return out;
    bool quoted = false;
    for (char& each : out) {
        if (each == '"') quoted = !quoted;
        if (each == ';' && !quoted) each = ',';
    }
    return out;
}

const rules::ClassCharter* class_named(const rules::Charter& charter, std::string_view given) {
    for (const auto& each : charter.governance.classes)
        if (each.id == given || lower_ascii(each.name) == lower_ascii(given)) return &each;
    return nullptr;
}

} // namespace

std::string RollFault::sentence() const {
    const auto what = [&]() -> std::string {
        switch (kind) {
        case RollFaultKind::unreadable:
            return "cannot be read as columns; look at its quotation marks";
        case RollFaultKind::no_identifier:
            return "names nobody: the first column is a member number or an address";
        case RollFaultKind::too_long:
            return "is too long";
        case RollFaultKind::unknown_class:
            return fmt::format("there is no class \"{}\"", value);
        case RollFaultKind::not_yours:
            return fmt::format("the roll of \"{}\" is for others to keep", value);
        case RollFaultKind::twice:
            break;
        }
        return fmt::format("\"{}\" stands in this list before, in the same class", value);
    };
    return fmt::format("Line {}: {}.", line, what());
}

std::expected<std::vector<RollRow>, std::vector<RollFault>>
read_roll(std::string_view text, const rules::Charter& charter,
          const std::function<bool(std::string_view class_id)>& may_admit) {
    std::vector<RollRow> rows;
    std::vector<RollFault> faults;
    std::set<std::pair<std::string, std::string>> seen;
    const auto readable = with_commas(text);
    opinion::CsvReader reader(readable);
    opinion::CsvRecord record;
    for (bool first = true; reader.next(record); first = false) {
        const auto fault = [&](RollFaultKind kind, std::string value = {}) {
            faults.push_back(RollFault{record.line, kind, std::move(value)});
        };
        if (record.fault || record.fields.size() > 3) {
            fault(RollFaultKind::unreadable);
            continue;
        }
        const auto column = [&](std::size_t i) {
            return i < record.fields.size() ? std::string(trimmed(record.fields[i])) : std::string();
        };
        RollRow row{column(0), column(1), column(2)};
        if (first && lower_ascii(row.identifier) == "identifier") continue;
        if (row.identifier.empty()) {
            fault(RollFaultKind::no_identifier);
            continue;
        }
        if (row.identifier.size() > identifier_max || row.display_name.size() > display_name_max ||
            rows.size() == roll_rows_max) {
            fault(RollFaultKind::too_long);
            continue;
        }
        const auto* found = class_named(charter, row.stakeholder_class);
        if (!found)
            fault(RollFaultKind::unknown_class, row.stakeholder_class);
        else if (!may_admit(found->id))
            fault(RollFaultKind::not_yours, found->name);
        else if (!seen.insert({people::same_identifier(row.identifier), found->id}).second)
            fault(RollFaultKind::twice, row.identifier);
        else
            rows.push_back({row.identifier, found->id, row.display_name});
    }
    if (!faults.empty()) return std::unexpected(std::move(faults));
    return rows;
}

} // namespace reef::app
