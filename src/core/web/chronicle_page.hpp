// The chronicle as pages: the list of entries, one entry with what the viewer may see of it and its proof, and the
// platform's signed word on how far it goes.
#pragma once
#include "core/engine/module.hpp"

namespace reef::web {

/// /chronicle, /chronicle/{entry}, /chronicle/checkpoint. `origin` names the platform in checkpoints: its address
/// without the scheme, the same for good (C2SP tlog-checkpoint).
engine::Module chronicle_module(std::string origin);

/// The key that signs checkpoints, made when it is first needed. Not part of the chronicle.
void make_signing_key(store::Connection& connection, Chance& chance);

} // namespace reef::web
