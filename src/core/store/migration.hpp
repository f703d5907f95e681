// Migrations: only for the few tables that cannot be rebuilt from the chronicle (chronicle, vault, credentials).
#pragma once
#include "core/store/connection.hpp"

namespace reef::store {

/// One step, for good: once released, neither its name nor its SQL changes.
struct Migration {
    std::string_view name; // `chronicle.1_entries`
    std::string_view sql;  // a script
};

/// Applies, in one transaction, those of the list that are not yet recorded, in the list's order. The list holds all
/// migrations of the release. Refusal: store.newer_version, where the file holds one that the list does not know.
Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

} // namespace reef::store
