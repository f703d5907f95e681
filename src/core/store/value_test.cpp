#include "core/store/testing.hpp"
#include <limits>
#include <rapidcheck/gtest.h>

namespace reef::store {

using testing::HasSubstr;

enum class Mood { calm, glad, cross };
constexpr auto names_of(Mood) { return std::array<std::string_view, 3>{"calm", "glad", "cross"}; }

namespace {

struct Value : testing::Test {
    TestPlace place;
    std::unique_ptr<Database> database = Database::open(place.where()).value();
    std::unique_ptr<Connection> connection = database->connect();

    Value() {
        write_script(*connection, "CREATE TABLE {numbers} (value BIGINT); CREATE TABLE {flags} (value BOOLEAN);"
                                  "CREATE TABLE {texts} (value TEXT); CREATE TABLE {blobs} (value BYTEA);");
    }
    /// Stores one value and reads it back as another type, or the same.
    template <class Back, class T>
    Back stored(std::string_view table, const T& value) {
        WriteTransaction write(*connection);
        connection->run("DELETE FROM {" + std::string(table) + "}");
        // A text of its own for each type: for one text a parameter is always of one kind.
        connection->run("INSERT INTO {" + std::string(table) + "} (value) VALUES ($1) --" + typeid(T).name(), value);
        write.commit();
        return connection->one<Back>("SELECT value FROM {" + std::string(table) + "}");
    }
    template <class T>
    T back(std::string_view table, const T& value) {
        return stored<T>(table, value);
    }
};

TEST_F(Value, integers_come_back_to_their_last_bit) {
    for (const std::int64_t number :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), std::int64_t{0},
          std::int64_t{-1}, (std::int64_t{1} << 53) + 1})
        EXPECT_EQ(back("numbers", number), number);
    EXPECT_EQ(back("numbers", std::int32_t{-2147483648}), -2147483648);
    EXPECT_EQ(back("numbers", std::uint8_t{255}), 255);
    EXPECT_EQ(back("numbers", std::size_t{7}), 7u);
}

TEST_F(Value, an_integer_is_never_cut_off) {
    const auto largest = std::numeric_limits<std::uint64_t>::max();
    EXPECT_THAT(broken_by([&] { stored<std::int64_t>("numbers", largest); }), HasSubstr("fits a BIGINT"));
    EXPECT_THAT(broken_by([&] { stored<std::int32_t>("numbers", std::int64_t{1} << 31); }), HasSubstr("fits the type"));
    EXPECT_THAT(broken_by([&] { stored<std::uint64_t>("numbers", -1); }), HasSubstr("fits the type"));
    EXPECT_THAT(broken_by([&] { stored<std::int8_t>("numbers", 128); }), HasSubstr("fits the type"));
}

TEST_F(Value, booleans_are_not_numbers) {
    EXPECT_TRUE(back("flags", true));
    EXPECT_FALSE(back("flags", false));
    EXPECT_THAT(broken_by([&] { stored<std::int64_t>("flags", true); }), HasSubstr("is BOOLEAN and is read as BIGINT"));
    EXPECT_THAT(broken_by([&] { stored<bool>("numbers", 1); }), HasSubstr("is BIGINT and is read as BOOLEAN"));
    EXPECT_TRUE(connection->one<bool>("SELECT count(*) = 1 FROM {numbers}"));
    EXPECT_THAT(broken_by([&] { connection->one<bool>("SELECT 1 + 1"); }),
                HasSubstr(either("another number", "is BIGINT and is read as BOOLEAN")));
}

TEST_F(Value, text_comes_back_byte_by_byte) {
    for (const std::string text :
         {"", "Ana", "12", "1e3", "Zoë 日本 \xF0\x9F\x90\x9F", " ' \" ; -- $1 {x} \n\t\x01\x7F"})
        EXPECT_EQ(back("texts", text), text);
    EXPECT_EQ(back("texts", std::string(3'000'000, 'x')).size(), 3'000'000u);
    EXPECT_EQ((stored<std::string>("texts", "a literal")), "a literal");
    EXPECT_EQ((stored<std::string>("texts", std::string_view())), "") << "a view of nothing is empty, not NULL";
}

TEST_F(Value, text_is_utf_8_without_nul) {
    using namespace std::string_literals;
    for (const auto& wrong : {"a\0b"s, "\0"s, "\xFF"s, "\xC0\x80"s, "\xED\xA0\x80"s, "cut \xE6\x97"s})
        EXPECT_THAT(broken_by([&] { back("texts", wrong); }), HasSubstr("UTF-8 without NUL"));
}

TEST_F(Value, bytes_hold_anything) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    for (const auto& data : {std::string(), std::string(1, '\0'), all, std::string("12")})
        EXPECT_EQ(back("blobs", Bytes{data}), Bytes{data});
    const auto hash = sha256({"reef"});
    EXPECT_EQ(back("blobs", hash), hash);
    EXPECT_THAT(broken_by([&] { stored<Hash>("blobs", Bytes{std::string(31, 'x')}); }), HasSubstr("32 bytes"));
}

