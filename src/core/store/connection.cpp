#include "core/store/connection.hpp"
#include <fmt/format.h>

namespace reef::store {

void Connection::expect_row(bool holds, std::string_view found, std::string_view sql) {
    if (!holds) broken(fmt::format("{} where there is exactly one, in: {}", found, sql.substr(0, 300)));
}

std::int64_t Connection::run_values(std::string_view sql, std::span<const Value> arguments) {
    Cursor cursor(*this, sql, arguments, {});
    cursor.next(nullptr);
    return cursor.close();
}

} // namespace reef::store
