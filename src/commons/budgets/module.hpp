// commons/budgets: members vote on what a sum of the treasury pays for. See README.md.
#pragma once
#include "commons/budgets/count.hpp"
#include "commons/budgets/pages.hpp"

namespace reef::budgets {
engine::Module module();
}
