#include "commons/funding/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::funding {
namespace {

using namespace engine;
using testing::Acting;
using testing::code_of;
using testing::eur;
using testing::noon;

const Time issued_at = *Time::parse("2026-03-15");

NoteTerms note_terms() {
    return {.least = eur(100),
            .most = eur(40'000),
            .limit = eur(100'000),
            .rate = percent(15),
            .return_cap = percent(10),
            .instalments = 2,
            .months_between = 6};
}
NoteOfferRow offer_of(NotesState state) {
    NoteOfferRow offer{.offer = IdValue{70},
                       .body = "office",
                       .assurance = {eur(700), issued_at},
                       .terms = note_terms(),
                       .authority = "funding.notes_offered_by 3",
                       .state = state,
                       .subscribed = eur(733)};
    if (state == NotesState::issued) offer.counted_to = issued_at;
    return offer;
}
NoteRow lent(std::int64_t note, std::int64_t member, std::int64_t minor) {
    return {IdValue{note}, IdValue{70}, MemberId(member), minor, true, {minor, minor, 0, 0}};
}

TEST(NoteTerms, fall_due_so_many_months_later_or_on_the_last_day_of_a_shorter_month) {
    auto terms = note_terms();
    EXPECT_EQ(instalment_due_at(terms, issued_at, 1), *Time::parse("2026-09-15"));
    EXPECT_EQ(instalment_due_at(terms, issued_at, 2), *Time::parse("2027-03-15"));
    EXPECT_EQ(instalment_due_at(terms, *Time::parse("2026-08-31T10:00:00Z"), 1), *Time::parse("2027-02-28T10:00:00Z"));
    terms.months_between = 18;
    EXPECT_EQ(instalment_due_at(terms, *Time::parse("2026-08-31"), 1), *Time::parse("2028-02-29"));
}

/// The figures of docs/funding.md.
TEST(NoteTerms, return_the_rate_on_what_is_owed_day_by_day_and_never_more_than_the_cap) {
    const auto terms = note_terms();
    const auto first_day = *Time::parse("2026-09-15"), last_day = *Time::parse("2027-03-15");
    NoteStanding anna{400, 400, 0, 0}, boris{333, 333, 0, 0};
    const auto anna_first = due_of(terms, anna, issued_at, first_day, 1);
    const auto boris_first = due_of(terms, boris, issued_at, first_day, 1);
    EXPECT_EQ(anna_first, (NoteDue{200, 30})) << "400 × 184 days × 15% / 365 = 30.24";
    EXPECT_EQ(boris_first, (NoteDue{166, 25})) << "333 × 184 days × 15% / 365 = 25.17";
    anna = after(anna, anna_first, issued_at, first_day);
    boris = after(boris, boris_first, issued_at, first_day);
    EXPECT_EQ(due_of(terms, anna, first_day, last_day, 2), (NoteDue{200, 10})) << "45.12 in all, but the cap is 40";
    EXPECT_EQ(due_of(terms, boris, first_day, last_day, 2), (NoteDue{167, 8})) << "37.60 in all, but the cap is 33.3";
}

RC_GTEST_PROP(NoteTerms, repay_all_that_was_lent_and_never_return_more_than_the_cap, ()) {
    NoteTerms terms{.rate = {*rc::gen::inRange<std::int64_t>(0, 1'501)},
                    .return_cap = {*rc::gen::inRange<std::int64_t>(0, 10'001)},
                    .instalments = *rc::gen::inRange<std::int64_t>(1, 121),
                    .months_between = *rc::gen::inRange<std::int64_t>(1, 25)};
    const auto minor = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
    NoteStanding note{minor, minor, 0, 0};
    auto counted_to = issued_at;
    for (std::int64_t i = 1; i <= terms.instalments; ++i) {
        const auto late = days(*rc::gen::inRange(0, 40));
        const auto now = std::max(instalment_due_at(terms, issued_at, i), counted_to) + late;
        const auto due = due_of(terms, note, counted_to, now, i);
        RC_ASSERT(due.principal_minor >= 0);
        RC_ASSERT(due.return_minor >= 0);
        note = after(note, due, counted_to, now);
        RC_ASSERT(note.return_paid_minor == return_on(terms, minor, note.minor_days));
        RC_ASSERT(note.return_paid_minor <= cap_minor(terms, minor));
        counted_to = now;
    }
    RC_ASSERT(note.owed_minor == 0);
}

OfferNotesFacts may_offer() {
    return {.launched = true,
            .offered_by = {{"office"}, 3},
            .most = eur(200'000),
            .promised = 100'000,
            .rate_most = percent(15),
            .return_cap = percent(10),
            .longest_years = 1};
}
OfferNotes an_offer() {
    return {.title = testing::words(),
            .purpose = testing::words(),
            .least = eur(100),
            .most = eur(40'000),
            .target = eur(70'000),
            .limit = eur(100'000),
            .closes_at = noon + days(9),
            .rate = percent(15),
            .instalments = 2,
            .months_between = 6};
}
Acting clerk() { return Acting(7, {"member", "body:office"}); }

TEST(OfferNotes, binds_itself_to_its_terms_and_names_the_rule) {
    auto acting = clerk();
    const auto event = read_event<NotesOffered>(decide(may_offer(), an_offer(), acting.context)->recorded().at(0).data);
    EXPECT_EQ(event.authority, "funding.notes_offered_by 3");
    EXPECT_EQ(event.terms.return_cap, percent(10)) << "the rule's, where none is named";
    EXPECT_EQ(event.terms, note_terms());
    EXPECT_EQ(event.assurance.target, eur(70'000));
}

TEST(OfferNotes, is_refused_by_name) {
    const auto code = [](auto change) {
        auto facts = may_offer();
        auto offer = an_offer();
        change(facts, offer);
        return code_of(facts, offer, clerk());
    };
    EXPECT_EQ(code_of(may_offer(), an_offer()), "funding.may_not_offer") << "a member of no such body";
    EXPECT_EQ(code([](auto& f, auto&) { f.offered_by = {}; }), "funding.may_not_offer");
    EXPECT_EQ(code([](auto& f, auto&) { f.launched = false; }), "funding.notes_not_launched");
    EXPECT_EQ(code([](auto&, auto& o) { o.target.currency = *Currency::parse("USD"); }), "funding.notes_currency");
    for (auto change : std::vector<std::function<void(OfferNotes&)>>{
             [](auto& o) { o.least = eur(0); }, [](auto& o) { o.least = eur(40'001); },
             [](auto& o) { o.most = eur(100'001); }, [](auto& o) { o.target = eur(0); },
             [](auto& o) { o.target = eur(100'001); }})
        EXPECT_EQ(code([&](auto&, auto& o) { change(o); }), "funding.amounts_do_not_fit");
    EXPECT_EQ(code([](auto& f, auto&) { f.promised = 100'001; }), "funding.too_much_owed");
    EXPECT_EQ(code([](auto&, auto& o) { o.rate.hundredths = 1'501; }), "funding.rate_too_high");
    EXPECT_EQ(code([](auto&, auto& o) { o.rate.hundredths = -1; }), "funding.rate_too_high");
    EXPECT_EQ(code([](auto&, auto& o) { o.return_cap = Percent{1'001}; }), "funding.cap_too_high");
    EXPECT_EQ(code([](auto&, auto& o) { o.instalments = 0; }), "funding.no_instalments");
    EXPECT_EQ(code([](auto&, auto& o) { o.months_between = 25; }), "funding.no_instalments");
    EXPECT_EQ(code([](auto&, auto& o) { o.instalments = 3; }), "funding.term_too_long");
    EXPECT_EQ(code([](auto&, auto& o) { o.closes_at = noon; }), "funding.notes_close_in_the_past");
}

SubscribeNoteFacts may_lend() {
    return {.offer = offer_of(NotesState::open), .mine = eur(0), .available = eur(60'000), .notes = 2};
}

TEST(SubscribeNote, is_held_within_the_terms) {
    const auto code = [](std::int64_t minor, auto change) {
        auto facts = may_lend();
        change(facts);
        return code_of(facts, SubscribeNote{IdValue{70}, eur(minor)});
    };
    const auto as_it_is = [](auto&) {};
    EXPECT_EQ(code(100, as_it_is), "");
    EXPECT_EQ(code(99, as_it_is), "funding.note_too_small");
    EXPECT_EQ(code(40'000, as_it_is), "");
    EXPECT_EQ(code(40'001, as_it_is), "funding.note_too_large");
    EXPECT_EQ(code(20'001, [](auto& f) { f.mine = eur(20'000); }), "funding.note_too_large");
    EXPECT_EQ(code(268, [](auto& f) { f.offer->subscribed = eur(99'733); }), "funding.notes_taken");
    EXPECT_EQ(code(267, [](auto& f) { f.offer->subscribed = eur(99'733); }), "");
    EXPECT_EQ(code(300, [](auto& f) { f.available = eur(299); }), "funding.not_enough_to_lend");
    EXPECT_EQ(code(300, [](auto& f) { f.notes = notes_max; }), "funding.notes_full");
    EXPECT_EQ(code(300, [](auto& f) { f.offer->state = NotesState::missed; }), "funding.offer_over");
    EXPECT_EQ(code(300, [](auto& f) { f.offer.reset(); }), "funding.no_such_offer");
    auto facts = may_lend();
    EXPECT_EQ(code_of(facts, SubscribeNote{IdValue{70}, {300, *Currency::parse("USD")}}), "funding.lent_currency");
}

TEST(WithdrawNote, is_for_whoever_subscribed_and_for_leavers_until_the_day) {
    const auto code = [](NoteFacts facts, Acting acting) {
        return code_of(facts, WithdrawNote{IdValue{80}}, std::move(acting));
    };
    const NoteFacts mine{lent(80, 7, 400), offer_of(NotesState::open)};
    EXPECT_EQ(code(mine, Acting(7)), "");
    EXPECT_EQ(code(mine, Acting(8)), "funding.no_such_note");
    EXPECT_EQ(code({lent(80, 7, 400), offer_of(NotesState::issued)}, Acting(7)), "funding.offer_over");
    EXPECT_EQ(code({{}, {}}, Acting(7)), "funding.no_such_note");
    auto withdrawn = mine;
    withdrawn.note->standing = false;
    EXPECT_EQ(code(withdrawn, Acting(7)), "funding.no_such_note");
}

TEST(CloseNotes, issues_all_or_nothing) {
    Acting clock;
    CloseNotesFacts facts{offer_of(NotesState::open), 2, 5};
    const auto closed = [&] {
        return read_event<NotesClosed>(decide(facts, CloseNotes{IdValue{70}}, clock.context)->recorded().at(0).data);
    };
    EXPECT_TRUE(closed().reached);
    EXPECT_EQ(closed().first_row, 5);
    facts.offer.assurance.target = eur(734);
    EXPECT_FALSE(closed().reached) << "a cent too little";
    EXPECT_FALSE(closed().first_row);
}

RepayFacts may_repay(std::int64_t funds, std::int64_t floor) {
    return {offer_of(NotesState::issued), {lent(80, 7, 400), lent(81, 8, 333)}, 5, {eur(funds), eur(floor)}};
}

TEST(RepayNotes, pays_all_alike_or_lets_all_wait) {
    Acting clock;
    clock.context.at = *Time::parse("2026-09-15");
    const auto decided = [&](const RepayFacts& facts) {
        return decide(facts, RepayNotes{IdValue{70}, 1}, clock.context)->recorded().at(0);
    };
    const auto paid = read_event<NotesRepaid>(decided(may_repay(10'421, 10'000)).data);
    EXPECT_EQ(paid.principal, eur(366));
    EXPECT_EQ(paid.paid, eur(55));
    EXPECT_EQ(paid.notes, (std::vector<RepaidNote>{{5, IdValue{80}, 200, 30}, {6, IdValue{81}, 166, 25}}));
    const auto waits = decided(may_repay(10'420, 10'000));
    ASSERT_EQ(waits.name, "funding.notes_postponed") << "a cent would be missing";
    const auto postponed = read_event<NotesPostponed>(waits.data);
    EXPECT_EQ(postponed.due, eur(421));
    EXPECT_EQ(postponed.try_at, *Time::parse("2026-09-16"));
}

TEST(RepayNotesEarly, pays_all_that_is_owed_where_it_can_be_afforded) {
    auto acting = clerk();
    acting.context.at = *Time::parse("2026-05-04"); // 50 days: 400 × 50 × 15% / 365 = 8.21 and 6.84
    const auto decision = decide(may_repay(747, 0), RepayNotesEarly{IdValue{70}}, acting.context);
    const auto paid = read_event<NotesRepaid>(decision->recorded().at(0).data);
    EXPECT_TRUE(paid.early);
    EXPECT_EQ(paid.instalment, 2);
    EXPECT_EQ(paid.principal, eur(733));
    EXPECT_EQ(paid.paid, eur(14));
    EXPECT_EQ(decide(may_repay(746, 0), RepayNotesEarly{IdValue{70}}, acting.context).error().code,
              "funding.cannot_afford");
    EXPECT_EQ(code_of(may_repay(747, 0), RepayNotesEarly{IdValue{70}}), "funding.not_your_offer");
    auto facts = may_repay(747, 0);
    facts.offer->state = NotesState::repaid;
    EXPECT_EQ(code_of(facts, RepayNotesEarly{IdValue{70}}, clerk()), "funding.nothing_owed");
    facts.offer.reset();
    EXPECT_EQ(code_of(facts, RepayNotesEarly{IdValue{70}}, clerk()), "funding.no_such_offer");
}

TEST(CallOffNotes, is_for_its_body_while_it_is_open) {
    NotesFacts facts{offer_of(NotesState::open)};
    const CallOffNotes off{IdValue{70}, testing::words()};
    EXPECT_EQ(code_of(facts, off, clerk()), "");
    EXPECT_EQ(code_of(facts, off), "funding.not_your_offer");
    facts.offer->state = NotesState::issued;
    EXPECT_EQ(code_of(facts, off, clerk()), "funding.offer_over");
    facts.offer.reset();
    EXPECT_EQ(code_of(facts, off, clerk()), "funding.no_such_offer");
}

} // namespace
} // namespace reef::funding
