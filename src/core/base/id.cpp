#include "core/base/id.hpp"
#include "core/base/text.hpp"

namespace reef {
namespace {
constexpr RefusalKind not_an_id{"input.not_an_id", "\"{}\" is not a number that Reef gave out, such as \"8841\".", 422};
}

Result<IdValue> IdValue::parse(std::string_view text) {
    const auto point = text.find('.');
    const auto root = parse_integer(text.substr(0, point));
    const auto ordinal = point == std::string_view::npos ? 0 : parse_integer(text.substr(point + 1)).value_or(-1);
    const bool fits =
        root && *root > 0 && *root < (std::int64_t{1} << root_bits) && ordinal >= 0 && ordinal < (1 << 22);
    // One spelling each: no leading zeros, no ".0".
    if (!fits || of(*root, ordinal).text() != text) return refuse(not_an_id, {}, {std::string(text.substr(0, 40))});
    return of(*root, ordinal);
}

std::string IdValue::text() const {
    std::string out = std::to_string(root());
    if (ordinal() != 0) out.append(".").append(std::to_string(ordinal()));
    return out;
}

} // namespace reef
