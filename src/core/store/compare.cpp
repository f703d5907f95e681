#include "core/store/compare.hpp"
#include "core/base/text.hpp"
#include "core/store/table_reader.hpp"
#include <algorithm>
#include <compare>
#include <fmt/format.h>

namespace reef::store {
namespace {

constexpr std::size_t block_bytes = 65536;

void append_number(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
}

/// The kind (0 for NULL, 1 BIGINT, 2 BOOLEAN, 3 TEXT, 4 BYTEA), then eight bytes, the highest first, of the number or
/// the length, then the bytes: no two rows are written alike.
void append_cell(std::string& out, const Value& cell) {
    out += cell.null ? '\0' : static_cast<char>(static_cast<int>(cell.kind) + 1);
    if (cell.null) return;
    const bool counted = cell.kind == ValueKind::text || cell.kind == ValueKind::bytes;
    append_number(out, counted ? cell.data.size() : static_cast<std::uint64_t>(cell.integer));
    out += cell.data;
}

/// The order of the database: NULL first, numbers by size, text and bytes byte by byte.
std::strong_ordering compare(const Value& a, const Value& b) {
    if (a.null || b.null) return b.null <=> a.null;
    if (const auto order = a.integer <=> b.integer; order != 0) return order;
    return a.data <=> b.data;
}

std::string readable(const Value& cell) {
    constexpr std::size_t shown = 60;
    if (cell.null) return "NULL";
    switch (cell.kind) {
    case ValueKind::integer:
        return std::to_string(cell.integer);
    case ValueKind::boolean:
        return cell.integer ? "true" : "false";
    case ValueKind::bytes:
        break;
    case ValueKind::text: {
        auto text = cell.data.substr(0, shown);
        while (!is_valid_utf8(text)) text.remove_suffix(1);
        return fmt::format("\"{}\"{}", text, text.size() < cell.data.size() ? "…" : "");
    }
    }
    return fmt::format("x{}{}", hex(cell.data.substr(0, shown / 2)), cell.data.size() > shown / 2 ? "…" : "");
}

std::string row_name(const TableReader& reader) {
    std::vector<std::string> parts;
    for (const auto i : order_of(reader.columns))
        parts.push_back(fmt::format("{} = {}", reader.columns[i].name, readable(reader.cells[i])));
    return "row " + join(parts, ", ");
}

std::string columns_text(const std::vector<TableColumn>& columns) {
    std::vector<std::string> parts;
    for (const auto& column : columns)
        parts.push_back(fmt::format("{} {}{}", column.name, sql_name(column.kind), column.key_place > 0 ? " key" : ""));
    return join(parts, ", ");
}

} // namespace

std::vector<std::string> tables(Connection& connection, std::span<const std::string_view> prefixes) {
    auto names = connection.tables();
    std::erase_if(names, [&](const std::string& name) {
        return std::ranges::none_of(prefixes, [&](std::string_view prefix) { return name.starts_with(prefix); });
    });
    return names;
}

/// SHA-256 over the columns, then for every 64 KiB of rows over the last sum and those rows.
Hash digest(Connection& connection, std::string_view table) {
    TableReader reader(connection, table);
    Hash sum = sha256({columns_text(reader.columns)});
    std::string block;
    const auto take_block = [&] {
        sum = sha256({sum.view(), block});
        block.clear();
    };
    for (; reader.more; reader.advance()) {
        for (const auto& cell : reader.cells) append_cell(block, cell);
        if (block.size() >= block_bytes) take_block();
    }
    take_block();
    return sum;
}

std::optional<std::string> first_difference(Connection& here, std::string_view table, Connection& there,
                                            std::string_view other_table) {
    ensure(&here != &there, "two tables are walked side by side, so over two connections");
    TableReader a(here, table), b(there, other_table);
    if (a.columns != b.columns)
        return fmt::format("columns: {} here and {} there", columns_text(a.columns), columns_text(b.columns));
    const auto key = order_of(a.columns);
    for (; a.more || b.more; a.advance(), b.advance()) {
        auto order = !a.more   ? std::strong_ordering::greater
                     : !b.more ? std::strong_ordering::less
                               : std::strong_ordering::equal;
        for (std::size_t place = 0; order == 0 && place < key.size(); ++place)
            order = compare(a.cells[key[place]], b.cells[key[place]]);
        if (order < 0) return row_name(a) + ": only here";
        if (order > 0) return row_name(b) + ": only there";
        for (std::size_t i = 0; i < a.cells.size(); ++i)
            if (compare(a.cells[i], b.cells[i]) != 0)
                return fmt::format("{}: {} is {} here and {} there", row_name(a), a.columns[i].name,
                                   readable(a.cells[i]), readable(b.cells[i]));
    }
    return std::nullopt;
}

} // namespace reef::store
