// What a participant says to a statement.
#pragma once
#include <cstdint>

namespace reef::opinion {

/// The numbers are those of the mathematics: agree +1, disagree -1, pass 0. Polis keeps the opposite signs inside and
/// the same ones in its CSV exports; signs of components and coordinates follow from this choice.
enum class Choice : std::int8_t { disagree = -1, pass = 0, agree = 1 };

} // namespace reef::opinion
