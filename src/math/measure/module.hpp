// math/measure: figures about a platform, each with its formula, range and least data. See README.md.
#pragma once
#include "math/measure/circulation.hpp"
#include "math/measure/concentration.hpp"
#include "math/measure/diversity.hpp"
#include "math/measure/intervals.hpp"
#include "math/measure/measured.hpp"
#include "math/measure/modularity.hpp"
#include "math/measure/nestedness.hpp"
#include "math/measure/network.hpp"
#include "math/measure/resilience.hpp"
#include "math/measure/symbiosis.hpp"
#include "math/measure/voting_power.hpp"
