// The engine's own room, `platform`: opening a chronicle, editions of the deciding code, the clock of an example.
#pragma once
#include "core/engine/registry.hpp"

namespace reef::engine {

Module platform_module();

/// One row of `platform_state`.
struct PlatformState {
    std::int64_t edition = 0;
    bool example = false;
    Duration clock_ahead;
    static constexpr auto fields() {
        return FieldTable{field("edition", &PlatformState::edition, "of the deciding code that wrote last"),
                          field("example", &PlatformState::example, "whether this platform is an example"),
                          field("clock_ahead", &PlatformState::clock_ahead, "how far its clock was put ahead")};
    }
};
std::optional<PlatformState> platform_state(store::Connection& connection);

/// The first entry of every chronicle.
struct OpenPlatform {
    bool example = false;
    std::string release;
    static constexpr std::string_view name = "platform.open";
    static constexpr std::string_view about = "Opens a new chronicle. The first entry of every platform.";
    static constexpr auto fields() {
        return FieldTable{
            field("example", &OpenPlatform::example, "an example: open doors, a clock that can be put ahead"),
            field("release", &OpenPlatform::release, "of Reef")};
    }
};

struct PlatformOpened {
    bool example = false;
    std::int64_t edition = 0;
    std::string release;
    static constexpr std::string_view name = "platform.opened";
    static constexpr std::string_view about = "A chronicle began.";
    static constexpr auto fields() {
        return FieldTable{field("example", &PlatformOpened::example, "whether it is an example"),
                          field("edition", &PlatformOpened::edition, "of the deciding code"),
                          field("release", &PlatformOpened::release, "of Reef")};
    }
};

/// A newer binary says so before it writes anything else.
struct EnterEdition {
    std::int64_t edition = 0;
    std::string release;
    static constexpr std::string_view name = "platform.enter_edition";
    static constexpr std::string_view about = "A newer release decides from here on.";
    static constexpr auto fields() {
        return FieldTable{field("edition", &EnterEdition::edition, "of the deciding code"),
                          field("release", &EnterEdition::release, "of Reef")};
    }
};

struct EditionEntered {
    std::int64_t edition = 0;
    std::string release;
    static constexpr std::string_view name = "platform.edition_entered";
    static constexpr std::string_view about = "From here on a newer edition of the deciding code applies.";
    static constexpr auto fields() {
        return FieldTable{field("edition", &EditionEntered::edition, "of the deciding code"),
                          field("release", &EditionEntered::release, "of Reef")};
    }
};

struct PassTime {
    Duration by;
    static constexpr std::string_view name = "platform.pass_time";
    static constexpr std::string_view about = "Puts the clock of an example platform ahead.";
    static constexpr auto fields() { return FieldTable{field("by", &PassTime::by, "how far, at most 31 days")}; }
};

struct TimePassed {
    Duration by;
    static constexpr std::string_view name = "platform.time_passed";
    static constexpr std::string_view about = "The clock of this example was put ahead.";
    static constexpr auto fields() { return FieldTable{field("by", &TimePassed::by, "how far")}; }
};

} // namespace reef::engine
