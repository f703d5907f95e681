// A platform arrives in an empty place, by a move or out of a backup: marked so until it is whole.
#pragma once
#include "core/engine/module.hpp"

namespace reef::app {

/// Marks an empty place as on the way to be filled. True: it was so marked before, by the same journey that was
/// interrupted. Refused: place.not_empty, place.another_on_its_way.
Result<bool> begin_arrival(store::Connection& connection, const std::string& place, const store::Mark& arriving);

/// place.not_empty, where the folder, which is to hold a file of its own, points to another database than `source`.
std::optional<Refusal> refusal_of_pointer(const std::string& folder, const std::string& source = {});

/// The tables of this release that are migrated and not there yet.
std::optional<Refusal> make_lasting_tables(store::Connection& connection);
/// All tables of this release that are not there yet.
std::optional<Refusal> make_tables(store::Connection& connection, const engine::Registry& registry);

} // namespace reef::app
