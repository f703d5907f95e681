#include "core/store/testing.hpp"

namespace reef::store {
namespace {

/// Two scratch databases with the same table.
struct Compare : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> live = Database::open(place.where()).value(),
                              rebuilt = Database::open(":memory:").value();
    std::unique_ptr<Connection> here = live->connect(), there = rebuilt->connect();

    void both(std::string_view sql) {
        write_script(*here, sql);
        write_script(*there, sql);
    }
    std::optional<std::string> difference(std::string_view table = "t") {
        return first_difference(*here, table, *there, table);
    }
    bool same_digest(std::string_view table = "t") { return digest(*here, table) == digest(*there, table); }
};

TEST_F(Compare, lists_tables_by_their_prefixes) {
    both("CREATE TABLE {people_members} (a BIGINT); CREATE TABLE {ledger_transfers} (a BIGINT);"
         "CREATE TABLE {ledger_accounts} (a BIGINT); CREATE TABLE {chronicle} (a BIGINT)");
    const std::string_view prefixes[] = {"people_", "ledger_"};
    EXPECT_EQ(tables(*here, prefixes),
              (std::vector<std::string>{"ledger_accounts", "ledger_transfers", "people_members"}));
    EXPECT_TRUE(tables(*here, {}).empty());
}

TEST_F(Compare, does_not_mind_the_order_of_insertion) {
    both("CREATE TABLE {t} (a BIGINT, b TEXT)");
    write_script(*here, "INSERT INTO {t} (a, b) VALUES (1, 'x'), (2, 'y'), (2, NULL), (NULL, 'z'), (1, 'x')");
    write_script(*there, "INSERT INTO {t} (a, b) VALUES (NULL, 'z'), (2, NULL), (1, 'x'), (2, 'y'), (1, 'x')");
    EXPECT_TRUE(same_digest());
    EXPECT_EQ(difference(), std::nullopt);
}

TEST_F(Compare, counts_rows_that_occur_twice) {
    both("CREATE TABLE {t} (a BIGINT, b TEXT); INSERT INTO {t} (a, b) VALUES (1, 'x'), (2, 'y')");
    write_script(*there, "INSERT INTO {t} (a, b) VALUES (1, 'x')");
    EXPECT_FALSE(same_digest());
    EXPECT_EQ(difference(), "row a = 1, b = \"x\": only there");
}

TEST_F(Compare, tells_every_kind_of_value_apart) {
    // NULL, empty, and boundaries between columns
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, n BIGINT, f BOOLEAN, s TEXT, d BYTEA);"
         "INSERT INTO {t} (id, n, f, s, d) VALUES (7, 1, FALSE, 'ab', NULL)");
    for (const auto& [change, said] : std::vector<std::pair<const char*, const char*>>{
             {"n = NULL", "row id = 7: n is 1 here and NULL there"},
             {"n = -1", "row id = 7: n is 1 here and -1 there"},
             {"f = TRUE", "row id = 7: f is false here and true there"},
             {"f = NULL", "row id = 7: f is false here and NULL there"},
             {"s = ''", "row id = 7: s is \"ab\" here and \"\" there"},
             {"s = NULL", "row id = 7: s is \"ab\" here and NULL there"},
             {"d = x''", "row id = 7: d is NULL here and x there"},
             {"d = x'00ff'", "row id = 7: d is NULL here and x00ff there"}}) {
        write_script(*there, std::string("UPDATE {t} SET n = 1, f = FALSE, s = 'ab', d = NULL"));
        EXPECT_TRUE(same_digest());
        write_script(*there, std::string("UPDATE {t} SET ") + change);
        EXPECT_FALSE(same_digest()) << change;
        EXPECT_EQ(difference(), said);
    }
}

TEST_F(Compare, does_not_run_one_column_into_the_next) {
    both("CREATE TABLE {t} (a TEXT, b TEXT)");
    write_script(*here, "INSERT INTO {t} (a, b) VALUES ('ab', 'c')");
    write_script(*there, "INSERT INTO {t} (a, b) VALUES ('a', 'bc')");
    EXPECT_FALSE(same_digest());
    EXPECT_EQ(difference(), "row a = \"a\", b = \"bc\": only there");
}

TEST_F(Compare, names_the_row_that_is_missing_or_too_much) {
    both("CREATE TABLE {t} (room TEXT NOT NULL, id BIGINT NOT NULL, s TEXT, PRIMARY KEY (id, room));"
         "INSERT INTO {t} (room, id, s) VALUES ('a', 1, 'x'), ('b', 1, 'x'), ('a', 2, 'x'), ('a', 10, 'x')");
    write_script(*there, "DELETE FROM {t} WHERE id = 2");
    EXPECT_EQ(difference(), "row id = 2, room = \"a\": only here");
    write_script(*there, "DELETE FROM {t} WHERE id = 10");
    write_script(*here, "DELETE FROM {t} WHERE id = 2");
    EXPECT_EQ(difference(), "row id = 10, room = \"a\": only here") << "the last one";
    write_script(*here, "DELETE FROM {t}");
    EXPECT_EQ(difference(), "row id = 1, room = \"a\": only there") << "all";
    EXPECT_FALSE(same_digest());
}

