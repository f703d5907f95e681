// core/engine: load -> decide -> append -> apply, for every command of every room. See README.md.
#pragma once
#include "core/engine/actor.hpp"
#include "core/engine/clock.hpp"
#include "core/engine/command.hpp"
#include "core/engine/engine.hpp"
#include "core/engine/event.hpp"
#include "core/engine/page.hpp"
#include "core/engine/performer.hpp"
#include "core/engine/platform.hpp"
#include "core/engine/rebuild.hpp"
#include "core/engine/registry.hpp"
#include "core/engine/replay.hpp"
#include "core/engine/rule.hpp"
