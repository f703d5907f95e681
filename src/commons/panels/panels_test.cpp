#include "commons/panels/module.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::panels {
namespace {

using namespace engine;

Context context_of(Actor actor, IdSource& ids) {
    const auto role = actor.kind == Actor::Kind::clock ? "clock" : "member";
    return {actor, {actor, {role}}, *Time::parse("2026-03-15"), 100, &ids};
}

/// A draw on paper: what is decided is noted down as `apply` notes it in tables.
struct PaperDraw {
    IdSource ids{100};
    SeatingFacts facts;
    std::vector<PanelSeated> seated;
    Time now = *Time::parse("2026-03-15");

    explicit PaperDraw(std::vector<Stratum> strata, rules::DrawnFrom from = rules::DrawnFrom::volunteers) {
        facts.draw = DrawRow{.draw = IdValue{7},
                             .body = "council",
                             .drawn_from = from,
                             .term = days(365),
                             .stage = Stage::frozen,
                             .waiting_time = days(1),
                             .answer_time = days(3)};
        facts.strata = std::move(strata);
        facts.asking_time = days(7);
    }
    void note(const Decision& decision) {
        ASSERT_TRUE(decision) << decision.error().sentence();
        for (const auto& event : decision->recorded()) {
            if (event.name == LotsDrawn::name) {
                facts.draw->stage = Stage::answering;
                for (const auto& [id, order] : read_event<LotsDrawn>(event.data).orders)
                    for (std::int64_t place = 0; const auto member : order)
                        facts.places.push_back({member, id, ++place, State::waiting, {}});
            } else if (event.name == PlaceChanged::name) {
                const auto changed = read_event<PlaceChanged>(event.data);
                auto& place = *std::ranges::find(facts.places, changed.member, &PlaceRow::member);
                EXPECT_EQ(place.state, changed.from);
                place.state = changed.to;
                place.asked_until = changed.asked_until;
            } else {
                if (event.name == PanelSeated::name) seated.push_back(read_event<PanelSeated>(event.data));
                for (auto& each : facts.places)
                    if (each.state == State::accepted) each.state = State::seated;
                if (event.name == PanelSeated::name)
                    facts.draw->stage = seated.back().members.empty() ? Stage::past : Stage::seated;
            }
        }
    }
    void draw(std::string_view seed) {
        auto context = context_of(Actor::clock(), ids);
        note(decide(facts, DrawLots{IdValue{7}, sha256({seed})}, context));
    }
    Decision accepts(MemberId member) {
        auto context = context_of(Actor::of(member), ids);
        context.at = now;
        return decide(facts, Accept{IdValue{7}}, context);
    }
    Decision declines(MemberId member) {
        auto context = context_of(Actor::of(member), ids);
        context.at = now;
        return decide(facts, Decline{IdValue{7}}, context);
    }
    void answers_end() {
        auto context = context_of(Actor::clock(), ids);
        context.at = now = now + days(3);
        note(decide(facts, EndAnswers{IdValue{7}}, context));
    }
    void leaves(MemberId member) {
        auto context = context_of(Actor::platform(), ids);
        context.at = now;
        note(decide(facts, Depart{IdValue{7}, member}, context));
    }
    std::vector<MemberId> in(State state) const {
        std::vector<MemberId> members;
        for (const auto& each : facts.places)
            if (each.state == state) members.push_back(each.member);
        return members;
    }
};

std::vector<MemberId> numbered(int from, int to) {
    std::vector<MemberId> all;
    for (int number = from; number < to; ++number) all.emplace_back(number);
    return all;
}

TEST(Lots, are_those_of_the_document) {
    // printf '…:12' | sha256sum, with the seed of sha256 of "tide"
    EXPECT_EQ(lot_of(sha256({"tide"}), MemberId(12)), sha256({sha256({"tide"}).text() + ":12"}));
    const auto order = drawn_order(sha256({"tide"}), numbered(1, 30));
    auto back = numbered(1, 30);
    std::ranges::reverse(back);
    EXPECT_EQ(order, drawn_order(sha256({"tide"}), back)) << "whatever order the pool came in";
    EXPECT_NE(order, drawn_order(sha256({"ebb"}), numbered(1, 30)));
}

TEST(SeatsOfClasses, keep_what_is_kept_and_share_out_the_rest) {
    using Seats = std::vector<std::int64_t>;
    EXPECT_EQ(seats_of_classes(5, {2, 1, 0}, {12, 9, 3}), (Seats{3, 2, 0})) << "two left: 1.0, 0.75 and 0.25";
    EXPECT_EQ(seats_of_classes(4, {0, 0}, {5, 5}), (Seats{2, 2}));
    EXPECT_EQ(seats_of_classes(3, {0, 0}, {5, 5}), (Seats{2, 1})) << "of equal remainders the first";
    EXPECT_EQ(seats_of_classes(3, {1, 0}, {0, 0}), (Seats{1, 0}));
}

RC_GTEST_PROP(SeatsOfClasses, sum_to_the_seats_and_never_fall_below_what_is_kept, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 6);
    const auto kept = *rc::gen::container<std::vector<std::int64_t>>(count, rc::gen::inRange<std::int64_t>(0, 5));
    auto members = *rc::gen::container<std::vector<std::int64_t>>(count, rc::gen::inRange<std::int64_t>(0, 200));
    members[0] += 1;
    const auto seats = std::accumulate(kept.begin(), kept.end(), std::int64_t{0}) + *rc::gen::inRange(0, 20);
    const auto shared = seats_of_classes(seats, kept, members);
    RC_ASSERT(std::accumulate(shared.begin(), shared.end(), std::int64_t{0}) == seats);
    for (std::size_t i = 0; i < count; ++i) RC_ASSERT(shared[i] >= kept[i]);
}

