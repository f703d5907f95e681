#include "math/tally/method.hpp"

namespace reef::tally {

std::vector<Method> transferable_methods() { return {}; }

} // namespace reef::tally
