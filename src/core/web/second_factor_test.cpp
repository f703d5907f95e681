// A second factor: codes, signing in with one, and what refuses them.
#include "core/web/commands_page.hpp"
#include "core/web/one_time_codes.hpp"
#include "core/web/site_bench_test.hpp"
#include <gtest/gtest.h>
#include <liboath/oath.h>

namespace reef::web {
namespace {

using namespace wall;

Time at(std::int64_t seconds) { return {seconds * 1000}; }

// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
TEST(OneTimeCodes, are_those_of_the_standard) {
    const OneTimeSecret secret{{"12345678901234567890"}};
    EXPECT_EQ(secret.letters(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(step_of_code(secret, "287082", at(59)), 1);
    EXPECT_EQ(step_of_code(secret, "081804", at(1'111'111'109)), 37'037'036);
    EXPECT_EQ(step_of_code(secret, "353130", at(20'000'000'000)), 666'666'666);
}

TEST(OneTimeCodes, are_good_a_step_early_or_late_and_no_more) {
    const OneTimeSecret secret{{"12345678901234567890"}};
    EXPECT_EQ(step_of_code(secret, "287082", at(59 + 30)), 1);
    EXPECT_EQ(step_of_code(secret, "287082", at(59 - 30)), 1);
    EXPECT_FALSE(step_of_code(secret, "287082", at(59 + 60)));
    for (const auto* no_code : {"", "28708", "2870821", "28708a", "000000"})
        EXPECT_FALSE(step_of_code(secret, no_code, at(59))) << no_code;
}

TEST(OneTimeCodes, are_told_to_an_app_as_a_picture) {
    const auto chance = Chance::from_seed(1);
    const auto secret = OneTimeSecret::make(*chance);
    const auto address = secret.address("tide.example", "member 2");
    EXPECT_EQ(address, "otpauth://totp/tide.example:member%202?secret=" + secret.letters() + "&issuer=tide.example");
    const auto squares = squares_of(address);
    EXPECT_GT(squares.side, 29); // version 1 with its quiet zone is too small for it
    EXPECT_TRUE(squares.path.starts_with("M4 4h1v1h-1z")) << "the corner of the finder pattern";
}

/// Somebody with a password, and a telephone.
struct Ana {
    Bench bench{true,
                [] {
                    SiteOptions options;
                    options.sign_up_command = "wall.arrive";
                    return options;
                }(),
                {web_module()}};
    Browser browser{*bench.site, "application/json"};
    std::string letters;

    Ana() { browser.post_json("/sign-up", R"({"name":"Ana","login":"ana","password":"a long sentence"})"); }
    std::string text(const Response& response, const char* key) {
        return std::string(std::string_view(body_json(response).at(key).as_string()));
    }
    void begin() { letters = text(browser.post_json("/second-factor/begin", "{}"), "letters"); }
    /// What the telephone shows `steps` from now.
    std::string code(int steps = 0) {
        char* secret = nullptr;
        std::size_t length = 0;
        EXPECT_EQ(oath_base32_decode(letters.data(), letters.size(), &secret, &length), OATH_OK);
        char code[7] = {};
        oath_totp_generate(secret, length, bench.clock.now().ms / 1000 + steps * 30, 30, 0, 6, code);
        std::free(secret);
        return code;
    }
    Response with_code(std::string path, const std::string& code) {
        return browser.post_json(std::move(path), R"({"code":")" + code + R"("})");
    }
    std::string sign_in(const std::string& code) {
        Browser other(*bench.site, "application/json");
        const auto sent = R"({"login":"ana","password":"a long sentence","code":")" + code + R"("})";
        return code_of(other.post_json("/sign-in", sent));
    }
    std::vector<std::string> switch_on() {
        begin();
        std::vector<std::string> codes;
        const auto document = body_json(with_code("/second-factor/confirm", code(-1)));
        for (const auto& each : document.at("recovery_codes").as_array())
            codes.emplace_back(std::string_view(each.as_string()));
        return codes;
    }
};

TEST(SecondFactor, is_asked_for_from_the_first_right_code_on) {
    Ana ana;
    ana.begin();
    EXPECT_EQ(ana.sign_in(""), "no problem") << "a secret that no code came of yet asks for nothing";
    EXPECT_EQ(code_of(ana.with_code("/second-factor/confirm", "000000")), "second_factor.wrong_code");
    EXPECT_EQ(body_json(ana.with_code("/second-factor/confirm", ana.code(-1))).at("recovery_codes").as_array().size(),
              10U);
    EXPECT_EQ(ana.sign_in(""), "accounts.code_needed");
    EXPECT_EQ(ana.sign_in("000000"), "accounts.wrong_code");
    EXPECT_EQ(ana.sign_in(ana.code()), "no problem");
}

TEST(SecondFactor, takes_each_code_once) {
    Ana ana;
    const auto recovery = ana.switch_on();
    const auto code = ana.code();
    EXPECT_EQ(ana.sign_in(code), "no problem");
    EXPECT_EQ(ana.sign_in(code), "accounts.wrong_code");
    EXPECT_EQ(ana.sign_in(recovery.at(3)), "no problem");
    EXPECT_EQ(ana.sign_in(recovery.at(3)), "accounts.wrong_code");
    EXPECT_EQ(body_json(ana.browser.get("/second-factor")).at("recovery_codes_left"), 9);
}

TEST(SecondFactor, keeps_no_recovery_code_and_shows_no_secret_again) {
    Ana ana;
    const auto recovery = ana.switch_on();
    const auto page = ana.browser.get("/second-factor").body;
    EXPECT_EQ(page.find(ana.letters), std::string::npos);
    EXPECT_EQ(ana.bench.count("web_recovery_codes"), 10);
    EXPECT_EQ(ana.bench.engine->read()->one<std::int64_t>("SELECT count(*) FROM {web_recovery_codes} WHERE hash = $1",
                                                          token_hash(recovery[0])),
              1);
    EXPECT_EQ(code_of(ana.browser.post_json("/second-factor/begin", "{}")), "second_factor.on_already");
    EXPECT_EQ(code_of(ana.with_code("/second-factor/confirm", ana.code())), "second_factor.none_begun");
}

TEST(SecondFactor, is_dropped_with_a_code_alone) {
    Ana ana;
    const auto recovery = ana.switch_on();
    EXPECT_EQ(code_of(ana.with_code("/second-factor/drop", "")), "second_factor.wrong_code");
    EXPECT_EQ(code_of(ana.with_code("/second-factor/drop", recovery.at(0))), "no problem");
    EXPECT_EQ(ana.bench.count("web_second_factors") + ana.bench.count("web_recovery_codes"), 0);
    EXPECT_EQ(ana.sign_in(""), "no problem");
}

TEST(SecondFactor, is_nothing_that_a_token_changes) {
    Ana ana;
    const auto token = ana.text(ana.browser.post_json("/tokens", R"({"name":"laptop"})"), "token");
    Browser program(*ana.bench.site, "application/json");
    EXPECT_EQ(code_of(program.post_json("/second-factor/begin", "{}", Headers{{"Authorization", "Bearer " + token}})),
              "second_factor.not_signed_in");
}

TEST(SecondFactor, is_forgotten_with_its_member) {
    Ana ana;
    ana.switch_on();
    ana.bench.engine->write_beside([](store::Connection& connection) { forget_accounts(connection, 2); });
    EXPECT_EQ(ana.bench.count("web_second_factors") + ana.bench.count("web_recovery_codes"), 0);
}

TEST(SecondFactor, is_set_up_by_hand_on_its_pages) {
    Ana ana;
    Browser people(*ana.bench.site);
    people.post_form("/sign-in", "login=ana&password=a+long+sentence");
    const auto shown = people.post_form("/second-factor/begin", "");
    EXPECT_EQ(shown.status, 200);
    EXPECT_NE(shown.body.find("<path d=\"M4 4h1v1h-1z"), std::string::npos);
    const auto again = people.post_form("/second-factor/confirm", "code=000000");
    EXPECT_EQ(again.status, 401);
    EXPECT_NE(again.body.find("aria-invalid"), std::string::npos);
    EXPECT_NE(again.body.find("<path d=\"M4 4h1v1h-1z"), std::string::npos) << "the same secret, to try again";
}

} // namespace
} // namespace reef::web
