// The list of rooms, and what joins them.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

/// All rooms of this binary with the reactions between them.
/// `origin` names the platform in checkpoints.
engine::Rooms rooms(std::string origin = "reef.local");
/// Tables of the rooms that are no projections: sessions, credentials, positions.
std::vector<store::Migration> migrations();

} // namespace reef::app
