#include "core/base/ensure.hpp"
#include "core/web/event_stream.hpp"
#include "core/web/server_testing.hpp"

namespace reef::web {
namespace {

TEST(EventText, has_a_line_for_each_line_of_data) {
    EXPECT_EQ(event_text("tally", "<b>1</b>"), "event: tally\ndata: <b>1</b>\n\n");
    EXPECT_EQ(event_text("tally", "a\nb\r\nc\rd\n"), "event: tally\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
    EXPECT_EQ(event_text("gone", ""), "event: gone\ndata: \n\n");
    EXPECT_THROW(event_text("a\ndata: b", ""), BrokenAssumption);
}

/// Every request becomes a listener.
class Events : public testing::Test {
  protected:
    void start(ServerLimits limits = {}, std::size_t waiting_bytes_max = 256 * 1024) {
        server_ = started(
            [this, waiting_bytes_max](Request, Reply reply) {
                const auto stream = std::make_shared<EventStream>(waiting_bytes_max);
                {
                    const std::lock_guard lock(mutex_);
                    streams_.push_back(stream);
                }
                stream->send("hello", "you");
                reply({.events = stream});
            },
            limits);
    }
    Wire listener() {
        Wire wire(*server_);
        wire.send("GET /events HTTP/1.1\r\nHost: r\r\nAccept-Encoding: gzip\r\n\r\n");
        EXPECT_EQ(wire.answer()["content-type"], "text/event-stream");
        EXPECT_EQ(wire.read_to("\n\n"), event_text("hello", "you"));
        return wire;
    }
    std::shared_ptr<EventStream> stream(std::size_t index) {
        const std::lock_guard lock(mutex_);
        return streams_.at(index);
    }
    bool has_no_connections() const {
        return eventually([&] { return server_->figures().connections == 0; });
    }

    std::mutex mutex_;
    std::vector<std::shared_ptr<EventStream>> streams_;
    std::unique_ptr<Server> server_;
};

TEST_F(Events, reach_the_listener_in_order) {
    start();
    Wire wire = listener();
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(stream(0)->send("n", std::to_string(i)));
    for (int i = 0; i < 100; ++i) EXPECT_EQ(wire.read_to("\n\n"), event_text("n", std::to_string(i)));
    EXPECT_FALSE(stream(0)->closed());
}

TEST_F(Events, come_from_any_thread) {
    start();
    Wire wire = listener();
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < 4; ++i)
            senders.emplace_back([&] {
                for (int k = 0; k < 200; ++k) stream(0)->send("n", "x");
            });
    }
    for (int i = 0; i < 800; ++i) ASSERT_EQ(wire.read_to("\n\n"), event_text("n", "x"));
}

TEST_F(Events, end_after_what_was_sent) {
    start();
    Wire wire = listener();
    stream(0)->send("last", "words");
    stream(0)->close();
    EXPECT_FALSE(stream(0)->send("too", "late"));
    EXPECT_EQ(wire.read_to("\n\n"), event_text("last", "words"));
    EXPECT_TRUE(wire.has_ended());
    EXPECT_TRUE(has_no_connections());
}

TEST_F(Events, know_that_the_listener_went_away) {
    start();
    Wire wire = listener();
    wire.close();
    EXPECT_TRUE(eventually([&] { return stream(0)->closed(); }));
    EXPECT_FALSE(stream(0)->send("n", "x"));
    EXPECT_TRUE(has_no_connections());
}

TEST(EventStream, of_a_listener_who_left_before_it_began_is_closed) {
    Held held;
    const auto server = started(held.handler());
    std::vector<std::shared_ptr<EventStream>> streams;
    for (const auto* method : {"GET", "HEAD"}) { // and of one who never meant to listen
        Wire wire(*server);
        wire.send(method + std::string(" /events HTTP/1.1\r\nHost: r\r\n\r\n"));
        ASSERT_TRUE(eventually([&] { return held.count() == streams.size() + 1; }));
        wire.close();
        streams.push_back(std::make_shared<EventStream>());
        held.take(streams.size() - 1)({.events = streams.back()});
    }
    for (const auto& stream : streams) EXPECT_TRUE(eventually([&] { return stream->closed(); }));
}

TEST_F(Events, drop_a_listener_who_is_too_slow_and_no_other) {
    start({}, 100'000);
    Wire slow = listener(), quick = listener();
    const std::string data(10'000, 'x');
    const auto text = event_text("n", data);
    int sent = 0;
    while (stream(0)->send_text(text)) { // more than the system's own buffers hold, and then some
        ASSERT_LT(++sent, 100'000);
        ASSERT_TRUE(stream(1)->send_text(text));
        ASSERT_EQ(quick.read_to("\n\n"), text);
    }
    EXPECT_TRUE(stream(0)->closed());
    EXPECT_TRUE(eventually([&] { return server_->figures().connections == 1; }));
    EXPECT_TRUE(stream(1)->send("still", "here"));
    EXPECT_EQ(quick.read_to("\n\n"), event_text("still", "here"));
}

TEST_F(Events, reach_listeners_who_will_ask_no_more) {
    start();
    Wire wire(*server_);
    wire.send("GET /events HTTP/1.1\r\nHost: r\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(wire.answer().status, 200);
    EXPECT_EQ(wire.read_to("\n\n"), event_text("hello", "you"));
    EXPECT_TRUE(stream(0)->send("n", "x"));
    EXPECT_EQ(wire.read_to("\n\n"), event_text("n", "x"));
}

TEST_F(Events, have_pings_between_them) {
    start({.ping_time = Duration{40}});
    Wire wire = listener();
    EXPECT_EQ(wire.read_to("\n\n"), ":\n\n");
    EXPECT_EQ(wire.read_to("\n\n"), ":\n\n");
    stream(0)->send("n", "x");
    std::string next;
    while ((next = wire.read_to("\n\n")) == ":\n\n") {}
    EXPECT_EQ(next, event_text("n", "x"));
}

TEST_F(Events, outlast_the_time_for_being_idle_or_slow) {
    start({.idle_time = Duration{40}, .write_time = Duration{40}});
    Wire wire = listener(), idle(*server_);
    EXPECT_TRUE(idle.has_ended());
    EXPECT_TRUE(stream(0)->send("n", "x"));
    EXPECT_EQ(wire.read_to("\n\n"), event_text("n", "x"));
}

TEST_F(Events, end_when_the_server_stops) {
    start();
    Wire wire = listener();
    server_->stop();
    EXPECT_TRUE(wire.has_ended());
    server_->wait();
    EXPECT_FALSE(stream(0)->send("n", "x"));
}

TEST_F(Events, may_be_sent_after_the_server_is_gone) {
    start();
    Wire wire = listener();
    server_.reset();
    EXPECT_FALSE(stream(0)->send("n", "x"));
}

TEST_F(Events, reach_hundreds_of_listeners) {
    start();
    std::vector<Wire> wires;
    for (int i = 0; i < 300; ++i) wires.push_back(listener());
    for (std::size_t i = 0; i < 300; ++i) EXPECT_TRUE(stream(i)->send("n", "x"));
    for (auto& wire : wires) EXPECT_EQ(wire.read_to("\n\n"), event_text("n", "x"));
    wires.clear();
    EXPECT_TRUE(has_no_connections());
}

} // namespace
} // namespace reef::web
