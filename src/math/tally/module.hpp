// math/tally: what other rooms may use of counting. See README.md.
#pragma once
#include "math/tally/account.hpp"
#include "math/tally/by_class.hpp"
#include "math/tally/delegation.hpp"
#include "math/tally/election.hpp"
#include "math/tally/exact.hpp"
#include "math/tally/formats.hpp"
#include "math/tally/method.hpp"
#include "math/tally/outcome.hpp"
#include "math/tally/quadratic.hpp"
#include "math/tally/small_groups.hpp"
