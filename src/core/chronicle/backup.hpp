// A backup: the chronicle, the vault's ciphertexts and, apart from them, keys and credentials, in a folder of plain
// files. What the tables of rooms hold is made again from the chronicle.
//
//     backup.json                      what is here, with sizes and sums
//     chronicle/FIRST-LAST.jsonl       entries, one a line, in the bytes that are hashed
//     vault/FIRST-LAST.jsonl           what these entries committed to, encrypted
//     keys/keys-…jsonl                 the key of each person: without it nothing of theirs in vault/ can be read
//     keys/credentials-…jsonl          what people sign in with, and the platform's own secrets
#pragma once
#include "core/chronicle/backup_file.hpp"
#include "core/chronicle/log.hpp"

namespace reef::chronicle {

/// One stretch of the chronicle.
struct BackupPart {
    EntryNumber first = 0;
    EntryNumber last = 0;
    FileNote entries;
    FileNote values;
    bool operator==(const BackupPart&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("first", &BackupPart::first, "its first entry"),
                          field("last", &BackupPart::last, "its last entry"),
                          field("entries", &BackupPart::entries, "the file of entries"),
                          field("values", &BackupPart::values, "the file of the values that they committed to")};
    }
};

/// `backup.json`. It is replaced last: until then the backup is what it was before the run.
struct BackupManifest {
    std::string about;
    std::int64_t format = 1;
    std::string release;
    Time made_at;
    Hash platform; // hash of entry 1
    Head head;
    std::optional<std::string> keys; // the newest file of keys, in the folder of keys
    std::vector<BackupPart> parts;
    static constexpr auto fields() {
        return FieldTable{field("about", &BackupManifest::about, "for whoever finds this"),
                          field("format", &BackupManifest::format, "of these files"),
                          field("release", &BackupManifest::release, "of Reef, that wrote last"),
                          field("made_at", &BackupManifest::made_at, "when"),
                          field("platform", &BackupManifest::platform, "hash of its first entry"),
                          field("head", &BackupManifest::head, "where its chronicle stood"),
                          field("keys", &BackupManifest::keys, "the file of keys that belongs to this"),
                          field("parts", &BackupManifest::parts, "the chronicle and the vault, in order")};
    }
};

/// A table of credentials. `subject` names the column that says whose they are; empty: the platform's own.
struct CredentialTable {
    std::string_view name;
    std::string_view subject;
};

struct BackupOptions {
    std::string release = {};
    Time now = {};
    std::filesystem::path keys_folder = {}; // otherwise `keys` in the backup's folder
    Duration keeps_keys = {};               // older files of keys are removed once they are older than this
    std::vector<CredentialTable> credentials = {};
    std::function<std::vector<VaultReference>(const Entry&)> vaulted = {};
    std::function<void(std::string_view, std::int64_t, std::int64_t)> progress = {};
    std::int64_t part_bytes_max = 64'000'000; // of entries in a file
    std::int64_t part_bytes_min = 1'000'000;  // a smaller last part is taken up into the next one
};

struct BackupReport {
    Head head;
    EntryNumber entries_before = 0;
    EntryNumber entries = 0; // now
    std::int64_t values_added = 0;
    std::int64_t keys = 0;
    std::int64_t bytes_written = 0;
    std::int64_t bytes = 0; // of the whole backup
};

/// Adds what came since the last run. `snapshot` stands inside begin_read. Refused: backup.nothing_here, .not_a_backup,
/// .other_history, .source_damaged, and what is wrong with backup.json.
Result<BackupReport> write_backup(store::Connection& snapshot, const std::filesystem::path& folder,
                                  const BackupOptions& options);

/// Where the keys of a backup lie unless they are kept elsewhere.
std::filesystem::path keys_folder_of(const std::filesystem::path& folder, const std::filesystem::path& elsewhere);

/// Refused: backup.none, backup.newer_format, backup.file_damaged.
Result<BackupManifest> read_manifest(const std::filesystem::path& folder);

} // namespace reef::chronicle
