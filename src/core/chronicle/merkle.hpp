// The Merkle tree over the entries' hashes (RFC 6962, section 2.1): a short proof that one entry stands in the history
// that a head names, and that one history continues another.
#pragma once
#include "core/base/module.hpp"
#include <functional>

namespace reef::chronicle {

/// Where the tree's complete nodes lie: level 0 are the leaves; node (l, p) covers leaves p·2^l to (p+1)·2^l − 1.
struct NodePlace {
    std::int64_t level = 0;
    std::int64_t position = 0;
    auto operator<=>(const NodePlace&) const = default;
};
using ReadNode = std::function<Hash(NodePlace)>;
using WriteNode = std::function<void(NodePlace, const Hash&)>;

/// Adds the leaf with number `index` (from 0) and every node that it completes.
void append_leaf(std::int64_t index, const Hash& leaf, const ReadNode& read, const WriteNode& write);
/// The root over the first `size` leaves; SHA-256 of nothing for none.
Hash merkle_root(std::int64_t size, const ReadNode& read);
/// The hashes that lead from leaf `index` to the root over `size` leaves (RFC 6962, 2.1.1).
std::vector<Hash> inclusion_proof(std::int64_t index, std::int64_t size, const ReadNode& read);
/// The hashes that show the tree over `old_size` leaves to be the beginning of the tree over `size` (2.1.2).
std::vector<Hash> consistency_proof(std::int64_t old_size, std::int64_t size, const ReadNode& read);

/// What the other side does with a proof (RFC 9162, 2.1.3.2 and 2.1.4.2).
bool proves_inclusion(std::int64_t index, std::int64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root);
bool proves_consistency(std::int64_t old_size, std::int64_t size, const Hash& old_root, const Hash& root,
                        std::span<const Hash> proof);

} // namespace reef::chronicle
