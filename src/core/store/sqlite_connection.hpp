// A connection to a SQLite file. Only this room includes it.
#pragma once
#include "core/store/dialect_connection.hpp"
#include "core/store/sqlite_raw.hpp"

namespace reef::store {

class SqliteConnection final : public DialectConnection {
  public:
    /// `where` names the database in failures.
    SqliteConnection(SqliteHandle database, std::string where,
                     std::shared_ptr<GenerationInUse> in_use = std::make_shared<GenerationInUse>());
    ~SqliteConnection() override;
    std::size_t statements_kept() const { return statements_.size(); }

    void script(std::string_view sql) override;
    void begin_write() override;
    void begin_read() override;
    void commit() override;
    void rollback() noexcept override;
    std::vector<std::string> tables() override;
    std::vector<TableColumn> columns(std::string_view table) override;

  protected:
    void open(std::string_view sql, std::span<const Value> arguments, RowShape shape) override;
    bool next(Value* cells) override;
    std::int64_t close() noexcept override;
    void forget_statements() noexcept override { statements_.clear(); }

  private:
    struct Statement : Usage {
        SqliteStatement handle;
        const ColumnShape* checked_shape = nullptr;
        int checked_preparation = 0;
    };

    Statement& prepared(std::string_view sql);
    Statement prepare(std::string_view sql, std::string_view written, const std::vector<std::string>& tables,
                      std::size_t* length);
    void bind(const Statement& statement, std::span<const Value> arguments);
    void check_shape(Statement& statement, RowShape shape);
    void read_cell(int column, const ColumnShape& shape, Value& cell);
    enum class Control { begin_read, begin_write, snapshot, commit, rollback, count };
    /// Runs a statement that begins or ends a transaction; SQLite's result code.
    int control(Control which) noexcept;
    void control_or_fail(Control which);
    [[noreturn]] void fail(int code, std::string_view sql);
    static int allows(void* self, int action, const char* first, const char* second, const char* schema,
                      const char* trigger) noexcept;

    SqliteHandle database_;
    std::string where_;
    StatementsByText<Statement> statements_;
    std::array<SqliteStatement, static_cast<std::size_t>(Control::count)> controls_;

    Statement* current_ = nullptr; // the open statement
    bool done_ = false;
    RowShape shape_ = {};
    std::int64_t changed_before_ = 0;

    const std::vector<std::string>* named_tables_ = nullptr; // while a caller's text is prepared
    bool alters_ = false;                                    // ALTER TABLE calls functions of SQLite's own
    std::string forbidden_;                                  // what the authorizer found in it
};

} // namespace reef::store
