// What a ballot says of one option: approved, its place, or its score.
#pragma once
#include "core/base/module.hpp"

namespace reef::decisions {

/// `2: 1`: of option 2 that it is approved, or ranked first, or scored 1, by the form of the ballot.
struct OptionMark {
    std::int64_t option = 0;
    std::int64_t mark = 0;
    auto operator<=>(const OptionMark&) const = default;
    /// Refused: decisions.not_a_mark.
    static Result<OptionMark> parse(std::string_view text);
    std::string text() const { return std::to_string(option) + ": " + std::to_string(mark); }
    static constexpr std::string_view form = "the number of an option and its mark, such as \"2: 1\"";
};

} // namespace reef::decisions
