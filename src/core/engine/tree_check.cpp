#include "core/engine/tree_check.hpp"

namespace reef::engine {

void TreeCheck::add(const Hash& leaf) {
    chronicle::append_leaf(leaves_++, leaf, read_, [this](chronicle::NodePlace place, const Hash& node) {
        levels_[place.level].edge[static_cast<std::size_t>(place.position % 2)] = node;
        ++nodes_;
        if (!changed_at_) compare(place, node);
    });
}

void TreeCheck::compare(chronicle::NodePlace place, const Hash& node) {
    auto& level = levels_[place.level];
    if (level.at == level.stored.size()) {
        level.stored = connection_.all<std::tuple<std::int64_t, Hash>>(
            "SELECT position, hash FROM {chronicle_nodes} WHERE level = $1 AND position >= $2 "
            "ORDER BY position LIMIT 500",
            place.level, place.position);
        level.at = 0;
    }
    if (level.at < level.stored.size() && level.stored[level.at] == std::tuple(place.position, node))
        ++level.at;
    else
        changed_at_ = (place.position << place.level) + 1;
}

bool TreeCheck::is_whole() { return connection_.one<std::int64_t>("SELECT count(*) FROM {chronicle_nodes}") == nodes_; }

} // namespace reef::engine
