#include "core/web/routes.hpp"
#include "core/base/module.hpp"

namespace reef::web {
namespace {

/// `/a/b` as `a` and `/b`.
std::pair<std::string_view, std::string_view> first_segment(std::string_view path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    return {path.substr(0, end), path.substr(end)};
}

bool is_name(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

} // namespace

std::size_t Routes::place(std::string_view pattern) {
    ensure(pattern.starts_with('/'), "a pattern begins with a slash");
    std::size_t node = 0;
    while (!pattern.empty()) {
        const auto [segment, rest] = first_segment(pattern);
        std::size_t to = nodes_.size();
        if (is_name(segment))
            to = nodes_[node].anything.emplace(nodes_[node].anything.value_or(to));
        else
            to = nodes_[node].words.try_emplace(std::string(segment), to).first->second;
        if (to == nodes_.size()) nodes_.emplace_back();
        node = to;
        pattern = rest;
    }
    if (!nodes_[node].place) nodes_[node].place = places_++;
    return *nodes_[node].place;
}

bool Routes::walk(std::size_t at, std::string_view rest, Found& found) const {
    const Node& node = nodes_[at];
    if (rest.empty()) {
        if (node.place) found.place = *node.place;
        return node.place.has_value();
    }
    const auto [segment, after] = first_segment(rest);
    if (const auto word = node.words.find(segment); word != node.words.end() && walk(word->second, after, found))
        return true;
    if (!node.anything || segment.empty()) return false;
    found.values.emplace_back(segment);
    if (walk(*node.anything, after, found)) return true;
    found.values.pop_back();
    return false;
}

std::optional<Routes::Found> Routes::find(std::string_view path) const {
    Found found;
    if (!path.starts_with('/') || !walk(0, path, found)) return {};
    return found;
}

std::vector<std::string> names_in(std::string_view pattern) {
    std::vector<std::string> names;
    for (const auto segment : split(pattern, '/'))
        if (is_name(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
    return names;
}

} // namespace reef::web
