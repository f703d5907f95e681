// A SQLite file as a Database. Only this room includes it.
#pragma once
#include "core/store/database.hpp"

namespace reef::store {

inline constexpr RefusalKind unknown_address{"store.unknown_address",
                                             "Data cannot be kept at \"{}\": please give the path of a file.", 503};

Result<std::unique_ptr<Database>> open_sqlite(std::string_view where, const Options& options);

} // namespace reef::store
