// Letting somebody in again, whole: a second factor, the operator, the wait, the link.
#include "app/house_testing.hpp"
#include "core/web/module.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// Somebody with a second factor, whose telephone is gone.
struct Locked : FolderBench {
    std::unique_ptr<House> house;
    std::string session, member;

    Locked() {
        make(at("reef"));
        house = std::move(*open(at("reef")));
        const auto up = post("/sign-up", {{"name", "Ana"}, {"login", "ana"}, {"password", "a long sentence"}});
        member = std::string(std::string_view(parse_json(up.body)->at("member").as_string()));
        const auto cookie = up.headers.joined("Set-Cookie");
        session = cookie.substr(0, cookie.find(';'));
        const auto refusal = house->engine().write_beside([&](store::Connection& connection) {
            connection.run(
                "INSERT INTO {web_second_factors} (member, secret, confirmed, last_step) VALUES ($1, $2, $3, 0)",
                *MemberId::parse(member), Bytes{std::string(20, 'x')}, true);
        });
        EXPECT_FALSE(refusal);
    }
    web::Response post(std::string path, const json::object& data, const std::string& as = {}) {
        web::Request request{.method = "POST", .path = std::move(path), .body = json_text(data)};
        request.headers.add("Accept", "application/json");
        request.headers.add("Content-Type", "application/json");
        request.headers.add("X-Reef", "1");
        if (!as.empty() && as.find('=') == std::string::npos) {
            request.headers.add("X-Reef-As", as);
            request.over_local_socket = true;
        } else if (!as.empty()) {
            request.headers.add("Cookie", as);
        }
        return house->site().answer(std::move(request));
    }
    static std::string code(const web::Response& answer) {
        const auto document = parse_json(answer.body);
        const auto* found = document ? document->as_object().if_contains("code") : nullptr;
        return found ? std::string(std::string_view(found->as_string())) : "";
    }
    std::string page(const std::string& path) {
        const auto mark = std::min(path.find('?'), path.size());
        web::Request request{.path = path.substr(0, mark), .query = path.substr(std::min(mark + 1, path.size()))};
        request.headers.add("Cookie", session);
        request.headers.add("Accept", "text/html");
        return house->site().answer(std::move(request)).body;
    }
    std::string sign_in() { return code(post("/sign-in", {{"login", "ana"}, {"password", "a long sentence"}})); }
    web::Response begin() {
        return post("/commands/people.begin_recovery", {{"member", member}, {"reason", "She was here."}}, "operator");
    }
    web::Response finish(const std::string& as = "operator") { return post("/recovery", {{"member", member}}, as); }
};

TEST(RecoveryOfAccess, lets_in_after_the_wait_by_a_link_that_works_once) {
    Locked ana;
    EXPECT_EQ(ana.sign_in(), "accounts.code_needed");
    EXPECT_EQ(Locked::code(ana.finish()), "people.no_recovery");
    EXPECT_EQ(Locked::code(ana.begin()), "");
    EXPECT_EQ(Locked::code(ana.finish()), "people.recovery_waits");
    EXPECT_EQ(ana.sign_in(), "accounts.code_needed") << "nothing is off before";
    ana.clock.pass(days(3));
    EXPECT_EQ(Locked::code(ana.finish(ana.session)), "house.for_the_operator");
    const auto finished = parse_json(ana.finish().body);
    const std::string link(std::string_view(finished->at("link").as_string()));
    EXPECT_EQ(Locked::code(ana.finish()), "people.no_recovery") << "once";

    const auto token = link.substr(link.find('=') + 1);
    EXPECT_NE(ana.page(link).find("value=\"" + token), std::string::npos) << "looking at it uses it up no more";
    EXPECT_EQ(Locked::code(ana.post("/sign-in/link", {{"token", "another"}})), "accounts.link_worn");
    const auto in = ana.post("/sign-in/link", {{"token", token}});
    EXPECT_EQ(parse_json(in.body)->at("member").as_string(), ana.member);
    EXPECT_NE(in.headers.joined("Set-Cookie"), "");
    EXPECT_EQ(Locked::code(ana.post("/sign-in/link", {{"token", token}})), "accounts.link_worn");
    EXPECT_EQ(ana.sign_in(), "") << "the password is enough, until a new factor is set up";
}

TEST(RecoveryOfAccess, is_told_on_every_page_and_stopped_there) {
    Locked ana;
    EXPECT_EQ(ana.page("/rules").find("people.stop_recovery"), std::string::npos);
    ana.begin();
    for (const auto* path : {"/", "/rules", "/second-factor"}) {
        const auto page = ana.page(path);
        EXPECT_NE(page.find("people.stop_recovery"), std::string::npos) << path;
        EXPECT_NE(page.find("She was here."), std::string::npos) << path;
    }
    EXPECT_EQ(Locked::code(ana.post("/commands/people.stop_recovery", {}, ana.session)), "");
    EXPECT_EQ(ana.page("/rules").find("people.stop_recovery"), std::string::npos);
    ana.clock.pass(days(30));
    EXPECT_EQ(Locked::code(ana.finish()), "people.no_recovery");
    EXPECT_EQ(ana.sign_in(), "accounts.code_needed") << "the factor stays";
}

TEST(RecoveryOfAccess, keeps_no_link_and_takes_none_that_is_old) {
    Locked ana;
    ana.begin();
    ana.clock.pass(days(3));
    const auto finished = parse_json(ana.finish().body);
    const std::string link(std::string_view(finished->at("link").as_string()));
    const auto token = link.substr(link.find('=') + 1);
    const auto refusal = ana.house->engine().write_beside([&](store::Connection& connection) {
        EXPECT_EQ(connection.one<std::int64_t>("SELECT count(*) FROM {web_sign_in_links} WHERE hash = $1",
                                               web::token_hash(token)),
                  1);
        connection.run("UPDATE {web_sign_in_links} SET expires_at = $1", MachineClock().now());
    });
    EXPECT_FALSE(refusal);
    EXPECT_EQ(Locked::code(ana.post("/sign-in/link", {{"token", token}})), "accounts.link_worn");
}

} // namespace
} // namespace reef::app
