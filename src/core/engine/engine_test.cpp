// The engine, tried on a room of its own: a guest book in which a signature costs a coin, and a page turns by itself.
#include "core/engine/module.hpp"
#include "core/store/testing.hpp"

namespace reef::engine {
namespace guestbook {

constexpr RefusalKind page_turned{"book.page_turned", "This page is full; signatures are limited to {} a page.", 409};
constexpr RefusalKind no_coin{"book.no_coin", "You have no coin left.", 409};
constexpr RefusalKind too_loud{"book.too_loud", "The house rule asks for quiet words.", 409};

/// What a planted fault changes: verification must notice.
bool decides_otherwise = false;

struct Sign {
    Vaulted<std::string> words;
    std::int64_t loudness = 0;
    static constexpr std::string_view name = "book.sign";
    static constexpr std::string_view about = "Signs the book.";
    static constexpr auto fields() {
        return std::tuple{field("words", &Sign::words, "what you write"),
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
        return std::tuple{field("signature", &Signed::signature, "its id"),
                          field("loudness", &Signed::loudness, "how loud"),
                          field("words", &Signed::words, "what was written")};
    }
};
std::int64_t load(store::Connection& connection, const Context&, const Sign&) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {book_signatures}");
}
Decision decide(const std::int64_t& signatures, const Sign& sign, Context& context) {
    if (signatures >= 100) return refuse(page_turned, {}, {"100"});
    if (sign.loudness > 10) return refuse_by_rule(too_loud, "book.quiet", "loudness");
    return Events{Signed{context.new_id(), sign.loudness + (decides_otherwise ? 1 : 0), sign.words}};
}
void apply(store::Connection& connection, const Meta& meta, const Signed& event) {
    connection.run("INSERT INTO {book_signatures} (signature, loudness, words, at) VALUES ($1, $2, $3, $4)",
                   event.signature, event.loudness, event.words.reference.commitment, meta.at);
}

struct Pay {
    std::int64_t coins = 0;
    static constexpr std::string_view name = "book.pay";
    static constexpr std::string_view about = "Pays for a signature.";
    static constexpr auto fields() { return std::tuple{field("coins", &Pay::coins, "how many")}; }
};
struct Paid {
    IdValue receipt;
    std::int64_t coins = 0;
    static constexpr std::string_view name = "book.paid";
    static constexpr std::string_view about = "A signature was paid for.";
    static constexpr auto fields() {
        return std::tuple{field("receipt", &Paid::receipt, "its id"), field("coins", &Paid::coins, "how many")};
    }
};
std::int64_t load(store::Connection& connection, const Context&, const Pay&) {
    return 5 - connection.one<std::int64_t>("SELECT count(*) FROM {book_payments}");
}
Decision decide(const std::int64_t& coins_left, const Pay& pay, Context& context) {
    if (coins_left < pay.coins) return refuse(no_coin);
    return Events{Paid{context.new_id(), pay.coins}};
}
void apply(store::Connection& connection, const Meta&, const Paid& event) {
    connection.run("INSERT INTO {book_payments} (receipt, coins) VALUES ($1, $2)", event.receipt, event.coins);
}

struct Turn {
    static constexpr std::string_view name = "book.turn";
    static constexpr std::string_view about = "Turns the page an hour after its first signature.";
    static constexpr auto fields() { return std::tuple{}; }
};
struct Turned {
    std::int64_t signatures = 0;
    static constexpr std::string_view name = "book.turned";
    static constexpr std::string_view about = "The page was turned.";
    static constexpr auto fields() { return std::tuple{field("signatures", &Turned::signatures, "that it held")}; }
};
std::int64_t load(store::Connection& connection, const Context&, const Turn&) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {book_signatures}");
}
Decision decide(const std::int64_t& signatures, const Turn&, Context&) { return Events{Turned{signatures}}; }
void apply(store::Connection& connection, const Meta&, const Turned&) {
    connection.run("DELETE FROM {book_signatures}");
}

struct Forget {
    static constexpr std::string_view name = "book.forget";
    static constexpr std::string_view about = "Erases whoever asks.";
    static constexpr auto fields() { return std::tuple{}; }
};
struct Forgotten {
    MemberId member;
    static constexpr std::string_view name = "book.forgotten";
    static constexpr std::string_view about = "Somebody was erased.";
    static constexpr auto fields() { return std::tuple{field("member", &Forgotten::member, "who")}; }
    std::int64_t erased_subject() const { return member.value; }
};
NoFacts load(store::Connection&, const Context&, const Forget&) { return {}; }
Decision decide(const NoFacts&, const Forget&, Context& context) { return Events{Forgotten{context.actor.member}}; }
void apply(store::Connection&, const Meta&, const Forgotten&) {}

Rooms rooms(Reaction::Fate fate = Reaction::Fate::requires_) {
    Module book{.name = "book", .folder = {}, .schema = R"(
        CREATE TABLE {book_signatures} (signature BIGINT PRIMARY KEY, loudness BIGINT NOT NULL, words BYTEA NOT NULL, at BIGINT NOT NULL);
        CREATE TABLE {book_payments} (receipt BIGINT PRIMARY KEY, coins BIGINT NOT NULL);)"};
    book.commands = {command<Sign>(members()), command<Pay>(platform_only()), command<Turn>(clock_only()),
                     command<Forget>(members())};
    book.events = {event<Signed>(), event<Paid>(), event<Turned>(), event<Forgotten>()};
    book.schedules = {{"book.turning", "an hour after the first signature",
                       [](store::Connection& connection, Time now) -> std::optional<Due> {
                           const auto first =
                               connection.one<std::optional<Time>>("SELECT min(at) FROM {book_signatures}");
                           if (!first || *first + hours(1) > now) return {};
                           return Due{*first + hours(1), call(Turn{})};
                       }}};
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

namespace {

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
        database = std::move(*store::Database::open(place.where()));
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

TEST(Engine, records_a_command_with_all_that_follows_and_rebuilds_it) {
    Bench bench;
    const auto answer = bench.sign("hello");
    ASSERT_TRUE(answer) << answer.error().sentence();
    EXPECT_EQ(answer->entry, 2);
    EXPECT_EQ(bench.count("chronicle_entries"), 3) << "the payment is an entry of its own";
    const auto payment = *chronicle::Entry::read(chronicle::read_entry(*bench.engine->read(), 3)->bytes.data);
    EXPECT_EQ(payment.cause->entry, 2);
    EXPECT_EQ(payment.events.at(0).data.at("receipt"), "2.1") << "what is caused is named after its cause";
    const auto report = bench.verified();
    EXPECT_FALSE(report.fault) << report.fault->what;
    EXPECT_EQ(report.redecided, 3);
}

TEST(Engine, a_refusal_changes_nothing) {
    Bench bench;
    EXPECT_EQ(bench.sign("hello", 1, Actor::stranger()).error().code, "access.sign_in");
    EXPECT_EQ(
        bench.engine->perform(Actor::of(MemberId(2)), "test", {"book.pay", json::object{{"coins", 1}}}).error().code,
        "access.not_yours");
    EXPECT_EQ(bench.engine->perform(Actor::of(MemberId(2)), "test", {"book.burn", {}}).error().code, "command.unknown");
    EXPECT_EQ(bench.count("chronicle_entries"), 1);
    EXPECT_EQ(bench.count("vault_values"), 0);
}

TEST(Engine, keeps_a_refusal_that_a_rule_decided_but_not_each_time) {
    Bench bench;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(bench.sign("HELLO", 11).error().code, "book.too_loud");
    EXPECT_EQ(bench.count("chronicle_entries"), 2);
    bench.clock.pass(hours(2));
    EXPECT_EQ(bench.sign("HELLO", 11).error().code, "book.too_loud");
    EXPECT_EQ(bench.count("chronicle_entries"), 3);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, a_required_reaction_that_is_refused_undoes_the_whole) {
    Bench bench;
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(bench.sign("hello"));
    const auto before = bench.count("chronicle_entries");
    EXPECT_EQ(bench.sign("once more").error().code, "book.no_coin");
    EXPECT_EQ(bench.count("chronicle_entries"), before);
    EXPECT_EQ(bench.count("book_signatures"), 5);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, a_reaction_with_a_fate_of_its_own_is_refused_alone) {
    Bench bench;
    bench.fate = Reaction::Fate::follows;
    bench.open();
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(bench.sign("hello"));
    EXPECT_EQ(bench.count("book_signatures"), 6);
    EXPECT_EQ(bench.count("book_payments"), 5);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, a_deadline_falls_at_its_time_however_late_anyone_looks) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    bench.clock.pass(hours(30));
    ASSERT_TRUE(bench.sign("a day later"));
    const auto turned = *chronicle::Entry::read(chronicle::read_entry(*bench.engine->read(), 4)->bytes.data);
    EXPECT_EQ(turned.command.name, "book.turn");
    EXPECT_EQ(turned.at.text(), "2026-01-05T10:00:00.000Z");
    EXPECT_EQ(bench.count("book_signatures"), 1);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, does_once_what_is_sent_twice_and_answers_the_same) {
    Bench bench;
    Submission submission{{Actor::of(MemberId(2)), "test", {"book.sign", json::object{{"words", "hi"}, {"loudness", "1"}}}, true},
                          "form 1"};
    const auto first = bench.engine->perform(submission);
    ASSERT_TRUE(first);
    ASSERT_TRUE(bench.sign("hello"));
    const auto again = bench.engine->perform(submission);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->entry, first->entry);
    EXPECT_EQ(again->hash, first->hash);
    EXPECT_EQ(again->at, first->at);
    ASSERT_EQ(again->events.size(), first->events.size());
    EXPECT_EQ(again->events.front().data, first->events.front().data);
    EXPECT_EQ(bench.count("book_signatures"), 2);

    submission.incoming.call.data = json::object{{"words", "something else"}, {"loudness", "1"}};
    EXPECT_EQ(bench.engine->perform(submission).error().code, "platform.key_of_another");
    EXPECT_EQ(bench.count("book_signatures"), 2);
}

TEST(Engine, commits_many_commands_together_and_answers_each) {
    Bench bench;
    std::atomic<int> done = 0, refused = 0;
    std::vector<std::jthread> people;
    for (int person = 0; person < 4; ++person)
        people.emplace_back([&] {
            for (int i = 0; i < 10; ++i) ++(bench.sign("hello") ? done : refused);
        });
    people.clear();
    EXPECT_EQ(done, 5) << "there were five coins";
    EXPECT_EQ(refused, 35);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, of_several_servers_share_one_chronicle) {
    Bench bench;
    bench.fate = Reaction::Fate::follows; // coins run out, and signatures stay
    bench.open();
    const auto elsewhere = std::move(*store::Database::open(bench.place.where()));
    auto opened = Engine::open(*elsewhere, rooms(bench.fate), {.clock = &bench.clock});
    ASSERT_TRUE(opened) << opened.error().sentence();
    auto other = std::move(*opened);
    constexpr int times = 25;
    const auto sign_often = [](Engine& engine) {
        for (int i = 0; i < times; ++i)
            EXPECT_TRUE(engine.perform(Actor::of(MemberId(2)), "test", {"book.sign", json::object{{"words", "hello"}, {"loudness", 1}}}));
    };
    std::jthread there([&] { sign_often(*other); });
    sign_often(*bench.engine);
    there.join();
    EXPECT_EQ(bench.count("book_signatures"), 2 * times);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, erases_for_good_and_the_chain_still_holds) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    const auto words = [&] {
        return chronicle::reveal_text(*bench.engine->read(),
                                      bench.engine->read()->one<Hash>("SELECT words FROM {book_signatures}"));
    };
    EXPECT_EQ(words(), "my secret words");
    ASSERT_TRUE(bench.engine->perform(Actor::of(MemberId(2)), "test", call(Forget{})));
    EXPECT_EQ(words(), std::nullopt);
    EXPECT_EQ(bench.count("vault_keys"), 0);
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(Engine, an_old_backup_of_the_vault_brings_nobody_back) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    ASSERT_TRUE(bench.engine->perform(Actor::of(MemberId(2)), "test", call(Forget{})));
    bench.tamper("INSERT INTO {vault_keys} (subject, key) VALUES (2, $1)", Bytes{std::string(1, '\0')});
    bench.open();
    EXPECT_EQ(bench.count("vault_keys"), 0);
}

