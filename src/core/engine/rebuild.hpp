// Rebuilding: the chronicle makes a new generation of the projections beside those that are read, while commands go on
// being written; once it has caught up, it takes their place in the transaction that brought it there.
#pragma once
#include "core/engine/registry.hpp"

namespace reef::engine {

struct RebuildOptions {
    /// Called between two parts with what is done, entries done and entries in all.
    std::function<void(std::string_view, EntryNumber, EntryNumber)> progress = {};
    /// How long others wait for the writer's place, and how long it is left to them before the next part.
    Duration part_max = {100};
    Duration pause = {};
};

/// Whether the projections are shaped as this binary shapes them.
bool is_shaped_by(store::Connection& connection, const Registry& registry);

/// Builds a generation of the projections and lets it take over; from then on the database uses it. A build of this
/// shape that was interrupted goes on where it was committed last; where another process builds the same, both work on
/// the one. Returns the entries that it holds.
EntryNumber rebuild(store::Database& database, const Registry& registry, const RebuildOptions& options = {});

/// Rebuilds if the projections are shaped otherwise.
void rebuild_if_reshaped(store::Database& database, const Registry& registry, const RebuildOptions& options = {});

/// For a place without a chronicle yet: makes the projections, empty, if there are none.
void make_projections(store::Connection& connection, const Registry& registry);

/// How long another server, of a release whose shape was left, goes on showing what was before.
inline constexpr Duration left_generations_stay = hours(1);
/// Drops the generations that were left so long ago, or all of them where no other process reads; when there will be
/// something to drop again.
std::optional<Time> drop_left_generations(store::Database& database, Time now);

} // namespace reef::engine