TEST_F(Compare, orders_as_the_database_does) {
    // Keys in which signs, lengths, capitals and bytes beyond ASCII matter: the walk must not lose its step.
    const std::tuple<std::int64_t, std::string_view, std::string> keys[] = {{-5, "a", std::string(1, '\0')},
                                                                            {-5, "B", "\x80"},
                                                                            {3, "Zoë", "\x7f"},
                                                                            {3, "Zo", ""},
                                                                            {3, "Zo", std::string(1, '\0')},
                                                                            {3, "Zo", "\xff"},
                                                                            {10, "日本", "\1"},
                                                                            {10, "é", "\1"},
                                                                            {10, "", "\1"}};
    both("CREATE TABLE {t} (n BIGINT NOT NULL, s TEXT NOT NULL, d BYTEA NOT NULL, PRIMARY KEY (n, s, d))");
    for (auto* connection : {here.get(), there.get()}) {
        WriteTransaction write(*connection);
        for (const auto& [n, s, d] : keys)
            connection->run("INSERT INTO {t} (n, s, d) VALUES ($1, $2, $3)", n, s, Bytes{d});
        write.commit();
    }
    EXPECT_EQ(difference(), std::nullopt);
    write_script(*there, "DELETE FROM {t} WHERE s = 'é'");
    EXPECT_EQ(difference(), "row n = 10, s = \"é\", d = x01: only here");
}

TEST_F(Compare, sees_other_columns_and_says_which) {
    write_script(*here, "CREATE TABLE {t} (a BIGINT PRIMARY KEY, b TEXT)");
    write_script(*there, "CREATE TABLE {t} (a BIGINT PRIMARY KEY, b BOOLEAN)");
    EXPECT_FALSE(same_digest());
    EXPECT_EQ(difference(), "columns: a BIGINT key, b TEXT here and a BIGINT key, b BOOLEAN there");
    EXPECT_THAT(broken_by([&] { difference("nobody"); }), testing::HasSubstr("the table nobody exists"));
}

TEST_F(Compare, shortens_what_is_long) {
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, s TEXT)");
    const auto set = [](Connection& connection, const std::string& text) {
        WriteTransaction write(connection);
        connection.run("INSERT INTO {t} (id, s) VALUES (1, $1)", text);
        write.commit();
    };
    set(*here, std::string(59, 'x') + "日本");
    set(*there, "short");
    EXPECT_EQ(difference(), "row id = 1: s is \"" + std::string(59, 'x') + "\"… here and \"short\" there");
}

TEST_F(Compare, digests_what_is_larger_than_a_block) {
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, d BYTEA NOT NULL); CREATE TABLE {copy} (id BIGINT PRIMARY KEY, d "
         "BYTEA NOT NULL)");
    for (auto* connection : {here.get(), there.get()}) {
        WriteTransaction write(*connection);
        for (int i = 0; i < 300; ++i)
            connection->run("INSERT INTO {t} (id, d) VALUES ($1, $2)", connection == here.get() ? i : 299 - i,
                            Bytes{std::string(1000, 'x')});
        write.commit();
    }
    EXPECT_TRUE(same_digest());
    write_script(*here, "INSERT INTO {copy} (id, d) SELECT id, d FROM {t}");
    EXPECT_EQ(digest(*here, "copy"), digest(*there, "t")) << "the table's name does not count";
    write_script(*there, "UPDATE {t} SET d = x'00' WHERE id = 299");
    EXPECT_FALSE(same_digest());
}

TEST_F(Compare, gives_the_digest_that_its_description_says) {
    // Worked out by hand from compare.cpp, so that another program, or another engine, can give it too.
    both("CREATE TABLE {t} (id BIGINT PRIMARY KEY, ok BOOLEAN, s TEXT); INSERT INTO {t} (id, ok, s) VALUES (258, TRUE, "
         "'hi'), (-1, NULL, '')");
    using namespace std::string_literals;
    const auto rows = "\1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s + "\0"s + "\3\0\0\0\0\0\0\0\0"s + //
                      "\1\0\0\0\0\0\0\1\2"s + "\2\0\0\0\0\0\0\0\1"s + "\3\0\0\0\0\0\0\0\2hi"s;
    EXPECT_EQ(digest(*here, "t"), sha256({sha256({"id BIGINT key, ok BOOLEAN, s TEXT"}).view(), rows}));
}

} // namespace
} // namespace reef::store
