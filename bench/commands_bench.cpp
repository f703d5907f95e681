// Bare SQLite beside the durable commands of the server: the statements that evaluating runs are written down as the
// engine runs them, then run again through SQLite's own interface, on the same data and with the same settings.
//   reef_commands_bench FOLDER COMMANDS SECONDS GROUP...    GROUP commands share a commit; a line of JSON for each
#include "app/house.hpp"
#include "app/society.hpp"
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unordered_map>

namespace reef::app {
namespace {

using namespace engine;
namespace files = std::filesystem;

struct Literal {
    enum class Kind { null, integer, text, blob } kind = Kind::null;
    std::string data;
};
struct Ran {
    std::string sql;
    std::vector<Literal> values;
};
using Command = std::vector<Ran>;

/// The next literal of an expanded statement, which is taken off its front.
Literal take_literal(std::string_view& text) {
    if (text.starts_with("NULL")) return text.remove_prefix(4), Literal{};
    Literal literal{text[0] == '\''  ? Literal::Kind::text
                    : text[0] == 'x' ? Literal::Kind::blob
                                     : Literal::Kind::integer,
                    {}};
    if (literal.kind == Literal::Kind::integer) {
        const auto end = text.find_first_not_of("-0123456789");
        literal.data = text.substr(0, end);
        text.remove_prefix(literal.data.size());
        return literal;
    }
    text.remove_prefix(literal.kind == Literal::Kind::blob ? 2 : 1);
    for (; text[0] != '\'' || text.starts_with("''"); text.remove_prefix(1)) {
        if (text[0] == '\'') text.remove_prefix(1);
        literal.data += text[0];
    }
    text.remove_prefix(1);
    if (literal.kind == Literal::Kind::blob) {
        std::string bytes;
        ensure(from_hex(literal.data, bytes), "SQLite writes bytes in hexadecimal");
        literal.data = bytes;
    }
    return literal;
}

/// What was bound, read off the text in which SQLite put the values in place of the parameters.
Ran read_statement(std::string_view sql, std::string_view expanded) {
    Ran ran{std::string(sql), {}};
    while (!sql.empty()) {
        if (sql[0] != '?') {
            ensure(sql[0] == expanded[0], "the two texts differ in their parameters alone");
            sql.remove_prefix(1);
            expanded.remove_prefix(1);
            continue;
        }
        sql.remove_prefix(1);
        const auto digits = std::min(sql.find_first_not_of("0123456789"), sql.size());
        const auto number = static_cast<std::size_t>(*parse_integer(sql.substr(0, digits)));
        sql.remove_prefix(digits);
        if (ran.values.size() < number) ran.values.resize(number);
        ran.values[number - 1] = take_literal(expanded);
    }
    return ran;
}

Command* written_down = nullptr; // while a command runs

int on_statement(unsigned, void*, void* statement, void*) {
    if (!written_down) return 0;
    auto* handle = static_cast<sqlite3_stmt*>(statement);
    char* expanded = sqlite3_expanded_sql(handle);
    written_down->push_back(read_statement(sqlite3_sql(handle), expanded));
    sqlite3_free(expanded);
    return 0;
}
int on_open(sqlite3* database, char**, const void*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, on_statement, nullptr);
}

/// Three members answer the open deliberation's statements in turn, and change their minds with every sweep.
std::vector<Command> write_down(House& house, std::int64_t count) {
    auto& engine = house.engine();
    std::vector<Actor> members;
    for (const auto* door : {"driver", "rider", "treasurer"})
        members.push_back(Actor::of(*behind_door(*engine.read(), door)));
    const auto topic = engine.read()->one<IdValue>(
        "SELECT deliberation FROM {deliberation_topics} WHERE closes_at > $1", engine.now());
    const auto statements = engine.read()->all<std::int64_t>(
        "SELECT number FROM {deliberation_statements} WHERE deliberation = $1 ORDER BY number", topic);
    std::vector<Command> commands(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const auto turn = i / members.size();
        written_down = &commands[i];
        const auto answer = engine.perform(
            members[i % members.size()], "web",
            {"deliberation.evaluate", json::object{{"deliberation", topic.text()},
                                                   {"number", statements[turn % statements.size()]},
                                                   {"answer", turn / statements.size() % 2 ? "agree" : "disagree"}}});
        written_down = nullptr;
        ensure(answer.has_value(), "a member may answer");
        std::erase_if(commands[i], [](const Ran& ran) { return ran.sql.starts_with("BEGIN") || ran.sql == "COMMIT"; });
    }
    return commands;
}

class Bare {
  public:
    explicit Bare(const files::path& file) {
        must(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
        for (const auto* setting :
             {"journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY",
              "foreign_keys = OFF", "cell_size_check = ON", "cache_size = -8192"})
            run({fmt::format("PRAGMA {}", setting), {}});
    }
    ~Bare() {
        for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
        sqlite3_close(database_);
    }
    void run(const Ran& ran) {
        auto& statement = statements_[ran.sql];
        if (!statement)
            must(sqlite3_prepare_v3(database_, ran.sql.data(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        for (std::size_t i = 0; i < ran.values.size(); ++i) bind(statement, static_cast<int>(i) + 1, ran.values[i]);
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                read_bytes_ += static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        must(code == SQLITE_DONE ? SQLITE_OK : code);
        must(sqlite3_reset(statement));
    }

  private:
    void must(int code) const { ensure(code == SQLITE_OK, database_ ? sqlite3_errmsg(database_) : "SQLite opens"); }
    void bind(sqlite3_stmt* statement, int place, const Literal& literal) const {
        const auto size = static_cast<int>(literal.data.size());
        switch (literal.kind) {
        case Literal::Kind::null:
            return must(sqlite3_bind_null(statement, place));
        case Literal::Kind::integer:
            return must(sqlite3_bind_int64(statement, place, *parse_integer(literal.data)));
        case Literal::Kind::text:
            return must(sqlite3_bind_text(statement, place, literal.data.data(), size, SQLITE_STATIC));
        case Literal::Kind::blob:
            return must(sqlite3_bind_blob(statement, place, literal.data.data(), size, SQLITE_STATIC));
        }
    }
    sqlite3* database_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
    std::size_t read_bytes_ = 0;
};

/// All of them, or as many as the time allows.
void run_again(const files::path& file, const std::vector<Command>& commands, double seconds, std::size_t group) {
    Bare bare(file);
    const auto begun = std::chrono::steady_clock::now();
    const auto cpu_begun = std::clock();
    std::chrono::duration<double> took = {};
    std::size_t done = 0;
    while (done < commands.size() && took.count() < seconds) {
        bare.run({"BEGIN IMMEDIATE", {}});
        for (std::size_t i = 0; i < group && done < commands.size(); ++i)
            for (const auto& ran : commands[done++]) bare.run(ran);
        bare.run({"COMMIT", {}});
        took = std::chrono::steady_clock::now() - begun;
    }
    fmt::print(R"({{"group": {}, "commands": {}, "statements": {}, "seconds": {:.4f}, "cpu_seconds": {:.4f}}})"
               "\n",
               group, done, commands.back().size(), took.count(),
               static_cast<double>(std::clock() - cpu_begun) / CLOCKS_PER_SEC);
}

} // namespace

int bench_commands(const files::path& folder, std::int64_t count, double seconds,
                   const std::vector<std::size_t>& groups) {
    const auto before = folder.string() + ".before", used = folder.string() + ".used";
    files::remove_all(before);
    files::copy(folder, before);
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(on_open));
    std::vector<Command> commands;
    {
        const auto house = House::open(folder, {.durable = false});
        ensure(house.has_value(), "the folder opens");
        commands = write_down(**house, count);
    }
    sqlite3_reset_auto_extension();
    for (const auto group : groups) {
        files::remove_all(used);
        files::copy(before, used);
        run_again(files::path(used) / "reef.sqlite", commands, seconds, group);
    }
    files::remove_all(before);
    files::remove_all(used);
    return 0;
}

} // namespace reef::app

int main(int count, char** arguments) {
    if (count < 5) return fmt::print(stderr, "reef_commands_bench FOLDER COMMANDS SECONDS GROUP...\n"), 2;
    std::vector<std::size_t> groups;
    for (int i = 4; i < count; ++i) groups.push_back(std::stoul(arguments[i]));
    return reef::app::bench_commands(arguments[1], std::stoll(arguments[2]), std::stod(arguments[3]), groups);
}