TEST(Verify, names_the_entry_whose_byte_was_changed) {
    Bench bench;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(bench.sign("hello"));
    const auto bytes = bench.engine->read()->one<Bytes>("SELECT bytes FROM {chronicle_entries} WHERE number = 4").data;
    auto changed = bytes;
    changed[changed.find("\"loudness\":1") + 11] = '2';
    bench.tamper("UPDATE {chronicle_entries} SET bytes = $1 WHERE number = 4", Bytes{changed});
    EXPECT_EQ(bench.verified().fault->entry, 4);
    // Even with the hash made to fit, the next entry names the old one.
    bench.tamper("UPDATE {chronicle_entries} SET hash = $1 WHERE number = 4", chronicle::Entry::hash_of(changed));
    EXPECT_EQ(bench.verified().fault->entry, 5);
}

TEST(Verify, finds_a_dropped_tail_and_a_rewritten_history_by_a_kept_head) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    const auto kept = std::pair{EntryNumber{3}, bench.verified().head};
    EXPECT_EQ(bench.what_verify_finds({.expect = kept}), "");
    EXPECT_NE(bench.what_verify_finds({.expect = std::pair{EntryNumber{3}, sha256({"x"})}}).find("rewritten"),
              std::string::npos);
    EXPECT_NE(bench.what_verify_finds({.expect = std::pair{EntryNumber{9}, kept.second}}).find("tail was dropped"),
              std::string::npos);
    bench.tamper("DELETE FROM {chronicle_entries} WHERE number = 3");
    EXPECT_NE(bench.what_verify_finds(), "");
}

