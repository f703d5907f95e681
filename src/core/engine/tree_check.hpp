// The stored Merkle tree beside the one that the entries make, compared on the way; of either only the edge is held.
#pragma once
#include "core/chronicle/module.hpp"
#include <map>

namespace reef::engine {

class TreeCheck {
  public:
    explicit TreeCheck(store::Connection& connection) : connection_(connection) {}
    /// The next entry's hash.
    void add(const Hash& leaf);
    /// Over all that were added.
    Hash root() const { return chronicle::merkle_root(leaves_, read_); }
    /// The first entry under a stored node that is not what the entries make, or is missing.
    std::optional<EntryNumber> changed_at() const { return changed_at_; }
    /// Whether there are as many nodes as the entries make.
    bool is_whole();

  private:
    struct Level {
        std::array<Hash, 2> edge;                           // the last nodes with an even and with an odd position
        std::vector<std::tuple<std::int64_t, Hash>> stored; // those to come
        std::size_t at = 0;
    };
    void compare(chronicle::NodePlace place, const Hash& node);

    store::Connection& connection_;
    std::map<std::int64_t, Level> levels_;
    std::int64_t leaves_ = 0;
    std::int64_t nodes_ = 0;
    std::optional<EntryNumber> changed_at_;
    chronicle::ReadNode read_ = [this](chronicle::NodePlace place) {
        return levels_.at(place.level).edge[static_cast<std::size_t>(place.position % 2)];
    };
};

} // namespace reef::engine
