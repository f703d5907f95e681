// The treasurer's desk as a page.
#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {
engine::PageType desk_page();
}
