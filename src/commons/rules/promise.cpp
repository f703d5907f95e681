#include "commons/rules/promise.hpp"
#include "core/base/text.hpp"

namespace reef::rules {
namespace {

constexpr RefusalKind not_a_size{
    "rules.not_a_size",
    "\"{}\" does not say by how much. Write a number and what it counts, such as \"4%\" or \"2 min\".", 422};
constexpr RefusalKind other_unit{
    "rules.other_unit", "\"{}\" was promised, and \"{}\" is counted in something else. Say it in the same unit.", 422};

} // namespace

Result<Size> Size::parse(std::string_view text) {
    const auto whole = trimmed(text);
    const auto end = whole.find_first_not_of("0123456789.-");
    const auto number = parse_decimal(whole.substr(0, end), 4);
    if (!number) return refuse(not_a_size, {}, {std::string(whole.substr(0, 40))});
    return Size{*number, end == std::string_view::npos ? std::string() : std::string(trimmed(whole.substr(end)))};
}

Result<Finding> judge(const ExpectedResult& promised, std::string_view measured) {
    const auto moved = Size::parse(measured), asked = Size::parse(promised.size);
    if (!moved) return std::unexpected(moved.error());
    if (!asked || asked->unit != moved->unit)
        return refuse(other_unit, {}, {promised.size, std::string(trimmed(measured))});
    return moved->ten_thousandths >= asked->ten_thousandths ? Finding::achieved : Finding::not_achieved;
}

} // namespace reef::rules
