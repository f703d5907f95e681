#include "core/store/generation.hpp"
#include "core/base/text.hpp"
#include "core/store/connection.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::store {
namespace {

constexpr std::string_view record_table = "store_generations";

/// Where `_g7` begins; npos where a name does not end so.
std::size_t suffix_at(std::string_view name) {
    const auto last = name.find_last_not_of("0123456789");
    const bool has_digits = last != std::string_view::npos && last + 1 < name.size();
    return has_digits && last > 1 && name.substr(last - 1, 2) == "_g" ? last - 1 : std::string_view::npos;
}

std::vector<std::string> names_in(std::string_view tables) {
    std::vector<std::string> names;
    while (!tables.empty()) {
        const auto space = std::min(tables.find(' '), tables.size());
        if (space > 0) names.emplace_back(tables.substr(0, space));
        tables.remove_prefix(std::min(space + 1, tables.size()));
    }
    return names;
}

/// On a connection that stands in their generation.
void drop_tables(Connection& connection, const GenerationRecord& record) {
    for (const auto& table : names_in(record.tables))
        connection.script(fmt::format("DROP TABLE IF EXISTS {{{}}}", table));
}

void drop_generation(Connection& connection, const GenerationRecord& record) {
    connection.stand_in(record.generation());
    drop_tables(connection, record);
    connection.run("DELETE FROM {store_generations} WHERE number = $1", record.number);
}

} // namespace

std::string name_in_generation(std::string_view name, std::int64_t number) {
    return number > 0 ? fmt::format("{}_g{}", name, number) : std::string(name);
}

bool names_a_generation(std::string_view name) { return suffix_at(name) != std::string_view::npos; }

std::string Generation::name_of(std::string_view table) const {
    return name_in_generation(table, tables.contains(table) ? number : 0);
}

std::optional<std::string> Generation::table_called(std::string_view name) const {
    const auto at = suffix_at(name);
    if (at == std::string_view::npos) // bare: of generation 0, or of none
        return number > 0 && tables.contains(name) ? std::nullopt : std::optional(std::string(name));
    auto table = std::string(name.substr(0, at));
    return name_of(table) == name ? std::optional(std::move(table)) : std::nullopt;
}

Generation GenerationRecord::generation() const {
    const auto names = names_in(tables);
    return {number, {names.begin(), names.end()}, state == GenerationState::building};
}

std::vector<GenerationRecord> generations(Connection& connection) {
    if (connection.columns(record_table).empty()) return {};
    return connection.all<GenerationRecord>(
        "SELECT number, state, shape, reached, left_at, tables FROM {store_generations} ORDER BY number");
}

std::optional<GenerationRecord> current_generation(Connection& connection) {
    return connection.first<GenerationRecord>("SELECT number, state, shape, reached, left_at, tables "
                                              "FROM {store_generations} WHERE state = 'current'");
}

std::int64_t current_number(Connection& connection) {
    return connection.one<std::int64_t>("SELECT number FROM {store_generations} WHERE state = 'current'");
}

Generation generation_to_read(Connection& connection) {
    if (connection.columns(record_table).empty()) return {};
    const auto current = current_generation(connection);
    return current ? current->generation() : Generation{};
}

GenerationRecord begin_generation(Connection& connection, const Hash& shape, std::span<const std::string> tables,
                                  std::string_view script) {
    connection.script("CREATE TABLE IF NOT EXISTS {store_generations} (number BIGINT PRIMARY KEY, state TEXT NOT NULL, "
                      "shape BYTEA NOT NULL, reached BIGINT NOT NULL, left_at BIGINT, tables TEXT NOT NULL)");
    const auto last = connection.one<std::optional<std::int64_t>>("SELECT max(number) FROM {store_generations}");
    GenerationRecord record{.number = last ? *last + 1 : 0,
                            .shape = shape,
                            .tables = join(std::vector<std::string>(tables.begin(), tables.end()), " ")};
    connection.run("INSERT INTO {store_generations} (number, state, shape, reached, tables) VALUES ($1, $2, $3, 0, $4)",
                   record.number, record.state, record.shape, record.tables);
    connection.stand_in(record.generation());
    if (!last) drop_tables(connection, record); // of a time before there were generations
    connection.script(script);
    return record;
}

void note_reached(Connection& connection, std::int64_t number, std::int64_t reached) {
    connection.run("UPDATE {store_generations} SET reached = $2 WHERE number = $1", number, reached);
}

void take_over(Connection& connection, const GenerationRecord& record, Time now) {
    for (const auto& other : generations(connection))
        if (other.state == GenerationState::building && other.number != record.number)
            drop_generation(connection, other);
    connection.stand_in(record.generation());
    connection.run("UPDATE {store_generations} SET state = 'left', left_at = $1 WHERE state = 'current'", now);
    connection.run("UPDATE {store_generations} SET state = 'current' WHERE number = $1", record.number);
}

void forget_generations(Connection& connection) { connection.script("DROP TABLE IF EXISTS {store_generations}"); }

bool drop_left_generations(Connection& connection, Time before) {
    bool others = false;
    for (const auto& record : generations(connection)) {
        if (record.state != GenerationState::left) continue;
        if (*record.left_at <= before)
            drop_generation(connection, record);
        else
            others = true;
    }
    return others;
}

} // namespace reef::store
