#include "commons/panels/seating.hpp"
#include <algorithm>

namespace reef::panels {
using namespace engine;
namespace {

constexpr RefusalKind not_asked{"panels.not_asked", "You were not drawn for a seat that waits for your answer.", 409};
constexpr RefusalKind nothing_to_decline{"panels.nothing_to_decline",
                                         "You neither were drawn for a seat of this panel nor sit in it.", 409};

SeatingFacts seating_facts(store::Connection& connection, const Context& context, IdValue id) {
    SeatingFacts facts{.draw = find_draw(connection, id),
                       .strata = {},
                       .places = {},
                       .gone = {},
                       .asking_time = rules::in_force(connection, asking_time, context.at).value};
    if (!facts.draw) return facts;
    facts.strata = strata_of(connection, id);
    facts.places = places_of(connection, id);
    for (const auto& each : facts.places) {
        if (each.state != State::waiting && each.state != State::asked && each.state != State::accepted) continue;
        const auto classes = people::classes_of(connection, each.member);
        if (std::ranges::find(classes, each.stakeholder_class) == classes.end()) facts.gone.push_back(each.member);
    }
    return facts;
}

bool holds_a_seat(State state) { return state == State::asked || state == State::accepted || state == State::seated; }

/// Answers one after another, and at the end whom to call next and whether everybody sits. Changes its own copy of the
/// facts as `apply` will change the tables.
class Seating {
  public:
    Seating(SeatingFacts facts, Time at, Events before = {})
        : facts_(std::move(facts)), at_(at), events_(std::move(before)) {}

    PlaceRow* find(MemberId member) {
        const auto found = std::ranges::find(facts_.places, member, &PlaceRow::member);
        return found == facts_.places.end() ? nullptr : &*found;
    }
    std::vector<PlaceRow>& places() { return facts_.places; }
    void change(PlaceRow& place, State to) {
        std::optional<Time> until;
        if (to == State::asked) until = at_ + facts_.draw->answer_time;
        events_.add(PlaceChanged{facts_.draw->draw, facts_.draw->body, place.member, place.state, to, until});
        place.state = to;
        place.asked_until = until;
    }
    /// Calls as many of each class as it has seats that nobody holds; then seats them, if nobody is still to answer.
    Events go_on() {
        for (auto& each : facts_.places)
            if (is_gone(each.member) && (each.state == State::asked || each.state == State::accepted))
                change(each, State::gone);
        for (const auto& stratum : facts_.strata) {
            auto empty = stratum.seats - held(stratum);
            for (auto& each : facts_.places) {
                if (empty <= 0) break;
                if (each.stakeholder_class != stratum.stakeholder_class || each.state != State::waiting) continue;
                change(each, is_gone(each.member) ? State::gone : State::asked);
                if (each.state == State::asked) --empty;
            }
        }
        if (facts_.draw->stage == Stage::seated)
            refill();
        else if (std::ranges::none_of(facts_.places, [](const auto& each) { return each.state == State::asked; }))
            seat();
        return std::move(events_);
    }

  private:
    bool is_gone(MemberId member) const { return std::ranges::find(facts_.gone, member) != facts_.gone.end(); }
    std::int64_t held(const Stratum& stratum) const {
        return std::ranges::count_if(facts_.places, [&](const auto& each) {
            return each.stakeholder_class == stratum.stakeholder_class && holds_a_seat(each.state);
        });
    }
    std::vector<MemberId> accepted() const {
        std::vector<MemberId> members;
        for (const auto& each : facts_.places)
            if (each.state == State::accepted) members.push_back(each.member);
        return members;
    }
    void seat() {
        const auto& draw = *facts_.draw;
        PanelSeated seated{.draw = draw.draw,
                           .body = draw.body,
                           .members = accepted(),
                           .empty = {},
                           .term_ends_at = at_ + draw.term,
                           .call_again_at = at_};
        for (const auto& each : facts_.strata)
            if (const auto empty = each.seats - held(each); empty > 0)
                seated.empty.push_back({each.stakeholder_class, empty});
        const auto asks = draw.drawn_from == rules::DrawnFrom::volunteers ? facts_.asking_time : Duration{};
        if (!seated.members.empty())
            seated.call_again_at = std::max(at_, seated.term_ends_at - draw.answer_time - draw.waiting_time - asks);
        events_.add(seated);
    }
    void refill() {
        if (auto members = accepted(); !members.empty())
            events_.add(SeatsRefilled{facts_.draw->draw, facts_.draw->body, std::move(members)});
    }

