// From the common dialect (README.md) to the engines'. Only this room includes it.
#pragma once
#include "core/store/generation.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace reef::store {

struct TranslatedSql {
    std::string sql;
    int parameters = 0;              // the highest $n; all from 1 occur
    std::vector<std::string> tables; // named in braces, as the generation calls them
};

/// Names in braces are quoted, `$1` becomes `?1`, types become those of SQLite's STRICT tables, every CREATE TABLE
/// becomes STRICT, and FOR UPDATE is dropped (BEGIN IMMEDIATE has locked already). What only one of the engines
/// understands is an assertion.
TranslatedSql to_sqlite(std::string_view sql, const Generation& generation = {});

/// Names in braces are those of tables in the schema, columns of TEXT sort byte by byte (COLLATE "C").
TranslatedSql to_postgres(std::string_view sql, std::string_view schema, const Generation& generation = {});

/// Whether the function means the same in both engines.
bool is_common_function(std::string_view name);

} // namespace reef::store
