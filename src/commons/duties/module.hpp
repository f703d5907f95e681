// commons/duties: what a platform owes as it grows. See README.md.
#pragma once
#include "commons/duties/answer.hpp"
#include "commons/duties/duties_page.hpp"
#include "commons/duties/duty.hpp"

namespace reef::duties {
engine::Module module();
}
