#include "core/chronicle/backup.hpp"
#include "core/chronicle/backup_secrets.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::chronicle {
namespace {

constexpr RefusalKind nothing_here{"backup.nothing_here", "There is no platform to back up: its chronicle is empty.",
                                   409};
constexpr RefusalKind not_a_backup{
    "backup.not_a_backup", "{} holds other things and no backup. Please name a new folder, or that of a backup.", 409};
constexpr RefusalKind other_history{
    "backup.other_history",
    "{} is the backup of another history: it has entries up to {}, and entry {} is not the same here. "
    "Please name a new folder.",
    409};
constexpr RefusalKind source_damaged{
    "backup.source_damaged",
    "Entry {} does not hold, so the backup stays as it was. `reef verify` says what is wrong with it.", 409};
constexpr RefusalKind none{"backup.none", "There is no backup in {}.", 404};
constexpr RefusalKind newer_format{"backup.newer_format",
                                   "The backup was written by a newer release of Reef. Please use that.", 409};

constexpr std::string_view manifest_file = "backup.json", entries_folder = "chronicle", values_folder = "vault";
constexpr std::int64_t own_format = 1;
constexpr std::string_view about =
    "A backup of a Reef platform. Check it with `reef verify --backup FOLDER`; bring the platform back with "
    "`reef restore --from FOLDER --to DATA`. Whoever has it and its keys can read everything: keep it safe.";

std::string manifest_text(const BackupManifest& manifest) {
    const auto document = to_json(manifest);
    return json_text_indented(json::object{{"backup", document}, {"sha256", sha256({json_text(document)}).text()}});
}

std::string part_name(std::string_view folder, EntryNumber first, EntryNumber last) {
    return fmt::format("{}/{:012}-{:012}.jsonl", folder, first, last);
}

/// By its name: in a folder that somebody gave us, other things may lie too.
bool is_ours(std::string_view name, std::string_view beginning) {
    return name.starts_with(beginning) && (name.ends_with(".jsonl") || name.ends_with(".jsonl.partial"));
}

class Run {
  public:
    Run(store::Connection& snapshot, const std::filesystem::path& folder, const BackupOptions& options)
        : snapshot_(snapshot), folder_(folder), options_(options) {}

    Result<BackupReport> run() {
        report_.head = read_head(snapshot_);
        const auto first = read_entry(snapshot_, 1);
        if (!first) return refuse(nothing_here);
        if (auto refusal = take_up()) return std::unexpected(std::move(*refusal));
        manifest_.platform = first->hash;
        remove_unlisted();
        report_.entries_before = manifest_.head.number;
        if (auto refusal = write_parts()) return std::unexpected(std::move(*refusal));
        tell("writing keys", 0, 1);
        write_secrets();
        manifest_.about = about;
        manifest_.release = options_.release;
        manifest_.made_at = options_.now;
        manifest_.head = report_.head;
        tell("finishing", 0, 1);
        replace_file(folder_ / manifest_file, manifest_text(manifest_));
        tell("removing what is old", 0, 1);
        remove_unlisted();
        remove_old_secrets();
        tell("removing what is old", 1, 1);
        report_.entries = report_.head.number;
        for (const auto& part : manifest_.parts) report_.bytes += part.entries.bytes + part.values.bytes;
        return report_;
    }

  private:
    void tell(std::string_view stage, std::int64_t done, std::int64_t of) const {
        if (options_.progress) options_.progress(stage, done, of);
    }

    /// The backup so far, of which the snapshot must be a continuation.
    std::optional<Refusal> take_up() {
        if (!std::filesystem::exists(folder_ / manifest_file)) {
            std::error_code problem;
            for (const auto& file : std::filesystem::directory_iterator(folder_, problem))
                if (file.path().filename() != "lock") return refuse(not_a_backup, {}, {folder_.string()}).error();
            note_first_run();
            return {};
        }
        auto manifest = read_manifest(folder_);
        if (!manifest) return manifest.error();
        manifest_ = std::move(*manifest);
        const auto number = manifest_.head.number;
        if (number == 0) return {};
        const auto same = read_entry(snapshot_, number);
        if (same && same->hash == manifest_.head.hash) return {};
        const auto text = std::to_string(number);
        return refuse(other_history, {}, {folder_.string(), text, text}).error();
    }

    /// A first run may take long: each part that is whole is noted, and the next run goes on after it. Until there are
    /// keys this is no backup (BackupReader::open).
    void note_first_run() {
        manifest_.about = about;
        manifest_.release = options_.release;
        replace_file(folder_ / manifest_file, manifest_text(manifest_));
    }

    std::optional<Refusal> write_parts() {
        auto next = manifest_.head.number + 1;
        if (next > report_.head.number) return {};
        if (!manifest_.parts.empty() && manifest_.parts.back().entries.bytes < options_.part_bytes_min) {
            next = manifest_.parts.back().first;
            manifest_.parts.pop_back();
        }
        if (const auto before = read_entry(snapshot_, next - 1)) last_ = before->hash; // none before the first
        while (next <= report_.head.number) {
            if (auto refusal = write_part(next)) return refusal;
            next = manifest_.parts.back().last + 1;
            if (!manifest_.keys) note_first_run();
        }
        return {};
    }

