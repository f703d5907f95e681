// The books to take along: files of an account, or of all of them.
#pragma once
#include "core/engine/module.hpp"

namespace reef::ledger {

std::vector<engine::PageType> books_pages();
} // namespace reef::ledger
