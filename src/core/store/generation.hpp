// Generations: tables that can be made anew are built beside those that are read, and nobody waits for it. The record
// of them is a table of this room, `store_generations`; what makes the rows is not this room's business.
#pragma once
#include "core/base/module.hpp"
#include <memory>
#include <mutex>
#include <set>

namespace reef::store {

class Connection;

/// Which tables names in braces mean: `{people_members}` is `people_members` in generation 0, `people_members_g7` in 7.
struct Generation {
    std::int64_t number = 0;
    std::set<std::string, std::less<>> tables = {}; // that stand in generations; all others have one name for ever
    bool is_being_built = false;                    // indexes that are made get the number too

    /// What the database itself calls a table.
    std::string name_of(std::string_view table) const;
    /// What we call it; nothing for a table of another generation.
    std::optional<std::string> table_called(std::string_view name) const;
};

/// `people_members_g7`; the bare name in generation 0.
std::string name_in_generation(std::string_view name, std::int64_t number);
/// Whether a name ends like that of a table in a generation; no table of ours is called so.
bool names_a_generation(std::string_view name);

/// The generation that a process reads and writes. Transactions that have begun keep theirs.
class GenerationInUse {
  public:
    GenerationInUse() : now_(std::make_shared<const Generation>()) {}
    std::shared_ptr<const Generation> now() const {
        const std::lock_guard lock(mutex_);
        return now_;
    }
    void use(Generation generation) {
        auto next = std::make_shared<const Generation>(std::move(generation));
        const std::lock_guard lock(mutex_);
        now_ = std::move(next);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Generation> now_;
};

/// `building`: rows are still being made. `current`: what is written. `left`: read at most by whoever has not heard.
enum class GenerationState { building, current, left };
constexpr auto names_of(GenerationState) { return std::array<std::string_view, 3>{"building", "current", "left"}; }

/// One row of `store_generations`.
struct GenerationRecord {
    std::int64_t number = 0;
    GenerationState state = GenerationState::building;
    Hash shape;               // of the tables, as whoever makes them says it
    std::int64_t reached = 0; // how far the build has come, likewise
    std::optional<Time> left_at;
    std::string tables; // their names, with spaces between
    static constexpr auto fields() {
        return FieldTable{field("number", &GenerationRecord::number, "of the generation"),
                          field("state", &GenerationRecord::state, "whether it is read"),
                          field("shape", &GenerationRecord::shape, "of its tables"),
                          field("reached", &GenerationRecord::reached, "how far its build has come"),
                          field("left_at", &GenerationRecord::left_at, "when another took its place"),
                          field("tables", &GenerationRecord::tables, "their names")};
    }
    Generation generation() const;
};

/// By number; none where nobody made a generation yet.
std::vector<GenerationRecord> generations(Connection& connection);
std::optional<GenerationRecord> current_generation(Connection& connection);
/// The number of the current one, which there is.
std::int64_t current_number(Connection& connection);
/// What a database that was just opened reads.
Generation generation_to_read(Connection& connection);

/// Inside a write transaction: makes the tables of a further generation, empty, by the script that makes them.
/// Afterwards names in braces mean it, on this connection alone.
GenerationRecord begin_generation(Connection& connection, const Hash& shape, std::span<const std::string> tables,
                                  std::string_view script);
void note_reached(Connection& connection, std::int64_t number, std::int64_t reached);
/// Inside a write transaction: the generation becomes the current one, and what stood until now is left. Others that
/// are being built are dropped: what they were to replace stands no more.
void take_over(Connection& connection, const GenerationRecord& record, Time now);
/// Inside a write transaction: drops the record of them, in a place that is emptied.
void forget_generations(Connection& connection);
/// Inside a write transaction: drops those that were left at `before` or earlier; true where others are still there.
bool drop_left_generations(Connection& connection, Time before);

} // namespace reef::store
