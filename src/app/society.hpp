// A society of simulated members, for example platforms: simple people who ride, drive, speak and vote, so that figures
// live and quorums are met. Everything they do is a command like anyone's. docs/example.md states how they behave.
#pragma once
#include "commons/rules/module.hpp"
#include <functional>

namespace reef::app {

struct SocietyOptions {
    std::int64_t members = 40;
    std::uint64_t seed = 1;
};

/// A charter that comes with Reef: the name of a file in charters/.
Result<rules::Charter> preset_charter(std::string_view preset, const engine::Registry& registry);

/// Founds an example: people sign up, adopt the principles, pledge, and launch. The clock must be free to move.
Result<void> found_example(engine::Engine& engine, const rules::Charter& charter, const SocietyOptions& options,
                           const std::function<void(Duration)>& pass);

/// Lets one day pass in an example: the clock goes ahead in steps of three hours, and between them members ride, drive,
/// answer statements, and vote on what is open. The same platform, seed and day give the same day.
Result<void> live_a_day(engine::Engine& engine, const SocietyOptions& options,
                        const std::function<void(Duration)>& pass);

/// A driver proposes to lower the commission from 15 to 12 percent: where the tour of the example begins.
Result<void> propose_lower_commission(engine::Engine& engine);
/// A driver enters a practice that no rule speaks of, for a body to answer.
Result<void> ask_about_parcels(engine::Engine& engine);

/// The member behind a door of an example: `driver`, `rider` or `treasurer`.
std::optional<MemberId> behind_door(store::Connection& connection, std::string_view door);

} // namespace reef::app
