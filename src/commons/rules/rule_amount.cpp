#include "commons/rules/rule_amount.hpp"

namespace reef::rules {
using engine::Count;
using engine::ValueKind;

std::optional<std::int64_t> amount_of(const engine::RuleDeclaration& rule, std::string_view value) {
    const auto read = [](const auto& parsed, auto member) {
        return parsed ? std::optional((*parsed).*member) : std::nullopt;
    };
    switch (rule.kind) {
    case ValueKind::percent:
        return read(Percent::parse(value), &Percent::hundredths);
    case ValueKind::money:
        return read(Money::parse(value), &Money::minor);
    case ValueKind::duration:
        return read(Duration::parse(value), &Duration::ms);
    case ValueKind::count:
        return read(Count::parse(value), &Count::number);
    case ValueKind::weights:
    case ValueKind::prose:
    case ValueKind::word:
        break;
    }
    return {};
}

std::string value_of_amount(const engine::RuleDeclaration& rule, std::int64_t amount, Currency currency) {
    switch (rule.kind) {
    case ValueKind::percent:
        return Percent{amount}.text();
    case ValueKind::money:
        return Money{amount, currency}.text();
    case ValueKind::duration:
        return Duration{amount}.text();
    case ValueKind::count:
        return Count{amount}.text();
    case ValueKind::weights:
    case ValueKind::prose:
    case ValueKind::word:
        break;
    }
    broken("what is reckoned is a number");
}

} // namespace reef::rules
