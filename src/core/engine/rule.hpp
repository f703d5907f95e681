// Rules as rooms declare them: typed, bounded, with a meaning and a default. The default is read once, when a platform
// is founded or a new edition brings the rule; from then on only recorded values count.
#pragma once
#include "core/base/module.hpp"
#include "core/base/prose.hpp"
#include "core/base/weights.hpp"
#include <algorithm>
#include <concepts>
#include <functional>

namespace reef::engine {

using namespace std::literals;

/// By what a room may ask for a rule beside the whole platform, the narrowest first: where several have a value, that
/// is the one that holds. A category is one kind of what happens in a space; a body binds those who joined it; a space
/// all who meet there; a class all of a kind.
enum class ScopeKind { category, body, space, stakeholder_class };
constexpr auto names_of(ScopeKind) { return std::array{"category"sv, "body"sv, "space"sv, "class"sv}; }

/// What the values of a rule are. A word is any other text that its type reads, such as the name of a method.
enum class ValueKind { percent, money, duration, count, weights, prose, word };

/// A rule's declaration without its type, for registers, forms and checks.
struct RuleDeclaration {
    std::string_view name;    // room.words
    std::string_view title;   // as people see it
    std::string_view meaning; // one plain sentence
    std::string_view form;    // how a value is written
    ValueKind kind = ValueKind::word;
    std::string default_text;
    std::string lowest_text; // empty: no bound
    std::string highest_text;
    /// The value as it is written for good, or why it cannot be one. A bound that is an amount binds amounts in its own
    /// currency; nothing binds them all. A charter may narrow the bounds.
    std::function<Result<std::string>(std::string_view)> normalise;
    /// Whether a value of the rule is less than another one; none where their type knows no order, as of texts and of
    /// hours of the week. What has no order has no bounds, and leaves no room for by-laws between two values.
    std::function<bool(std::string_view, std::string_view)> is_less;
    std::vector<ScopeKind> scopes = {}; // by which it is asked; none: the same for the whole platform
    bool has_order() const { return static_cast<bool>(is_less); }
    bool is_asked_by(ScopeKind asked) const { return std::ranges::find(scopes, asked) != scopes.end(); }
};

/// `const Rule<Percent> commission{"market.commission", "Commission on a fare", "The part …", percent(15), percent(0),
/// percent(30)};`
template <Textual T>
struct Rule {
    std::string_view name;
    std::string_view title;
    std::string_view meaning;
    T default_value;
    std::optional<T> lowest = {};
    std::optional<T> highest = {};
    std::vector<ScopeKind> scopes = {}; // by which the room asks for it

    RuleDeclaration declaration() const;
};

/// A whole number as a rule.
struct Count {
    std::int64_t number = 0;
    auto operator<=>(const Count&) const = default;
    static Result<Count> parse(std::string_view text);
    std::string text() const { return std::to_string(number); }
    static constexpr std::string_view form = "a whole number such as \"5\"";
};

/// Refused as rules.out_of_bounds; a bound that is empty is none.
std::unexpected<Refusal> refuse_out_of_bounds(std::string_view name, const std::string& value,
                                              const std::string& lowest, const std::string& highest);

namespace detail {
/// The bound, if it binds amounts in the value's currency: nothing is nothing in all of them.
template <Textual T>
std::optional<T> bound_for(std::optional<T> bound, const T& value) {
    if constexpr (requires { value.currency; }) {
        if (bound && bound->minor == 0) bound->currency = value.currency;
        if (bound && bound->currency != value.currency) return {};
    }
    return bound;
}

/// A value beside another one: weights are for the same things.
template <Textual T>
Result<T> read_like(std::string_view text, const T& known) {
    if constexpr (std::same_as<T, Weights>)
        return Weights::parse(text, known);
    else
        return T::parse(text);
}

template <Textual T>
constexpr ValueKind kind_of() {
    if constexpr (std::same_as<T, Percent>) return ValueKind::percent;
    if constexpr (std::same_as<T, Money>) return ValueKind::money;
    if constexpr (std::same_as<T, Duration>) return ValueKind::duration;
    if constexpr (std::same_as<T, Count>) return ValueKind::count;
    if constexpr (std::same_as<T, Weights>) return ValueKind::weights;
    if constexpr (std::same_as<T, Prose>) return ValueKind::prose;
    return ValueKind::word;
}
} // namespace detail

template <Textual T>
RuleDeclaration Rule<T>::declaration() const {
    RuleDeclaration declared{.name = name,
                             .title = title,
                             .meaning = meaning,
                             .form = T::form,
                             .kind = detail::kind_of<T>(),
                             .default_text = default_value.text(),
                             .lowest_text = {},
                             .highest_text = {},
                             .normalise = {},
                             .is_less = {},
                             .scopes = scopes};
    if constexpr (std::totally_ordered<T>) {
        const auto text_of = [](const std::optional<T>& bound) { return bound ? bound->text() : std::string(); };
        declared.lowest_text = text_of(lowest);
        declared.highest_text = text_of(highest);
        declared.normalise = [name = name, lowest = lowest, highest = highest,
                              text_of](std::string_view text) -> Result<std::string> {
            const auto value = T::parse(text);
            if (!value) return std::unexpected(value.error());
            const auto low = detail::bound_for(lowest, *value), high = detail::bound_for(highest, *value);
            if ((low && *value < *low) || (high && *value > *high))
                return refuse_out_of_bounds(name, value->text(), text_of(low), text_of(high));
            return value->text();
        };
        declared.is_less = [](std::string_view a, std::string_view b) {
            const auto first = T::parse(a), second = T::parse(b);
            ensure(first && second, "what is compared are values of the rule");
            return *first < *second;
        };
    } else {
        ensure(!lowest && !highest, "what has no order has no bounds");
        declared.normalise = [known = default_value](std::string_view text) -> Result<std::string> {
            const auto value = detail::read_like(text, known);
            if (!value) return std::unexpected(value.error());
            return value->text();
        };
    }
    return declared;
}

/// The value of a rule in force, and which version of it: what facts carry and events name.
template <Textual T>
struct InForce {
    T value{};
    std::int64_t version = 0;
};

} // namespace reef::engine