    std::optional<Refusal> write_part(EntryNumber first) {
        BackupPart part{.first = first, .last = first - 1};
        FileWriter entries(folder_, part_name(entries_folder, first, report_.head.number)),
            values(folder_, part_name(values_folder, first, report_.head.number));
        bool holds = true;
        each_entry(snapshot_, first, [&](const StoredEntry& stored) {
            const auto entry = Entry::read(stored.bytes.data);
            holds = entry && Entry::hash_of(stored.bytes.data) == stored.hash && entry->number == part.last + 1 &&
                    entry->previous == last_;
            if (!holds) return false;
            entries.line(stored.bytes.data);
            write_values(*entry, values);
            last_ = stored.hash;
            part.last = stored.number;
            so_far_ = {entry->number, stored.hash, entry->at, entry->edition};
            if (part.last % 500 == 0) tell("writing entries", part.last, report_.head.number);
            return entries.bytes() < options_.part_bytes_max;
        });
        holds = holds && (part.last < report_.head.number || last_ == report_.head.hash) && part.last >= first;
        if (!holds) return refuse(source_damaged, {}, {std::to_string(part.last + 1)}).error();
        part.entries = entries.finish_as(part_name(entries_folder, first, part.last));
        part.values = values.finish_as(part_name(values_folder, first, part.last));
        report_.bytes_written += part.entries.bytes + part.values.bytes;
        manifest_.parts.push_back(std::move(part));
        manifest_.head = so_far_;
        tell("writing entries", manifest_.parts.back().last, report_.head.number);
        return {};
    }

    /// What is not there any more was erased.
    void write_values(const Entry& entry, FileWriter& values) {
        for (const auto& reference : options_.vaulted(entry)) {
            const auto row = snapshot_.first<std::tuple<std::int64_t, Bytes>>(
                "SELECT subject, sealed FROM {vault_values} WHERE commitment = $1", reference.commitment);
            if (!row) continue;
            const auto& [subject, sealed] = *row;
            values.line(json_text(json::object{{"commitment", reference.commitment.text()},
                                               {"subject", json_integer(subject)},
                                               {"sealed", base64(sealed.data)}}));
            if (entry.number > report_.entries_before) ++report_.values_added;
        }
    }

    std::filesystem::path keys_folder() const { return keys_folder_of(folder_, options_.keys_folder); }

    /// Anew each time, so that the key of somebody who was erased is in the newest ones no more.
    void write_secrets() {
        SecretsHeader header{"credentials", manifest_.platform, report_.head.number, options_.now};
        write_credentials(snapshot_, keys_folder(), header, options_.credentials);
        header.holds = "keys";
        report_.keys = write_keys(snapshot_, keys_folder(), header);
        manifest_.keys = secrets_name(header);
    }

    /// What an interrupted run left, and what this one has taken up into other files.
    void remove_unlisted() const {
        std::set<std::string> listed;
        for (const auto& part : manifest_.parts) listed.insert({part.entries.name, part.values.name});
        std::error_code problem;
        for (const auto folder : {entries_folder, values_folder})
            for (const auto& file : std::filesystem::directory_iterator(folder_ / folder, problem)) {
                const auto name = file.path().filename().string();
                if (is_ours(name, "") && !listed.contains(fmt::format("{}/{}", folder, name)))
                    std::filesystem::remove(file.path());
            }
    }

    void remove_old_secrets() const {
        std::error_code problem;
        for (const auto& file : std::filesystem::directory_iterator(keys_folder(), problem)) {
            const auto name = file.path().filename().string();
            if (name == *manifest_.keys || name == credentials_beside(*manifest_.keys)) continue;
            if (!is_ours(name, "keys-") && !is_ours(name, "credentials-")) continue;
            const auto header = header_of_secrets(keys_folder(), name);
            const bool another_platforms = header && header->platform != manifest_.platform;
            const bool is_young = header && header->made_at + options_.keeps_keys > options_.now;
            if (!another_platforms && !is_young) std::filesystem::remove(file.path());
        }
    }

    store::Connection& snapshot_;
    const std::filesystem::path folder_;
    const BackupOptions& options_;
    BackupManifest manifest_;
    BackupReport report_;
    Hash last_; // of the entry before
    Head so_far_;
};

} // namespace

std::filesystem::path keys_folder_of(const std::filesystem::path& folder, const std::filesystem::path& elsewhere) {
    return elsewhere.empty() ? folder / "keys" : elsewhere;
}

Result<BackupReport> write_backup(store::Connection& snapshot, const std::filesystem::path& folder,
                                  const BackupOptions& options) {
    try {
        return Run(snapshot, folder, options).run();
    } catch (const store::StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
}

Result<BackupManifest> read_manifest(const std::filesystem::path& folder) {
    std::ifstream file(folder / manifest_file, std::ios::binary);
    if (!file) return refuse(none, {}, {folder.string()});
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto damaged = [&] {
        return std::unexpected(damaged_file(std::string(manifest_file), "its bytes are not those that were written"));
    };
    const auto whole = parse_json(text);
    const auto* object = whole ? whole->if_object() : nullptr;
    const auto* document = object ? object->if_contains("backup") : nullptr;
    if (!document || !document->is_object()) return damaged();
    if (text !=
        json_text_indented(json::object{{"backup", *document}, {"sha256", sha256({json_text(*document)}).text()}}))
        return damaged();
    const auto* format = document->get_object().if_contains("format");
    if (!format || !format->is_int64() || format->get_int64() > own_format) return refuse(newer_format);
    auto manifest = from_json<BackupManifest>(*document);
    if (!manifest) return std::unexpected(damaged_file(std::string(manifest_file), manifest.error().sentence()));
    return manifest;
}

} // namespace reef::chronicle
