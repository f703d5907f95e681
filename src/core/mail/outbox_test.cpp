#include "core/mail/outbox.hpp"
#include "core/store/testing.hpp"
#include <gtest/gtest.h>

namespace reef::mail {
namespace {

struct Outbox : testing::Test {
    store::TestPlace place;
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<store::Connection> connection = database->connect();
    Time now = *Time::parse("2026-03-02T06:00:00Z");

    void SetUp() override { ASSERT_TRUE(store::migrate(*connection, migrations())); }
    auto write(auto work) {
        store::WriteTransaction transaction(*connection);
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto result = work();
            transaction.commit();
            return result;
        }
    }
    void put_letter(const std::string& key, std::int64_t member = 7) {
        write([&] { put(*connection, {key, MemberId(member), "vote", "12"}, now); });
    }
    std::size_t taken() {
        return write([&] { return take(*connection, 10, now); }).size();
    }
    KeptLetter letter() { return letters(*connection, {}, 10).at(0); }
};

TEST_F(Outbox, keeps_one_letter_for_a_key_and_gives_it_to_one) {
    put_letter("vote:12:7");
    put_letter("vote:12:7");
    EXPECT_EQ(letters(*connection, MemberId(7), 10).size(), 1u);
    EXPECT_TRUE(letters(*connection, MemberId(8), 10).empty());
    EXPECT_EQ(taken(), 1u);
    EXPECT_EQ(taken(), 0u) << "another server does not get it meanwhile";
    write([&] { note_ended(*connection, "vote:12:7", LetterState::sent, {}, now); });
    now = now + days(2);
    EXPECT_EQ(taken(), 0u);
    put_letter("vote:12:7");
    EXPECT_EQ(taken(), 0u) << "what was sent is not sent again";
}

TEST_F(Outbox, tries_again_later_and_later_and_then_gives_up) {
    put_letter("a");
    std::vector<std::int64_t> waits;
    for (int attempt = 0; attempt < 11; ++attempt) {
        ASSERT_EQ(taken(), 1u) << attempt;
        write([&] { note_later(*connection, "a", "451", now); });
        waits.push_back((letter().next_at - now).ms / 60'000);
        EXPECT_EQ(taken(), 0u) << "not before its time";
        now = letter().next_at;
    }
    EXPECT_EQ(waits, (std::vector<std::int64_t>{1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360}));
    EXPECT_EQ(taken(), 1u);
    write([&] { note_later(*connection, "a", "451", now); });
    EXPECT_EQ(letter().state, LetterState::given_up);
    EXPECT_EQ(*letter().remark, "451");
    EXPECT_FALSE(is_any_due(*connection, now + days(1)));
}

TEST_F(Outbox, gives_a_letter_twice_at_most_whose_server_was_killed) {
    put_letter("a");
    EXPECT_EQ(taken(), 1u);
    now = now + held_for;
    EXPECT_EQ(taken(), 1u) << "the first server noted nothing";
    now = now + held_for;
    EXPECT_EQ(taken(), 0u);
    EXPECT_EQ(letter().state, LetterState::given_up);
    EXPECT_EQ(*letter().remark, "uncertain");
}

TEST_F(Outbox, takes_back_what_was_not_tried) {
    put_letter("a");
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(taken(), 1u);
        write([&] { give_back(*connection, "a"); });
    }
    EXPECT_EQ(letter().state, LetterState::waiting);
}

TEST_F(Outbox, forgets_after_a_month_and_with_the_member) {
    put_letter("a", 7);
    put_letter("b", 8);
    now = now + remembered + seconds(1);
    put_letter("c", 8);
    write([&] { forget_old(*connection, 1, now); });
    EXPECT_EQ(letters(*connection, {}, 10).size(), 2u) << "so many at a time";
    write([&] { forget_old(*connection, 10, now); });
    EXPECT_EQ(letters(*connection, {}, 10).size(), 1u);
    write([&] { forget_letters(*connection, 8); });
    EXPECT_TRUE(letters(*connection, {}, 10).empty());
}

TEST_F(Outbox, lets_one_of_several_move_on) {
    const auto move = [&](std::optional<Place> from, Place to) {
        return write([&] { return move_place(*connection, "entries", from, to); });
    };
    EXPECT_TRUE(move({}, {5, 0}));
    EXPECT_FALSE(move({}, {6, 0}));
    EXPECT_TRUE(move(Place{5, 0}, {5, 100}));
    EXPECT_FALSE(move(Place{5, 0}, {6, 0}));
    EXPECT_EQ(place_of(*connection, "entries"), (Place{5, 100}));
}

} // namespace
} // namespace reef::mail
