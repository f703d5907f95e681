// Weights: how much each of several things counts, as parts of a whole.
#pragma once
#include "core/base/quantity.hpp"
#include "core/base/text.hpp"

namespace reef {

struct Weight {
    std::string name;
    Percent part;
    bool operator==(const Weight&) const = default;
};

/// Parts of a whole by their names; together 100 %. Text: `near 50%, waiting 30%, reliability 20%`.
struct Weights {
    std::vector<Weight> all;
    bool operator==(const Weights&) const = default;
    /// Nothing for what is not named.
    Percent of(std::string_view name) const;
    /// Refused: input.not_weights, input.weight_named_twice, input.weights_not_whole.
    static Result<Weights> parse(std::string_view text);
    /// The same for what `known` names, in its order; what is left out has no weight. Refused besides:
    /// input.no_such_weight.
    static Result<Weights> parse(std::string_view text, const Weights& known);
    std::string text() const;
    static constexpr std::string_view form = "each with its part of 100%, such as \"near 50%, waiting 50%\"";
};

/// "near 50%, waiting 50%", each name in somebody's language.
std::string weights_in_words(const Weights& weights, const Say& say);

} // namespace reef
