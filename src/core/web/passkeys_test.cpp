// Passkeys: a key of ours in place of an authenticator (Ed25519 by libsodium; ES256 is tried in the browser with
// Chromium's own), what it made and signed, and every way in which that may be wrong.
#include "core/web/commands_page.hpp"
#include "core/web/passkeys.hpp"
#include "core/web/site_bench_test.hpp"
#include <gtest/gtest.h>
#include <sodium.h>

namespace reef::web {
namespace {

using namespace wall;

const RelyingParty ours{"reef.example", "http://reef.example"};

/// What an authenticator does (WebAuthn Level 2, 6.1): data about the platform and itself, and a signature over them.
struct SoftKey {
    std::string name = "key one", secret = std::string(crypto_sign_SECRETKEYBYTES, '\0'),
                open = std::string(crypto_sign_PUBLICKEYBYTES, '\0');
    std::uint32_t counter = 1;
    RelyingParty party = ours; // that the browser says it is on
    unsigned char flags = 0x01;

    explicit SoftKey(std::string named = "key one") : name(std::move(named)) {
        crypto_sign_keypair(reinterpret_cast<unsigned char*>(open.data()),
                            reinterpret_cast<unsigned char*>(secret.data()));
    }
    std::string client_data(std::string_view type, std::string_view challenge) const {
        return json_text(json::object{{"type", type}, {"challenge", challenge}, {"origin", party.origin}});
    }
    std::string data(unsigned char more = 0) const {
        std::string bytes(sha256({party.id}).view());
        bytes += static_cast<char>(flags | more);
        for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(counter >> shift & 0xffU);
        return bytes;
    }
    PasskeyMade make(std::string_view challenge) const {
        constexpr unsigned char holds_key = 0x40;
        std::string cose = "\xA4\x01\x01\x03\x27\x20\x06\x21"; // {kty: OKP, alg: EdDSA, crv: Ed25519, x: …}
        cose += "\x58\x20" + open;
        return {client_data("webauthn.create", challenge),
                data(holds_key) + std::string(16, '\0') + '\0' + static_cast<char>(name.size()) + name + cose};
    }
    PasskeySigned sign(std::string_view challenge) const {
        PasskeySigned answer{name, client_data("webauthn.get", challenge), data(), {}};
        const auto message = answer.authenticator_data + std::string(sha256({answer.client_data}).view());
        answer.signature.resize(crypto_sign_BYTES);
        crypto_sign_detached(reinterpret_cast<unsigned char*>(answer.signature.data()), nullptr,
                             reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                             reinterpret_cast<const unsigned char*>(secret.data()));
        return answer;
    }
};

TEST(Passkeys, are_read_and_their_signatures_checked) {
    SoftKey key;
    const auto known = read_passkey(key.make("asked"), "asked", ours);
    ASSERT_TRUE(known) << known.error().code;
    EXPECT_EQ(known->credential.data, "key one");
    EXPECT_EQ(known->key.data, key.open);
    EXPECT_EQ(known->counter, 1);
    key.counter = 2;
    EXPECT_EQ(*check_passkey(key.sign("again"), "again", *known, ours), 2);
}

TEST(Passkeys, that_are_made_wrongly_are_refused_by_name) {
    const auto code = [](const SoftKey& key, std::string_view challenge = "asked") {
        return read_passkey(key.make("asked"), challenge, ours).error().code;
    };
    SoftKey key;
    EXPECT_EQ(code(key, "another"), "passkeys.wrong_challenge");
    key.party.origin = "http://rief.example";
    EXPECT_EQ(code(key), "passkeys.wrong_origin");
    key.party = {"rief.example", ours.origin};
    EXPECT_EQ(code(key), "passkeys.other_platform");
    key.party = ours;
    key.flags = 0;
    EXPECT_EQ(code(key), "passkeys.nobody_there");
    auto made = SoftKey().make("asked");
    made.authenticator_data.pop_back();
    EXPECT_EQ(read_passkey(made, "asked", ours).error().code, "passkeys.unreadable");
    made = SoftKey().make("asked");
    made.client_data = SoftKey().client_data("webauthn.get", "asked");
    EXPECT_EQ(read_passkey(made, "asked", ours).error().code, "passkeys.unreadable");
}

TEST(Passkeys, that_sign_wrongly_are_refused_by_name) {
    SoftKey key;
    const auto known = *read_passkey(key.make("asked"), "asked", ours);
    const auto code = [&](const PasskeySigned& answer) {
        const auto checked = check_passkey(answer, "again", known, ours);
        return checked ? "" : checked.error().code;
    };
    EXPECT_EQ(code(key.sign("again")), "passkeys.replayed") << "the count stands where it stood";
    key.counter = 5;
    EXPECT_EQ(code(key.sign("again")), "");
    EXPECT_EQ(code(key.sign("before")), "passkeys.wrong_challenge");
    auto answer = key.sign("again");
    answer.signature[7] ^= 1;
    EXPECT_EQ(code(answer), "passkeys.wrong_signature");
    answer = SoftKey().sign("again");
    EXPECT_EQ(code(answer), "passkeys.wrong_signature") << "another key";
    key.flags = 0;
    EXPECT_EQ(code(key.sign("again")), "passkeys.wrong_signature") << "nobody touched it";
    key.flags = 1;
    key.party.origin = "http://rief.example";
    EXPECT_EQ(code(key.sign("again")), "passkeys.wrong_origin");
    key.party = {"rief.example", ours.origin};
    EXPECT_EQ(code(key.sign("again")), "passkeys.wrong_signature") << "made for another platform";
    EXPECT_EQ(code({}), "passkeys.unreadable");
}

TEST(Passkeys, say_whose_platform_asks) {
    EXPECT_EQ(relying_party("reef.example:8080", false).id, "reef.example");
    EXPECT_EQ(relying_party("reef.example:8080", false).origin, "http://reef.example:8080");
    EXPECT_EQ(relying_party("reef.example", true).origin, "https://reef.example");
}

/// People with passwords and codes, at a site.
struct KeyRing {
    Bench bench{true,
                [] {
                    SiteOptions options;
                    options.sign_up_command = "wall.arrive";
                    options.sign_ins_of_account = {100, seconds(1)};
                    return options;
                }(),
                {web_module()}};
    Browser browser{*bench.site, "application/json"};
    std::string login;

