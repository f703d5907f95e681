// What stands in a backup goes into an empty database. What rooms make of the chronicle is not here.
#pragma once
#include "core/chronicle/backup_reader.hpp"
#include <set>

namespace reef::chronicle {

/// Entries, tree and head, in transactions of their own; the connection stands in none.
std::optional<Refusal> restore_entries(store::Connection& connection, const BackupReader& backup,
                                       const BackupReader::Progress& progress = {});

struct RestoredSecrets {
    std::int64_t keys = 0;
    std::int64_t credentials = 0; // rows
};
/// Keys, the values that they open, and credentials, in one transaction of their own. Nothing of those who are in
/// `erased`, nor of those who came after the backup's last entry; without any keys, every value of the others.
Result<RestoredSecrets> restore_secrets(store::Connection& connection, const BackupReader& backup,
                                        std::span<const CredentialTable> tables, const std::set<std::int64_t>& erased);

} // namespace reef::chronicle
