// A platform in a schema of a PostgreSQL database. Only this room includes it.
#pragma once
#include "core/store/database.hpp"

namespace reef::store {

/// `postgresql://…`. Refusals: store.unknown_address, .bad_schema, .missing, .of_another_program, .too_old,
/// .unreachable, .read_only.
Result<std::unique_ptr<Database>> open_postgres(std::string_view where, const Options& options);

} // namespace reef::store