TEST_F(Value, quantities_are_their_numbers) {
    EXPECT_EQ(back("numbers", MemberId(IdValue::of(8841, 2))).text(), "8841.2");
    EXPECT_EQ(back("numbers", IdValue{7}).value, 7);
    EXPECT_EQ(back("numbers", Time::parse("2026-11-21T19:28:00Z").value()).text(), "2026-11-21T19:28:00.000Z");
    EXPECT_EQ(back("numbers", days(3)), days(3));
    EXPECT_EQ(back("numbers", Percent{-1250}), Percent{-1250});
    EXPECT_EQ(back("texts", Currency::parse("JPY").value()).text(), "JPY");
    EXPECT_THAT(broken_by([&] { stored<Currency>("texts", "yen"); }), HasSubstr("is a currency"));
}

TEST_F(Value, an_enum_is_stored_by_its_name) {
    EXPECT_EQ(back("texts", Mood::cross), Mood::cross);
    EXPECT_EQ(stored<std::string>("texts", Mood::glad), "glad");
    EXPECT_THAT(broken_by([&] { stored<Mood>("texts", "Glad"); }), HasSubstr("belongs to the enum"));
    EXPECT_THAT(broken_by([&] { back("texts", static_cast<Mood>(3)); }), HasSubstr("has a name"));
}

TEST_F(Value, nothing_is_null_and_null_is_nothing) {
    EXPECT_EQ(back("numbers", std::optional<std::int64_t>()), std::nullopt);
    EXPECT_EQ(back("numbers", std::optional(MemberId(7)))->value, 7);
    EXPECT_EQ(back("flags", std::optional<bool>()), std::nullopt);
    EXPECT_EQ(back("texts", std::optional<std::string>()), std::nullopt);
    EXPECT_EQ(back("texts", std::optional(std::string())), "");
    EXPECT_EQ(back("texts", std::optional<Mood>()), std::nullopt);
    EXPECT_EQ(back("blobs", std::optional<Bytes>()), std::nullopt);
    EXPECT_EQ(back("blobs", std::optional(Bytes{})), Bytes{});
    EXPECT_THAT(broken_by([&] { stored<std::int64_t>("numbers", std::optional<std::int64_t>()); }),
                HasSubstr("holds NULL and is read as BIGINT"));
    EXPECT_THAT(broken_by([&] { stored<std::string>("texts", std::optional<std::string>()); }),
                HasSubstr("holds NULL and is read as TEXT"));
}

TEST_F(Value, a_column_takes_only_its_own_kind) {
    // "12" is not taken for a number where numbers stand, nor 12 for a text.
    for (const auto* table : {"numbers", "flags", "blobs"})
        EXPECT_THAT(broken_by([&] { stored<std::string>(table, "Ana"); }),
                    HasSubstr(either("cannot store TEXT value", "expression is of type text")))
            << table;
    EXPECT_THAT(broken_by([&] { stored<std::int64_t>("blobs", 12); }),
                HasSubstr(either("cannot store INT value in BLOB", "expression is of type bigint")));
    // PostgreSQL writes anything down as text; that it does not come back as it went in is seen when it is read.
    EXPECT_THAT(broken_by([&] { stored<Bytes>("texts", Bytes{"x"}); }),
                HasSubstr(either("cannot store BLOB value in TEXT", "column value is TEXT and is read as BYTEA")));
    EXPECT_THAT(broken_by([&] { stored<Bytes>("numbers", Bytes{"x"}); }),
                HasSubstr(either("cannot store BLOB value in INTEGER", "expression is of type bytea")));
    EXPECT_EQ(stored<std::string>("texts", "12"), "12");
}

TEST_F(Value, an_overflow_is_neither_read_nor_stored) {
    back("numbers", std::numeric_limits<std::int64_t>::max());
    EXPECT_THAT(broken_by([&] { connection->one<std::int64_t>("SELECT value + 1 FROM {numbers}"); }),
                HasSubstr(either("a fraction", "out of range")));
    EXPECT_THAT(broken_by([&] { write_script(*connection, "UPDATE {numbers} SET value = value + 1"); }),
                HasSubstr(either("cannot store REAL value", "out of range")));
    write_script(*connection, "INSERT INTO {numbers} (value) VALUES (1)");
    EXPECT_THAT(broken_by([&] { connection->one<std::int64_t>("SELECT CAST(sum(value) AS BIGINT) FROM {numbers}"); }),
                HasSubstr(either("integer overflow", "out of range")));
}

RC_GTEST_FIXTURE_PROP(Value, any_bytes_and_numbers_come_back, ()) {
    const auto data = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    RC_ASSERT(back("blobs", Bytes{data}).data == data);
    const auto number = *rc::gen::arbitrary<std::int64_t>();
    RC_ASSERT(back("numbers", number) == number);
    const auto text = *rc::gen::string<std::string>();
    if (is_valid_utf8(text) && text.find('\0') == std::string::npos) RC_ASSERT(back("texts", text) == text);
}

} // namespace
} // namespace reef::store
