// A SQLite file as a Database. Only this room includes it.
#pragma once
#include "core/store/database.hpp"

namespace reef::store {

Result<std::unique_ptr<Database>> open_sqlite(std::string_view where, const Options& options);

} // namespace reef::store