    SeatingFacts facts_;
    Time at_;
    Events events_;
};

} // namespace

std::vector<PlaceRow> places_of(store::Connection& connection, IdValue draw) {
    return connection.all<PlaceRow>(
        "SELECT p.member, p.class, coalesce(p.place, 0) AS place, p.state, p.asked_until FROM {panels_places} p JOIN "
        "{panels_strata} s ON s.draw = p.draw AND s.class = p.class WHERE p.draw = $1 ORDER BY s.place, "
        "coalesce(p.place, 0), p.member",
        draw);
}

void observe(store::Connection& connection, const Context& context, DrawLots& draw) {
    draw.seed = proof_of(connection, context.entry - 1)->hash;
}
SeatingFacts load(store::Connection& connection, const Context& context, const DrawLots& draw) {
    return seating_facts(connection, context, draw.draw);
}
Decision decide(const SeatingFacts& facts, const DrawLots& draw, Context& context) {
    ensure(draw.seed.has_value(), "a seed is fixed when the lots are drawn");
    LotsDrawn drawn{draw.draw, *draw.seed, context.entry - 1, {}};
    auto ordered = facts;
    ordered.places.clear();
    for (const auto& each : facts.strata) {
        drawn.orders.push_back({each.stakeholder_class, drawn_order(*draw.seed, each.pool)});
        std::int64_t place = 0;
        for (const auto member : drawn.orders.back().order)
            ordered.places.push_back({member, each.stakeholder_class, ++place, State::waiting, {}});
    }
    ordered.draw->stage = Stage::answering;
    return Seating(std::move(ordered), context.at, Events{drawn}).go_on();
}

SeatingFacts load(store::Connection& connection, const Context& context, const Accept& accept) {
    return seating_facts(connection, context, accept.draw);
}
Decision decide(const SeatingFacts& facts, const Accept&, Context& context) {
    if (!facts.draw) return refuse(no_such_draw, "draw");
    Seating seating(facts, context.at);
    auto* place = seating.find(context.actor.member);
    if (!place || place->state != State::asked) return refuse(not_asked);
    seating.change(*place, State::accepted);
    return seating.go_on();
}

SeatingFacts load(store::Connection& connection, const Context& context, const Decline& decline) {
    return seating_facts(connection, context, decline.draw);
}
Decision decide(const SeatingFacts& facts, const Decline&, Context& context) {
    if (!facts.draw) return refuse(no_such_draw, "draw");
    Seating seating(facts, context.at);
    auto* place = seating.find(context.actor.member);
    if (!place || facts.draw->stage == Stage::past || !holds_a_seat(place->state)) return refuse(nothing_to_decline);
    seating.change(*place, place->state == State::seated ? State::stepped_down : State::declined);
    return seating.go_on();
}

SeatingFacts load(store::Connection& connection, const Context& context, const EndAnswers& end) {
    return seating_facts(connection, context, end.draw);
}
/// Whoever came forward said yes already; whoever was drawn from all says it now, or is passed over.
Decision decide(const SeatingFacts& facts, const EndAnswers&, Context& context) {
    Seating seating(facts, context.at);
    const bool came_forward = facts.draw->drawn_from == rules::DrawnFrom::volunteers;
    for (auto& each : seating.places())
        if (each.state == State::asked && *each.asked_until <= context.at)
            seating.change(each, came_forward ? State::accepted : State::silent);
    return seating.go_on();
}

SeatingFacts load(store::Connection& connection, const Context& context, const Depart& depart) {
    return seating_facts(connection, context, depart.draw);
}
Decision decide(const SeatingFacts& facts, const Depart& depart, Context& context) {
    Seating seating(facts, context.at);
    auto* place = seating.find(depart.member);
    if (!place || (place->state != State::waiting && !holds_a_seat(place->state))) return Events{};
    seating.change(*place, State::gone);
    return seating.go_on();
}

void apply(store::Connection& connection, const Meta&, const PlaceChanged& event) {
    connection.run("UPDATE {panels_places} SET state = $1, asked_until = $2 WHERE draw = $3 AND member = $4", event.to,
                   event.asked_until, event.draw, event.member);
}
void apply(store::Connection& connection, const Meta& meta, const PanelSeated& event) {
    const bool sits = !event.members.empty();
    if (sits) {
        connection.run(
            "UPDATE {panels_places} SET asked_until = NULL, state = 'gone' WHERE state = 'asked' AND draw IN "
            "(SELECT draw FROM {panels_draws} WHERE body = $1 AND draw <> $2)",
            event.body, event.draw);
        connection.run("UPDATE {panels_draws} SET stage = $1 WHERE body = $2 AND draw <> $3", Stage::past, event.body,
                       event.draw);
    }
    connection.run("UPDATE {panels_draws} SET stage = $1, seated_at = $2, seated_entry = $3, term_ends_at = $4, "
                   "call_again_at = $5 WHERE draw = $6",
                   sits ? Stage::seated : Stage::past, meta.at, meta.entry, event.term_ends_at, event.call_again_at,
                   event.draw);
    connection.run("UPDATE {panels_places} SET state = 'seated' WHERE draw = $1 AND state = 'accepted'", event.draw);
}
void apply(store::Connection& connection, const Meta&, const SeatsRefilled& event) {
    for (const auto member : event.members)
        connection.run("UPDATE {panels_places} SET state = 'seated' WHERE draw = $1 AND member = $2", event.draw,
                       member);
}

std::vector<IdValue> draws_with(store::Connection& connection, MemberId member) {
    return connection.all<IdValue>(
        "SELECT p.draw FROM {panels_places} p JOIN {panels_draws} d ON d.draw = p.draw WHERE "
        "p.member = $1 AND d.stage IN ('answering', 'seated') ORDER BY p.draw",
        member);
}

} // namespace reef::panels
