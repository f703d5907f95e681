#include "core/chronicle/backup_reader.hpp"
#include "core/chronicle/backup_secrets.hpp"
#include <fmt/format.h>

namespace reef::chronicle {
namespace {

constexpr RefusalKind unfinished{"backup.none", "There is no backup in {}: its first run has not come to an end.", 404};
constexpr RefusalKind keys_missing{
    "backup.keys_missing",
    "The backup is incomplete: {} is missing in {}. Without keys nothing that people wrote can be read again; with "
    "`--without-keys` the platform comes back like that.",
    409};
constexpr RefusalKind keys_of_another{"backup.keys_of_another", "The keys in {} belong to another platform.", 409};

std::optional<std::int64_t> integer_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto number = value ? from_json<std::int64_t>(*value) : Result<std::int64_t>(0);
    return value && number ? std::optional(*number) : std::nullopt;
}

std::optional<Bytes> bytes_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    Bytes bytes;
    if (!value || !value->is_string() || !from_base64(value->get_string(), bytes.data)) return {};
    return bytes;
}

} // namespace

Result<BackupReader> BackupReader::open(const std::filesystem::path& folder, const std::filesystem::path& keys,
                                        bool without_keys) {
    BackupReader reader;
    reader.folder_ = folder;
    reader.without_keys_ = without_keys;
    reader.is_named_ = std::filesystem::is_regular_file(keys);
    reader.keys_folder_ = reader.is_named_ ? keys.parent_path() : keys_folder_of(folder, keys);
    auto manifest = read_manifest(folder);
    if (!manifest) return std::unexpected(std::move(manifest.error()));
    reader.manifest_ = std::move(*manifest);
    if (!reader.manifest_.keys) return refuse(unfinished, {}, {folder.string()});
    if (const auto names = files_holding("keys", reader.keys_folder_); !without_keys && !names.empty())
        reader.keys_ = reader.is_named_ ? keys.filename().string() : names.back();
    const auto others = files_holding("credentials", reader.keys_folder_);
    if (reader.keys_)
        reader.credentials_ = credentials_beside(*reader.keys_);
    else if (without_keys && !others.empty())
        reader.credentials_ = others.back();
    for (const auto& name : {reader.keys_, reader.credentials_}) {
        if (!name || !std::filesystem::exists(reader.keys_folder_ / *name)) continue;
        const auto header = header_of_secrets(reader.keys_folder_, *name);
        if (!header) return std::unexpected(header.error());
        if (header->platform != reader.manifest_.platform)
            return refuse(keys_of_another, {}, {reader.keys_folder_.string()});
    }
    return reader;
}

std::optional<Refusal> BackupReader::check(const Progress& progress) const {
    std::int64_t done = 0, all = 0;
    for (const auto& part : manifest_.parts) all += part.entries.bytes + part.values.bytes;
    for (const auto& part : manifest_.parts)
        for (const auto& note : {part.entries, part.values}) {
            if (progress) progress("checking the backup's bytes", done, all);
            if (auto fault = fault_of(folder_, note)) return fault;
            done += note.bytes;
        }
    if (progress) progress("checking the backup's bytes", all, all);
    if (auto fault = each_entry([](EntryNumber, std::string_view) { return Wrong(); })) return fault;
    return check_secrets();
}

std::optional<Refusal> BackupReader::check_secrets() const {
    // The names go up with the entries and the time.
    if (!without_keys_ && (!keys_ || (*keys_ < *manifest_.keys && !is_named_)))
        return refuse(keys_missing, {}, {*manifest_.keys, keys_folder_.string()}).error();
    std::vector<std::string> names;
    if (is_named_ || without_keys_) {
        for (const auto& name : {keys_, credentials_})
            if (name) names.push_back(*name);
    } else
        for (const auto& name : files_holding("keys", keys_folder_)) {
            names.push_back(name);
            names.push_back(credentials_beside(name));
        }
    for (const auto& name : names)
        if (auto fault = fault_of_secrets(keys_folder_, name)) return fault;
    return {};
}

std::optional<Hash> BackupReader::hash_of(EntryNumber number) const {
    std::optional<Hash> hash;
    for (const auto& part : manifest_.parts) {
        if (number < part.first || number > part.last) continue;
        auto at = part.first;
        static_cast<void>(each_line(folder_, part.entries.name, [&](std::string_view bytes) -> Wrong {
            if (at++ != number) return {};
            hash = Entry::hash_of(bytes);
            return "found"; // and no further
        }));
    }
    return hash;
}

std::optional<Refusal>
BackupReader::each_entry(const std::function<Wrong(EntryNumber, std::string_view)>& visit) const {
    Head head;
    for (const auto& part : manifest_.parts) {
        const auto fault = each_line(folder_, part.entries.name, [&](std::string_view bytes) -> Wrong {
            const auto entry = Entry::read(bytes);
            if (!entry) return entry.error().sentence();
            if (entry->number != head.number + 1 || entry->previous != head.hash)
                return fmt::format("entry {} does not continue entry {}", entry->number, head.number);
            head = {entry->number, Entry::hash_of(bytes), entry->at, entry->edition};
            return visit(entry->number, bytes);
        });
        if (fault) return fault;
    }
    if (head == manifest_.head) return {};
    return damaged_file("backup.json",
                        fmt::format("it names the head {}:{}, and the entries end with {}:{}", manifest_.head.number,
                                    manifest_.head.hash.text(), head.number, head.hash.text()));
}

std::optional<Refusal>
BackupReader::each_value(const std::function<void(const Hash&, std::int64_t, const Bytes&)>& visit) const {
    for (const auto& part : manifest_.parts) {
        const auto fault = each_line(folder_, part.values.name, [&](std::string_view line) -> Wrong {
            const auto value = parse_json(line);
            const auto* object = value ? value->if_object() : nullptr;
            const auto* text = object ? object->if_contains("commitment") : nullptr;
            const auto commitment = text ? from_json<Hash>(*text) : Result<Hash>(Hash{});
            if (!text || !commitment) return "it names no commitment";
            const auto subject = integer_at(*object, "subject");
            const auto sealed = bytes_at(*object, "sealed");
            if (!subject || !sealed) return "it holds no value";
            visit(*commitment, *subject, *sealed);
            return {};
        });
        if (fault) return fault;
    }
    return {};
}

std::optional<Refusal> BackupReader::each_key(const std::function<void(std::int64_t, const Bytes&)>& visit) const {
    if (!keys_) return {};
    return each_secret(keys_folder_, *keys_, [&](const json::object& row) -> Wrong {
        const auto subject = integer_at(row, "subject");
        const auto key = bytes_at(row, "key");
        if (!subject || !key) return "it holds no key";
        visit(*subject, *key);
        return {};
    });
}

std::optional<Refusal>
BackupReader::each_credential(const std::function<Wrong(std::string_view, const json::object&)>& visit) const {
    if (!credentials_) return {};
    return each_secret(keys_folder_, *credentials_, [&](const json::object& line) -> Wrong {
        const auto* table = line.if_contains("table");
        const auto* row = line.if_contains("row");
        if (!table || !table->is_string() || !row || !row->is_object()) return "it holds no row";
        return visit(table->get_string(), row->get_object());
    });
}

} // namespace reef::chronicle
