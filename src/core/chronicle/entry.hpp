// One entry of the chronicle: a command and the events that followed, in the bytes that are hashed.
#pragma once
#include "core/base/module.hpp"

namespace reef::chronicle {

/// What someone asked for, as it was recorded.
struct RecordedCommand {
    std::string name;
    json::value data;
    bool operator==(const RecordedCommand&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("name", &RecordedCommand::name, "which command"),
                          field("data", &RecordedCommand::data, "its fields; vaulted ones as commitments")};
    }
};

/// One fact that followed.
struct RecordedEvent {
    std::string name;
    json::value data;
    bool operator==(const RecordedEvent&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("name", &RecordedEvent::name, "which event"),
                          field("data", &RecordedEvent::data, "its fields; vaulted ones as commitments")};
    }
};

/// Why an entry exists that nobody asked for: the entry before it and the reaction that joined the two.
struct Cause {
    EntryNumber entry = 0;
    std::string reaction;
    bool operator==(const Cause&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("entry", &Cause::entry, "the entry that caused this one"),
                          field("reaction", &Cause::reaction, "the reaction that joined them")};
    }
};

/// `hash = SHA-256(0x00 ‖ bytes)`, which is also the leaf of the Merkle tree (RFC 6962). `previous` is the hash of the
/// entry before, zero for the first. A refusal that a rule decided is kept: `refused` names it, and there are no
/// events.
struct Entry {
    EntryNumber number = 0;
    Time at;
    std::string actor;
    std::string via;
    std::optional<Cause> cause;
    std::int64_t edition = 0;
    RecordedCommand command;
    std::vector<RecordedEvent> events;
    std::optional<std::string> refused;
    Hash previous;

    static constexpr auto fields() {
        return FieldTable{field("number", &Entry::number, "1, 2, 3 …"),
                          field("at", &Entry::at, "when; never before the entry before it"),
                          field("actor", &Entry::actor, "who asked: a member's number, the clock, the platform …"),
                          field("via", &Entry::via, "which way it came"),
                          field("cause", &Entry::cause, "for an entry that another one caused"),
                          field("edition", &Entry::edition, "of the deciding code"),
                          field("command", &Entry::command, "what was asked"),
                          field("events", &Entry::events, "what followed"),
                          field("refused", &Entry::refused, "the refusal's code, where a rule in force said no"),
                          field("previous", &Entry::previous, "hash of the entry before")};
    }

    std::string bytes() const { return json_text(to_json(*this)); }
    static Hash hash_of(std::string_view bytes) { return sha256({std::string_view("\0", 1), bytes}); }
    static Result<Entry> read(std::string_view bytes);
};

} // namespace reef::chronicle
