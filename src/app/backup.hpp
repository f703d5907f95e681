// Backups of a whole platform, and what comes back from them. The format: core/chronicle/backup.hpp.
#pragma once
#include "app/folder.hpp"
#include "app/progress.hpp"
#include "core/engine/module.hpp"

namespace reef::app {

/// What is neither chronicle and vault nor made from them: tables that go along with a backup, and those that stay out
/// of it on purpose (sessions, keys of forms, positions, what each place says of itself).
std::vector<chronicle::CredentialTable> credential_tables();
std::vector<std::string> tables_left_out();

struct PlatformBackupOptions {
    std::string data; // folder of the platform; a server may be writing
    std::string to;
    std::string keys = {}; // folder of the keys; otherwise in the backup's own
    Duration keeps_keys = {};
    const engine::Clock* clock = nullptr; // the machine's, unless given
    Progress progress = {};
};
/// Refused: backup.in_use, house.moved, house.arriving, what the store refuses, and what chronicle::write_backup does.
Result<chronicle::BackupReport> back_up(const PlatformBackupOptions& options);

struct RestoreOptions {
    std::string from;
    std::string to;            // a new folder
    std::string database = {}; // `postgresql://…`; otherwise a file in the folder
    std::string keys = {};     // folder of the keys, or one file of them; otherwise in the backup's own
    bool without_keys = false; // they are lost
    Progress progress = {};
    store::Options disk = {};
};
struct RestoreReport {
    chronicle::Head head;
    EntryNumber before = 0; // entries that an interrupted attempt had brought
    std::int64_t keys = 0;
    std::int64_t lost_values = 0; // that cannot be read any more, though nobody was erased
    std::int64_t credentials = 0; // rows
};
/// The platform comes back whole or not at all; given again after it was interrupted, it goes on; whoever an entry
/// erased, or whose key is in the newest file no more, does not. Refused: what is wrong with the backup,
/// restore.target_not_empty, restore.does_not_hold, platform.newer_data.
Result<RestoreReport> restore(const RestoreOptions& options);

} // namespace reef::app
