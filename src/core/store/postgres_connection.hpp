// A connection to a PostgreSQL server. Only this room includes it.
#pragma once
#include "core/store/database.hpp"
#include "core/store/dialect_connection.hpp"
#include "core/store/postgres_raw.hpp"

namespace reef::store {

/// Holds no state of the session that a transaction relies on, so that a pooler may give each transaction another one.
/// A line that was lost is found again, with growing pauses, when the next transaction begins.
class PostgresConnection final : public DialectConnection {
  public:
    /// `announcement`: SQL that tells other processes of a write.
    PostgresConnection(const PostgresAddress& address, const Options& options, std::string announcement = "",
                       std::shared_ptr<GenerationInUse> in_use = std::make_shared<GenerationInUse>());
    ~PostgresConnection() override;

    /// Tries until patience ends; StoreFailure unreachable.
    void connect();
    /// Statements of our own that are no part of the dialect; the rows as texts, NULL as nothing.
    using Texts = std::vector<std::vector<std::optional<std::string>>>;
    /// As PostgreSQL calls them, those of all generations.
    std::vector<std::string> all_tables();
    Texts run_raw(const std::string& sql, std::span<const std::string> arguments = {});

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
    void forget_statements() noexcept override;

  private:
    struct Statement : Usage {
        std::string sql;  // PostgreSQL's
        std::string name; // as the session knows it
        int known_to_session = 0;
    };
    struct Bound;

    Statement& translated(std::string_view sql);
    void send(Statement& statement, std::span<const Value> arguments);
    void check_shape(const pg_result* result);
    void read_cell(const pg_result* result, int column, Value& cell);
    void begin(const std::string& sql, State state);
    void drain() noexcept;
    [[noreturn]] void fail(const pg_result* result, std::string_view sql);

    const PostgresAddress address_;
    const Options options_;
    const std::string commit_of_write_;
    PostgresHandle handle_;
    int session_ = 0; // counts the sessions that were opened: a new one knows no statements
    StatementsByText<Statement> statements_;
    std::int64_t named_ = 0; // statements, so far

    Statement* current_ = nullptr; // the open statement
    RowShape shape_ = {};
    PostgresResult row_;
    bool shape_is_checked_ = false;
    bool in_flight_ = false; // libpq has more of its results
    std::int64_t changed_ = 0;
};

} // namespace reef::store