TEST(Verify, finds_reordered_entries_a_changed_tree_and_a_changed_table) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    ASSERT_TRUE(bench.sign("again"));
    bench.tamper("UPDATE {book_signatures} SET loudness = 9 WHERE signature = 2");
    EXPECT_NE(bench.what_verify_finds().find("book_signatures"), std::string::npos);
    rebuild(*bench.database->connect(), bench.engine->registry());
    EXPECT_EQ(bench.what_verify_finds(), "");
    bench.tamper("UPDATE {chronicle_nodes} SET hash = $1 WHERE level = 1 AND position = 1", sha256({"x"}));
    EXPECT_NE(bench.what_verify_finds().find("Merkle"), std::string::npos);
    bench.tamper("UPDATE {chronicle_entries} SET number = 99 WHERE number = 4");
    bench.tamper("UPDATE {chronicle_entries} SET number = 4 WHERE number = 2");
    bench.tamper("UPDATE {chronicle_entries} SET number = 2 WHERE number = 99");
    EXPECT_EQ(bench.verified().fault->entry, 2);
}

TEST(Verify, opens_every_value_in_the_vault_but_those_of_the_erased) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    const auto sealed =
        bench.engine->read()->one<Bytes>("SELECT sealed FROM {vault_values} ORDER BY commitment LIMIT 1").data;
    EXPECT_EQ(bench.what_verify_finds(), "");
    auto changed = sealed;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    bench.tamper("UPDATE {vault_values} SET sealed = $1 WHERE sealed = $2", Bytes{changed}, Bytes{sealed});
    EXPECT_NE(bench.what_verify_finds().find("missing from the vault"), std::string::npos);
    bench.tamper("UPDATE {vault_values} SET sealed = $1 WHERE sealed = $2", Bytes{sealed}, Bytes{changed});
    bench.tamper("DELETE FROM {vault_keys} WHERE subject = 2");
    EXPECT_EQ(bench.verified().fault->entry, 2) << "the first of that member's values: the name";
}

