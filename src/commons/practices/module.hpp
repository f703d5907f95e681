// commons/practices: what people do where rules and law are silent. See README.md.
#pragma once
#include "commons/practices/practices_page.hpp"
#include "commons/practices/precedent.hpp"
#include "commons/practices/taking_part.hpp"

namespace reef::practices {
engine::Module module();
}
