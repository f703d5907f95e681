// Every file format of the room: how it is recognised and read. One pair of functions each, in format_<name>.cpp.
#pragma once
#include "math/tally/formats.hpp"

namespace reef::tally {

} // namespace reef::tally
