// What a server does with those who ask too much of it, and how it ends.
#include "core/web/server.hpp"
#include "core/web/server_testing.hpp"

namespace reef::web {
namespace {

constexpr Duration moment{60};

TEST(ServerLimits, headers_too_large) {
    const auto server = started(echo, {.header_bytes_max = 1000});
    EXPECT_EQ(Wire(*server).get("/", "X: " + std::string(900, 'x') + "\r\n").status, 200);
    for (const auto& request : {"GET / HTTP/1.1\r\nHost: r\r\nX: " + std::string(1000, 'x') + "\r\n\r\n",
                                "GET /" + std::string(5000, 'x') + " HTTP/1.1\r\nHost: r\r\n\r\n",
                                "GET / HTTP/1.1\r\nHost: r\r\nX: " + std::string(500'000, 'x')}) {
        Wire wire(*server);
        wire.send(request);
        const auto answer = wire.answer();
        EXPECT_EQ(answer.status, 431);
        EXPECT_NE(answer.body.find("larger than 1000 bytes"), std::string::npos);
        EXPECT_TRUE(wire.has_ended());
    }
}

TEST(ServerLimits, what_is_not_http_is_told_what_is_wrong_with_it) {
    const auto server = started(echo);
    const auto said = [&](std::string_view request) {
        Wire wire(*server);
        wire.send(request);
        return wire.answer().body;
    };
    EXPECT_NE(said("hello\r\n\r\n").find("request.malformed"), std::string::npos);
    EXPECT_NE(said("GET / HTTP/1.1\r\n\r\n").find("request.no_host"), std::string::npos);
    EXPECT_NE(said("POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
                  .find("request.unclear_length"),
              std::string::npos);
}

TEST(ServerLimits, bodies_too_large_are_refused_before_they_come) {
    const auto server = started(echo, {.body_bytes_max = 1000});
    Wire announced(*server);
    announced.send("POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 1001\r\n\r\n"); // and not a byte of it
    EXPECT_EQ(announced.answer().status, 413);
    Wire chunked(*server);
    chunked.send("POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + std::string(1000, 'x') +
                 "\r\n1\r\n");
    EXPECT_EQ(chunked.answer().status, 413);
    Wire fitting(*server);
    fitting.send("POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x'));
    EXPECT_EQ(fitting.answer().status, 200);
}

TEST(ServerLimits, the_refusal_reaches_those_who_are_still_sending) {
    const auto server = started(echo, {.body_bytes_max = 1000});
    Wire wire(*server);
    EXPECT_TRUE(
        wire.send("POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 9000000\r\n\r\n" + std::string(9'000'000, 'x')));
    EXPECT_EQ(wire.answer().status, 413);
}

TEST(ServerLimits, chunks_that_say_without_end_what_they_are) {
    const auto server = started(echo, {.header_bytes_max = 1000});
    for (const auto* start : {"5;", "0\r\nX: "}) {
        Wire wire(*server);
        wire.send("POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n" +
                  (start + std::string(500'000, 'x')));
        EXPECT_EQ(wire.answer().status, 431) << start;
    }
}

TEST(ServerLimits, slow_requests) {
    const auto server = started(echo, {.header_time = moment, .body_time = moment});
    for (const auto* start :
         {"G", "GET / HTTP/1.1\r\nHost: r\r\n", "POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 3\r\n\r\na"}) {
        Wire wire(*server);
        wire.send(start);
        const auto answer = wire.answer();
        EXPECT_EQ(answer.status, 408) << start;
        EXPECT_NE(answer.body.find("request.too_slow"), std::string::npos) << start;
        EXPECT_TRUE(wire.has_ended());
    }
}

TEST(ServerLimits, a_request_that_trickles_in_is_slow_all_the_same) {
    const auto server = started(echo, {.header_time = moment});
    Wire wire(*server);
    wire.send("GET / HTTP/1.1\r\n");
    std::atomic<bool> ended = false;
    std::jthread trickle([&] {
        while (!ended && wire.send("X: y\r\n")) std::this_thread::yield();
    });
    const auto status = wire.answer().status;
    ended = true;
    EXPECT_TRUE(status == 408 || status == 431) << status;
}

TEST(ServerLimits, idle_connections_are_closed_without_a_word) {
    const auto server = started(echo, {.idle_time = moment});
    Wire silent(*server);
    EXPECT_TRUE(silent.has_ended());
    Wire wire(*server);
    EXPECT_EQ(wire.get("/").status, 200);
    EXPECT_TRUE(wire.has_ended());
}

TEST(ServerLimits, waiting_for_a_handler_is_not_idleness) {
    Held held;
    const auto server = started(held.handler(), {.header_time = moment, .body_time = moment, .idle_time = moment});
    Wire wire(*server), idle(*server);
    wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
    EXPECT_TRUE(idle.has_ended()); // so much time has passed
    held.take(0)(text_response("late", "text/plain"));
    EXPECT_EQ(wire.answer().body, "late");
}

TEST(ServerLimits, those_who_do_not_read_their_answer) {
    const auto server =
        started([](Request, Reply reply) { reply(text_response(std::string(50'000'000, 'x'), "image/png")); },
                {.write_time = moment});
    Wire wire(*server);
    wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    EXPECT_TRUE(eventually([&] { return server->figures().requests == 1 && server->figures().connections == 0; }));
}

TEST(ServerLimits, connections_beyond_the_limit_are_told_to_come_back) {
    const auto server = started(echo, {.connections_max = 4});
    std::vector<Wire> inside;
    for (int i = 0; i < 4; ++i) {
        inside.emplace_back(*server);
        EXPECT_EQ(inside.back().get("/").status, 200);
    }
    for (int i = 0; i < 40; ++i) {
        const auto answer = Wire(*server).get("/");
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(answer["retry-after"], "5");
        EXPECT_NE(answer.body.find("server.busy"), std::string::npos);
    }
    EXPECT_EQ(server->figures().turned_away, 40U);
    EXPECT_EQ(inside[0].get("/").status, 200);
    inside.pop_back();
    ASSERT_TRUE(eventually([&] { return server->figures().connections == 3; }));
    EXPECT_EQ(Wire(*server).get("/").status, 200);
}

TEST(ServerLimits, a_flood_that_says_nothing_does_not_stay) {
    const auto server = started(echo, {.connections_max = 1});
    Wire inside(*server);
    EXPECT_EQ(inside.get("/").status, 200);
    std::vector<Wire> flood;
    for (int i = 0; i < 400; ++i) flood.emplace_back(*server);
    ASSERT_TRUE(eventually([&] { return server->figures().turned_away == 400; }));
    int told = 0, ended = 0;
    for (auto& wire : flood) {
        told += wire.answer().status == 503;
        ended += wire.has_ended();
    }
    EXPECT_GE(told, 200); // as many as may hear it at once; the others are dropped
    EXPECT_EQ(ended, 400);
    EXPECT_EQ(inside.get("/").status, 200);
}

TEST(ServerLimits, requests_beyond_the_limit_are_told_to_come_back) {
    Held held;
    const auto server = started(held.handler(), {.requests_max = 2});
    Wire wires[] = {Wire(*server), Wire(*server), Wire(*server)};
    for (std::size_t i = 0; i < 2; ++i) {
        wires[i].send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
        ASSERT_TRUE(eventually([&] { return held.count() == i + 1; }));
    }
    EXPECT_EQ(wires[2].get("/").status, 503);
    held.take(0)({.status = 204});
    ASSERT_TRUE(eventually([&] { return server->figures().in_flight == 1; }));
    wires[2].send("GET / HTTP/1.1\r\nHost: r\r\n\r\n"); // on the same connection
    ASSERT_TRUE(eventually([&] { return held.count() == 3; }));
    for (const std::size_t i : {1U, 2U}) held.take(i)({.status = 204});
    EXPECT_EQ(wires[2].answer().status, 204);
}

TEST(ServerLimits, whoever_is_told_to_come_back_is_told_when) {
    const auto server = started([](Request request, Reply reply) {
        Response response{.status = 503};
        if (request.path == "/later") response.headers.add("Retry-After", "60");
        reply(std::move(response));
    });
    EXPECT_EQ(Wire(*server).get("/")["retry-after"], "5");
    EXPECT_EQ(Wire(*server).get("/later")["retry-after"], "60");
}

TEST(ServerLimits, pipelining_is_bounded) {
    Held held;
    const auto server = started(held.handler(), {.pipelined_max = 3}, 1);
    Wire wire(*server), other(*server);
    for (int i = 0; i < 9; ++i) wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 3; }));
    other.send("GET /other HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 4; }));
    EXPECT_EQ(held.path(3), "/other");
    for (std::size_t i = 0; i < 10; ++i) {
        ASSERT_TRUE(eventually([&] { return held.count() > i; }));
        held.take(i)({.status = 204});
    }
    for (int i = 0; i < 9; ++i) EXPECT_EQ(wire.answer().status, 204);
}

// --- The end ---

TEST(ServerStop, finishes_what_is_in_flight_and_takes_nothing_new) {
    Held held;
    const auto server = started(held.handler());
    Wire working(*server), idle(*server);
    working.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 1 && server->figures().connections == 2; }));
    server->stop();
    EXPECT_TRUE(idle.has_ended());
    EXPECT_TRUE(eventually([&] { return !Wire(*server).is_connected(); }));
    held.take(0)(text_response("done", "text/plain"));
    const auto answer = working.answer();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer["connection"], "close");
    EXPECT_TRUE(working.has_ended());
    server->wait();
    EXPECT_EQ(server->figures().connections, 0U);
}

TEST(ServerStop, answers_pipelined_requests_that_were_taken) {
    Held held;
    const auto server = started(held.handler());
    Wire wire(*server);
    wire.send("GET /0 HTTP/1.1\r\nHost: r\r\n\r\nGET /1 HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 2; }));
    server->stop();
    held.take(0)(text_response("a", "text/plain"));
    EXPECT_EQ(wire.answer().body, "a");
    held.take(1)(text_response("b", "text/plain"));
    EXPECT_EQ(wire.answer().body, "b");
}

TEST(ServerStop, does_not_wait_for_ever) {
    Held held;
    auto server = started(held.handler(), {.stop_time = moment});
    Wire wire(*server), half(*server);
    wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    half.send("GET / HTT");
    ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
    server->stop();
    server->wait();
    EXPECT_TRUE(wire.has_ended());
    server.reset();
    held.take(0)(text_response("nobody hears it", "text/plain")); // after the server is gone
}

TEST(ServerStop, may_be_asked_for_by_a_handler_and_twice) {
    Server* running = nullptr;
    const auto server = started([&](Request, Reply reply) {
        running->stop();
        running->stop();
        reply(text_response("stopping", "text/plain"));
    });
    running = server.get();
    Wire wire(*server);
    EXPECT_EQ(wire.get("/").body, "stopping");
    server->wait();
    EXPECT_TRUE(wire.has_ended());
}

TEST(ServerStop, frees_its_port) {
    auto server = started(echo);
    const auto address = server->listening();
    EXPECT_EQ(Wire(*server).get("/").status, 200);
    server.reset();
    const auto again = Server::start({.listen = address}, echo);
    ASSERT_TRUE(again) << again.error().sentence();
}

} // namespace
} // namespace reef::web