TEST(Verify, finds_what_an_erasure_left_behind) {
    Bench bench;
    ASSERT_TRUE(bench.sign("my secret words"));
    const auto key = bench.engine->read()->one<Bytes>("SELECT key FROM {vault_keys} WHERE subject = 2");
    const auto [commitment, sealed] = bench.engine->read()->one<std::tuple<Hash, Bytes>>(
        "SELECT commitment, sealed FROM {vault_values} WHERE subject = 2 LIMIT 1");
    ASSERT_TRUE(bench.engine->perform(Actor::of(MemberId(2)), "test", call(Forget{})));
    EXPECT_EQ(bench.what_verify_finds(), "");
    bench.tamper("INSERT INTO {vault_keys} (subject, key) VALUES (2, $1)", key);
    bench.tamper("INSERT INTO {vault_values} (commitment, subject, sealed) VALUES ($1, 2, $2)", commitment, sealed);
    EXPECT_NE(bench.what_verify_finds().find("though that member was erased"), std::string::npos);
}

TEST(Verify, really_decides_again) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    decides_otherwise = true; // a planted fault in the deciding code
    const auto report = bench.verified();
    decides_otherwise = false;
    ASSERT_TRUE(report.fault);
    EXPECT_EQ(report.fault->entry, 2);
    EXPECT_NE(report.fault->what.find("decided again"), std::string::npos);
}

TEST(PassTime, moves_the_clock_of_an_example_and_of_no_other) {
    Bench bench;
    const auto before = bench.engine->now();
    ASSERT_TRUE(bench.engine->perform(Actor::stranger(), "test", call(PassTime{days(1)})));
    EXPECT_EQ((bench.engine->now() - before).text(), "1 day");
    EXPECT_EQ(bench.engine->perform(Actor::stranger(), "test", call(PassTime{days(32)})).error().code,
              "platform.too_far_ahead");
    bench.open();
    EXPECT_EQ((bench.engine->now() - before).text(), "1 day") << "also after the server was started again";
    EXPECT_EQ(bench.what_verify_finds(), "");
}

TEST(PassTime, leaves_nothing_undone_that_fell_due) {
    Bench bench;
    ASSERT_TRUE(bench.sign("hello"));
    ASSERT_EQ(bench.count("book_signatures"), 1);
    ASSERT_TRUE(bench.engine->perform(Actor::stranger(), "test", call(PassTime{days(1)})));
    EXPECT_EQ(bench.count("book_signatures"), 0) << "the page has turned, though nobody asked for anything since";
    EXPECT_EQ(bench.what_verify_finds(), "");
}

} // namespace
} // namespace reef::engine
