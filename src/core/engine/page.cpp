#include "core/engine/page.hpp"

namespace reef::engine {

std::int64_t PageRequest::asked_number(std::string_view name, std::int64_t otherwise) const {
    return parse_integer(asked(name)).value_or(otherwise);
}

} // namespace reef::engine
