// One connection to the database: typed statements, and the transaction they stand in.
#pragma once
#include "core/store/generation.hpp"
#include "core/store/row.hpp"
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

namespace reef::store {

/// A table as the database itself describes it.
struct TableColumn {
    std::string name;
    ValueKind kind = ValueKind::integer;
    int key_place = 0; // from 1 inside the primary key; 0 outside
    bool operator==(const TableColumn&) const = default;
};

class Cursor;
template <class Row>
class Rows;

/// Used by one thread at a time. SQL is the common dialect of README.md: arguments are `$1`, `$2` …, tables stand in
/// braces
/// (`SELECT name FROM {people_members} WHERE id = $1`). A statement is prepared once for each connection and kept by
/// its text, so the text must not carry values. Throws StoreFailure where the world fails us, BrokenAssumption where we
/// do; after either, a transaction can only be rolled back.
class Connection {
  public:
    virtual ~Connection() = default;
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// A statement without rows; how many rows it inserted, changed or deleted.
    template <Argument... A>
    std::int64_t run(std::string_view sql, const A&... arguments) {
        return run_values(sql, Arguments<A...>(arguments...));
    }
    template <class Row, Argument... A>
    std::vector<Row> all(std::string_view sql, const A&... arguments) {
        std::vector<Row> rows;
        Rows<Row> source(*this, sql, Arguments<A...>(arguments...));
        while (source.advance()) rows.push_back(source.row());
        return rows;
    }
    template <class Row, Argument... A>
    std::optional<Row> first(std::string_view sql, const A&... arguments) {
        Rows<Row> source(*this, sql, Arguments<A...>(arguments...));
        if (!source.advance()) return std::nullopt;
        return source.row();
    }
    /// Exactly one row, which the statement must give.
    template <class Row, Argument... A>
    Row one(std::string_view sql, const A&... arguments) {
        Rows<Row> source(*this, sql, Arguments<A...>(arguments...));
        expect_row(source.advance(), "no row", sql);
        Row row = source.row();
        expect_row(!source.advance(), "more than one row", sql);
        return row;
    }
    /// Row after row: `for (const auto& [id, name] : connection.each<std::tuple<MemberId, std::string>>(sql, since))`.
    /// Until the loop ends the connection runs nothing else.
    template <class Row, Argument... A>
    Rows<Row> each(std::string_view sql, const A&... arguments) {
        return Rows<Row>(*this, sql, Arguments<A...>(arguments...));
    }
    /// Statements without arguments and rows, one after the other: a schema.
    virtual void script(std::string_view sql) = 0;

    /// Takes the one writer's place, or waits for it (StoreFailure busy after Options::patience). Everything that
    /// writes stands between this and `commit`; durable when `commit` returns.
    virtual void begin_write() = 0;
    /// A snapshot: what others commit from now on is not seen before `commit` or `rollback`.
    virtual void begin_read() = 0;
    virtual void commit() = 0;
    /// Also without a transaction, and after a failure that ended it.
    virtual void rollback() noexcept = 0;

    /// From now on names in braces mean the tables of this generation, and no longer of the one that the database uses.
    virtual void stand_in(const Generation& generation) = 0;
    /// The generation that names mean in the transaction that stands.
    virtual std::int64_t generation_number() const = 0;

    /// All tables of this platform in the generation that is used, by name.
    virtual std::vector<std::string> tables() = 0;
    /// The columns of a table in their order; empty if there is no such table.
    virtual std::vector<TableColumn> columns(std::string_view table) = 0;

  protected:
    friend class Cursor;
    /// The core under the templates: one statement is open at a time. `open` copies the arguments; `next` fills a cell
    /// for each column of the shape, checked against it; `close` may be called at any time and gives the number of
    /// changed rows.
    virtual void open(std::string_view sql, std::span<const Value> arguments, RowShape shape) = 0;
    virtual bool next(Value* cells) = 0;
    virtual std::int64_t close() noexcept = 0;

  private:
    static void expect_row(bool holds, std::string_view found, std::string_view sql);
    std::int64_t run_values(std::string_view sql, std::span<const Value> arguments);
    template <class... A>
    struct Arguments {
        std::array<Value, sizeof...(A)> values;
        explicit Arguments(const A&... arguments) : values{SqlType<A>::to(arguments)...} {}
        operator std::span<const Value>() const { return values; }
    };
};

/// An open statement whose columns are known only when it runs. `shape` outlives it; a cell's bytes stay until `next`.
class Cursor {
  public:
    Cursor(Connection& connection, std::string_view sql, std::span<const Value> arguments, RowShape shape)
        : connection_(connection) {
        connection_.open(sql, arguments, shape);
    }
    ~Cursor() { connection_.close(); }
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    /// Fills as many cells as the shape has columns; false after the last row.
    bool next(Value* cells) { return connection_.next(cells); }
    /// Ends the statement; how many rows it changed.
    std::int64_t close() { return connection_.close(); }

  private:
    Connection& connection_;
};

/// The open result of a statement, to be walked once.
template <class Row>
class Rows {
  public:
    Rows(Connection& connection, std::string_view sql, std::span<const Value> arguments)
        : cursor_(connection, sql, arguments, RowType<Row>::shape) {}

    bool advance() { return cursor_.next(cells_.data()); }
    Row row() const { return RowType<Row>::make(cells_.data()); }

    struct End {};
    class Iterator {
      public:
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;
        explicit Iterator(Rows& rows) : rows_(&rows), more_(rows.advance()) {}
        Row operator*() const { return rows_->row(); }
        Iterator& operator++() {
            more_ = rows_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(End) const { return !more_; }

      private:
        Rows* rows_;
        bool more_;
    };
    Iterator begin() { return Iterator(*this); }
    End end() const { return {}; }

  private:
    Cursor cursor_;
    std::array<Value, RowType<Row>::shape.size()> cells_ = {};
};

/// A write transaction that is rolled back unless it is committed: `WriteTransaction write(connection); …;
/// write.commit();`
class WriteTransaction {
  public:
    explicit WriteTransaction(Connection& connection) : connection_(connection) { connection_.begin_write(); }
    ~WriteTransaction() {
        if (!committed_) connection_.rollback();
    }
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit() {
        connection_.commit();
        committed_ = true;
    }

  private:
    Connection& connection_;
    bool committed_ = false;
};

} // namespace reef::store
