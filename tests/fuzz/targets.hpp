// What is fuzzed: every reader of a file that a stranger may hand us, and the mathematics that stands on it.
#pragma once
#include <span>
#include <string_view>

namespace reef::fuzz {

struct Target {
    std::string_view name; // also the folder of its seeds
    /// True if the input could be read. Throws where a promise is broken.
    bool (*run)(std::string_view input);
};

/// Of the mathematics: files.
std::span<const Target> targets();
/// Of a served platform: requests, forms, JSON, charters.
std::span<const Target> platform_targets();

} // namespace reef::fuzz
