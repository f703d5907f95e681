#include "core/chronicle/merkle.hpp"
#include <bit>

namespace reef::chronicle {
namespace {

Hash parent(const Hash& left, const Hash& right) { return sha256({"\x01", left.view(), right.view()}); }

/// The largest power of two below `size`: where the tree over `size` leaves splits.
std::int64_t split_of(std::int64_t size) {
    return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(size - 1)));
}

/// The hash over leaves `first` to `first + size - 1`, a range that the recursion of RFC 6962 arrives at.
Hash range_hash(std::int64_t first, std::int64_t size, const ReadNode& read) {
    if (std::has_single_bit(static_cast<std::uint64_t>(size))) {
        const auto level = std::countr_zero(static_cast<std::uint64_t>(size));
        return read({level, first >> level});
    }
    const auto split = split_of(size);
    return parent(range_hash(first, split, read), range_hash(first + split, size - split, read));
}

void path(std::int64_t index, std::int64_t first, std::int64_t size, const ReadNode& read, std::vector<Hash>& proof) {
    if (size == 1) return;
    const auto split = split_of(size);
    if (index < split) {
        path(index, first, split, read, proof);
        proof.push_back(range_hash(first + split, size - split, read));
    } else {
        path(index - split, first + split, size - split, read, proof);
        proof.push_back(range_hash(first, split, read));
    }
}

void subproof(std::int64_t old_size, std::int64_t first, std::int64_t size, bool whole, const ReadNode& read,
              std::vector<Hash>& proof) {
    if (old_size == size) {
        if (!whole) proof.push_back(range_hash(first, size, read));
        return;
    }
    const auto split = split_of(size);
    if (old_size <= split) {
        subproof(old_size, first, split, whole, read, proof);
        proof.push_back(range_hash(first + split, size - split, read));
    } else {
        subproof(old_size - split, first + split, size - split, false, read, proof);
        proof.push_back(range_hash(first, split, read));
    }
}

} // namespace

void append_leaf(std::int64_t index, const Hash& leaf, const ReadNode& read, const WriteNode& write) {
    NodePlace place{0, index};
    Hash hash = leaf;
    write(place, hash);
    while (place.position % 2 == 1) {
        hash = parent(read({place.level, place.position - 1}), hash);
        place = {place.level + 1, place.position / 2};
        write(place, hash);
    }
}

Hash merkle_root(std::int64_t size, const ReadNode& read) { return size == 0 ? sha256({}) : range_hash(0, size, read); }

std::vector<Hash> inclusion_proof(std::int64_t index, std::int64_t size, const ReadNode& read) {
    ensure(index >= 0 && index < size, "the leaf lies in the tree");
    std::vector<Hash> proof;
    path(index, 0, size, read, proof);
    return proof;
}

std::vector<Hash> consistency_proof(std::int64_t old_size, std::int64_t size, const ReadNode& read) {
    ensure(old_size > 0 && old_size <= size, "the older tree is not empty and not larger");
    std::vector<Hash> proof;
    subproof(old_size, 0, size, true, read, proof);
    return proof;
}

bool proves_inclusion(std::int64_t index, std::int64_t size, const Hash& leaf, std::span<const Hash> proof,
                      const Hash& root) {
    if (index < 0 || index >= size) return false;
    std::int64_t at = index, last = size - 1;
    Hash hash = leaf;
    for (const Hash& step : proof) {
        if (last == 0) return false;
        if (at % 2 == 1 || at == last) {
            hash = parent(step, hash);
            while (at % 2 == 0 && at != 0) at >>= 1, last >>= 1;
        } else {
            hash = parent(hash, step);
        }
        at >>= 1, last >>= 1;
    }
    return last == 0 && hash == root;
}

bool proves_consistency(std::int64_t old_size, std::int64_t size, const Hash& old_root, const Hash& root,
                        std::span<const Hash> proof) {
    if (old_size <= 0 || old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    std::vector<Hash> steps;
    if (std::has_single_bit(static_cast<std::uint64_t>(old_size))) steps.push_back(old_root);
    steps.insert(steps.end(), proof.begin(), proof.end());
    if (steps.empty()) return false;

    std::int64_t at = old_size - 1, last = size - 1;
    while (at % 2 == 1) at >>= 1, last >>= 1;
    Hash old_hash = steps.front(), hash = steps.front();
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (last == 0) return false;
        if (at % 2 == 1 || at == last) {
            old_hash = parent(steps[i], old_hash);
            hash = parent(steps[i], hash);
            while (at % 2 == 0 && at != 0) at >>= 1, last >>= 1;
        } else {
            hash = parent(hash, steps[i]);
        }
        at >>= 1, last >>= 1;
    }
    return last == 0 && old_hash == old_root && hash == root;
}

} // namespace reef::chronicle
