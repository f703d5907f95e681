// `reef sign-up` and `reef sign-in`: how somebody comes to a token at a terminal, with which `reef do` and `reef show`
// then speak for them.
#include "app/commands.hpp"
#include "app/house.hpp"
#include <fmt/format.h>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace reef::app {
namespace {

constexpr std::string_view token_name = "command line";

/// From standard input: what stands in the command line itself is seen by everybody on the machine.
std::string secret_from_input(std::string_view asking) {
    termios before = {};
    const bool asks = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &before) == 0;
    if (asks) {
        auto silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &silent);
        std::cerr << asking << ": " << std::flush;
    }
    std::string password;
    std::getline(std::cin, password);
    if (asks) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::cerr << "\n";
    }
    return password;
}

/// A session was begun; it makes the token, and is ended again.
int come_in(const Common& common, const Result<web::Response>& session) {
    auto document = document_of(session);
    if (!document) return say(document.error());
    const auto& member = document->as_object().at("member").as_string();
    const auto cookie = session->headers.joined("Set-Cookie");
    const auto with_session = [&](std::string path, const json::value& data) {
        auto next = json_post(std::move(path), data);
        next.headers.add("Cookie", cookie.substr(0, cookie.find(';')));
        next.headers.add("X-Reef", "1");
        return document_of(ask(common.data, std::move(next)));
    };
    const auto token = with_session("/tokens", json::object{{"name", token_name}});
    if (!token) return say(token.error());
    if (const auto ended = with_session("/sign-out", json::object{}); !ended) return say(ended.error());
    if (common.json)
        std::cout << json_text_indented(json::object{{"member", member}, {"token", token->as_object().at("token")}});
    else
        fmt::print("You are member {}. Give this token with --token, or as REEF_TOKEN; it is shown this once:\n{}\n",
                   std::string_view(member), std::string_view(token->as_object().at("token").as_string()));
    return 0;
}

} // namespace

int sign_up(const Common& common, const std::string& login, const std::string& name) {
    const auto password = secret_from_input("Password");
    return come_in(common,
                   ask(common.data,
                       json_post("/sign-up", json::object{{"name", name}, {"login", login}, {"password", password}})));
}

int sign_in(const Common& common, const std::string& login) {
    json::object sent{{"login", login}, {"password", secret_from_input("Password")}};
    auto session = ask(common.data, json_post("/sign-in", sent));
    if (const auto document = document_of(session); !document && document.error().code == "accounts.code_needed") {
        sent["code"] = secret_from_input("The code of your telephone");
        session = ask(common.data, json_post("/sign-in", sent));
    }
    return come_in(common, session);
}

} // namespace reef::app
