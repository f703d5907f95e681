// Values of rules as numbers, so that moves can be measured and reckoned.
#pragma once
#include "core/engine/module.hpp"

namespace reef::rules {

/// In the smallest unit of the rule: hundredths of a percent, minor units, milliseconds, a count. Nothing where the
/// rule is no number.
std::optional<std::int64_t> amount_of(const engine::RuleDeclaration& rule, std::string_view value);
/// The reverse; amounts of money in `currency`.
std::string value_of_amount(const engine::RuleDeclaration& rule, std::int64_t amount, Currency currency);

} // namespace reef::rules
