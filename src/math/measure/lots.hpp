// Lots from a recorded seed: the same on every machine, and quick. Not for other rooms, and never for secrets.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace reef::measure {

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
class Lots {
  public:
    explicit Lots(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// Evenly from 0 to `bound - 1`; bound > 0.
    std::uint64_t below(std::uint64_t bound) {
        const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound; // reject what would favour the small
        while (true)
            if (const auto drawn = next(); drawn < limit) return drawn % bound;
    }
    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left)]);
    }

  private:
    std::uint64_t state_;
};

} // namespace reef::measure
