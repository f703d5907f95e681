// Who said what to which statement: a sparse matrix of participants and statements, of which only the cells that were
// given exist.
#pragma once
#include "math/opinion/choice.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace reef::opinion {

struct Evaluation {
    std::int64_t participant = 0; // any number that the caller knows them by
    std::int64_t statement = 0;
    Choice choice = Choice::pass;
    bool operator==(const Evaluation&) const = default;
};

/// One given cell of a participant's row, in 4 bytes.
class Cell {
  public:
    Cell(std::size_t statement, Choice choice)
        : packed_(static_cast<std::uint32_t>(statement) << 2 |
                  static_cast<std::uint32_t>(static_cast<int>(choice) + 1)) {}
    /// The place of the statement in `Evaluations::statements()`.
    std::size_t statement() const { return packed_ >> 2; }
    Choice choice() const { return static_cast<Choice>(static_cast<int>(packed_ & 3) - 1); }
    /// `4 * statement() + choice() + 1`: the place of this cell's value in a table with four places per statement.
    std::size_t table_place() const { return packed_; }
    bool operator==(const Cell&) const = default;

  private:
    std::uint32_t packed_;
};

/// Participants and statements stand in ascending order of their numbers, whatever order the evaluations came in, so
/// that equal evaluations give equal sums to the last bit. Memory: 4 bytes per evaluation and about 40 per participant.
class Evaluations {
  public:
    Evaluations() = default;
    /// In order of time: the last evaluation of a participant on a statement counts.
    explicit Evaluations(std::span<const Evaluation> in_order_of_time);

    /// One more evaluation, which replaces an earlier one of this participant on this statement. Time: the length of
    /// one row; for a participant or statement that is new, that of the table.
    void set(const Evaluation& evaluation);

    std::span<const std::int64_t> participants() const { return participants_; }
    std::span<const std::int64_t> statements() const { return statements_; }
    /// The cells of the participant at this place, in ascending order of statements.
    std::span<const Cell> row(std::size_t participant) const { return rows_[participant]; }
    /// Evaluations that count.
    std::size_t size() const { return size_; }
    bool operator==(const Evaluations&) const = default;

  private:
    std::size_t place_of_participant(std::int64_t id);
    std::size_t place_of_statement(std::int64_t id);

    std::vector<std::int64_t> participants_;
    std::vector<std::int64_t> statements_;
    std::vector<std::vector<Cell>> rows_;
    std::size_t size_ = 0;
};

/// What a statement is, besides what was said to it.
struct StatementRole {
    std::int64_t id = 0;
    bool is_out = false;  // moderated out: shapes no map, stands in no list
    bool is_meta = false; // about the participants, not the subject: as if out, but always worth asking (`priority`)
};

} // namespace reef::opinion
