// Whether people should be sent to a server, and what it counts.
#include "core/engine/guestbook_testing.hpp"
#include <future>
#include <prometheus/text_serializer.h>
#include <sstream>

namespace reef::engine {
namespace {

/// Keeps the writer at one piece of work until it is let go.
class Held {
  public:
    explicit Held(Engine& engine) {
        engine.write_beside(
            [begun = &begun_, go = go_.get_future().share()](store::Connection&) {
                begun->set_value();
                go.wait();
            },
            [](const std::optional<Refusal>&) {});
        begun_.get_future().wait();
    }
    void let_go() { go_.set_value(); }

  private:
    std::promise<void> begun_, go_;
};

struct Readiness : testing::Test {
    Bench bench;
    std::unique_ptr<Engine> open(EngineOptions options) {
        options.clock = &bench.clock;
        return std::move(*Engine::open(*bench.database, rooms(), options));
    }
    static std::string code_of(Engine& engine) {
        const auto refusal = engine.refusal_unless_ready();
        return refusal ? refusal->code : "";
    }
    static std::string figures_of(const FigureSheet& sheet) {
        std::ostringstream out;
        prometheus::TextSerializer().Serialize(out, sheet.registry->Collect());
        return out.str();
    }
};

TEST_F(Readiness, is_there_when_data_can_be_read_and_the_writer_comes_round) {
    EXPECT_EQ(code_of(*open({.keeps_watch = true})), "");
}

TEST_F(Readiness, ends_while_the_writer_is_stuck_and_comes_back) {
    const auto engine = open({.keeps_watch = true, .writer_patience = Duration{20}});
    Held held(*engine);
    const auto until = [&](const std::string& code) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (code_of(*engine) != code)
            if (std::chrono::steady_clock::now() > deadline) return false;
        return true;
    };
    EXPECT_TRUE(until("platform.writer_stuck"));
    held.let_go();
    EXPECT_TRUE(until(""));
}

TEST_F(Readiness, ends_while_more_waits_than_is_soon_done) {
    const auto engine = open({.queue_max = 4});
    Held held(*engine);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(code_of(*engine), "");
        engine->submit({{Actor::of(MemberId(2)), "test", {"book.sign", {}}}}, [](const Result<Answer>&) {});
    }
    EXPECT_EQ(engine->state().queue_length, 3u);
    EXPECT_EQ(code_of(*engine), "platform.behind");
    std::string refused;
    for (int i = 0; i < 2; ++i) // the fourth may wait, the fifth may not
        engine->submit({{Actor::of(MemberId(2)), "test", {"book.sign", {}}}},
                       [&refused, i](const Result<Answer>& said) {
                           if (i == 1 && !said) refused = said.error().code;
                       });
    EXPECT_EQ(refused, "platform.overloaded");
    held.let_go();
}

TEST_F(Readiness, ends_while_all_readers_are_out) {
    const auto database =
        std::move(*store::Database::open(bench.place.where(), {.readers = 1, .patience = Duration{1}}));
    const auto engine = std::move(*Engine::open(*database, rooms(), {.clock = &bench.clock}));
    const auto lease = engine->read();
    EXPECT_EQ(database->readers_out(), 1);
    EXPECT_EQ(code_of(*engine), "store.busy");
}

TEST_F(Readiness, counts_commands_by_name_and_outcome) {
    const FigureSheet sheet{.labels = {{"host", "tide.example"}}};
    const auto engine = open({.figures = sheet});
    const auto sign = [&](const char* name, std::int64_t loudness) {
        return engine->perform(Actor::of(MemberId(2)), "test",
                               {name, json::object{{"words", "hello"}, {"loudness", loudness}}});
    };
    ASSERT_TRUE(sign("book.sign", 1));
    ASSERT_TRUE(sign("book.sign", 1));
    ASSERT_FALSE(sign("book.sign", 11));
    ASSERT_FALSE(sign("anything that anybody may send", 1));
    EXPECT_EQ(engine->state().entries, 6) << "two signatures with their payments, and a refusal that is kept";
    const auto figures = figures_of(sheet);
    const auto count = [&](const std::string& command, const std::string& outcome) {
        return "reef_commands_total{command=\"" + command + "\",host=\"tide.example\",outcome=\"" + outcome + "\"} ";
    };
    EXPECT_THAT(figures, testing::HasSubstr(count("book.sign", "done") + "2\n"));
    EXPECT_THAT(figures, testing::HasSubstr(count("book.sign", "refused") + "1\n"));
    EXPECT_THAT(figures, testing::HasSubstr(count("unknown", "refused") + "1\n"));
    EXPECT_THAT(figures, testing::Not(testing::HasSubstr("anybody")));
    EXPECT_THAT(figures, testing::HasSubstr("reef_batch_commands_count{host=\"tide.example\"} 4\n"));
}

} // namespace
} // namespace reef::engine
