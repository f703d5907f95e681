#include "core/chronicle/entry.hpp"

namespace reef::chronicle {

Result<Entry> Entry::read(std::string_view bytes) {
    const auto value = parse_json(bytes);
    if (!value) return std::unexpected(value.error());
    return from_json<Entry>(*value);
}

} // namespace reef::chronicle
