// Files like the seeds, but not quite.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace reef::fuzz {

/// The same text for the same seeds and the same number on every machine.
std::string mutated(const std::vector<std::string>& seeds, std::uint64_t number);

} // namespace reef::fuzz
