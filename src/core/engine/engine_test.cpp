#include "core/engine/guestbook_testing.hpp"
#include <future>

namespace reef::engine {
namespace {

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
    Submission submission{
        {Actor::of(MemberId(2)), "test", {"book.sign", json::object{{"words", "hi"}, {"loudness", "1"}}}, true},
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

TEST(Engine, answers_only_what_others_can_already_read) {
    Bench bench;
    const auto elsewhere = std::move(*store::Database::open(bench.place.where()));
    std::promise<std::pair<EntryNumber, EntryNumber>> answered;
    bench.engine->submit(
        {{Actor::of(MemberId(2)), "test", {"book.sign", json::object{{"words", "hi"}, {"loudness", 1}}}}},
        [&](const Result<Answer>& answer) {
            const auto head = chronicle::read_head(*elsewhere->read()).number; // given back before the test goes on
            answered.set_value({answer->entry, head});
        });
    const auto [entry, head] = answered.get_future().get();
    EXPECT_GE(head, entry) << "acknowledged is committed";
}

TEST(Engine, erases_for_good_and_the_chain_still_holds) {
    Bench bench;
    const json::object signing{{"words", "my secret words"}, {"loudness", 1}};
    ASSERT_TRUE(bench.engine->perform({{Actor::of(MemberId(2)), "test", {"book.sign", signing}}, "letter"}));
    const auto words = [&] {
        return chronicle::reveal_text(*bench.engine->read(),
                                      bench.engine->read()->one<Hash>("SELECT words FROM {book_signatures}"));
    };
    const auto hashes = [&] {
        return bench.engine->read()->one<std::int64_t>("SELECT count(*) FROM {platform_once} WHERE asked IS NOT NULL");
    };
    EXPECT_EQ(words(), "my secret words");
    EXPECT_EQ(hashes(), 1);
    ASSERT_TRUE(bench.engine->perform(Actor::of(MemberId(2)), "test", call(Forget{})));
    EXPECT_EQ(words(), std::nullopt);
    EXPECT_EQ(hashes(), 0) << "of what was asked, by which a guess could be confirmed";
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

TEST(Count, is_a_whole_number) {
    EXPECT_EQ(Count::parse(" 12 ")->text(), "12");
    for (const auto* wrong : {"1.5", "one", "", "12 apples"})
        EXPECT_EQ(Count::parse(wrong).error().code, "input.not_a_count") << wrong;
}

TEST(Engine, begins_a_chronicle_once_and_takes_nothing_after_its_end) {
    Bench bench;
    const auto open_again = [&] {
        return bench.engine->perform(Actor::system_operator(), "test", call(OpenPlatform{true, "test"})).error().code;
    };
    EXPECT_EQ(open_again(), "platform.already_open");
    bench.engine->stop();
    EXPECT_EQ(open_again(), "platform.stopping");
}

TEST(Edition, is_entered_once_and_never_left_for_an_older_one) {
    Bench bench;
    const auto enter = [&](std::int64_t edition) {
        const auto done = bench.engine->perform(Actor::platform(), "test", call(EnterEdition{edition, "test"}));
        return done ? "" : done.error().code;
    };
    EXPECT_EQ(enter(own_edition()), "platform.edition_not_newer") << "it was entered when the platform was opened";
    EXPECT_EQ(enter(own_edition() - 1), "platform.edition_not_newer");
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
