#include "core/store/dialect.hpp"
#include "core/store/testing.hpp"

namespace reef::store {
namespace {

using testing::HasSubstr;

std::string translated(std::string_view sql) { return to_sqlite(sql).sql; }

TEST(Dialect, quotes_tables_and_numbers_parameters) {
    const auto text = to_sqlite("SELECT a FROM {people_members} JOIN {t2} ON $2 = b WHERE c = $1 OR $2 > 0");
    EXPECT_EQ(text.sql, R"(SELECT a FROM "people_members" JOIN "t2" ON ?2 = b WHERE c = ?1 OR ?2 > 0)");
    EXPECT_EQ(text.parameters, 2);
    EXPECT_EQ(text.tables, (std::vector<std::string>{"people_members", "t2"}));
}

TEST(Dialect, makes_tables_strict) {
    EXPECT_EQ(translated("CREATE TABLE {t} (a BIGINT, b boolean, c TEXT, d BYTEA); SELECT 1"),
              R"(CREATE TABLE "t" (a INTEGER, b INT, c TEXT, d BLOB) STRICT; SELECT 1)");
    EXPECT_EQ(translated("create table if not exists {t} (a BIGINT)"),
              R"(create table if not exists "t" (a INTEGER) STRICT)");
    EXPECT_EQ(translated("CREATE INDEX t_by_a ON {t} (a);"), R"(CREATE INDEX t_by_a ON "t" (a);)");
}

TEST(Dialect, leaves_texts_and_names_in_quotes_alone) {
    EXPECT_EQ(translated(R"(SELECT 'it''s {t} $1 ? ROWID; BIGINT' AS "a {b} $2 ""glob""")"),
              R"(SELECT 'it''s {t} $1 ? ROWID; BIGINT' AS "a {b} $2 ""glob""")");
    EXPECT_EQ(translated("SELECT 1 -- $1 {x} ' \n + /* ; ' $2 */ 2 --"), "SELECT 1 \n +  2 ");
    EXPECT_EQ(translated("SELECT a1, b_2, 1.5, 'x'"), "SELECT a1, b_2, 1.5, 'x'");
}

TEST(Dialect, drops_the_lock_of_rows) {
    EXPECT_EQ(translated("SELECT a FROM {t} FOR\n  UPDATE"), "SELECT a FROM \"t\" ");
    EXPECT_EQ(translated("SELECT a FROM {t} FOR UPDATE; UPDATE {t} SET a = 1"),
              "SELECT a FROM \"t\" ; UPDATE \"t\" SET a = 1");
}

TEST(Dialect, refuses_what_one_engine_alone_understands) {
    for (const auto* wrong : {"SELECT rowid FROM {t}",
                              "CREATE TABLE {t} (a BIGINT PRIMARY KEY AUTOINCREMENT)",
                              "SELECT a GLOB 'x' FROM {t}",
                              "INSERT OR REPLACE INTO {t} (a) VALUES (1)",
                              "INSERT or Ignore INTO {t} (a) VALUES (1)",
                              "REPLACE INTO {t} (a) VALUES (1)",
                              "CREATE TABLE {t} (a INTEGER)",
                              "CREATE TABLE {t} (a VARCHAR(10))",
                              "CREATE TABLE {t} (a REAL)",
                              "PRAGMA user_version",
                              "ATTACH 'x' AS y",
                              "BEGIN",
                              "SELECT 1; COMMIT",
                              "SAVEPOINT x",
                              "SELECT ? FROM {t}",
                              "SELECT a::TEXT FROM {t}",
                              "SELECT :name",
                              "SELECT @name",
                              "SELECT [a] FROM {t}",
                              "SELECT `a` FROM {t}",
                              "SELECT name FROM sqlite_schema",
                              "SELECT a FROM {t} WHERE a ILIKE 'x'"})
        EXPECT_THAT(broken_by([&] { to_sqlite(wrong); }), HasSubstr("is not in the common dialect")) << wrong;
}

TEST(Dialect, refuses_what_is_not_closed_or_misnamed) {
    for (const auto* wrong : {"SELECT 'a", "SELECT \"a", "SELECT 'a''"})
        EXPECT_THAT(broken_by([&] { to_sqlite(wrong); }), HasSubstr("a quote is not closed")) << wrong;
    for (const auto* wrong : {"SELECT a FROM {", "SELECT a FROM {}", "SELECT a FROM {a", "SELECT a FROM {a b}",
                              "SELECT a FROM {A}", "SELECT a FROM {1}", "SELECT a FROM {a\"b}", "SELECT a FROM {s.t}"})
        EXPECT_THAT(broken_by([&] { to_sqlite(wrong); }), HasSubstr("a table's name in braces")) << wrong;
    for (const auto* wrong : {"SELECT $", "SELECT $0", "SELECT $a", "SELECT $1001", "SELECT $99999999999999999999"})
        EXPECT_THAT(broken_by([&] { to_sqlite(wrong); }), HasSubstr("parameters are $1, $2")) << wrong;
    EXPECT_THAT(broken_by([&] { to_sqlite("SELECT $1, $3"); }), HasSubstr("$2 is not used"));
    EXPECT_EQ(translated("SELECT 1 /* not closed"), "SELECT 1 ");
    EXPECT_EQ(translated("/*"), "");
}

TEST(Dialect, is_held_to_when_a_statement_is_prepared) {
    auto database = Database::open(":memory:").value();
    auto connection = database->connect();
    write_script(*connection, "CREATE TABLE {t} (a BIGINT PRIMARY KEY, b TEXT)");
    const auto said = [&](std::string_view sql) { return broken_by([&] { write_script(*connection, sql); }); };
    for (const auto* wrong :
         {"UPDATE t SET a = 1", "DELETE FROM \"t\"", "INSERT INTO t (a) VALUES (1)", "DROP TABLE t",
          "CREATE TABLE u (a BIGINT)", "CREATE INDEX x ON t (a)", "ALTER TABLE t ADD COLUMN c TEXT"})
        EXPECT_THAT(said(wrong), HasSubstr("a table stands in braces")) << wrong;
    for (const auto* wrong : {"lower(b)", "ifnull(b, 'x')", "random()", "strftime('%Y')", "avg(a)", "group_concat(b)",
                              "last_insert_rowid()", "typeof(a)", "json_extract(b, '$')"})
        EXPECT_THAT(said("UPDATE {t} SET a = 1 WHERE (SELECT count(" + std::string(wrong) + ") FROM {t}) > 1"),
                    HasSubstr("a function means the same in both engines"))
            << wrong;
    for (const auto* wrong :
         {"CREATE TEMPORARY TABLE {u} (a BIGINT)", "CREATE VIEW {u} AS SELECT a FROM {t}",
          "CREATE VIRTUAL TABLE {u} USING fts5(a)", "CREATE TRIGGER x AFTER INSERT ON {t} BEGIN SELECT 1; END"})
        EXPECT_THAT(said(wrong), HasSubstr("not in the common dialect")) << wrong;
}

TEST(Dialect, has_what_both_engines_share) {
    auto database = Database::open(":memory:").value();
    auto connection = database->connect();
    write_script(
        *connection,
        "CREATE TABLE {t} (a BIGINT NOT NULL, b TEXT, yes BOOLEAN NOT NULL DEFAULT FALSE, PRIMARY KEY (a, b));"
        "CREATE UNIQUE INDEX t_by_b ON {t} (b) WHERE yes;"
        "INSERT INTO {t} (a, b, yes) VALUES (1, 'x', TRUE), (2, 'y', FALSE), (3, 'Y', TRUE);"
        "UPDATE {t} SET yes = u.yes FROM (SELECT TRUE AS yes) AS u WHERE a = 2;"
        "ALTER TABLE {t} ADD COLUMN c BYTEA; ALTER TABLE {t} RENAME COLUMN c TO d; ALTER TABLE {t} RENAME TO u;"
        "DROP INDEX {t_by_b}; CREATE INDEX u_by_b ON {u} (b);"
        "CREATE TABLE {v} (a BIGINT PRIMARY KEY); INSERT INTO {v} (a) SELECT a FROM {u} WHERE TRUE ON CONFLICT (a) DO "
        "NOTHING;");
    const auto number = [&](std::string_view sql) { return connection->one<std::int64_t>(sql); };
    EXPECT_EQ(number("WITH w AS (SELECT a FROM {u} WHERE yes) SELECT CAST(sum(w.a) AS BIGINT) FROM w"), 6);
    EXPECT_EQ(number("SELECT count(*) FROM {u} WHERE b LIKE 'y%'"), 1) << "LIKE tells capitals apart, as in PostgreSQL";
    EXPECT_EQ(number("SELECT count(*) FROM {u} WHERE d IS NOT DISTINCT FROM NULL"), 3);
    EXPECT_EQ(number("SELECT a FROM (SELECT a, row_number() OVER (ORDER BY b DESC NULLS LAST, a) AS place FROM {u}) AS "
                     "x WHERE place = 1"),
              2);
    EXPECT_EQ(number("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT CAST(sum(i) "
                     "AS BIGINT) FROM n"),
              15);
    EXPECT_EQ(number("SELECT CASE WHEN count(*) FILTER (WHERE yes) = 3 THEN 1 ELSE 0 END FROM {u}"), 1);
    EXPECT_EQ(connection->all<std::string>("SELECT b FROM {u} ORDER BY b"), (std::vector<std::string>{"Y", "x", "y"}));
}

} // namespace
} // namespace reef::store
