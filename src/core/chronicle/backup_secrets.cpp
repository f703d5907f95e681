#include "core/chronicle/backup_secrets.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::chronicle {
namespace {

/// The last line: how many lines stand before it, and the sum of their bytes.
struct SecretsSum {
    std::int64_t lines = 0;
    Hash sha256;
    static constexpr auto fields() {
        return FieldTable{field("lines", &SecretsSum::lines, "before this one"),
                          field("sha256", &SecretsSum::sha256, "over all bytes before this line")};
    }
};

void finish(FileWriter& file) {
    const auto note = file.note();
    file.line(json_text(to_json(SecretsSum{note.lines, note.sha256})));
    file.finish();
}

json::value json_of(const store::Value& cell) {
    if (cell.null) return nullptr;
    switch (cell.kind) {
    case store::ValueKind::integer:
        return json_integer(cell.integer);
    case store::ValueKind::boolean:
        return cell.integer != 0;
    case store::ValueKind::text:
        return json::string(cell.data);
    case store::ValueKind::bytes:
        break;
    }
    return json::string(base64(cell.data));
}

/// Walks over all lines but the last; then over the last.
template <class Line, class Last>
std::optional<Refusal> walk(const std::filesystem::path& folder, const std::string& name, Line line, Last last) {
    std::optional<std::string> held;
    if (auto refusal = each_line(folder, name, [&](std::string_view text) -> std::optional<std::string> {
            std::optional<std::string> wrong;
            if (held) wrong = line(*held);
            held = text;
            return wrong;
        }))
        return refusal;
    if (!held) return damaged_file(name, "it is empty");
    if (auto wrong = last(*held)) return damaged_file(name, *wrong);
    return {};
}

} // namespace

std::string secrets_name(const SecretsHeader& header) {
    auto time = header.made_at.text();
    std::ranges::replace(time, ':', '-');
    return fmt::format("{}-{:012}-{}.jsonl", header.holds, header.head, time);
}

std::string credentials_beside(std::string_view keys_name) {
    return "credentials" + std::string(keys_name.substr(std::string_view("keys").size()));
}

std::int64_t write_keys(store::Connection& snapshot, const std::filesystem::path& folder, const SecretsHeader& header) {
    FileWriter file(folder, secrets_name(header));
    file.line(json_text(to_json(header)));
    for (const auto& [subject, key] :
         snapshot.each<std::tuple<std::int64_t, Bytes>>("SELECT subject, key FROM {vault_keys} ORDER BY subject"))
        file.line(json_text(json::object{{"subject", json_integer(subject)}, {"key", base64(key.data)}}));
    const auto keys = file.note().lines - 1;
    finish(file);
    return keys;
}

std::int64_t write_credentials(store::Connection& snapshot, const std::filesystem::path& folder,
                               const SecretsHeader& header, std::span<const CredentialTable> tables) {
    FileWriter file(folder, secrets_name(header));
    file.line(json_text(to_json(header)));
    for (const auto& table : tables) {
        store::TableReader rows(snapshot, table.name);
        for (; rows.more; rows.advance()) {
            json::object row;
            for (std::size_t i = 0; i < rows.cells.size(); ++i) row[rows.columns[i].name] = json_of(rows.cells[i]);
            file.line(json_text(json::object{{"table", table.name}, {"row", std::move(row)}}));
        }
    }
    const auto count = file.note().lines - 1;
    finish(file);
    return count;
}

std::optional<Refusal> fault_of_secrets(const std::filesystem::path& folder, const std::string& name) {
    RunningHash hash;
    std::int64_t lines = 0;
    std::string whole_last;
    auto refusal = walk(
        folder, name,
        [&](std::string_view line) -> std::optional<std::string> {
            hash.add(line);
            hash.add("\n");
            ++lines;
            return {};
        },
        [&](std::string_view last) -> std::optional<std::string> {
            if (last == json_text(to_json(SecretsSum{lines, hash.so_far()}))) return {};
            return "its bytes are not those that were written";
        });
    if (refusal) return refusal;
    // A last line that was cut short reads like a whole one.
    std::ifstream file(folder / name, std::ios::binary | std::ios::ate);
    file.seekg(-1, std::ios::end);
    if (file.get() != '\n') return damaged_file(name, "its end is missing");
    const auto header = header_of_secrets(folder, name);
    return header ? std::nullopt : std::optional(header.error());
}

Result<SecretsHeader> header_of_secrets(const std::filesystem::path& folder, const std::string& name) {
    std::ifstream file(folder / name, std::ios::binary);
    std::string line;
    std::getline(file, line);
    const auto value = parse_json(line);
    if (!value) return std::unexpected(damaged_file(name, "its first line says nothing"));
    auto header = from_json<SecretsHeader>(*value);
    if (!header) return std::unexpected(damaged_file(name, "its first line says nothing"));
    return header;
}

std::optional<Refusal> each_secret(const std::filesystem::path& folder, const std::string& name,
                                   const std::function<std::optional<std::string>(const json::object&)>& visit) {
    bool is_header = true;
    return walk(
        folder, name,
        [&](std::string_view line) -> std::optional<std::string> {
            if (std::exchange(is_header, false)) return {};
            const auto value = parse_json(line);
            if (!value || !value->is_object()) return "it is no object in JSON";
            return visit(value->get_object());
        },
        [](std::string_view) { return std::optional<std::string>(); });
}

std::vector<std::string> files_holding(std::string_view what, const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& file : std::filesystem::directory_iterator(folder, problem)) {
        const auto name = file.path().filename().string();
        if (name.starts_with(std::string(what) + "-") && name.ends_with(".jsonl")) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

} // namespace reef::chronicle
