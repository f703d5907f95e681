// The pages of this room: every command with its fields, and where one signs in.
#pragma once
#include "core/engine/module.hpp"

namespace reef::web {

/// /commands and /sign-in.
engine::Module web_module();

} // namespace reef::web
