#include "core/store/sqlite_connection.hpp"
#include "core/store/testing.hpp"

namespace reef::store {
namespace {

using testing::AllOf, testing::HasSubstr, testing::Not;

template <class Owner, class Member>
struct Field {
    std::string_view name;
    Member Owner::*member;
};
template <class Owner, class Member>
Field(const char*, Member Owner::*) -> Field<Owner, Member>;

struct Person {
    MemberId id;
    std::string name;
    std::optional<Time> left_at;
    bool operator==(const Person&) const = default;
    static constexpr auto fields() {
        return FieldTable{Field{"id", &Person::id}, Field{"name", &Person::name}, Field{"left_at", &Person::left_at}};
    }
};

struct Statements : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> database = Database::open(place.where()).value();
    std::unique_ptr<Connection> connection = database->connect();

    Statements() {
        write_script(*connection,
                     "CREATE TABLE {people} (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, left_at BIGINT);"
                     "INSERT INTO {people} (id, name, left_at) VALUES (1, 'Ana', NULL), (2, 'Bo', 5);");
    }
    std::int64_t count() { return connection->one<std::int64_t>("SELECT count(*) FROM {people}"); }
    template <class Row>
    std::string broken_reading(std::string_view sql) {
        return broken_by([&] { connection->all<Row>(sql); });
    }
};

TEST_F(Statements, give_scalars_tuples_and_structs) {
    EXPECT_EQ(connection->one<std::string>("SELECT name FROM {people} WHERE id = $1", 1), "Ana");
    EXPECT_EQ(connection->first<std::string>("SELECT name FROM {people} WHERE id = $1", 9), std::nullopt);
    EXPECT_EQ((connection->first<std::tuple<std::string, MemberId>>("SELECT name, id FROM {people} ORDER BY id DESC")),
              (std::tuple<std::string, MemberId>("Bo", 2)));
    EXPECT_EQ(connection->all<Person>("SELECT id, name, left_at FROM {people} ORDER BY id"),
              (std::vector<Person>{{MemberId(1), "Ana", {}}, {MemberId(2), "Bo", Time{5}}}));
    EXPECT_TRUE(connection->all<Person>("SELECT id, name, left_at FROM {people} WHERE id > $1", 2).empty());
}

TEST_F(Statements, tell_how_many_rows_they_changed) {
    WriteTransaction write(*connection);
    EXPECT_EQ(connection->run("INSERT INTO {people} (id, name) VALUES ($1, $2)", 3, "Cy"), 1);
    EXPECT_EQ(connection->run("INSERT INTO {people} (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", 3, "Di"),
              0);
    EXPECT_EQ(connection->run("INSERT INTO {people} (id, name) VALUES ($1, $2) "
                              "ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                              3, "Di"),
              1);
    EXPECT_EQ(connection->run("UPDATE {people} SET left_at = $1", Time{7}), 3);
    EXPECT_EQ(connection->run("DELETE FROM {people} WHERE id = $1", 9), 0);
    EXPECT_EQ(connection->run("CREATE TABLE {others} (id BIGINT PRIMARY KEY)"), 0);
    EXPECT_EQ(connection->one<MemberId>("DELETE FROM {people} WHERE name = $1 RETURNING id", "Di"), MemberId(3));
    EXPECT_EQ(count(), 2);
}

TEST_F(Statements, take_parameters_in_any_order_and_more_than_once) {
    EXPECT_EQ(connection->one<std::string>("SELECT name FROM {people} WHERE name = $2 AND id = $1 AND $1 > 0", 2, "Bo"),
              "Bo");
    const auto named = [&](const auto&... ids) {
        return broken_by([&] { connection->one<std::string>("SELECT name FROM {people} WHERE id = $1", ids...); });
    };
    EXPECT_THAT(named(), HasSubstr("0 arguments for 1 parameters"));
    EXPECT_THAT(named(1, 2), HasSubstr("2 arguments for 1 parameters"));
    EXPECT_THAT(broken_by([&] { connection->one<std::string>("SELECT name FROM {people} WHERE id = $2", 1, 2); }),
                HasSubstr("$1 is not used"));
}

TEST_F(Statements, take_for_one_parameter_always_the_same_kind) {
    EXPECT_EQ(connection->first<std::string>("SELECT name FROM {people} WHERE left_at = $1", Time{5}), "Bo");
    EXPECT_EQ(connection->first<std::string>("SELECT name FROM {people} WHERE left_at = $1", std::optional<Time>()),
              std::nullopt);
    EXPECT_THAT(broken_by([&] { connection->first<std::string>("SELECT name FROM {people} WHERE left_at = $1", "5"); }),
                HasSubstr("$1 is TEXT now and was BIGINT before"));
}

TEST_F(Statements, are_read_as_what_they_give) {
    using Pair = std::tuple<std::int64_t, std::string>;
    EXPECT_THAT(broken_reading<std::int64_t>("SELECT id, name FROM {people}"), HasSubstr("2 columns are read as 1"))
        << "too many columns";
    EXPECT_THAT(broken_reading<Pair>("SELECT id FROM {people}"), HasSubstr("1 columns are read as 2")) << "too few";
    EXPECT_THAT(broken_reading<Pair>("SELECT name, id FROM {people}"),
                HasSubstr("column name is TEXT and is read as BIGINT"))
        << "of other kinds";
    EXPECT_THAT(broken_reading<Pair>("SELECT id, id FROM {people} WHERE id = 9"),
                HasSubstr("is BIGINT and is read as TEXT"))
        << "also without a row";
    EXPECT_THAT(broken_reading<std::int64_t>("SELECT left_at FROM {people}"), HasSubstr("holds NULL"))
        << "NULL into what cannot be NULL";
    EXPECT_THAT(broken_reading<Person>("SELECT id, name AS surname, left_at FROM {people}"),
                HasSubstr("column 2 is called surname, not name"))
        << "another name";
    EXPECT_THAT(broken_reading<Person>("SELECT left_at, name, id FROM {people}"),
                HasSubstr("column 1 is called left_at, not id"))
        << "another order";
    EXPECT_THAT(broken_reading<std::int64_t>("DELETE FROM {people}"),
                HasSubstr(either("0 columns are read as 1", "what writes stands inside begin_write")))
        << "no rows at all";
    EXPECT_THAT(broken_by([&] { connection->run("SELECT id FROM {people}"); }), HasSubstr("1 columns are read as 0"))
        << "rows where none were asked for";
    EXPECT_EQ(connection->all<Pair>("SELECT id, name FROM {people}").size(), 2u);
}

TEST_F(Statements, give_exactly_one_row_where_one_is_asked_for) {
    EXPECT_THAT(broken_by([&] { connection->one<std::string>("SELECT name FROM {people}"); }),
                HasSubstr("more than one row"));
    EXPECT_THAT(broken_by([&] { connection->one<std::string>("SELECT name FROM {people} WHERE id = 9"); }),
                HasSubstr("no row"));
}

TEST_F(Statements, are_read_by_several_row_types) {
    for (int twice = 0; twice < 2; ++twice) {
        EXPECT_EQ(connection->all<std::int64_t>("SELECT id FROM {people} ORDER BY id").back(), 2);
        EXPECT_EQ(connection->all<MemberId>("SELECT id FROM {people} ORDER BY id").back(), MemberId(2));
        EXPECT_THAT(broken_reading<std::string>("SELECT id FROM {people} ORDER BY id"), HasSubstr("read as TEXT"));
    }
}

TEST_F(Statements, stream_row_after_row) {
    std::string seen;
    for (const auto& [id, name] : connection->each<std::tuple<MemberId, std::string>>(
             "SELECT id, name FROM {people} WHERE name <> $1 ORDER BY id", std::string("nobody, in a temporary")))
        seen += id.text() + name;
    EXPECT_EQ(seen, "1Ana2Bo");
    for (const auto& person : connection->each<Person>("SELECT id, name, left_at FROM {people} WHERE id > 5"))
        ADD_FAILURE() << person.name;
}

TEST_F(Statements, stream_while_nothing_else_runs) {
    for (const auto& name : connection->each<std::string>("SELECT name FROM {people}")) {
        EXPECT_THAT(broken_by([&] { count(); }), HasSubstr("one statement at a time")) << name;
        EXPECT_THAT(broken_by([&] { connection->script("SELECT 1"); }), HasSubstr("one statement at a time"));
        EXPECT_THAT(broken_by([&] { connection->begin_write(); }), HasSubstr("a transaction begins"));
        break;
    }
    EXPECT_EQ(count(), 2) << "leaving the loop ends the statement";
    EXPECT_THROW(for (const auto& name
                      : connection->each<std::string>("SELECT name FROM {people}")) throw std::runtime_error(name),
                 std::runtime_error);
    EXPECT_EQ(count(), 2) << "so does an exception";
}

TEST_F(Statements, stay_at_their_end) {
    const auto shape = RowType<std::int64_t>::shape;
    Value cell;
    WriteTransaction write(*connection);
    {
        Cursor cursor(*connection, "INSERT INTO {people} (id, name) VALUES (3, 'Cy') RETURNING id", {}, shape);
        EXPECT_TRUE(cursor.next(&cell));
        EXPECT_EQ(cell, integer_value(3));
        EXPECT_FALSE(cursor.next(&cell));
        EXPECT_FALSE(cursor.next(&cell)) << "and do not begin anew";
        EXPECT_EQ(cursor.close(), 1);
    }
    EXPECT_EQ(count(), 3);
}

TEST_F(Statements, are_prepared_once_for_each_text) {
    if (TestPlace::is_postgres()) GTEST_SKIP() << "counts SQLite's statements";
    auto& sqlite = dynamic_cast<SqliteConnection&>(*connection);
    count();
    const auto before = sqlite.statements_kept();
    for (int i = 0; i < 10; ++i) count();
    EXPECT_EQ(sqlite.statements_kept(), before);
    for (int i = 0; i < 1200; ++i) EXPECT_EQ(connection->one<int>("SELECT " + std::to_string(i) + " + $1", 1), i + 1);
    EXPECT_LE(sqlite.statements_kept(), 500u) << "texts that carry values do not fill the memory";
}

TEST_F(Statements, that_are_wrong_say_so_with_their_text_and_without_values) {
    const auto said_of = [&](std::string_view sql) { return broken_reading<std::int64_t>(sql); };
    EXPECT_THAT(said_of("SELEC 1"), HasSubstr("syntax error"));
    EXPECT_THAT(said_of(" -- nothing"), HasSubstr("there is a statement"));
    EXPECT_THAT(said_of("SELECT 1; SELECT 2"), HasSubstr(either("there is one statement", "multiple commands")));
    EXPECT_THAT(said_of("SELECT name FROM {nobody}"), HasSubstr(either("no such table", "does not exist")));
    EXPECT_THAT(said_of("SELECT absent FROM {people}"), HasSubstr(either("no such column", "does not exist")));
    EXPECT_THAT(said_of("SELECT \"absent\" FROM {people}"), HasSubstr(either("no such column", "does not exist")))
        << "not a text in wrong quotes";
    WriteTransaction write(*connection);
    const auto said = broken_by([&] { connection->run("INSERT INTO {people} (id, name) VALUES ($1, $2)", 3, "Ana"); });
    EXPECT_THAT(said,
                AllOf(HasSubstr(either("UNIQUE", "unique")), HasSubstr("INSERT INTO {people}"), Not(HasSubstr("Ana"))));
}

TEST_F(Statements, notice_that_a_table_changed_under_them) {
    const TestPlace elsewhere;
    auto shared = Database::open(elsewhere.where()).value();
    auto reader = shared->connect(), writer = shared->connect();
    write_script(*writer, "CREATE TABLE {t} (a BIGINT); INSERT INTO {t} (a) VALUES (1)");
    EXPECT_EQ(reader->one<std::int64_t>("SELECT * FROM {t}"), 1);
    write_script(*writer, "ALTER TABLE {t} ADD COLUMN b BIGINT");
    const auto read_once_more = [&] { reader->one<std::int64_t>("SELECT * FROM {t}"); };
    if (TestPlace::is_postgres() && !elsewhere.where().contains("pooled")) {
        EXPECT_EQ(failure_of(read_once_more), StoreFailure::Kind::busy) << "which the session finds out once";
    }
    EXPECT_THAT(broken_by(read_once_more), HasSubstr("2 columns are read as 1"));
    EXPECT_EQ((reader->one<std::tuple<std::int64_t, std::optional<std::int64_t>>>("SELECT * FROM {t}")),
              (std::tuple<std::int64_t, std::optional<std::int64_t>>(1, std::nullopt)));
}

TEST_F(Statements, of_a_script_run_one_after_the_other) {
    write_script(*connection,
                 "-- a comment; with a semicolon\n;; INSERT INTO {people} (id, name) VALUES (3, 'a;b''c'); \n"
                 "UPDATE {people} SET left_at = 1; -- the end");
    EXPECT_EQ(connection->one<std::string>("SELECT name FROM {people} WHERE id = 3"), "a;b'c");
    EXPECT_THAT(broken_by([&] { write_script(*connection, "DELETE FROM {people} WHERE id = $1"); }),
                HasSubstr("no arguments"));
    EXPECT_THAT(broken_by([&] { write_script(*connection, "SELECT id FROM {people}"); }), HasSubstr("no rows"));
}

TEST_F(Statements, describe_the_tables) {
    EXPECT_EQ(connection->tables(), std::vector<std::string>{"people"});
    EXPECT_EQ(connection->columns("people"),
              (std::vector<TableColumn>{
                  {"id", ValueKind::integer, 1}, {"name", ValueKind::text}, {"left_at", ValueKind::integer}}));
    EXPECT_TRUE(connection->columns("nobody").empty());
}

} // namespace
} // namespace reef::store
