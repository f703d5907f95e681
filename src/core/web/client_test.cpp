#include "core/web/client.hpp"
#include "core/web/server_testing.hpp"

namespace reef::web {
namespace {

std::string url_of(const Server& server, std::string_view path) {
    return "http://" + server.listening()[0].text() + std::string(path);
}

TEST(Client, sends_what_it_is_told_and_brings_the_answer) {
    const auto server = started([](Request request, Reply reply) {
        auto response = text_response(request.method + " " + request.path + " " + request.body + " " +
                                          std::string(request.headers.get("X-One").value_or("")),
                                      "text/plain", 418);
        response.headers.add("Set-Cookie", "a=1");
        response.headers.add("Set-Cookie", "b=2");
        reply(std::move(response));
    });
    for (const std::string method : {"GET", "POST", "PUT", "DELETE"}) {
        const auto answer =
            fetch({.method = method, .url = url_of(*server, "/a%20b"), .headers = {{"X-One", "1"}}, .body = "{}"});
        ASSERT_TRUE(answer) << answer.error().sentence();
        EXPECT_EQ(answer->status, 418);
        EXPECT_EQ(answer->body, method + " /a b {} 1");
        EXPECT_EQ(answer->headers.count("set-cookie"), 2U);
    }
    EXPECT_EQ(fetch({.method = "HEAD", .url = url_of(*server, "/")})->body, "");
    EXPECT_EQ(fetch({.method = "POST", .url = url_of(*server, "/")})->body, "POST /  ");
}

TEST(Client, sends_bodies_of_any_size) {
    const auto server = started(
        [](Request request, Reply reply) { reply(text_response(std::to_string(request.body.size()), "text/plain")); });
    EXPECT_EQ(fetch({.method = "POST", .url = url_of(*server, "/"), .body = std::string(1'500'000, 'x')})->body,
              "1500000");
}

TEST(Client, unpacks_what_was_compressed) {
    const auto server =
        started([](Request, Reply reply) { reply(text_response(std::string(5000, 'x'), "text/plain")); });
    const auto answer = fetch({.url = url_of(*server, "/")});
    EXPECT_EQ(answer->headers.get("Content-Encoding"), "gzip");
    EXPECT_EQ(answer->body, std::string(5000, 'x'));
}

TEST(Client, refuses_by_name) {
    Held held;
    auto server = started([hold = held.handler()](Request request, Reply reply) {
        if (request.path == "/never") return hold(std::move(request), std::move(reply));
        reply(text_response(std::string(5000, 'x'), "text/plain"));
    });
    const auto url = url_of(*server, "/");
    EXPECT_EQ(fetch({.url = url, .body_bytes_max = 4999}).error().code, "client.too_large");
    EXPECT_EQ(fetch({.url = url + "never", .time_max = Duration{50}}).error().code, "client.too_late");
    held.take(0)({.status = 204});
    server.reset();
    EXPECT_EQ(fetch({.url = url}).error().code, "client.nobody_there");
    EXPECT_EQ(fetch({.url = "http://x/", .local_socket = "/nowhere/reef.sock"}).error().code, "client.nobody_there");
    EXPECT_EQ(fetch({.url = "file:///etc/passwd"}).error().code, "client.broken_off");
}

TEST(Client, talks_over_a_local_socket) {
    const std::string path = testing::TempDir() + "/reef-client-" + std::to_string(::getpid()) + ".sock";
    const auto server = Server::start({.local_socket = path, .threads = 1}, echo);
    ASSERT_TRUE(server) << server.error().sentence();
    EXPECT_EQ(fetch({.url = "http://reef/people", .local_socket = path})->body, "GET /people? ");
}

} // namespace
} // namespace reef::web
