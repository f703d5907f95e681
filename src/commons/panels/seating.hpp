// From the order drawn to those who sit: whoever is called answers, the next of the same class follows whoever
// declines, and a seat that falls empty during the term is offered on in the same order.
#pragma once
#include "commons/panels/draw.hpp"

namespace reef::panels {

/// `waiting` -> `asked` -> `accepted` -> `seated`; or out, for good: `declined`, `silent` (all members were drawn from,
/// and this one did not answer), `gone` (no member of the class any more), `stepped_down` from a seat.
enum class State { waiting, asked, accepted, seated, declined, silent, gone, stepped_down };
constexpr auto names_of(State) {
    return std::array{"waiting"sv,  "asked"sv,  "accepted"sv, "seated"sv,
                      "declined"sv, "silent"sv, "gone"sv,     "stepped_down"sv};
}

/// A member's place in the order of a class.
struct PlaceRow {
    MemberId member;
    std::string stakeholder_class;
    std::int64_t place = 0;
    State state = State::waiting;
    std::optional<Time> asked_until;
    static constexpr auto fields() {
        return FieldTable{field("member", &PlaceRow::member, ""), field("class", &PlaceRow::stakeholder_class, ""),
                          field("place", &PlaceRow::place, ""), field("state", &PlaceRow::state, ""),
                          field("asked_until", &PlaceRow::asked_until, "")};
    }
};
/// Class by class as the charter names them, in the order drawn.
std::vector<PlaceRow> places_of(store::Connection& connection, IdValue draw);

struct Accept {
    IdValue draw;
    static constexpr std::string_view name = "panels.accept";
    static constexpr std::string_view about = "Takes the seat in a panel for which one was drawn.";
    static constexpr auto fields() { return FieldTable{field("draw", &Accept::draw, "which")}; }
};
struct Decline {
    IdValue draw;
    static constexpr std::string_view name = "panels.decline";
    static constexpr std::string_view about =
        "Does not take the seat for which one was drawn, or gives it up. The next of the same class follows.";
    static constexpr auto fields() { return FieldTable{field("draw", &Decline::draw, "which")}; }
};
/// Given by the clock when the time to answer is over.
struct EndAnswers {
    IdValue draw;
    static constexpr std::string_view name = "panels.end_answers";
    static constexpr std::string_view about =
        "Ends the time to answer: silent volunteers sit, others who are silent are passed over.";
    static constexpr auto fields() { return FieldTable{field("draw", &EndAnswers::draw, "which")}; }
};
/// Given when a member left the platform.
struct Depart {
    IdValue draw;
    MemberId member;
    static constexpr std::string_view name = "panels.depart";
    static constexpr std::string_view about = "Offers on the seat of somebody who left the platform.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &Depart::draw, "which"), field("member", &Depart::member, "who left")};
    }
};

/// What became of a member's place. Members asked, seats filled and seats left empty follow in the same entry.
struct PlaceChanged {
    IdValue draw;
    std::string body;
    MemberId member;
    State from = State::waiting;
    State to = State::waiting;
    std::optional<Time> asked_until;
    static constexpr std::string_view name = "panels.place_changed";
    static constexpr std::string_view about = "Somebody in the order of a panel was called, answered, or is gone.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &PlaceChanged::draw, "which"),
                          field("body", &PlaceChanged::body, "to be filled"),
                          field("member", &PlaceChanged::member, "who"),
                          field("from", &PlaceChanged::from, "what held before"),
                          field("to", &PlaceChanged::to, "what holds now"),
                          field("asked_until", &PlaceChanged::asked_until, "until when they may answer")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};
/// Seats of a class for which nobody is left in the pool.
struct EmptySeats {
    std::string stakeholder_class;
    std::int64_t seats = 0;
    bool operator==(const EmptySeats&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("class", &EmptySeats::stakeholder_class, "which class"),
                          field("seats", &EmptySeats::seats, "that stay empty")};
    }
};
struct PanelSeated {
    IdValue draw;
    std::string body;
    std::vector<MemberId> members;
    std::vector<EmptySeats> empty;
    Time term_ends_at;
    Time call_again_at;
    static constexpr std::string_view name = "panels.seated";
    static constexpr std::string_view about = "Everybody who was drawn has answered: whoever accepted sits.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &PanelSeated::draw, "which"),
                          field("body", &PanelSeated::body, "to be filled"),
                          field("members", &PanelSeated::members, "who sits; nobody: those of before stay"),
                          field("empty", &PanelSeated::empty, "seats for which nobody was left"),
                          field("term_ends_at", &PanelSeated::term_ends_at, "of the seats"),
                          field("call_again_at", &PanelSeated::call_again_at, "the next draw")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};
/// During the term.
struct SeatsRefilled {
    IdValue draw;
    std::string body;
    std::vector<MemberId> members;
    static constexpr std::string_view name = "panels.seats_refilled";
    static constexpr std::string_view about = "The next in the order of a draw took a seat that had fallen empty.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &SeatsRefilled::draw, "which"),
                          field("body", &SeatsRefilled::body, "whose seats"),
                          field("members", &SeatsRefilled::members, "who sits now too")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};

struct SeatingFacts {
    std::optional<DrawRow> draw;
    std::vector<Stratum> strata;
    std::vector<PlaceRow> places;
    std::vector<MemberId> gone; // of the places: no members of their class any more
    Duration asking_time;       // in force: for the next draw's call
};

void observe(store::Connection& connection, const engine::Context& context, DrawLots& draw);
SeatingFacts load(store::Connection&, const engine::Context&, const DrawLots&);
engine::Decision decide(const SeatingFacts&, const DrawLots&, engine::Context&);
SeatingFacts load(store::Connection&, const engine::Context&, const Accept&);
/// Refused: panels.no_such_draw, .not_asked.
engine::Decision decide(const SeatingFacts&, const Accept&, engine::Context&);
SeatingFacts load(store::Connection&, const engine::Context&, const Decline&);
/// Refused: panels.no_such_draw, .nothing_to_decline.
engine::Decision decide(const SeatingFacts&, const Decline&, engine::Context&);
SeatingFacts load(store::Connection&, const engine::Context&, const EndAnswers&);
engine::Decision decide(const SeatingFacts&, const EndAnswers&, engine::Context&);
SeatingFacts load(store::Connection&, const engine::Context&, const Depart&);
engine::Decision decide(const SeatingFacts&, const Depart&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PlaceChanged&);
void apply(store::Connection&, const engine::Meta&, const PanelSeated&);
void apply(store::Connection&, const engine::Meta&, const SeatsRefilled&);

/// The draws that a member's leaving concerns: the pool is frozen, and nobody was seated after it.
std::vector<IdValue> draws_with(store::Connection& connection, MemberId member);

} // namespace reef::panels
