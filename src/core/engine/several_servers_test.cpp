// Several servers of one platform: one chronicle, told to everybody who listens anywhere.
#include "core/engine/guestbook_testing.hpp"
#include <future>

namespace reef::engine {
namespace {

struct SeveralServers : testing::Test {
    Bench bench;
    void SetUp() override {
        bench.fate = Reaction::Fate::follows; // coins run out, and signatures stay
        bench.open();
    }
};

TEST_F(SeveralServers, share_one_chronicle) {
    const auto other = bench.another_server();
    constexpr int times = 25;
    const auto sign_often = [](Engine& engine) {
        for (int i = 0; i < times; ++i)
            EXPECT_TRUE(engine.perform(Actor::of(MemberId(2)), "test",
                                       {"book.sign", json::object{{"words", "hello"}, {"loudness", 1}}}));
    };
    std::jthread there([&] { sign_often(*other.engine); });
    sign_often(*bench.engine);
    there.join();
    EXPECT_EQ(bench.count("book_signatures"), 2 * times);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(SeveralServers, tell_their_listeners_what_another_one_committed) {
    const auto other = bench.another_server();
    std::promise<Commit> heard;
    std::atomic<bool> first = true;
    other.engine->on_commit([&](const Commit& commit) {
        if (std::ranges::count(commit.topics, "/book") && first.exchange(false)) heard.set_value(commit);
    });
    const auto answer = bench.sign("hello");
    auto hears = heard.get_future();
    ASSERT_EQ(hears.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    const auto commit = hears.get();
    EXPECT_GE(commit.head, answer->entry);
    EXPECT_EQ(commit.topics, std::vector<std::string>{"/book"}) << "once";
}

TEST_F(SeveralServers, hear_of_each_other_in_the_commit_that_comes_after) {
    const auto other = bench.another_server();
    std::vector<std::string> topics;
    bench.engine->on_commit([&](const Commit& commit) { topics = commit.topics; });
    ASSERT_TRUE(other.engine->perform(Actor::of(MemberId(2)), "test",
                                      {"book.sign", json::object{{"words", "hello"}, {"loudness", 1}}}));
    ASSERT_FALSE(bench.engine->write_beside([](store::Connection&) {}));
    EXPECT_EQ(topics, std::vector<std::string>{"/book"});
}

TEST_F(SeveralServers, put_the_clock_of_an_example_ahead_together) {
    const auto other = bench.another_server();
    const auto before = bench.engine->now();
    ASSERT_TRUE(other.engine->perform(Actor::stranger(), "test", call(PassTime{days(1)})));
    const auto answer = bench.sign("a day later");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->at, before + days(1));
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST_F(SeveralServers, of_an_older_edition_stop_writing_when_a_newer_one_entered) {
    bench.tamper("UPDATE {chronicle_head} SET edition = $1 WHERE platform = 1", own_edition() + 1);
    const auto refused = bench.sign("hello");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "platform.newer_data");
    EXPECT_EQ(bench.count("book_signatures"), 0);
}

} // namespace
} // namespace reef::engine
