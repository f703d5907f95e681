// Who acts, what they are on this platform, and what a command or a page asks of them.
#pragma once
#include "core/base/module.hpp"

namespace reef::engine {

/// Whoever a command comes from. In the chronicle: a member's number, or one of the words below.
struct Actor {
    enum class Kind {
        stranger,       // somebody who has not signed in
        member,         // a member, by number
        clock,          // a deadline that fell due
        platform,       // a reaction to an earlier entry
        system_operator // whoever runs the server; may do what the rooms declare, no more
    };
    Kind kind = Kind::stranger;
    MemberId member = {};
    bool operator==(const Actor&) const = default;

    static Actor of(MemberId id) { return {Kind::member, id}; }
    static Actor stranger() { return {}; }
    static Actor clock() { return {Kind::clock, {}}; }
    static Actor platform() { return {Kind::platform, {}}; }
    static Actor system_operator() { return {Kind::system_operator, {}}; }
    static Result<Actor> parse(std::string_view text);
    std::string text() const;
};

/// What an actor is here and now: roles such as `member`, `class:driver`, `body:board`, `founder`, `operator`.
struct Standing {
    Actor actor;
    std::vector<std::string> roles;
    bool has(std::string_view role) const;
    /// The widest audience the actor belongs to, before anyone asks whether an entry names them.
    Audience audience() const;
};

/// Who may give a command or open a page: anyone with one of the roles. Declared beside each, enforced in one place.
struct Access {
    std::vector<std::string_view> roles;
    std::optional<Refusal> refusal_for(const Standing& standing) const;
    std::string in_words() const;
};
inline Access anyone() { return {{"anyone"}}; }
inline Access members() { return {{"member"}}; }
/// Reactions alone: no person can give the command.
inline Access platform_only() { return {{"platform"}}; }
inline Access clock_only() { return {{"clock"}}; }

} // namespace reef::engine
