#include "core/web/compression.hpp"
#include "core/web/server.hpp"
#include "core/web/server_testing.hpp"
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace reef::web {
namespace {

using namespace std::literals;

TEST(Server, answers_one_after_the_other_on_one_connection) {
    const auto server = started(echo);
    Wire wire(*server);
    const auto first = wire.get("/people/Zo%C3%AB?x=1");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "GET /people/Zoë?x=1 ");
    EXPECT_EQ(first["server"], "reef");
    EXPECT_TRUE(first["date"].ends_with(" GMT"));
    EXPECT_FALSE(first.has("connection"));
    EXPECT_EQ(wire.get("/again").body, "GET /again? ");
    EXPECT_EQ(server->figures().requests, 2U);
}

TEST(Server, tells_the_handler_who_asks) {
    std::string peer, agent;
    const auto server = started([&](Request request, Reply reply) {
        peer = request.peer;
        agent = request.headers.get("user-agent").value_or("");
        EXPECT_FALSE(request.over_local_socket);
        reply({.status = 204});
    });
    EXPECT_EQ(Wire(*server).get("/", "User-Agent:  me \r\n").status, 204);
    EXPECT_EQ(peer, "127.0.0.1");
    EXPECT_EQ(agent, "me");
}

TEST(Server, keeps_the_order_of_pipelined_requests_whatever_the_order_of_answers) {
    Held held;
    const auto server = started(held.handler());
    Wire wire(*server);
    wire.send("GET /0 HTTP/1.1\r\nHost: r\r\n\r\nGET /1 HTTP/1.1\r\nHost: r\r\n\r\nGET /2 HTTP/1.1\r\nHost: r\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return held.count() == 3; }));
    for (const std::size_t i : {2U, 0U, 1U}) held.take(i)(text_response(held.path(i), "text/plain"));
    for (const auto* expected : {"/0", "/1", "/2"}) EXPECT_EQ(wire.answer().body, expected);
}

TEST(Server, runs_what_changes_something_alone) {
    Held held;
    const auto server = started(held.handler(), {}, 1);
    Wire wire(*server), other(*server);
    wire.send("GET /0 HTTP/1.1\r\nHost: r\r\n\r\nPOST /1 HTTP/1.1\r\nHost: r\r\nContent-Length: 0\r\n\r\n"
              "GET /2 HTTP/1.1\r\nHost: r\r\n\r\n");
    // Once another connection's later request has come through the same thread, more of the first would have, too.
    const auto settled_at = [&](std::size_t count) {
        ASSERT_TRUE(eventually([&] { return held.count() >= count; }));
        other.send("GET /other HTTP/1.1\r\nHost: r\r\n\r\n");
        ASSERT_TRUE(eventually([&] { return held.count() >= count + 1; }));
        ASSERT_EQ(held.path(count), "/other");
        held.take(count)({.status = 204});
        EXPECT_EQ(other.answer().status, 204);
    };
    settled_at(2); // a GET may go on while a GET waits, and a POST may come after it, but nothing runs beside the POST
    held.take(0)(text_response("a", "text/plain"));
    EXPECT_EQ(wire.answer().body, "a");
    EXPECT_EQ(held.path(1), "/1");
    settled_at(3);
    held.take(1)(text_response("b", "text/plain"));
    EXPECT_EQ(wire.answer().body, "b");
    ASSERT_TRUE(eventually([&] { return held.count() == 5; }));
    held.take(4)(text_response("c", "text/plain"));
    EXPECT_EQ(wire.answer().body, "c");
}

TEST(Server, takes_bodies_whole_and_in_chunks) {
    const auto server = started(echo);
    Wire wire(*server);
    wire.send("POST /a HTTP/1.1\r\nHost: r\r\nContent-Length: 5\r\n\r\nhel");
    wire.send("lo");
    EXPECT_EQ(wire.answer().body, "POST /a? hello");
    wire.send("PUT /b HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nwi");
    wire.send("ki\r\n5\r\npedia\r\n0\r\nX-Trailer: 1\r\n\r\nGET /c HTTP/1.1\r\nHost: r\r\n\r\n");
    EXPECT_EQ(wire.answer().body, "PUT /b? wikipedia");
    EXPECT_EQ(wire.answer().body, "GET /c? ");
}

TEST(Server, is_not_put_out_by_how_the_bytes_arrive) {
    const auto server = started(echo);
    Wire wire(*server);
    for (const char byte : "POST /a?b HTTP/1.1\r\nHost: r\r\nContent-Length: 2\r\n\r\nhi"s) wire.send({&byte, 1});
    EXPECT_EQ(wire.answer().body, "POST /a?b hi");
}

TEST(Server, carries_large_bodies_both_ways) {
    const auto server = started(echo, {.body_bytes_max = 8'000'000});
    Wire wire(*server);
    const std::string large(6'000'000, 'x');
    std::thread sender([&] {
        wire.send("POST /a HTTP/1.1\r\nHost: r\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n" +
                  large);
    });
    const auto answer = wire.answer();
    sender.join();
    EXPECT_TRUE(answer.body == "POST /a? " + large);
}

TEST(Server, asks_for_the_body_that_waits_to_be_asked_for) {
    const auto server = started(echo, {.body_bytes_max = 100});
    Wire wire(*server);
    wire.send("POST /a HTTP/1.1\r\nHost: r\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(wire.read_to("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send("hi");
    EXPECT_EQ(wire.answer().body, "POST /a? hi");
    wire.send("POST /a HTTP/1.1\r\nHost: r\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(wire.answer().status, 413); // instead of asking
    Wire another(*server);
    EXPECT_EQ(another.get("/", "Expect: a miracle\r\n").status, 417);
}

TEST(Server, speaks_to_older_clients) {
    const auto server = started(echo);
    Wire wire(*server);
    wire.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(wire.answer()["connection"], "keep-alive");
    wire.send("GET /b HTTP/1.0\r\n\r\n");
    const auto last = wire.answer();
    EXPECT_EQ(last.body, "GET /b? ");
    EXPECT_EQ(last["connection"], "close");
    EXPECT_TRUE(wire.has_ended());
}

TEST(Server, closes_when_asked_to) {
    const auto server = started(echo);
    Wire wire(*server);
    EXPECT_EQ(wire.get("/", "Connection: close\r\n")["connection"], "close");
    EXPECT_TRUE(wire.has_ended());
}

TEST(Server, leaves_out_the_body_of_an_answer_to_head) {
    const auto server = started(echo);
    Wire wire(*server);
    wire.send("HEAD /a HTTP/1.1\r\nHost: r\r\n\r\n");
    EXPECT_EQ(wire.answer(Wire::Body::none)["content-length"], "9");
    EXPECT_EQ(wire.get("/b").status, 200);
}

TEST(Server, sends_no_body_where_there_is_none) {
    const auto server = started([](Request request, Reply reply) {
        reply({.status = request.path == "/304" ? 304 : 204, .body = "not to be sent"});
    });
    Wire wire(*server);
    for (const int status : {204, 304}) {
        const auto answer = wire.get("/" + std::to_string(status));
        EXPECT_EQ(answer.status, status);
        EXPECT_FALSE(answer.has("content-length"));
    }
}

TEST(Server, compresses_text_that_is_worth_it) {
    const auto style = make_asset(std::string(3000, ' '), "text/css");
    const auto server = started([&](Request request, Reply reply) {
        if (request.path == "/style") return reply({.asset = style});
        const auto size = static_cast<std::size_t>(*parse_integer(request.query));
        reply(text_response(std::string(size, 'x'), request.path == "/image" ? "image/png" : "text/html"));
    });
    Wire wire(*server);
    const auto zipped = wire.get("/?5000", "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(zipped["content-encoding"], "gzip");
    EXPECT_EQ(zipped["vary"], "Accept-Encoding");
    EXPECT_EQ(zipped.body, gzip(std::string(5000, 'x'), Effort::least));
    const auto plain = wire.get("/?5000");
    EXPECT_EQ(plain.body.size(), 5000U);
    EXPECT_EQ(plain["vary"], "Accept-Encoding");
    for (const auto* path : {"/?1024", "/image?5000"}) {
        const auto untouched = wire.get(path, "Accept-Encoding: gzip\r\n");
        EXPECT_FALSE(untouched.has("content-encoding") || untouched.has("vary")) << path;
    }
    EXPECT_EQ(wire.get("/style", "Accept-Encoding: gzip\r\n").body, style->gzipped);
    const auto whole = wire.get("/style");
    EXPECT_EQ(whole.body, style->plain);
    EXPECT_EQ(whole["content-type"], "text/css");
    EXPECT_EQ(whole["vary"], "Accept-Encoding");
}

TEST(Server, refuses_paths_that_lead_elsewhere_before_the_handler) {
    const auto server = started([](Request, Reply) { FAIL() << "the handler was called"; });
    for (const auto* path :
         {"/../etc/passwd", "/%2e%2e/x", "/a/./b", "//x", "/a%2f..%2fb", "/%00", "/%ff", "/a%0d%0aX:y", "*"}) {
        const auto answer = Wire(*server).get(path);
        EXPECT_EQ(answer.status, 400) << path;
        EXPECT_EQ(answer["content-type"], "application/problem+json");
        EXPECT_EQ(answer["connection"], "close");
    }
}

TEST(Server, refuses_what_is_not_http) {
    const auto server = started([](Request, Reply) { FAIL() << "the handler was called"; });
    for (const auto request :
         {"\x16\x03\x01\x02\x00\x01"sv, "hello\r\n\r\n"sv, "GET /\r\n\r\n"sv, "GET / HTTP/2.0\r\nHost: r\r\n\r\n"sv,
          "GET / HTTP/1.1\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"sv,
          "GET / HTTP/1.1\r\nHost : r\r\n\r\n"sv, "GET / HTTP/1.1\r\nHost: r\r\nX: a\0b\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nContent-Length: -1\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 99999999999999999999999\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"sv,
          // Two readings of where a body ends are how requests are smuggled past a proxy.
          "POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"sv,
          "POST / HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: identity\r\n\r\n"sv,
          "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv}) {
        Wire wire(*server);
        wire.send(request);
        const auto answer = wire.answer();
        EXPECT_EQ(answer.status, 400) << request;
        EXPECT_TRUE(wire.has_ended()) << request;
    }
}

TEST(Server, takes_a_folded_header_line_as_one) {
    std::string value;
    const auto server = started([&](Request request, Reply reply) {
        value = request.headers.get("X").value_or("");
        reply({.status = 204});
    });
    EXPECT_EQ(Wire(*server).get("/", "X: a\r\n b\r\n").status, 204);
    EXPECT_EQ(value, "a b");
}

TEST(Server, answers_what_came_before_the_nonsense) {
    const auto server = started(echo);
    Wire wire(*server);
    wire.send("GET /a HTTP/1.1\r\nHost: r\r\n\r\nnonsense\r\n\r\n");
    EXPECT_EQ(wire.answer().body, "GET /a? ");
    EXPECT_EQ(wire.answer().status, 400);
    EXPECT_TRUE(wire.has_ended());
}

TEST(Server, answers_500_when_the_handler_does_not_answer) {
    const auto server = started([](Request request, Reply) {
        if (request.path == "/throws") throw std::runtime_error("as the test wants it");
    });
    Wire wire(*server);
    for (const auto* path : {"/drops", "/throws"}) {
        const auto answer = wire.get(path);
        EXPECT_EQ(answer.status, 500) << path;
        EXPECT_NE(answer.body.find("\"code\":\"server.failed\""), std::string::npos);
    }
    EXPECT_EQ(server->figures().in_flight, 0U);
}

TEST(Server, may_be_answered_from_another_thread_and_later) {
    std::vector<std::jthread> threads;
    std::mutex mutex;
    const auto server = started([&](Request request, Reply reply) {
        const std::lock_guard lock(mutex);
        threads.emplace_back([request = std::move(request), reply = std::move(reply)]() mutable {
            echo(std::move(request), std::move(reply));
        });
    });
    Wire wire(*server);
    for (int i = 0; i < 50; ++i) {
        const auto path = "/" + std::to_string(i);
        EXPECT_EQ(wire.get(path).body, "GET " + path + "? ");
    }
}

TEST(Server, outlives_clients_that_leave_before_their_answer) {
    Held held;
    const auto server = started(held.handler());
    {
        Wire wire(*server);
        wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
        ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
    }
    held.take(0)(text_response(std::string(1'000'000, 'x'), "text/plain"));
    EXPECT_TRUE(eventually([&] { return server->figures().connections == 0 && server->figures().in_flight == 0; }));
}

TEST(Server, answers_clients_that_have_finished_sending) {
    Held held;
    const auto server = started(held.handler());
    Wire wire(*server);
    wire.send("GET / HTTP/1.1\r\nHost: r\r\n\r\n");
    wire.finish_sending();
    ASSERT_TRUE(eventually([&] { return held.count() == 1; }));
    held.take(0)(text_response("late", "text/plain"));
    EXPECT_EQ(wire.answer().body, "late");
    EXPECT_TRUE(wire.has_ended());
}

TEST(Server, serves_many_at_once) {
    const auto server = started(echo);
    std::vector<std::jthread> clients;
    std::atomic<int> right = 0;
    for (int i = 0; i < 16; ++i)
        clients.emplace_back([&, i] {
            Wire wire(*server);
            for (int k = 0; k < 50; ++k) {
                const auto path = "/" + std::to_string(i) + "/" + std::to_string(k);
                right += wire.get(path).body == "GET " + path + "? ";
            }
        });
    clients.clear();
    EXPECT_EQ(right, 800);
}

// --- Where it listens ---

TEST(ListenAddress, is_an_ip_address_and_a_port) {
    EXPECT_EQ(*ListenAddress::parse("8080"), (ListenAddress{"127.0.0.1", 8080}));
    EXPECT_EQ(*ListenAddress::parse("0.0.0.0:0"), (ListenAddress{"0.0.0.0", 0}));
    EXPECT_EQ(*ListenAddress::parse("localhost:80"), (ListenAddress{"127.0.0.1", 80}));
    EXPECT_EQ(ListenAddress::parse("[::1]:443")->text(), "[::1]:443");
    for (const auto* wrong : {"", "x", "65536", "-1", "127.0.0.1:", "::1:80", "reef.example:80", "1.2.3:80"})
        EXPECT_EQ(ListenAddress::parse(wrong).error().code, "server.not_an_address") << wrong;
}

TEST(Server, listens_on_several_addresses) {
    const auto server = Server::start({.listen = {{}, {}}, .threads = 1}, echo);
    ASSERT_TRUE(server);
    ASSERT_EQ((*server)->listening().size(), 2U);
    for (const auto& address : (*server)->listening()) EXPECT_EQ(Wire(address.port).get("/").status, 200);
}

TEST(Server, says_that_a_port_is_in_use) {
    const auto server = started(echo);
    const auto second = Server::start({.listen = server->listening()}, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "server.address_in_use");
    EXPECT_EQ(second.error().sentence(), "Another program already listens on " + server->listening()[0].text() +
                                             ". Stop it, or choose another port.");
    EXPECT_EQ(Server::start({.listen = {{"192.0.2.1", 1}}}, echo).error().code, "server.address_unusable"); // RFC 5737
    EXPECT_EQ(Server::start({.listen = {{"reef", 1}}}, echo).error().code, "server.not_an_address");
}

class LocalSocket : public testing::Test {
  protected:
    LocalSocket() {
        char pattern[] = "/tmp/reef-socket-XXXXXX";
        directory_ = ::mkdtemp(pattern);
        path_ = directory_ + "/reef.sock";
    }
    ~LocalSocket() override { std::filesystem::remove_all(directory_); }
    auto start() const {
        return Server::start({.local_socket = path_, .threads = 1}, [](Request request, Reply reply) {
            EXPECT_EQ(request.peer, "local");
            reply(text_response(request.over_local_socket ? "local" : "remote", "text/plain"));
        });
    }
    std::string directory_, path_;
};

TEST_F(LocalSocket, serves_this_user_alone) {
    {
        const auto server = start();
        ASSERT_TRUE(server);
        struct stat found = {};
        ASSERT_EQ(::stat(path_.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0777U, 0600U);
        EXPECT_EQ(Wire(path_).get("/").body, "local");
    }
    EXPECT_FALSE(std::filesystem::exists(path_)); // it cleans up behind itself
}

TEST_F(LocalSocket, replaces_one_that_nobody_serves) {
    const int left_behind = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left_behind, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(left_behind);
    const auto server = start();
    ASSERT_TRUE(server);
    EXPECT_EQ(Wire(path_).get("/").body, "local");
}

TEST_F(LocalSocket, leaves_one_that_is_served) {
    const auto server = start();
    ASSERT_TRUE(server);
    EXPECT_EQ(start().error().code, "server.socket_in_use");
    EXPECT_EQ(Wire(path_).get("/").body, "local");
}

TEST_F(LocalSocket, leaves_other_files_alone) {
    std::ofstream(path_) << "precious";
    EXPECT_EQ(start().error().code, "server.socket_not_ours");
    EXPECT_EQ(std::filesystem::file_size(path_), 8U);
    path_ = directory_ + "/none/reef.sock";
    EXPECT_EQ(start().error().code, "server.socket_unusable");
    path_ = directory_ + "/" + std::string(200, 'x');
    EXPECT_EQ(start().error().code, "server.socket_unusable");
}

} // namespace
} // namespace reef::web
