// For the tests of this room: a guest book in which a signature costs a coin, and a page turns by itself.
#pragma once
#include "core/engine/module.hpp"
#include "core/store/testing.hpp"

namespace reef::engine {
namespace guestbook {

constexpr RefusalKind page_turned{"book.page_turned", "This page is full; signatures are limited to {} a page.", 409};
constexpr RefusalKind no_coin{"book.no_coin", "You have no coin left.", 409};
constexpr RefusalKind too_loud{"book.too_loud", "The house rule asks for quiet words.", 409};

/// What a planted fault changes: verification must notice.
inline bool decides_otherwise = false;

struct Sign {
    Vaulted<std::string> words;
    std::int64_t loudness = 0;
    static constexpr std::string_view name = "book.sign";
    static constexpr std::string_view about = "Signs the book.";
    static constexpr auto fields() {
        return FieldTable{field("words", &Sign::words, "what you write"),
                          field("loudness", &Sign::loudness, "how loud")};
    }
};
struct Signed {
    IdValue signature;
    std::int64_t loudness = 0;
    Vaulted<std::string> words;
    static constexpr std::string_view name = "book.signed";
    static constexpr std::string_view about = "Somebody signed.";
    static constexpr auto fields() {
        return FieldTable{field("signature", &Signed::signature, "its id"),
                          field("loudness", &Signed::loudness, "how loud"),
                          field("words", &Signed::words, "what was written")};
    }
    std::string topic() const { return "/book"; }
};
inline std::int64_t load(store::Connection& connection, const Context&, const Sign&) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {book_signatures}");
}
inline Decision decide(const std::int64_t& signatures, const Sign& sign, Context& context) {
    if (signatures >= 100) return refuse(page_turned, {}, {"100"});
    if (sign.loudness > 10) return refuse_by_rule(too_loud, "book.quiet", "loudness");
    return Events{Signed{context.new_id(), sign.loudness + (decides_otherwise ? 1 : 0), sign.words}};
}
inline void apply(store::Connection& connection, const Meta& meta, const Signed& event) {
    connection.run("INSERT INTO {book_signatures} (signature, loudness, words, at) VALUES ($1, $2, $3, $4)",
                   event.signature, event.loudness, event.words.reference.commitment, meta.at);
}

struct Pay {
    std::int64_t coins = 0;
    static constexpr std::string_view name = "book.pay";
    static constexpr std::string_view about = "Pays for a signature.";
    static constexpr auto fields() { return FieldTable{field("coins", &Pay::coins, "how many")}; }
};
struct Paid {
    IdValue receipt;
    std::int64_t coins = 0;
    static constexpr std::string_view name = "book.paid";
    static constexpr std::string_view about = "A signature was paid for.";
    static constexpr auto fields() {
        return FieldTable{field("receipt", &Paid::receipt, "its id"), field("coins", &Paid::coins, "how many")};
    }
};
inline std::int64_t load(store::Connection& connection, const Context&, const Pay&) {
    return 5 - connection.one<std::int64_t>("SELECT count(*) FROM {book_payments}");
}
inline Decision decide(const std::int64_t& coins_left, const Pay& pay, Context& context) {
    if (coins_left < pay.coins) return refuse(no_coin);
    return Events{Paid{context.new_id(), pay.coins}};
}
inline void apply(store::Connection& connection, const Meta&, const Paid& event) {
    connection.run("INSERT INTO {book_payments} (receipt, coins) VALUES ($1, $2)", event.receipt, event.coins);
}

struct Turn {
    static constexpr std::string_view name = "book.turn";
    static constexpr std::string_view about = "Turns the page an hour after its first signature.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct Turned {
    std::int64_t signatures = 0;
    static constexpr std::string_view name = "book.turned";
    static constexpr std::string_view about = "The page was turned.";
    static constexpr auto fields() { return FieldTable{field("signatures", &Turned::signatures, "that it held")}; }
};
inline std::int64_t load(store::Connection& connection, const Context&, const Turn&) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {book_signatures}");
}
inline Decision decide(const std::int64_t& signatures, const Turn&, Context&) { return Events{Turned{signatures}}; }
inline void apply(store::Connection& connection, const Meta&, const Turned&) {
    connection.run("DELETE FROM {book_signatures}");
}