    explicit KeyRing(std::string name = "ana") { enter(browser, std::move(name)); }
    void enter(Browser& as, std::string name) {
        login = std::move(name);
        const auto up =
            as.post_json("/sign-up", R"({"name":"A","login":")" + login + R"(","password":"a long sentence"})");
        const auto member = *MemberId::parse(std::string_view(body_json(up).at("member").as_string()));
        bench.engine->write_beside([&](store::Connection& connection) {
            connection.run(
                "INSERT INTO {web_second_factors} (member, secret, confirmed, last_step) VALUES ($1, $2, $3, 0)",
                member, Bytes{std::string(20, 'x')}, true);
        });
    }
    std::string challenge(const Response& answer) {
        return std::string(std::string_view(body_json(answer).at("challenge").as_string()));
    }
    std::string asked() { return challenge(browser.post_json("/second-factor/passkeys/begin", "{}")); }
    std::string add(const PasskeyMade& made, std::string_view name = "On my ring") {
        return code_of(browser.post_json(
            "/second-factor/passkeys/add",
            json_text(json::object{{"name", name},
                                   {"passkey_client_data", base64url(made.client_data)},
                                   {"passkey_authenticator_data", base64url(made.authenticator_data)}})));
    }
    Response question() {
        Browser other(*bench.site, "application/json");
        return other.post_json("/sign-in/passkey", R"({"login":")" + login + R"(","password":"a long sentence"})");
    }
    std::string sign_in(const PasskeySigned& answer) {
        Browser other(*bench.site, "application/json");
        return code_of(other.post_json(
            "/sign-in", json_text(json::object{{"login", login},
                                               {"password", "a long sentence"},
                                               {"passkey_credential", base64url(answer.credential)},
                                               {"passkey_client_data", base64url(answer.client_data)},
                                               {"passkey_authenticator_data", base64url(answer.authenticator_data)},
                                               {"passkey_signature", base64url(answer.signature)}})));
    }
};

TEST(PasskeysAtTheDoor, let_in_instead_of_a_code) {
    KeyRing ana;
    SoftKey key;
    EXPECT_EQ(code_of(ana.question()), "accounts.no_passkey");
    EXPECT_EQ(ana.add(key.make(ana.asked())), "no problem");
    const auto page = body_json(ana.browser.get("/second-factor"));
    EXPECT_EQ(page.at("passkeys").at(0).at("name").as_string(), "On my ring");
    const auto question = ana.question();
    EXPECT_EQ(body_json(question).at("rp_id").as_string(), "reef.example");
    EXPECT_EQ(body_json(question).at("credentials").at(0).as_string(), base64url("key one"));
    key.counter = 2;
    const auto answer = key.sign(ana.challenge(question));
    EXPECT_EQ(ana.sign_in(answer), "no problem");
    EXPECT_EQ(ana.sign_in(answer), "passkeys.wrong_challenge") << "each question is answered once";
    EXPECT_EQ(ana.sign_in(key.sign(ana.challenge(ana.question()))), "passkeys.replayed");
    EXPECT_EQ(ana.sign_in(PasskeySigned{}), "accounts.code_needed") << "codes are the fallback";
}

TEST(PasskeysAtTheDoor, are_their_owners_alone) {
    KeyRing people;
    SoftKey anas("ana's");
    ASSERT_EQ(people.add(anas.make(people.asked())), "no problem");
    const auto anas_challenge = people.challenge(people.question());
    people.browser.cookies.clear();
    people.enter(people.browser, "ben");
    SoftKey bens("ben's");
    EXPECT_EQ(people.add(anas.make(people.asked()), "Stolen"), "passkeys.known_already");
    ASSERT_EQ(people.add(bens.make(people.asked())), "no problem");
    anas.counter = bens.counter = 7;
    EXPECT_EQ(people.sign_in(anas.sign(people.challenge(people.question()))), "passkeys.not_yours");
    EXPECT_EQ(people.sign_in(bens.sign(anas_challenge)), "passkeys.wrong_challenge") << "asked of somebody else";
}

TEST(PasskeysAtTheDoor, answer_in_time) {
    KeyRing ana;
    SoftKey key;
    const auto late = ana.asked();
    ana.bench.clock.pass(minutes(5));
    EXPECT_EQ(ana.add(key.make(late)), "passkeys.wrong_challenge");
    const auto first = ana.asked();
    ASSERT_EQ(ana.add(key.make(first)), "no problem");
    EXPECT_EQ(ana.add(SoftKey("another").make(first), "Another"), "passkeys.wrong_challenge");
    key.counter = 2;
    const auto challenge = ana.challenge(ana.question());
    ana.bench.clock.pass(minutes(5));
    EXPECT_EQ(ana.sign_in(key.sign(challenge)), "passkeys.wrong_challenge");
    EXPECT_EQ(ana.add(SoftKey("third").make(ana.challenge(ana.question())), "Third"), "passkeys.wrong_challenge")
        << "asked for signing in, not for making";
}

TEST(PasskeysAtTheDoor, have_names_and_are_dropped_one_by_one) {
    KeyRing ana;
    SoftKey one("one"), two("two");
    ASSERT_EQ(ana.add(one.make(ana.asked()), "Ring"), "no problem");
    EXPECT_EQ(ana.add(two.make(ana.asked()), "Ring"), "passkeys.bad_name");
    EXPECT_EQ(ana.add(two.make(ana.asked()), " "), "passkeys.bad_name");
    ASSERT_EQ(ana.add(two.make(ana.asked()), "Drawer"), "no problem");
    one.counter = two.counter = 2;
    const auto drop = R"({"id":")" + base64url("one") + R"("})";
    EXPECT_EQ(code_of(ana.browser.post_json("/second-factor/passkeys/drop", drop)), "no problem");
    EXPECT_EQ(ana.sign_in(one.sign(ana.challenge(ana.question()))), "passkeys.not_yours");
    EXPECT_EQ(ana.sign_in(two.sign(ana.challenge(ana.question()))), "no problem");
}

TEST(PasskeysAtTheDoor, come_after_codes_and_by_nobody_s_token) {
    KeyRing ana;
    const auto token = ana.browser.post_json("/tokens", R"({"name":"laptop"})");
    Browser program(*ana.bench.site, "application/json");
    const Headers by_token{{"Authorization", "Bearer " + std::string(body_json(token).at("token").as_string())}};
    EXPECT_EQ(code_of(program.post_json("/second-factor/passkeys/begin", "{}", by_token)), "passkeys.not_signed_in");
    ana.bench.engine->write_beside(
        [](store::Connection& connection) { connection.run("DELETE FROM {web_second_factors}"); });
    EXPECT_EQ(code_of(ana.browser.post_json("/second-factor/passkeys/begin", "{}")), "passkeys.codes_first");
    EXPECT_EQ(ana.add({}), "passkeys.unreadable");
}

TEST(PasskeysAtTheDoor, are_at_most_so_many) {
    KeyRing ana;
    for (int i = 0; i < 20; ++i) {
        const auto name = "key " + std::to_string(i);
        ASSERT_EQ(ana.add(SoftKey(name).make(ana.asked()), name), "no problem");
    }
    EXPECT_EQ(ana.add(SoftKey("key 20").make(ana.asked()), "One more"), "passkeys.too_many");
}

} // namespace
} // namespace reef::web
