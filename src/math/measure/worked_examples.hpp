// The worked examples of docs/measures.md, executed: each `name {arguments} = value` line of the page goes through the
// evaluator of that name. For the tests of this room.
#pragma once
#include "math/measure/measured.hpp"
#include <boost/json.hpp>
#include <functional>
#include <map>

namespace reef::measure {

namespace json = boost::json;

using Evaluator = std::function<json::value(const json::object& arguments)>;
using Evaluators = std::map<std::string, Evaluator>;

void add_distribution_examples(Evaluators& evaluators);
void add_network_examples(Evaluators& evaluators);
void add_fairness_examples(Evaluators& evaluators);
void add_conduct_examples(Evaluators& evaluators);

template <class T>
T argument(const json::object& arguments, std::string_view name) {
    return json::value_to<T>(arguments.at(name));
}

/// The value as `present` shows it, or the sentence that stands in its place.
template <class T, class Present>
json::value shown(const Measured<T>& measured, Present&& present) {
    if (!measured) return json::string(measured.why_not());
    return json::value_from(present(*measured));
}
template <class T>
json::value shown(const Measured<T>& measured) {
    return shown(measured, [](const T& value) { return value; });
}

} // namespace reef::measure
