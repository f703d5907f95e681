// Every file format of the room: how it is recognised and read. One pair of functions each, in format_<name>.cpp.
#pragma once
#include "math/tally/formats.hpp"

namespace reef::tally {

/// More on one ballot paper is a file gone wrong.
constexpr std::int64_t candidates_max = 10'000;

bool looks_like_pabulib(std::string_view text);
Result<Election> read_pabulib(std::string_view text);

bool looks_like_abc_yaml(std::string_view text);
Result<Election> read_abc_yaml(std::string_view text);

bool looks_like_blt(std::string_view text);
Result<Election> read_blt(std::string_view text);

bool looks_like_preflib(std::string_view text);
Result<Election> read_preflib(std::string_view text);

bool looks_like_debian(std::string_view text);
Result<Election> read_debian(std::string_view text);

bool looks_like_cast_votes(std::string_view text);
Result<Election> read_cast_votes(std::string_view text);

bool looks_like_reef_csv(std::string_view text);
Result<Election> read_reef_csv(std::string_view text);

} // namespace reef::tally
