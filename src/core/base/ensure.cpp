#include "core/base/ensure.hpp"
#include <fmt/format.h>

namespace reef {

void broken(std::string_view what, std::source_location where) {
    throw BrokenAssumption(fmt::format("{}:{}: {}", where.file_name(), where.line(), what));
}

} // namespace reef
