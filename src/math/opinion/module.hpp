// math/opinion: what people agree on and where they part, from their evaluations of statements. See README.md.
#pragma once
#include "math/opinion/choice.hpp"
#include "math/opinion/polis_export.hpp"
