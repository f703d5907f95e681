// What a change promises, and whether it was kept: "change is not subjectively controlled by people, so there is a
// necessary connection between the change and the realization of the result".
#pragma once
#include "core/base/module.hpp"

namespace reef::rules {

using namespace std::literals;

enum class Direction { rises, falls };
constexpr auto names_of(Direction) { return std::array{"rises"sv, "falls"sv}; }

/// "Every change names its expected result: indicator, direction, size, date."
struct ExpectedResult {
    std::string indicator;
    Direction direction = Direction::rises;
    std::string size;
    Time by;
    static constexpr auto fields() {
        return FieldTable{field("indicator", &ExpectedResult::indicator, "one of the charter's indicators"),
                          field("direction", &ExpectedResult::direction, "which way it moves"),
                          field("size", &ExpectedResult::size, "by how much, such as \"4%\"", Audience::everyone, 40),
                          field("by", &ExpectedResult::by, "by when")};
    }
};

/// By how much a figure moved: a number and what it counts, such as `4%`, `2 min`, `300.00 EUR`, `12`. Below zero it
/// moved the other way.
struct Size {
    std::int64_t ten_thousandths = 0;
    std::string unit;
    static Result<Size> parse(std::string_view text);
};

/// `not_measured`: nobody could say, and the time to find out is over.
enum class Finding { achieved, not_achieved, not_measured };
constexpr auto names_of(Finding) { return std::array{"achieved"sv, "not achieved"sv, "not measured"sv}; }

/// What the figure did, beside what was promised. Both are counted in the same unit, or it is refused.
Result<Finding> judge(const ExpectedResult& promised, std::string_view measured);

} // namespace reef::rules
