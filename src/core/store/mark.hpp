// What a database says of itself while it is not the place where its platform lives: not yet, or no longer.
#pragma once
#include "core/store/connection.hpp"

namespace reef::store {

struct Mark {
    enum class State { arriving, left };
    State state = State::arriving;
    std::string other; // for people: where the platform comes from, or where it went
    Hash journey;      // which move or restore
    bool operator==(const Mark&) const = default;
};

/// Nothing: the platform lives here.
std::optional<Mark> mark_of(Connection& connection);
/// Inside a write transaction. In PostgreSQL `left` also takes the writer's place away, so that a server which looked
/// before writes nothing more (StoreFailure moved).
void set_mark(Connection& connection, const Mark& mark);
void clear_mark(Connection& connection);

/// The tables of the platform, without those that say where and in which generation they are.
std::vector<std::string> platform_tables(Connection& connection);

/// A database's address as it may be shown: without a password; a file as an absolute path.
std::string shown_place(std::string_view where);

} // namespace reef::store
