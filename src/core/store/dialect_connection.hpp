// What the connections of both engines hold to alike: the places of a transaction, and how a statement is used.
#pragma once
#include "core/store/connection.hpp"
#include <functional>
#include <unordered_map>

namespace reef::store {

class DialectConnection : public Connection {
  protected:
    enum class State { outside, reading, writing, failed };
    /// How a statement was first used stands for all its uses.
    struct Usage {
        std::string text; // the dialect's
        std::vector<ValueKind> parameters;
        bool used = false;
        bool writes = false;
    };
    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    template <class Statement>
    using StatementsByText = std::unordered_map<std::string, Statement, TextHash, std::equal_to<>>;
    static constexpr std::size_t statements_max = 500; // texts are written by us; more means that one carries values

    /// What writes stands inside begin_write, and after a failure comes a rollback.
    void check_place(const Usage& usage);
    /// As many as there are parameters, each of one kind for ever; text is UTF-8 without NUL.
    void check_arguments(Usage& usage, std::span<const Value> arguments);
    /// After a failure a transaction can only be rolled back, as PostgreSQL has it.
    void note_failure() noexcept;
    /// Our own mistake.
    [[noreturn]] void wrong(const std::string& what, std::string_view sql);

    State state_ = State::outside;
};

} // namespace reef::store
