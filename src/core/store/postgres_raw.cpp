#include "core/store/postgres_raw.hpp"
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <libpq-fe.h>

namespace reef::store {
namespace {

using Kind = StoreFailure::Kind;

constexpr RefusalKind bad_address{
    "store.unknown_address", "\"{}\" is no address of a database. Write postgresql://user@host/database?schema=NAME.",
    503};
constexpr RefusalKind bad_schema{
    "store.bad_schema",
    "\"{}\" cannot name a schema: small letters, digits and underscores, a letter first, at most 60.", 503};

/// PostgreSQL's object identifiers of types, fixed for good (pg_type.dat).
constexpr unsigned int bool_type = 16, bytea_type = 17, int8_type = 20, int2_type = 21, int4_type = 23, text_type = 25;

bool is_schema(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 60 && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, fits);
}

/// "Class 08 — Connection Exception" and so on (PostgreSQL 15, appendix A). Nothing: the fault is ours.
std::optional<Kind> kind_of_failure(std::string_view state) {
    if (state == "53100" || state == "53200") return Kind::full;
    if (state == "55P03" || state == "57014" || state == "40001" || state == "40P01" || state == "53300")
        return Kind::busy;
    if (state == "25006" || state == "42501") return Kind::read_only;
    if (state.starts_with("XX")) return Kind::damaged;
    for (const auto* unreachable : {"08", "57P", "58", "53", "28", "3D"})
        if (state.starts_with(unreachable)) return Kind::unreachable;
    return {};
}

} // namespace

void ClosePostgres::operator()(pg_conn* connection) const noexcept { PQfinish(connection); }
void ClosePostgres::operator()(pg_result* result) const noexcept { PQclear(result); }

Result<PostgresAddress> PostgresAddress::parse(std::string_view where) {
    PostgresAddress address;
    const auto mark = std::min(where.find('?'), where.size());
    const auto shown = [&] { // without a password
        const auto at = where.substr(0, mark).rfind('@');
        return std::string("postgresql://") + std::string(at == std::string_view::npos
                                                              ? where.substr(13, mark - 13)
                                                              : where.substr(at + 1, mark - at - 1));
    };
    std::vector<std::string> others;
    for (const auto pair : split(mark < where.size() ? where.substr(mark + 1) : "", '&')) {
        if (pair.starts_with("schema="))
            address.schema = pair.substr(7);
        else if (pair == "pooled=true")
            address.keeps_statements = false;
        else if (!pair.empty())
            others.emplace_back(pair);
    }
    if (!is_schema(address.schema)) return refuse(bad_schema, {}, {address.schema.substr(0, 80)});
    address.connection = std::string(where.substr(0, mark));
    if (!others.empty()) address.connection += "?" + join(others, "&");
    char* problem = nullptr;
    auto* options = PQconninfoParse(address.connection.c_str(), &problem);
    const bool understood = options != nullptr;
    PQconninfoFree(options);
    PQfreemem(problem);
    if (!understood) return refuse(bad_address, {}, {shown()});
    address.name = fmt::format("{} ({})", shown(), address.schema);
    return address;
}

PostgresHandle connect_postgres(const PostgresAddress& address, std::int64_t seconds) {
    const auto timeout = std::to_string(seconds);
    // Later values win over the address's; the address is expanded because it stands under dbname.
    const char* names[] = {"dbname", "client_encoding", "application_name", "connect_timeout", nullptr};
    const char* values[] = {address.connection.c_str(), "UTF8", "reef", timeout.c_str(), nullptr};
    return PostgresHandle(PQconnectdbParams(names, values, 1));
}

void throw_postgres(pg_conn* connection, const pg_result* result, std::string_view where, std::string_view sql) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    // Not its details: those quote rows.
    const char* first = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const auto said = std::string(trimmed(first ? first : PQerrorMessage(connection)));
    if (!state || PQstatus(connection) == CONNECTION_BAD)
        throw StoreFailure(Kind::unreachable, std::string(where), said);
    if (const auto kind = kind_of_failure(state)) throw StoreFailure(*kind, std::string(where), said);
    broken(fmt::format("{}, in: {}", said, sql.substr(0, 300)));
}

unsigned int type_of(ValueKind kind) {
    switch (kind) {
    case ValueKind::integer:
        return int8_type;
    case ValueKind::boolean:
        return bool_type;
    case ValueKind::text:
        return text_type;
    case ValueKind::bytes:
        return bytea_type;
    }
    return text_type;
}

std::optional<ValueKind> kind_of_postgres_type(unsigned int type) {
    switch (type) {
    case int8_type:
    case int4_type:
    case int2_type:
        return ValueKind::integer;
    case bool_type:
        return ValueKind::boolean;
    case text_type:
        return ValueKind::text;
    case bytea_type:
        return ValueKind::bytes;
    default:
        return {};
    }
}

} // namespace reef::store
