// Mails of a living example: who gets which, in which language, once; what links in them do; what is left of whoever
// leaves.
#include "app/house_testing.hpp"
#include "commons/decisions/module.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reef::app {
namespace {

using namespace engine;
using testing::HasSubstr;

struct Mailed : FolderBench {
    std::unique_ptr<House> house;
    std::unique_ptr<notices::Gatherer> gatherer;
    const notices::LetterWriter writer{
        sending_of({.from = "reef@ride.example", .address = "https://ride.example/"}, "ride.example")};
    MemberId driver, rider;

    Mailed() {
        make(at("reef"));
        house = std::move(*open(at("reef")));
        gatherer = std::make_unique<notices::Gatherer>(house->engine());
        gather(); // from here on
        driver = people::members_of(*house->engine().read(), "driver").front();
        rider = people::members_of(*house->engine().read(), "rider").front();
    }
    void gather() {
        while (gatherer->portion()) {}
    }
    void give(const Actor& actor, std::string command, json::object data) {
        const auto done = house->engine().perform(actor, "test", {std::move(command), std::move(data)});
        ASSERT_TRUE(done) << done.error().sentence();
    }
    std::string refused(const Actor& actor, std::string command, json::object data) {
        const auto done = house->engine().perform(actor, "test", {std::move(command), std::move(data)});
        return done ? "" : done.error().code;
    }
    void keep_address(MemberId member, const std::string& language = "en", bool confirm = true) {
        give(Actor::of(member), "notices.keep_address",
             {{"address", "m" + member.text() + "@ride.example"}, {"language", language}});
        if (!confirm) return;
        const auto settings = notices::settings_of(*house->engine().read(), member);
        give(Actor::platform(), "notices.confirm_address", {{"member", member.text()}, {"kept", settings->kept_entry}});
    }
    std::vector<mail::KeptLetter> letters(std::optional<MemberId> of = {}) {
        return mail::letters(*house->engine().read(), of, 1'000);
    }
    std::vector<std::string> keys(std::string_view kind) {
        std::vector<std::string> found;
        for (const auto& letter : letters())
            if (letter.kind == kind) found.push_back(letter.key);
        std::ranges::sort(found);
        return found;
    }
    mail::Written mail_of(const mail::Letter& letter) {
        auto& engine = house->engine();
        return writer.mail(*engine.read(), engine.registry(), engine.now(), letter);
    }
    mail::Written mail_of(std::string_view kind, MemberId member) {
        for (const auto& letter : letters(member))
            if (letter.kind == kind) return mail_of(letter.letter());
        return std::unexpected("no letter");
    }
    /// Until a vote is open on a lower commission.
    void open_vote() {
        ASSERT_TRUE(propose_lower_commission(house->engine()));
        for (int day = 0; day < 3; ++day) live(*house);
    }
    web::Response post(std::string path, const std::string& body, const std::string& type = "application/json") {
        const auto mark = path.find('?');
        web::Request request{.method = "POST", .path = path.substr(0, mark), .body = body};
        if (mark != std::string::npos) request.query = path.substr(mark + 1);
        request.headers.add("Accept", "application/json");
        request.headers.add("Content-Type", type);
        return house->site().answer(std::move(request));
    }
    static std::string code(const web::Response& answer) {
        const auto document = parse_json(answer.body);
        const auto* found = document && document->is_object() ? document->as_object().if_contains("code") : nullptr;
        return found ? std::string(std::string_view(found->as_string())) : "";
    }
    static std::string link_in(const std::string& text, const std::string& path) {
        const auto begin = text.find("https://ride.example" + path);
        if (begin == std::string::npos) return "";
        const auto end = text.find_first_of(" \n", begin);
        return text.substr(begin + std::string("https://ride.example").size(),
                           end - begin - std::string("https://ride.example").size());
    }
};

TEST(Mails, of_a_vote_go_once_to_those_of_its_electorate_who_gave_an_address) {
    Mailed there;
    there.keep_address(there.driver, "nl");
    there.keep_address(there.rider);
    const auto outsider = MemberId(
        *parse_integer(there.house->engine()
                           .perform(Actor::stranger(), "test", {"people.sign_up", json::object{{"name", "Kim"}}})
                           ->id()));
    there.keep_address(outsider);
    there.open_vote();
    there.gather();
    const auto found = there.keys("vote");
    ASSERT_EQ(found.size(), 2u);
    there.gather();
    notices::Gatherer again(there.house->engine()); // of another server
    while (again.portion()) {}
    EXPECT_EQ(there.keys("vote"), found);

    const auto to_driver = there.mail_of("vote", there.driver), to_rider = there.mail_of("vote", there.rider);
    ASSERT_TRUE(to_rider) << to_rider.error();
    EXPECT_THAT(to_rider->subject, HasSubstr("Your vote is asked: "));
    EXPECT_EQ(to_rider->to.text(), "m" + there.rider.text() + "@ride.example");
    ASSERT_TRUE(to_rider->stops_at);
    EXPECT_THAT(to_rider->text, HasSubstr("https://ride.example/decisions/"));
    ASSERT_TRUE(to_driver) << to_driver.error();
    EXPECT_THAT(to_driver->subject, HasSubstr("Jouw stem wordt gevraagd"));
    EXPECT_EQ(there.mail_of("vote", there.rider)->id, to_rider->id) << "the same each time it is sent";
}

TEST(Mails, of_a_vote_end_with_the_vote) {
    Mailed there;
    there.keep_address(there.rider);
    there.open_vote();
    there.gather();
    for (int day = 0; day < 5; ++day) there.live(*there.house);
    EXPECT_EQ(there.mail_of("vote", there.rider).error(), "the vote has ended");
}

TEST(Mails, wait_for_an_address_that_is_confirmed_there) {
    Mailed there;
    there.keep_address(there.rider, "en", false);
    there.open_vote();
    there.gather();
    EXPECT_EQ(there.mail_of("vote", there.rider).error(), "address not confirmed");
    const auto asked = there.mail_of("confirm", there.rider);
    ASSERT_TRUE(asked) << asked.error();
    const auto link = Mailed::link_in(asked->text, "/mail/confirm");
    const auto token = link.substr(link.find('=') + 1);
    EXPECT_EQ(Mailed::code(there.post("/mail/confirm", R"({"token":"1.confirm.x"})")), "notices.link_worn");
    EXPECT_EQ(there.post("/mail/confirm", json_text(json::object{{"token", token}})).status, 200);
    EXPECT_TRUE(there.mail_of("vote", there.rider));
    there.keep_address(there.rider, "en", false);
    EXPECT_EQ(Mailed::code(there.post("/mail/confirm", json_text(json::object{{"token", token}}))), "notices.link_worn")
        << "the link was for the address before";
    EXPECT_EQ(
        there.refused(Actor::platform(), "notices.confirm_address", {{"member", there.rider.text()}, {"kept", 1}}),
        "notices.another_address");
}

TEST(Mails, are_ended_by_one_click_of_somebody_who_is_not_signed_in) {
    Mailed there;
    there.keep_address(there.rider);
    there.open_vote();
    there.gather();
    const auto mail = there.mail_of("vote", there.rider);
    ASSERT_TRUE(mail) << mail.error();
    const auto link = Mailed::link_in(*mail->stops_at, "/mail/stop");
    const std::string click = "List-Unsubscribe=One-Click", form = "application/x-www-form-urlencoded";
    EXPECT_EQ(there.post("/mail/stop?token=1.votes.x", click, form).status, 404);
    EXPECT_EQ(there.post("/mail/stop", click, form).status, 404);
    EXPECT_TRUE(notices::settings_of(*there.house->engine().read(), there.rider)->votes);
    const auto done = there.post(link, click, form);
    EXPECT_EQ(done.status, 200);
    EXPECT_EQ(done.body, "") << "no redirect, no page";
    EXPECT_FALSE(notices::settings_of(*there.house->engine().read(), there.rider)->votes);
    EXPECT_EQ(there.post(link, click, form).status, 200) << "as often as somebody clicks";
    EXPECT_EQ(notices::settings_of(*there.house->engine().read(), there.rider)->rhythm, notices::Rhythm::weekly)
        << "of that kind alone";
    const auto parts =
        there.post(link, "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--",
                   "multipart/form-data; boundary=b");
    EXPECT_EQ(parts.status, 200);
}

TEST(Mails, leave_with_their_member) {
    Mailed there;
    there.keep_address(there.rider);
    there.open_vote();
    there.gather();
    const auto letter = there.letters(there.rider).front().letter();
    there.give(Actor::of(there.rider), "people.leave", {});
    EXPECT_TRUE(there.letters(there.rider).empty());
    EXPECT_EQ(there.mail_of(letter).error(), "no address");
    EXPECT_FALSE(chronicle::reveal_text(*there.house->engine().read(),
                                        notices::settings_of(*there.house->engine().read(), there.rider)->address));
}

TEST(Mails, are_chosen_and_withdrawn) {
    Mailed there;
    const json::object choice{{"language", "nl"}, {"rhythm", "daily"}, {"votes", false}};
    EXPECT_EQ(there.refused(Actor::of(there.rider), "notices.choose", choice), "notices.no_address");
    EXPECT_EQ(there.refused(Actor::of(there.rider), "notices.drop_address", {}), "notices.no_address");
    EXPECT_EQ(there.refused(Actor::of(there.rider), "notices.keep_address", {{"address", "ana"}, {"language", "en"}}),
              "mail.bad_address");
    there.keep_address(there.rider);
    there.give(Actor::of(there.rider), "notices.choose", choice);
    there.open_vote();
    there.gather();
    EXPECT_TRUE(there.keys("vote").empty());
    there.give(Actor::of(there.rider), "notices.drop_address", {});
    EXPECT_EQ(there.mail_of({"x", there.rider, "digest", "1"}).error(), "no address");
}

TEST(Digests, come_once_in_a_day_with_what_needs_a_voice_first) {
    Mailed there;
    there.keep_address(there.rider);
    there.give(Actor::of(there.rider), "notices.choose", {{"language", "en"}, {"rhythm", "daily"}, {"votes", false}});
    there.gather();
    EXPECT_TRUE(there.keys("digest").empty()) << "from the next day on";
    there.open_vote();
    there.gather();
    there.gather();
    ASSERT_EQ(there.keys("digest").size(), 1u) << "for the day that it is, not for those that passed";
    const auto mail = there.mail_of("digest", there.rider);
    ASSERT_TRUE(mail) << mail.error();
    EXPECT_THAT(mail->subject, HasSubstr("Needs your voice: "));
    EXPECT_LT(mail->text.find("Needs your voice"), mail->text.find("https://ride.example/decisions/"));
    EXPECT_THAT(*mail->stops_at, HasSubstr(".digest."));
    const auto letter = there.letters(there.rider).front().letter();
    there.clock.pass(days(1));
    EXPECT_EQ(there.mail_of(letter).error(), "out of date");
    there.gather();
    EXPECT_EQ(there.keys("digest").size(), 2u);
}

TEST(Digests, have_a_number_for_each_day_and_week) {
    const auto number = [](notices::Rhythm rhythm, const char* at) {
        return notices::digest_number(rhythm, *Time::parse(at));
    };
    using notices::Rhythm;
    EXPECT_EQ(number(Rhythm::daily, "2026-03-02T05:59:59Z") + 1, number(Rhythm::daily, "2026-03-02T06:00:00Z"));
    EXPECT_EQ(number(Rhythm::weekly, "2026-03-02T05:59:59Z") + 1, number(Rhythm::weekly, "2026-03-02T06:00:00Z"))
        << "a Monday";
    EXPECT_EQ(number(Rhythm::weekly, "2026-03-02T06:00:00Z"), number(Rhythm::weekly, "2026-03-09T05:59:59Z"));
}

TEST(Mails, say_what_they_would_say_where_there_is_no_mail_server) {
    Mailed there;
    there.keep_address(there.rider);
    there.open_vote();
    there.gather();
    const auto show = [&](const std::string& as) {
        web::Request request{.path = "/mail"};
        request.headers.add("Accept", "application/json");
        request.headers.add("X-Reef-As", as);
        request.over_local_socket = true;
        return there.house->site().answer(std::move(request));
    };
    const auto own = show(there.rider.text()).body, operators = show("operator").body;
    EXPECT_THAT(own, HasSubstr("Your vote is asked"));
    EXPECT_THAT(own, HasSubstr("Would be sent"));
    EXPECT_THAT(own, testing::Not(HasSubstr("token="))) << "links that do something stand in the mail alone";
    EXPECT_THAT(own, HasSubstr("m" + there.rider.text() + "@ride.example"));
    EXPECT_THAT(operators, HasSubstr("Your vote is asked"));
    EXPECT_THAT(operators, testing::Not(HasSubstr("@ride.example"))) << "addresses are their members'";
    EXPECT_THAT(show(there.driver.text()).body, testing::Not(HasSubstr("Your vote is asked")));
    EXPECT_EQ(Mailed::code(there.post("/sign-in/forgotten", R"({"login":"ana"})")), "accounts.no_mail");
}

struct Forgetful : Mailed {
    MemberId ana;
    Forgetful() {
        const auto up = post("/sign-up", R"({"name":"Ana","login":"ana","password":"a long sentence"})");
        ana = *MemberId::parse(std::string_view(parse_json(up.body)->at("member").as_string()));
        EXPECT_FALSE(
            house->engine().write_beside([](store::Connection& connection) { mail::note_sending(connection, true); }));
    }
    web::Response ask(const std::string& login) {
        auto answer = post("/sign-in/forgotten", json_text(json::object{{"login", login}}));
        EXPECT_FALSE(house->engine().write_beside([](store::Connection&) {})) << "what was queued before is done";
        return answer;
    }
    std::string token() {
        const auto mail = mail_of("password", ana);
        const auto link = mail ? link_in(mail->text, "/sign-in/new-password") : mail.error();
        return link.substr(link.find('=') + 1);
    }
    web::Response choose(const std::string& token, const std::string& password) {
        return post("/sign-in/new-password", json_text(json::object{{"token", token}, {"password", password}}));
    }
    std::string sign_in(const std::string& password) {
        return code(post("/sign-in", json_text(json::object{{"login", "ana"}, {"password", password}})));
    }
};

TEST(ForgottenPasswords, are_replaced_by_a_link_that_works_once) {
    Forgetful there;
    there.keep_address(there.ana);
    there.ask("Ana ");
    const auto token = there.token();
    EXPECT_EQ(Mailed::code(there.choose(token, "short")), "accounts.password_too_short");
    EXPECT_EQ(Mailed::code(there.choose(token + "x", "another long sentence")), "accounts.password_link_worn");
    const auto other = there.token();
    EXPECT_EQ(there.choose(token, "another long sentence").status, 200);
    EXPECT_EQ(Mailed::code(there.choose(token, "a third long sentence")), "accounts.password_link_worn");
    EXPECT_EQ(Mailed::code(there.choose(other, "a third long sentence")), "accounts.password_link_worn")
        << "others made before are worth nothing either";
    EXPECT_EQ(there.sign_in("a long sentence"), "accounts.wrong_password");
    EXPECT_EQ(there.sign_in("another long sentence"), "");
    EXPECT_EQ(FolderBench::database(there.at("reef"))
                  ->read()
                  ->one<std::int64_t>("SELECT count(*) FROM {web_sessions} WHERE member = $1", there.ana),
              1)
        << "sessions from before have ended";
}

TEST(ForgottenPasswords, have_links_that_end_and_are_for_nothing_else) {
    Forgetful there;
    there.keep_address(there.ana);
    auto read = there.house->engine().read();
    const auto token_at = [&](Time at) {
        const auto link = web::new_password_address(*read, there.ana, at);
        return link.substr(link.find('=') + 1);
    };
    const auto now = MachineClock().now();
    EXPECT_EQ(Mailed::code(there.choose(token_at(now - hours(1)), "another long sentence")),
              "accounts.password_link_worn");
    EXPECT_EQ(Mailed::code(there.choose(mail::link_token(*read, {there.ana, "votes"}), "another long sentence")),
              "accounts.password_link_worn");
}

TEST(ForgottenPasswords, do_not_tell_whether_there_is_an_account) {
    Forgetful there;
    there.keep_address(there.ana);
    const auto known = there.ask("ana"), unknown = there.ask("nobody");
    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.body, unknown.body);
    EXPECT_EQ(there.keys("password").size(), 1u);
    std::vector<std::string> codes;
    for (int i = 0; i < 6; ++i) codes.push_back(Mailed::code(there.ask("nobody")));
    EXPECT_EQ(codes.back(), "accounts.too_often") << "as often as one may try passwords";
}

TEST(ForgottenPasswords, need_a_confirmed_address) {
    Forgetful there;
    there.keep_address(there.ana, "en", false);
    there.ask("ana");
    EXPECT_EQ(there.mail_of("password", there.ana).error(), "address not confirmed");
}

TEST(MailOptions, are_refused_by_name) {
    const MailOptions good{
        .smtp = "smtp://127.0.0.1:25", .from = "reef@ride.example", .address = "https://ride.example"};
    EXPECT_FALSE(refusal_of(good));
    EXPECT_FALSE(refusal_of(MailOptions{}));
    const auto code = [&](auto change) {
        auto options = good;
        change(options);
        const auto refusal = refusal_of(options);
        return refusal ? refusal->code : "";
    };
    EXPECT_EQ(code([](auto& each) { each.from = ""; }), "mail.no_sender");
    EXPECT_EQ(code([](auto& each) { each.from = "reef"; }), "mail.bad_address");
    EXPECT_EQ(code([](auto& each) { each.address = "ride.example"; }), "mail.no_platform_address");
    EXPECT_EQ(code([](auto& each) { each.smtp = "http://127.0.0.1"; }), "mail.bad_server");
    EXPECT_EQ(code([](auto& each) { each.smtp = "smtp://user:secret@127.0.0.1"; }), "mail.bad_server");
}

} // namespace
} // namespace reef::app
