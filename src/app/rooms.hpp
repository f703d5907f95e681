// The list of rooms, and what joins them.
#pragma once
#include "commons/notices/module.hpp"

namespace reef::app {

/// All rooms of this binary with the reactions between them.
/// `origin` names the platform in checkpoints; `sending` says how mails are written.
engine::Rooms rooms(std::string origin = "reef.local", notices::Sending sending = {});
/// Tables of the rooms that are no projections: sessions, credentials, letters, positions.
std::vector<store::Migration> migrations();

} // namespace reef::app
