// math/opinion: what people agree on and where they part, from their evaluations of statements. See README.md.
#pragma once
#include "math/opinion/between_groups.hpp"
#include "math/opinion/choice.hpp"
#include "math/opinion/csv.hpp"
#include "math/opinion/evaluations.hpp"
#include "math/opinion/opinions.hpp"
#include "math/opinion/polis_export.hpp"
#include "math/opinion/settings.hpp"
#include "math/opinion/state.hpp"
