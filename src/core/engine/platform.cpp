#include "core/engine/platform.hpp"

namespace reef::engine {
namespace {

constexpr RefusalKind already_open{"platform.already_open", "This chronicle has already begun.", 409};
constexpr RefusalKind edition_not_newer{"platform.edition_not_newer", "Edition {} is not newer than edition {}.", 409};
constexpr RefusalKind time_is_real{
    "platform.time_is_real", "Only the clock of an example can be put ahead. On this platform time passes by itself.",
    409};
constexpr RefusalKind too_far_ahead{"platform.too_far_ahead", "The clock goes ahead by at most 31 days at a time.",
                                    422};

} // namespace

std::optional<PlatformState> platform_state(store::Connection& connection) {
    return connection.first<PlatformState>(
        "SELECT edition, example, clock_ahead FROM {platform_state} WHERE platform = 1");
}

std::optional<PlatformState> load(store::Connection& connection, const Context&, const OpenPlatform&) {
    return platform_state(connection);
}
Decision decide(const std::optional<PlatformState>& state, const OpenPlatform& open, Context&) {
    if (state) return refuse(already_open);
    return Events{PlatformOpened{open.example, own_edition(), open.release}};
}
void apply(store::Connection& connection, const Meta&, const PlatformOpened& event) {
    connection.run("INSERT INTO {platform_state} (platform, edition, example, clock_ahead) VALUES (1, $1, $2, 0)",
                   event.edition, event.example);
}

std::optional<PlatformState> load(store::Connection& connection, const Context&, const EnterEdition&) {
    return platform_state(connection);
}
Decision decide(const std::optional<PlatformState>& state, const EnterEdition& enter, Context&) {
    const auto before = state ? state->edition : 0;
    if (enter.edition <= before)
        return refuse(edition_not_newer, "edition", {std::to_string(enter.edition), std::to_string(before)});
    return Events{EditionEntered{enter.edition, enter.release}};
}
void apply(store::Connection& connection, const Meta&, const EditionEntered& event) {
    connection.run("UPDATE {platform_state} SET edition = $1 WHERE platform = 1", event.edition);
}

std::optional<PlatformState> load(store::Connection& connection, const Context&, const PassTime&) {
    return platform_state(connection);
}
Decision decide(const std::optional<PlatformState>& state, const PassTime& pass, Context&) {
    if (!state || !state->example) return refuse(time_is_real);
    if (pass.by > days(31) || pass.by <= Duration{}) return refuse(too_far_ahead, "by");
    return Events{TimePassed{pass.by}};
}
void apply(store::Connection& connection, const Meta&, const TimePassed& event) {
    connection.run("UPDATE {platform_state} SET clock_ahead = clock_ahead + $1 WHERE platform = 1", event.by);
}

Module platform_module() {
    return {.name = "platform",
            .folder = "src/core/engine",
            .commands = {command<OpenPlatform>({{"operator"}}), command<EnterEdition>(platform_only()),
                         command<PassTime>(anyone())},
            .events = {event<PlatformOpened>(), event<EditionEntered>(), event<TimePassed>()}};
}

} // namespace reef::engine
