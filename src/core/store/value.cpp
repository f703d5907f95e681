#include "core/store/value.hpp"

namespace reef::store {

std::string_view sql_name(ValueKind kind) {
    switch (kind) {
    case ValueKind::integer:
        return "BIGINT";
    case ValueKind::boolean:
        return "BOOLEAN";
    case ValueKind::text:
        return "TEXT";
    case ValueKind::bytes:
        return "BYTEA";
    }
    broken("a value is of one of four kinds");
}

Currency SqlType<Currency>::from(const Value& cell) {
    const auto currency = Currency::parse(cell.data);
    ensure(currency.has_value(), "the stored text is a currency");
    return *currency;
}

} // namespace reef::store
