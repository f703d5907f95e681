// math/measure: figures about a platform, each with its formula, range and least data. See README.md.
#pragma once
#include "math/measure/concentration.hpp"
#include "math/measure/diversity.hpp"
#include "math/measure/intervals.hpp"
#include "math/measure/measured.hpp"
#include "math/measure/voting_power.hpp"
