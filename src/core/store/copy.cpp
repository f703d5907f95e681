#include "core/store/copy.hpp"
#include "core/base/text.hpp"
#include "core/store/table_reader.hpp"
#include <algorithm>
#include <deque>
#include <fmt/format.h>

namespace reef::store {
namespace {

constexpr std::size_t parameters_max = 900; // of one statement; the dialect has a thousand

/// Values that stay when the statement they came from goes on.
class KeptValues {
  public:
    KeptValues() = default;
    KeptValues(KeptValues&&) = default; // a copy's values would lie in the other's bytes
    void add(const Value& cell) {
        values_.push_back(cell);
        values_.back().data = cell.data.empty() ? std::string_view() : bytes_.emplace_back(cell.data);
        size_ += cell.data.size();
    }
    void clear() {
        values_.clear();
        bytes_.clear();
        size_ = 0;
    }
    std::span<const Value> values() const { return values_; }
    std::size_t bytes() const { return size_; }

  private:
    std::vector<Value> values_;
    std::deque<std::string> bytes_; // strings stay where they are
    std::size_t size_ = 0;
};

/// The key of the last row; nothing where there is no row.
KeptValues last_key(Connection& connection, std::string_view table, const std::vector<TableColumn>& columns) {
    std::vector<std::string> names, order;
    std::vector<ColumnShape> shape;
    for (const auto i : order_of(columns)) {
        names.push_back(fmt::format("\"{}\"", columns[i].name));
        order.push_back(names.back() + " DESC");
        shape.push_back({columns[i].kind, true, columns[i].name});
    }
    std::vector<Value> cells(shape.size());
    Cursor cursor(connection,
                  fmt::format("SELECT {} FROM {{{}}} ORDER BY {} LIMIT 1", join(names, ", "), table, join(order, ", ")),
                  {}, shape);
    KeptValues key;
    if (cursor.next(cells.data()))
        for (const auto& cell : cells) key.add(cell);
    return key;
}

/// Inserts rows many at a time: over a network each statement is a way there and back.
class Inserter {
  public:
    Inserter(Connection& to, std::string_view table, const std::vector<TableColumn>& columns)
        : to_(to),
          columns_(columns.size()),
          together_(std::max<std::size_t>(1, parameters_max / columns_)),
          one_(statement(table, columns, 1)),
          many_(statement(table, columns, together_)) {}

    void add(std::span<const Value> row) {
        for (const auto& cell : row) kept_.add(cell);
        bytes_ += 8 * columns_;
        if (kept_.values().size() == together_ * columns_ || kept_.bytes() > 1'000'000) flush();
    }
    void flush() {
        const auto values = kept_.values();
        if (values.size() == together_ * columns_)
            run(many_, values);
        else
            for (std::size_t at = 0; at < values.size(); at += columns_) run(one_, values.subspan(at, columns_));
        bytes_ += kept_.bytes();
        kept_.clear();
    }
    std::size_t bytes() const { return bytes_ + kept_.bytes(); }

  private:
    void run(const std::string& sql, std::span<const Value> values) {
        Cursor cursor(to_, sql, values, {});
        cursor.next(nullptr);
    }
    static std::string statement(std::string_view table, const std::vector<TableColumn>& columns, std::size_t rows) {
        std::vector<std::string> names, tuples;
        for (const auto& column : columns) names.push_back(fmt::format("\"{}\"", column.name));
        std::size_t number = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            std::vector<std::string> parameters;
            for (std::size_t i = 0; i < columns.size(); ++i) parameters.push_back(fmt::format("${}", ++number));
            tuples.push_back("(" + join(parameters, ", ") + ")");
        }
        return fmt::format("INSERT INTO {{{}}} ({}) VALUES {}", table, join(names, ", "), join(tuples, ", "));
    }

    Connection& to_;
    std::size_t columns_, together_;
    std::string one_, many_;
    KeptValues kept_;
    std::size_t bytes_ = 0;
};

} // namespace

std::int64_t count_rows(Connection& connection, std::string_view table) {
    return connection.one<std::int64_t>(fmt::format("SELECT count(*) FROM {{{}}}", table));
}

std::int64_t copy_rows(Connection& from, Connection& to, std::string_view table, const CopyOptions& options) {
    const auto columns = from.columns(table);
    ensure(columns == to.columns(table), fmt::format("the table {} has the same columns on both sides", table));
    const bool in_parts = has_key(columns);
    const auto key = last_key(to, table, columns);
    if (!in_parts && !key.values().empty()) return 0;
    TableReader rows(from, table, key.values());
    std::int64_t copied = 0;
    while (rows.more) {
        WriteTransaction write(to);
        Inserter inserter(to, table, columns);
        std::size_t count = 0;
        for (; rows.more; rows.advance(), ++count) {
            if (in_parts && (count == options.rows_max || inserter.bytes() > options.bytes_max)) break;
            inserter.add(rows.cells);
        }
        inserter.flush();
        write.commit();
        copied += static_cast<std::int64_t>(count);
        if (options.progress) options.progress(static_cast<std::int64_t>(count));
    }
    return copied;
}

} // namespace reef::store
