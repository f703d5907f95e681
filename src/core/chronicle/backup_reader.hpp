// What stands in a backup, checked as it is read.
#pragma once
#include "core/chronicle/backup.hpp"

namespace reef::chronicle {

class BackupReader {
  public:
    using Progress = std::function<void(std::string_view, std::int64_t, std::int64_t)>;
    /// Whether a line of a file is as it must be, or what is wrong with it.
    using Wrong = std::optional<std::string>;

    /// Takes the newest files of keys and credentials from `keys`: a folder, a single file of keys, or nothing for the
    /// backup's own folder. Refused: what read_manifest refuses, backup.none where no run has come to its end,
    /// backup.keys_of_another where the keys are another platform's.
    static Result<BackupReader> open(const std::filesystem::path& folder, const std::filesystem::path& keys = {},
                                     bool without_keys = false);
    const BackupManifest& manifest() const { return manifest_; }
    /// Nothing where there is none.
    const std::optional<std::string>& keys() const { return keys_; }

    /// Every byte of every file against its sum, and the chain. Unless it was opened without keys, these must be there,
    /// and as new as the backup itself (backup.keys_missing), unless a file was named.
    std::optional<Refusal> check(const Progress& progress = {}) const;

    /// Of an entry; nothing where the backup ends before it. What is wrong with a file on the way is found by `check`.
    std::optional<Hash> hash_of(EntryNumber number) const;
    std::optional<Refusal> each_entry(const std::function<Wrong(EntryNumber, std::string_view bytes)>& visit) const;
    std::optional<Refusal> each_value(
        const std::function<void(const Hash& commitment, std::int64_t subject, const Bytes& sealed)>& visit) const;
    std::optional<Refusal> each_key(const std::function<void(std::int64_t subject, const Bytes& key)>& visit) const;
    std::optional<Refusal>
    each_credential(const std::function<Wrong(std::string_view table, const json::object& row)>& visit) const;

  private:
    std::optional<Refusal> check_secrets() const;

    std::filesystem::path folder_, keys_folder_;
    BackupManifest manifest_;
    bool without_keys_ = false, is_named_ = false;
    std::optional<std::string> keys_, credentials_;
};

} // namespace reef::chronicle
