#include "core/engine/rule.hpp"

namespace reef::engine {
namespace {
constexpr RefusalKind out_of_bounds{"rules.out_of_bounds", "{} cannot be {}: it must lie between {} and {}.", 422};
constexpr RefusalKind not_a_count{"input.not_a_count", "\"{}\" is not a whole number, such as \"5\".", 422};
} // namespace

std::unexpected<Refusal> refuse_out_of_bounds(std::string_view name, const std::string& value,
                                              const std::string& lowest, const std::string& highest) {
    return refuse(
        out_of_bounds, "value",
        {std::string(name), value, lowest.empty() ? "anything" : lowest, highest.empty() ? "anything" : highest});
}

Result<Count> Count::parse(std::string_view text) {
    const auto number = parse_integer(trimmed(text));
    if (!number) return refuse(not_a_count, {}, {std::string(text.substr(0, 40))});
    return Count{*number};
}

} // namespace reef::engine
