// commons/deliberation: topics, statements, evaluations, imports. See README.md.
#pragma once
#include "commons/deliberation/deliberation_page.hpp"
#include "commons/deliberation/import.hpp"
#include "commons/deliberation/opinion_map.hpp"
#include "commons/deliberation/topic.hpp"

namespace reef::deliberation {
engine::Module module();
}
