// Hearing that another process committed, through LISTEN and NOTIFY. Only this room includes it.
#pragma once
#include "core/store/database.hpp"
#include "core/store/postgres_raw.hpp"

namespace reef::store {

/// Each write's commit says its own process's name on the channel of the schema.
std::string announcement_of(const PostgresAddress& address, std::string_view process);

/// Listens for what other processes than `own` say. A line that was lost is found again, with pauses.
std::unique_ptr<Watch> watch_postgres(const PostgresAddress& address, std::string own,
                                      std::function<void()> others_wrote);

} // namespace reef::store
