// Keys and credentials, apart from the rest of a backup: each file checks itself, so that it can be kept elsewhere.
// Only this room includes it.
#pragma once
#include "core/chronicle/backup.hpp"

namespace reef::chronicle {

/// The first line of such a file.
struct SecretsHeader {
    std::string holds; // `keys` or `credentials`
    Hash platform;
    EntryNumber head = 0;
    Time made_at;
    static constexpr auto fields() {
        return FieldTable{field("holds", &SecretsHeader::holds, "keys or credentials"),
                          field("platform", &SecretsHeader::platform, "hash of its first entry"),
                          field("head", &SecretsHeader::head, "the last entry then"),
                          field("made_at", &SecretsHeader::made_at, "when")};
    }
};

/// `keys-000000000655-2026-11-22T02-20-48.123Z.jsonl`
std::string secrets_name(const SecretsHeader& header);
/// The file of credentials that was written with a file of keys.
std::string credentials_beside(std::string_view keys_name);

/// Both return how many lines they wrote between header and sum.
std::int64_t write_keys(store::Connection& snapshot, const std::filesystem::path& folder, const SecretsHeader& header);
std::int64_t write_credentials(store::Connection& snapshot, const std::filesystem::path& folder,
                               const SecretsHeader& header, std::span<const CredentialTable> tables);

/// What is wrong with the file, or nothing.
std::optional<Refusal> fault_of_secrets(const std::filesystem::path& folder, const std::string& name);
Result<SecretsHeader> header_of_secrets(const std::filesystem::path& folder, const std::string& name);
/// The lines between header and sum.
std::optional<Refusal> each_secret(const std::filesystem::path& folder, const std::string& name,
                                   const std::function<std::optional<std::string>(const json::object&)>& visit);

/// The names of the files in the folder that hold `keys` or `credentials`, the newest last.
std::vector<std::string> files_holding(std::string_view what, const std::filesystem::path& folder);

} // namespace reef::chronicle
