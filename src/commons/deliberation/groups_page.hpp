// The page of the opinion groups of a deliberation.
#pragma once
#include "commons/deliberation/topic.hpp"

namespace reef::deliberation {
engine::PageType groups_page();
}
