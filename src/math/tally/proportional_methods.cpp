#include "math/tally/method.hpp"

namespace reef::tally {

std::vector<Method> proportional_methods() { return {}; }

} // namespace reef::tally
