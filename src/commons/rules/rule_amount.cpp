#include "commons/rules/rule_amount.hpp"
#include "core/base/prose.hpp"
#include "core/base/weekly_hours.hpp"

namespace reef::rules {
using engine::Count;

std::optional<std::int64_t> amount_of(const engine::RuleDeclaration& rule, std::string_view value) {
    const auto read = [](const auto& parsed, auto member) {
        return parsed ? std::optional((*parsed).*member) : std::nullopt;
    };
    if (rule.form == Percent::form) return read(Percent::parse(value), &Percent::hundredths);
    if (rule.form == Money::form) return read(Money::parse(value), &Money::minor);
    if (rule.form == Duration::form) return read(Duration::parse(value), &Duration::ms);
    if (rule.form == Count::form) return read(Count::parse(value), &Count::number);
    return {};
}

std::string value_of_amount(const engine::RuleDeclaration& rule, std::int64_t amount, Currency currency) {
    if (rule.form == Percent::form) return Percent{amount}.text();
    if (rule.form == Money::form) return Money{amount, currency}.text();
    if (rule.form == Duration::form) return Duration{amount}.text();
    return Count{amount}.text();
}

bool has_order(const engine::RuleDeclaration& rule) { return !is_prose(rule) && rule.form != WeeklyHours::form; }
bool is_prose(const engine::RuleDeclaration& rule) { return rule.form == Prose::form; }

} // namespace reef::rules
