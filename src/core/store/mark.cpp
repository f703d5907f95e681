#include "core/store/mark.hpp"
#include "core/store/postgres_raw.hpp"
#include <filesystem>

namespace reef::store {
namespace {
constexpr std::string_view mark_table = "store_mark", writer_table = "store_writer";
}

std::optional<Mark> mark_of(Connection& connection) {
    if (connection.columns(mark_table).empty()) return {};
    const auto row = connection.first<std::tuple<std::string, std::string, Hash>>(
        "SELECT state, other, journey FROM {store_mark} WHERE place = 1");
    if (!row) return {};
    const auto& [state, other, journey] = *row;
    return Mark{state == "left" ? Mark::State::left : Mark::State::arriving, other, journey};
}

void set_mark(Connection& connection, const Mark& mark) {
    clear_mark(connection);
    const bool left = mark.state == Mark::State::left;
    connection.script("CREATE TABLE {store_mark} (place BIGINT PRIMARY KEY, state TEXT NOT NULL, other TEXT NOT NULL, "
                      "journey BYTEA NOT NULL)");
    connection.run("INSERT INTO {store_mark} (place, state, other, journey) VALUES (1, $1, $2, $3)",
                   std::string_view(left ? "left" : "arriving"), mark.other, mark.journey);
    if (left && !connection.columns(writer_table).empty()) connection.run("DELETE FROM {store_writer}");
}

void clear_mark(Connection& connection) { connection.script("DROP TABLE IF EXISTS {store_mark}"); }

std::vector<std::string> platform_tables(Connection& connection) {
    auto all = connection.tables();
    std::erase(all, mark_table);
    std::erase(all, "store_generations");
    return all;
}

std::string shown_place(std::string_view where) {
    if (where.find("://") == std::string_view::npos)
        return std::filesystem::absolute(where).lexically_normal().string();
    const auto address = PostgresAddress::parse(where);
    return address ? address->name : "postgresql://";
}

} // namespace reef::store
