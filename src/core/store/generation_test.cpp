#include "core/store/dialect.hpp"
#include "core/store/testing.hpp"

namespace reef::store {
namespace {

constexpr std::string_view script = "CREATE TABLE {book_pages} (id BIGINT PRIMARY KEY, words TEXT NOT NULL UNIQUE);"
                                    "CREATE INDEX {book_pages_by_words} ON {book_pages} (words, id);";
const std::vector<std::string> tables = {"book_pages"};

TEST(Generation, is_part_of_the_names_of_its_tables_alone) {
    const Generation seventh{7, {"book_pages"}};
    EXPECT_EQ(to_sqlite("SELECT 1 FROM {book_pages} JOIN {book_pages_old}", seventh).sql,
              R"(SELECT 1 FROM "book_pages_g7" JOIN "book_pages_old")");
    EXPECT_EQ(to_postgres("DELETE FROM {book_pages}", "reef", seventh).sql, R"(DELETE FROM "reef"."book_pages_g7")");
    EXPECT_EQ(to_sqlite("SELECT 1 FROM {book_pages}").sql, R"(SELECT 1 FROM "book_pages")");
    EXPECT_THAT(broken_by([] { to_sqlite("SELECT 1 FROM {book_pages_g7}"); }), testing::HasSubstr("a generation's"));
    EXPECT_EQ(seventh.table_called("book_pages_g7"), "book_pages");
    EXPECT_EQ(seventh.table_called("book_pages"), std::nullopt);
    EXPECT_EQ(seventh.table_called("book_pages_g6"), std::nullopt);
    EXPECT_EQ(seventh.table_called("book_g"), "book_g");
    EXPECT_EQ(Generation{}.table_called("book_pages_g7"), std::nullopt);
}

TEST(Generation, takes_over_for_every_transaction_that_begins_later) {
    const TestPlace place;
    const auto database = Database::open(place.where()).value();
    const auto builder = database->connect();
    const auto make = [&](std::string_view words) {
        WriteTransaction write(*builder);
        const auto record = begin_generation(*builder, sha256({words}), tables, script);
        builder->run("INSERT INTO {book_pages} (id, words) VALUES (1, $1)", words);
        take_over(*builder, record, Time{1000});
        write.commit();
        return record.number;
    };
    const auto words = [](Connection& connection) {
        return connection.one<std::string>("SELECT words FROM {book_pages}");
    };
    EXPECT_EQ(make("first"), 0);
    const auto before = database->read();
    EXPECT_EQ(make("second"), 1);
    EXPECT_EQ(words(*before), "first");
    EXPECT_EQ(words(*database->read()), "first") << "until the database is told";
    database->use_generation(generation_to_read(*before));
    EXPECT_EQ(generation_to_read(*before).number, 0) << "a snapshot";
    database->use_generation(generation_to_read(*database->read()));
    EXPECT_EQ(words(*database->read()), "second");
    EXPECT_EQ(words(*before), "first");
    EXPECT_EQ(words(*Database::open(place.where()).value()->read()), "second") << "opening finds the current one";
    EXPECT_EQ(platform_tables(*database->read()), tables);
    EXPECT_EQ(current_generation(*database->read())->shape, sha256({"second"}));
}

TEST(Generation, that_is_being_built_is_dropped_when_another_takes_over) {
    const TestPlace place;
    const auto database = Database::open(place.where()).value();
    const auto builder = database->connect();
    WriteTransaction write(*builder);
    take_over(*builder, begin_generation(*builder, sha256({"a"}), tables, script), Time{1});
    begin_generation(*builder, sha256({"b"}), tables, script);
    const auto third = begin_generation(*builder, sha256({"c"}), tables, script);
    note_reached(*builder, third.number, 12);
    take_over(*builder, third, Time{2});
    const auto all = generations(*builder);
    ASSERT_EQ(all.size(), 2);
    EXPECT_EQ(all[0].state, GenerationState::left);
    EXPECT_EQ(all[0].left_at, Time{2});
    EXPECT_EQ(all[1].state, GenerationState::current);
    EXPECT_EQ(all[1].reached, 12);
    EXPECT_TRUE(drop_left_generations(*builder, Time{1})) << "not long enough ago";
    EXPECT_FALSE(drop_left_generations(*builder, Time{2}));
    builder->stand_in(third.generation());
    EXPECT_EQ(builder->tables(), (std::vector<std::string>{"book_pages", "store_generations"}));
    write.commit();
}

} // namespace
} // namespace reef::store