struct Forget {
    static constexpr std::string_view name = "book.forget";
    static constexpr std::string_view about = "Erases whoever asks.";
    static constexpr auto fields() { return FieldTable{}; }
};
struct Forgotten {
    MemberId member;
    static constexpr std::string_view name = "book.forgotten";
    static constexpr std::string_view about = "Somebody was erased.";
    static constexpr auto fields() { return FieldTable{field("member", &Forgotten::member, "who")}; }
    std::int64_t erased_subject() const { return member.value; }
};
inline NoFacts load(store::Connection&, const Context&, const Forget&) { return {}; }
inline Decision decide(const NoFacts&, const Forget&, Context& context) {
    return Events{Forgotten{context.actor.member}};
}
inline void apply(store::Connection&, const Meta&, const Forgotten&) {}

inline Rooms rooms(Reaction::Fate fate = Reaction::Fate::requires_) {
    Module book{.name = "book", .folder = {}, .schema = R"(
        CREATE TABLE {book_signatures} (signature BIGINT PRIMARY KEY, loudness BIGINT NOT NULL, words BYTEA NOT NULL, at BIGINT NOT NULL);
        CREATE TABLE {book_payments} (receipt BIGINT PRIMARY KEY, coins BIGINT NOT NULL);)"};
    book.commands = {command<Sign>(members()), command<Pay>(platform_only()), command<Turn>(clock_only()),
                     command<Forget>(members())};
    book.events = {event<Signed>(), event<Paid>(), event<Turned>(), event<Forgotten>()};
    book.schedules = {
        schedule("book.turning", "an hour after the first signature",
                 "SELECT at + 3600000 FROM {book_signatures} WHERE at + 3600000 <= $1 ORDER BY at LIMIT 1",
                 [] { return call(Turn{}); })};
    return {.modules = {platform_module(), book},
            .reactions = {reaction<Signed>(
                fate, "pay for the signature",
                [](store::Connection&, const Meta&, const Signed&) { return std::vector{call(Pay{1})}; })},
            .standing = [](store::Connection&, const Actor& actor) {
                Standing standing;
                if (actor.kind == Actor::Kind::member) standing.roles = {"member"};
                return standing;
            }};
}

} // namespace guestbook

using namespace guestbook;

/// An engine on a file of its own, under a clock that the test moves.
struct Bench {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-01-05T09:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(7);
    std::unique_ptr<store::Database> database;
    std::unique_ptr<Engine> engine;
    Reaction::Fate fate = Reaction::Fate::requires_;

    Bench() {
        open();
        EXPECT_TRUE(engine->perform(Actor::system_operator(), "test", call(OpenPlatform{true, "test"})));
    }
    ~Bench() {
        engine.reset();
        database.reset();
    }
    void open() {
        engine.reset();
        database = std::move(*store::Database::open(place.where(), {.durable = false}));
        auto opened = Engine::open(*database, rooms(fate), {.clock = &clock, .chance = chance.get()});
        ASSERT_TRUE(opened) << opened.error().sentence();
        engine = std::move(*opened);
    }
    Result<Answer> sign(std::string_view words, std::int64_t loudness = 1, Actor who = Actor::of(MemberId(2))) {
        return engine->perform(who, "test", {"book.sign", json::object{{"words", words}, {"loudness", loudness}}});
    }
    std::int64_t count(std::string_view table) {
        return engine->read()->one<std::int64_t>("SELECT count(*) FROM {" + std::string(table) + "}");
    }
    VerifyReport verified(VerifyOptions options = {}) { return verify(*database, engine->registry(), options); }
    /// Another server of the same platform: a database, and an engine that sees to it also while nobody asks.
    struct Server {
        std::unique_ptr<store::Database> database;
        std::unique_ptr<Engine> engine;
    };
    Server another_server() {
        Server server{std::move(*store::Database::open(place.where(), {.durable = false})), nullptr};
        server.engine = std::move(*Engine::open(*server.database, rooms(fate), {.clock = &clock, .keeps_watch = true}));
        return server;
    }
    std::string what_verify_finds(VerifyOptions options = {}) {
        const auto report = verified(std::move(options));
        return report.fault ? report.fault->what : "";
    }
    template <class... A>
    void tamper(std::string_view sql, const A&... arguments) {
        const auto connection = database->connect();
        connection->begin_write();
        connection->run(sql, arguments...);
        connection->commit();
    }
};

} // namespace reef::engine
