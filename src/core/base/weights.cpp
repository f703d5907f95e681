#include "core/base/weights.hpp"
#include <algorithm>

namespace reef {
namespace {

constexpr RefusalKind not_weights{
    "input.not_weights", "\"{}\" is no name with a percentage. Write them like \"near 50%, waiting 50%\".", 422};
constexpr RefusalKind no_such_weight{"input.no_such_weight", "\"{}\" has no weight here. There are: {}.", 422};
constexpr RefusalKind weight_named_twice{"input.weight_named_twice", "\"{}\" has two weights. Give it one.", 422};
constexpr RefusalKind weights_not_whole{"input.weights_not_whole", "The weights sum to {}; they must sum to 100%.",
                                        422};
constexpr std::size_t longest_name = 60;

/// `near 50%`: the part stands after the last space.
std::optional<Weight> weight_of(std::string_view text) {
    const auto space = text.rfind(' ');
    if (space == text.npos) return {};
    const auto name = trimmed(text.substr(0, space));
    const auto part = Percent::parse(text.substr(space + 1));
    const bool is_name = !name.empty() && name.size() <= longest_name && !has_control_characters(name);
    if (!is_name || !part || *part < Percent{} || *part > percent(100)) return {};
    return Weight{std::string(name), *part};
}

} // namespace

Percent Weights::of(std::string_view name) const {
    const auto found = std::ranges::find(all, name, &Weight::name);
    return found == all.end() ? Percent{} : found->part;
}

Result<Weights> Weights::parse(std::string_view text) {
    Weights weights;
    Percent sum;
    for (const auto each : split(text, ',')) {
        auto weight = weight_of(trimmed(each));
        if (!weight) return refuse(not_weights, {}, {std::string(trimmed(each).substr(0, longest_name))});
        if (std::ranges::count(weights.all, weight->name, &Weight::name) > 0)
            return refuse(weight_named_twice, {}, {weight->name});
        sum.hundredths += weight->part.hundredths;
        weights.all.push_back(std::move(*weight));
    }
    if (sum != percent(100)) return refuse(weights_not_whole, {}, {sum.text()});
    return weights;
}

Result<Weights> Weights::parse(std::string_view text, const Weights& known) {
    const auto given = parse(text);
    if (!given) return given;
    std::vector<std::string> names;
    for (const auto& each : known.all) names.push_back(each.name);
    for (const auto& each : given->all)
        if (std::ranges::count(names, each.name) == 0)
            return refuse(no_such_weight, {}, {each.name, join(names, ", ")});
    Weights weights;
    for (const auto& name : names) weights.all.push_back({name, given->of(name)});
    return weights;
}

std::string Weights::text() const {
    std::vector<std::string> parts;
    for (const auto& each : all) parts.push_back(each.name + " " + each.part.text());
    return join(parts, ", ");
}

std::string weights_in_words(const Weights& weights, const Say& say) {
    std::vector<std::string> parts;
    for (const auto& each : weights.all) parts.push_back(say(each.name) + " " + each.part.text());
    return join(parts, ", ");
}

} // namespace reef
