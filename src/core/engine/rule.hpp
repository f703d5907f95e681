// Rules as rooms declare them: typed, bounded, with a meaning and a default. The default is read once, when a platform
// is founded or a new edition brings the rule; from then on only recorded values count.
#pragma once
#include "core/base/module.hpp"
#include <functional>

namespace reef::engine {

/// A rule's declaration without its type, for registers, forms and checks.
struct RuleDeclaration {
    std::string_view name;    // room.words
    std::string_view title;   // as people see it
    std::string_view meaning; // one plain sentence
    std::string_view form;    // how a value is written
    std::string default_text;
    std::string lowest_text; // empty: no bound
    std::string highest_text;
    /// The value as it is written for good, or why it cannot be one.
    std::function<Result<std::string>(std::string_view)> normalise;
};

/// `const Rule<Percent> commission{"market.commission", "Commission on a fare", "The part …", percent(15), percent(0), percent(30)};`
template <Textual T> struct Rule {
    std::string_view name;
    std::string_view title;
    std::string_view meaning;
    T default_value;
    std::optional<T> lowest = {};
    std::optional<T> highest = {};

    RuleDeclaration declaration() const;
};

namespace detail {
std::unexpected<Refusal> refuse_out_of_bounds(std::string_view name, const std::string& value, const std::string& lowest,
                                              const std::string& highest);
}

template <Textual T> RuleDeclaration Rule<T>::declaration() const {
    const auto text_of = [](const std::optional<T>& bound) { return bound ? bound->text() : std::string(); };
    const auto normalise = [name = name, low = lowest, high = highest, text_of](std::string_view text) -> Result<std::string> {
        const auto value = T::parse(text);
        if (!value) return std::unexpected(value.error());
        if constexpr (requires { value->currency; }) { // a bound says nothing about amounts in another currency
            if ((low && low->currency != value->currency) || (high && high->currency != value->currency))
                return detail::refuse_out_of_bounds(name, value->text(), text_of(low), text_of(high));
        }
        if ((low && *value < *low) || (high && *value > *high))
            return detail::refuse_out_of_bounds(name, value->text(), text_of(low), text_of(high));
        return value->text();
    };
    return {name, title, meaning, T::form, default_value.text(), text_of(lowest), text_of(highest), normalise};
}

/// A whole number as a rule.
struct Count {
    std::int64_t number = 0;
    auto operator<=>(const Count&) const = default;
    static Result<Count> parse(std::string_view text);
    std::string text() const { return std::to_string(number); }
    static constexpr std::string_view form = "a whole number such as \"5\"";
};

/// The value of a rule in force, and which version of it: what facts carry and events name.
template <Textual T> struct InForce {
    T value{};
    std::int64_t version = 0;
};

} // namespace reef::engine
