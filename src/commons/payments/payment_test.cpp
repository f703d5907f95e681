#include "commons/payments/module.hpp"
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::payments {
namespace {

using namespace engine;

Money eur(std::int64_t minor) { return {minor, {}}; }
const Time noon = *Time::parse("2026-03-06T12:00:00Z");

struct Paying {
    explicit Paying(std::int64_t member = 7)
        : context{Actor::of(MemberId(member)), {Actor::of(MemberId(member)), {"member", "auditor"}}, noon, 100, &ids} {}
    IdSource ids{100};
    Context context;
};
PaymentRow payment(IdValue id, std::int64_t minor, PaymentState state) {
    return {.payment = id,
            .at = noon,
            .from_account = "member:3",
            .minor = minor,
            .currency = "EUR",
            .purpose = "payout",
            .ordered_by = MemberId(3),
            .member = MemberId(3),
            .state = state};
}

TEST(AskPayout, is_for_all_that_is_due_unless_less_is_asked_for) {
    const AskFacts facts{BankAccount{}, eur(1'500), {eur(100), 1}, {eur(1'000), 1}};
    const auto asked = [&](std::optional<Money> amount) {
        Paying given;
        return read_event<Ordered>(decide(facts, AskPayout{amount}, given.context)->recorded().at(0).data);
    };
    EXPECT_EQ(asked({}).amount, eur(1'500));
    EXPECT_EQ(asked({}).keys_needed, 2) << "above the limit";
    EXPECT_EQ(asked(eur(1'000)).keys_needed, 1) << "the limit itself is not above it";
    EXPECT_EQ(asked(eur(1'000)).member, MemberId(7));
}

TEST(AskPayout, is_refused_by_name) {
    const AskFacts facts{BankAccount{}, eur(1'500), {eur(100), 1}, {eur(1'000), 1}};
    const auto code = [](const AskFacts& known, std::optional<Money> amount) {
        Paying given;
        return decide(known, AskPayout{amount}, given.context).error().code;
    };
    EXPECT_EQ(code({{}, eur(1'500), facts.least, facts.limit}, {}), "payments.no_bank_account");
    EXPECT_EQ(code({BankAccount{}, eur(0), facts.least, facts.limit}, {}), "payments.nothing_due");
    EXPECT_EQ(code(facts, eur(99)), "payments.too_little");
    EXPECT_EQ(code(facts, eur(-200)), "payments.too_little");
    EXPECT_EQ(code(facts, eur(1'501)), "payments.more_than_due");
    EXPECT_EQ(code(facts, Money{200, *Currency::parse("USD")}), "payments.other_currency");
}

TEST(Sign, takes_as_many_people_as_the_payment_needs_and_nobody_twice) {
    auto large = payment(IdValue{50}, 200'000, PaymentState::ordered);
    large.keys_needed = 2;
    const auto signed_by = [&](std::int64_t member, std::vector<MemberId> before) {
        Paying given(member);
        return decide(SignFacts{{{large, before}}}, Sign{{IdValue{50}}}, given.context);
    };
    EXPECT_FALSE(read_event<Signed>(signed_by(7, {})->recorded().at(0).data).is_enough);
    EXPECT_TRUE(read_event<Signed>(signed_by(8, {MemberId(7)})->recorded().at(0).data).is_enough);
    EXPECT_EQ(signed_by(7, {MemberId(7)}).error().code, "payments.signed_already");
    EXPECT_EQ(signed_by(3, {}).error().code, "payments.own_payment");
    Paying given;
    EXPECT_EQ(
        decide(SignFacts{{{large, {}}, {large, {}}}}, Sign{{IdValue{50}, IdValue{50}}}, given.context).error().code,
        "payments.signed_already")
        << "naming it twice does not make two people";
}

struct Statement {
    ImportFacts facts{HouseAccount{"Ride", *Iban::parse("DE89370400440532013000")}, {}, {}, {false}, {}, {}, {}};
    BankStatement statement{*Iban::parse("DE89370400440532013000"), "1", noon, eur(0), eur(0), {}};

    void know(IdValue id, std::int64_t minor, PaymentState state, IdValue batch = IdValue{60}) {
        facts.payments.emplace(id, payment(id, minor, state));
        facts.batches[batch].push_back(id);
    }
    BankLine& line(std::int64_t minor) {
        statement.lines.push_back({.amount = eur(minor), .booked_on = noon});
        statement.closing = statement.closing + eur(minor);
        return statement.lines.back();
    }
    Decision read() {
        Paying given;
        return decide(facts, ImportStatement{{{statement}}}, given.context);
    }
    std::vector<MatchedLine> matched() {
        const auto decision = read();
        EXPECT_TRUE(decision) << decision.error().sentence();
        return read_event<StatementImported>(decision->recorded().at(0).data).lines;
    }
};

TEST(Matching, goes_by_the_order_and_the_amount_to_the_cent) {
    Statement given;
    given.know(IdValue{50}, 500, PaymentState::sent);
    given.know(IdValue{51}, 700, PaymentState::sent, IdValue{61});
    given.line(-500).payment = IdValue{50};
    given.line(-701).payment = IdValue{51};
    given.line(-500).payment = IdValue{50};
    const auto lines = given.matched();
    EXPECT_EQ(lines[0].meaning, Meaning::paid);
    EXPECT_EQ(lines[0].payments, std::vector{IdValue{50}});
    EXPECT_EQ(lines[1].meaning, Meaning::waiting) << "a cent off";
    EXPECT_EQ(lines[2].meaning, Meaning::waiting) << "a payment is carried out once";
}

TEST(Matching, takes_a_batch_that_the_bank_booked_as_one) {
    Statement given;
    given.know(IdValue{50}, 500, PaymentState::sent);
    given.know(IdValue{51}, 700, PaymentState::sent);
    given.line(-1'200).batch = IdValue{60};
    EXPECT_EQ(given.matched()[0].payments, (std::vector{IdValue{50}, IdValue{51}}));
}

TEST(Matching, knows_what_comes_back_once_it_went) {
    Statement given;
    given.know(IdValue{50}, 500, PaymentState::sent);
    given.line(500).payment = IdValue{50};
    given.line(-500).payment = IdValue{50};
    given.line(500).payment = IdValue{50};
    const auto lines = given.matched();
    EXPECT_EQ(lines[0].meaning, Meaning::waiting) << "nothing went yet";
    EXPECT_EQ(lines[1].meaning, Meaning::paid);
    EXPECT_EQ(lines[2].meaning, Meaning::returned);
}

TEST(Matching, gives_members_what_bears_their_reference) {
    Statement given;
    given.facts.members = {MemberId(3)};
    given.line(2'500).member = MemberId(3);
    given.line(2'500).member = MemberId(4);
    auto& back = given.line(2'500);
    back.member = MemberId(3);
    back.is_return = true;
    const auto lines = given.matched();
    EXPECT_EQ(lines[0].member, MemberId(3));
    EXPECT_EQ(lines[1].meaning, Meaning::waiting) << "nobody of that number is a member";
    EXPECT_EQ(lines[2].meaning, Meaning::waiting) << "what comes back was ours before";
}

TEST(Matching, pays_for_shares_by_their_reference_and_price_once) {
    Statement given;
    given.facts.members = {MemberId(3)};
    given.facts.subscriptions = {{IdValue{70}, {MemberId(3), eur(2'500), true}},
                                 {IdValue{71}, {MemberId(4), eur(100), false}}};
    const auto paying = [&](std::int64_t minor, std::int64_t subscription) -> BankLine& {
        auto& line = given.line(minor);
        line.subscription = IdValue{subscription};
        return line;
    };
    paying(2'499, 70);
    paying(2'500, 70).is_return = true;
    paying(2'500, 70);
    paying(2'500, 70);
    paying(2'500, 72);
    paying(100, 71);
    const auto lines = given.matched();
    EXPECT_EQ(lines[0].meaning, Meaning::waiting) << "a cent off";
    EXPECT_EQ(lines[1].meaning, Meaning::waiting) << "what comes back was ours before";
    EXPECT_EQ(lines[2].meaning, Meaning::for_shares);
    EXPECT_EQ(lines[2].subscription, IdValue{70});
    EXPECT_EQ(lines[2].member, MemberId(3));
    EXPECT_EQ(lines[3].meaning, Meaning::waiting) << "a subscription is paid once";
    EXPECT_EQ(lines[4].meaning, Meaning::waiting) << "nobody waits for it";
    EXPECT_EQ(lines[5].meaning, Meaning::for_shares) << "confirmed by hand before: it takes its line";
}

MatchSubscriptionFacts may_pay_for_shares() {
    LineRow line{.line = IdValue{80}, .minor = 2'500, .currency = "EUR"};
    line.meaning = Meaning::waiting;
    return {line, BankSubscription{MemberId(3), eur(2'500), true}};
}

TEST(MatchSubscription, is_said_by_somebody_else_for_the_same_amount) {
    const MatchSubscription match{IdValue{80}, IdValue{70}};
    const auto code = [&](auto change) {
        Paying given(7);
        auto facts = may_pay_for_shares();
        change(facts);
        const auto decision = decide(facts, match, given.context);
        return decision ? "" : decision.error().code;
    };
    EXPECT_EQ(code([](auto&) {}), "");
    EXPECT_EQ(code([](auto& f) { f.line.reset(); }), "payments.no_such_line");
    EXPECT_EQ(code([](auto& f) { f.line->meaning = Meaning::paid_in; }), "payments.explained_already");
    EXPECT_EQ(code([](auto& f) { f.subscription.reset(); }), "payments.no_such_subscription");
    EXPECT_EQ(code([](auto& f) { f.subscription->member = MemberId(7); }), "ledger.own_shares");
    EXPECT_EQ(code([](auto& f) { f.line->minor = 2'499; }), "payments.other_price");
}

TEST(ExplainLine, gives_members_what_they_paid_in_and_takes_nothing_from_them) {
    const auto outcome = [](std::int64_t minor) {
        Paying given;
        LineRow line{.line = IdValue{80}, .minor = minor, .currency = "EUR"};
        line.meaning = Meaning::waiting;
        const auto decision =
            decide(ExplainFacts{line, {}, true}, ExplainLine{IdValue{80}, "member:3", "back", {}}, given.context);
        return decision ? decision->recorded().at(0).name : decision.error().code + " " + decision.error().field;
    };
    EXPECT_EQ(outcome(1), "payments.line_explained");
    EXPECT_EQ(outcome(-1), "payments.not_from_members account");
}

TEST(ImportStatement, is_refused_by_name) {
    const auto code = [](auto change) {
        Statement given;
        given.line(-500);
        change(given);
        return given.read().error().code;
    };
    EXPECT_EQ(code([](auto& s) { s.facts.house.reset(); }), "payments.no_house_account");
    EXPECT_EQ(code([](auto& s) { s.statement.iban = *Iban::parse("NL91ABNA0417164300"); }), "payments.other_account");
    EXPECT_EQ(code([](auto& s) { s.statement.closing = eur(-499); }), "payments.does_not_add_up");
    EXPECT_EQ(code([](auto& s) { s.facts.last_closing = eur(1); }), "payments.gap");
    EXPECT_EQ(code([](auto& s) { s.facts.is_known = {true}; }), "payments.statement_known");
    EXPECT_EQ(code([](auto& s) { s.facts.currency = *Currency::parse("USD"); }), "payments.account_currency");
    EXPECT_EQ(code([](auto& s) {
                  s.statement.lines.front().amount = {-500, *Currency::parse("USD")};
              }),
              "payments.account_currency");
    EXPECT_EQ(code([](auto& s) {
                  for (int i = 0; i < 1'000; ++i) s.line(0);
              }),
              "payments.too_many_lines");
}

/// Whatever a bank writes: every line is there once, a payment is carried out at most once more than it comes back,
/// what is matched is right to the cent.
RC_GTEST_PROP(MatchingProperty, explains_no_more_than_there_is, ()) {
    Statement given;
    const auto count = *rc::gen::inRange<std::int64_t>(1, 6);
    for (std::int64_t i = 0; i < count; ++i)
        given.know(IdValue{50 + i}, *rc::gen::inRange<std::int64_t>(1, 4),
                   *rc::gen::element(PaymentState::sent, PaymentState::paid, PaymentState::ordered),
                   IdValue{60 + i % 2});
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        auto& line = given.line(*rc::gen::inRange<std::int64_t>(-6, 6));
        if (*rc::gen::arbitrary<bool>()) line.payment = IdValue{50 + *rc::gen::inRange<std::int64_t>(0, 7)};
        if (*rc::gen::arbitrary<bool>()) line.batch = IdValue{60 + *rc::gen::inRange<std::int64_t>(0, 3)};
    }
    const auto lines = given.matched();
    RC_ASSERT(lines.size() == given.statement.lines.size());
    std::map<IdValue, int> carried_out;
    for (const auto& [id, known] : given.facts.payments) carried_out[id] = known.state == PaymentState::paid;
    for (const auto& line : lines) {
        Money sum = eur(0);
        for (const auto id : line.payments) {
            carried_out.at(id) += line.meaning == Meaning::paid ? 1 : -1;
            RC_ASSERT(carried_out.at(id) == 0 || carried_out.at(id) == 1);
            RC_ASSERT(given.facts.payments.at(id).state != PaymentState::ordered);
            sum = sum + given.facts.payments.at(id).amount();
        }
        if (line.meaning == Meaning::paid) RC_ASSERT(sum == -line.amount);
        if (line.meaning == Meaning::returned) RC_ASSERT(sum == line.amount);
        if (line.meaning == Meaning::waiting) RC_ASSERT(line.payments.empty());
    }
}

} // namespace
} // namespace reef::payments
