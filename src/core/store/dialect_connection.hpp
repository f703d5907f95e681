// What the connections of both engines hold to alike: the places of a transaction, and how a statement is used.
#pragma once
#include "core/store/connection.hpp"
#include <functional>
#include <unordered_map>

namespace reef::store {

class DialectConnection : public Connection {
  public:
    void stand_in(const Generation& generation) override;
    std::int64_t generation_number() const override { return generation_->number; }

  protected:
    explicit DialectConnection(std::shared_ptr<GenerationInUse> in_use)
        : in_use_(std::move(in_use)), generation_(in_use_->now()) {}
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

    /// Before a transaction, or a statement outside of one: the generation that the database uses by now.
    void follow_generation();
    /// What was prepared names tables of another generation.
    virtual void forget_statements() noexcept = 0;
    const Generation& generation() const { return *generation_; }
    std::vector<std::string> tables_called(std::vector<std::string> names) const;

    State state_ = State::outside;

  private:
    std::shared_ptr<GenerationInUse> in_use_; // nobody's once this connection stands in one of its own
    std::shared_ptr<const Generation> generation_;
};

} // namespace reef::store