TEST(Panel, is_called_in_the_order_drawn_and_the_next_follows_whoever_declines) {
    PaperDraw given({{"driver", 12, 2, numbered(10, 15)}, {"rider", 9, 1, numbered(20, 22)}});
    given.draw("tide");
    const auto order = drawn_order(sha256({"tide"}), numbered(10, 15));
    const auto riders = drawn_order(sha256({"tide"}), numbered(20, 22));
    EXPECT_EQ(given.in(State::asked), (std::vector{order[0], order[1], riders[0]}));
    given.note(given.declines(order[0]));
    EXPECT_EQ(given.in(State::asked), (std::vector{order[1], order[2], riders[0]}));
    EXPECT_EQ(given.declines(order[0]).error().code, "panels.nothing_to_decline");
    EXPECT_EQ(given.accepts(order[4]).error().code, "panels.not_asked");
    given.note(given.accepts(order[2]));
    EXPECT_TRUE(given.seated.empty()) << "two have not answered";
    given.answers_end();
    ASSERT_EQ(given.seated.size(), 1u);
    EXPECT_EQ(given.seated[0].members, (std::vector{order[1], order[2], riders[0]})) << "silent volunteers sit";
    EXPECT_TRUE(given.seated[0].empty.empty());
}

TEST(Panel, passes_over_the_silent_where_all_were_drawn_from) {
    PaperDraw given({{"driver", 2, 1, numbered(10, 12)}}, rules::DrawnFrom::all);
    given.draw("tide");
    given.answers_end();
    EXPECT_EQ(given.in(State::silent).size(), 1u);
    EXPECT_EQ(given.in(State::asked).size(), 1u);
    given.answers_end();
    ASSERT_EQ(given.seated.size(), 1u);
    EXPECT_TRUE(given.seated[0].members.empty()) << "nobody took the seat: those of before stay";
    EXPECT_EQ(given.seated[0].empty, (std::vector<EmptySeats>{{"driver", 1}}));
    EXPECT_EQ(given.seated[0].call_again_at, given.now) << "and the next draw is called";
}

TEST(Panel, leaves_seats_empty_rather_than_filling_them_from_another_class) {
    PaperDraw given({{"driver", 12, 3, numbered(10, 12)}, {"rider", 9, 1, numbered(20, 29)}});
    given.draw("tide");
    given.answers_end();
    ASSERT_EQ(given.seated.size(), 1u);
    EXPECT_EQ(given.seated[0].members.size(), 3u);
    EXPECT_EQ(given.seated[0].empty, (std::vector<EmptySeats>{{"driver", 1}}));
}

TEST(Pool, leaves_out_nobody_silently) {
    IdSource ids{100};
    auto context = context_of(Actor::clock(), ids);
    FreezeFacts facts{.draw = {.draw = IdValue{7}, .body = "council", .seats = 3, .at_least = R"(["rider: 1"])"},
                      .strata = {{"driver", 10, 0, numbered(10, 12)}, {"rider", 2, 0, {}}},
                      .resting = numbered(30, 31),
                      .asking_time = days(7)};
    const auto frozen = read_event<PoolFrozen>(decide(facts, FreezePool{IdValue{7}}, context)->recorded().at(0).data);
    EXPECT_EQ(frozen.resting, numbered(30, 31));
    EXPECT_EQ(frozen.strata.at(0).seats, 2);
    EXPECT_EQ(frozen.strata.at(1).seats, 1) << "kept for riders, though none came forward";
    facts.strata.at(0).pool.clear();
    const auto prolonged = decide(facts, FreezePool{IdValue{7}}, context);
    EXPECT_EQ(read_event<AskingProlonged>(prolonged->recorded().at(0).data).resting, numbered(30, 31));
}

/// Whatever is answered in whatever order: the seats of a class are held by the first in its order who are not out.
RC_GTEST_PROP(Panel, is_always_the_first_of_each_order_who_did_not_give_up, ()) {
    const auto drivers = *rc::gen::inRange(0, 9), riders = *rc::gen::inRange(1, 9);
    PaperDraw given({{"driver", 12, *rc::gen::inRange(0, 5), numbered(10, 10 + drivers)},
                     {"rider", 9, *rc::gen::inRange(1, 5), numbered(20, 20 + riders)}},
                    *rc::gen::element(rules::DrawnFrom::volunteers, rules::DrawnFrom::all));
    given.draw(std::to_string(*rc::gen::inRange(0, 1000)));
    for (int step = 0; step < 12; ++step) {
        const auto& any = given.facts.places[*rc::gen::inRange<std::size_t>(0, given.facts.places.size())];
        const auto member = any.member;
        const auto what = *rc::gen::inRange(0, 5);
        if (what == 0) given.answers_end();
        if (what == 1 && any.state == State::asked) given.note(given.accepts(member));
        if (what == 2 || what == 3)
            if (const auto decision = given.declines(member)) given.note(decision);
        if (what == 4 && given.facts.draw->stage != Stage::past) {
            given.leaves(member);
            given.facts.gone.push_back(member);
        }
        if (given.facts.draw->stage == Stage::past) return;
        for (const auto& stratum : given.facts.strata) {
            std::vector<MemberId> held, first;
            for (const auto& each : given.facts.places) {
                if (each.stakeholder_class != stratum.stakeholder_class) continue;
                const bool holds =
                    each.state == State::asked || each.state == State::accepted || each.state == State::seated;
                if (holds) held.push_back(each.member);
                if ((holds || each.state == State::waiting) && std::ssize(first) < stratum.seats)
                    first.push_back(each.member);
            }
            RC_ASSERT(held == first);
        }
    }
}

} // namespace
} // namespace reef::panels
