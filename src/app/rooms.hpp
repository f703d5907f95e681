// The list of rooms, and what joins them.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

/// All rooms of this binary with the reactions between them.
engine::Rooms rooms();
/// Tables of the rooms that are no projections: sessions, credentials, positions.
std::vector<store::Migration> migrations();

} // namespace reef::app
