// A draw of a body that is filled by lot: called by the clock, the pool frozen, the lots drawn from a seed that was not
// there when the pool was settled. What it needs is settled when it is called, so that no later rule changes it.
#pragma once
#include "commons/panels/lots.hpp"

namespace reef::panels {
using namespace std::literals;

/// `asking` (members come forward) -> `frozen` (the pool is settled) -> `answering` (whoever was drawn accepts or
/// declines) -> `seated` -> `past`, once others are seated or where nobody took a seat.
enum class Stage { asking, frozen, answering, seated, past };
constexpr auto names_of(Stage) { return std::array{"asking"sv, "frozen"sv, "answering"sv, "seated"sv, "past"sv}; }

extern const engine::Rule<Duration> asking_time;
extern const engine::Rule<Duration> waiting_time;
extern const engine::Rule<Duration> answer_time;
extern const engine::Rule<engine::Count> rest;

/// Given by the clock before a term ends, at launch, and when the last who sat there is gone. Nothing where a draw is
/// under way.
struct CallDraw {
    std::string body;
    static constexpr std::string_view name = "panels.call";
    static constexpr std::string_view about = "Calls the draw of a body that is filled by lot.";
    static constexpr auto fields() { return FieldTable{field("body", &CallDraw::body, "which")}; }
};
struct DrawCalled {
    IdValue draw;
    std::string body;
    std::int64_t seats = 0;
    std::vector<rules::ReservedSeats> at_least;
    rules::DrawnFrom drawn_from = rules::DrawnFrom::volunteers;
    Duration term;
    Time asking_until;
    Duration waiting_time;
    Duration answer_time;
    std::int64_t rest = 0;
    static constexpr std::string_view name = "panels.called";
    static constexpr std::string_view about = "A body is to be filled by lot.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &DrawCalled::draw, "its number"),
                          field("body", &DrawCalled::body, "which"),
                          field("seats", &DrawCalled::seats, "to be filled"),
                          field("at_least", &DrawCalled::at_least, "of them, kept for members of one class"),
                          field("drawn_from", &DrawCalled::drawn_from, "volunteers, or all members of the classes"),
                          field("term", &DrawCalled::term, "of the seats"),
                          field("asking_until", &DrawCalled::asking_until, "volunteers may come forward"),
                          field("waiting_time", &DrawCalled::waiting_time, "from the frozen pool to the draw"),
                          field("answer_time", &DrawCalled::answer_time, "for whoever is drawn to answer"),
                          field("rest", &DrawCalled::rest, "for so many draws, whoever sat is not drawn again")};
    }
    std::string topic() const { return "/panels"; }
};

/// Given by the clock when the asking ends.
struct FreezePool {
    IdValue draw;
    static constexpr std::string_view name = "panels.freeze";
    static constexpr std::string_view about = "Settles who may be drawn, before there is a seed to draw with.";
    static constexpr auto fields() { return FieldTable{field("draw", &FreezePool::draw, "which")}; }
};
struct PoolFrozen {
    IdValue draw;
    std::vector<Stratum> strata;
    std::vector<MemberId> resting;
    Time draw_at;
    static constexpr std::string_view name = "panels.pool_frozen";
    static constexpr std::string_view about = "Who may be drawn is settled, class by class.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &PoolFrozen::draw, "which"),
                          field("strata", &PoolFrozen::strata, "class by class, in the charter's order"),
                          field("resting", &PoolFrozen::resting, "left out, since they sat there before"),
                          field("draw_at", &PoolFrozen::draw_at, "when the lots are drawn")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};
struct AskingProlonged {
    IdValue draw;
    std::vector<MemberId> resting;
    Time until;
    static constexpr std::string_view name = "panels.asking_prolonged";
    static constexpr std::string_view about = "Nobody can be drawn, so volunteers may come forward for longer.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &AskingProlonged::draw, "which"),
                          field("resting", &AskingProlonged::resting, "left out, since they sat there before"),
                          field("until", &AskingProlonged::until, "the new end")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};

/// Given by the clock, some time after the pool was frozen. The seed is observed when it comes in.
struct DrawLots {
    IdValue draw;
    std::optional<Hash> seed;
    static constexpr std::string_view name = "panels.draw";
    static constexpr std::string_view about = "Draws the lots of a frozen pool.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &DrawLots::draw, "which"),
                          field("seed", &DrawLots::seed, "the hash of the entry before: nobody chose it")};
    }
};
/// A class's pool in the order of its lots.
struct DrawnOrder {
    std::string stakeholder_class;
    std::vector<MemberId> order;
    static constexpr auto fields() {
        return FieldTable{field("class", &DrawnOrder::stakeholder_class, "which class"),
                          field("order", &DrawnOrder::order, "its pool, by SHA-256(seed:number)")};
    }
};
struct LotsDrawn {
    IdValue draw;
    Hash seed;
    EntryNumber seed_entry = 0;
    std::vector<DrawnOrder> orders;
    static constexpr std::string_view name = "panels.drawn";
    static constexpr std::string_view about = "The lots were drawn: in this order members of each class are called.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &LotsDrawn::draw, "which"),
                          field("seed", &LotsDrawn::seed, "the hash of an entry after the pool was frozen"),
                          field("seed_entry", &LotsDrawn::seed_entry, "that entry"),
                          field("orders", &LotsDrawn::orders, "class by class")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};

/// A draw as the room needs it.
struct DrawRow {
    IdValue draw;
    std::string body;
    std::int64_t seats = 0;
    std::string at_least; // as JSON
    rules::DrawnFrom drawn_from = rules::DrawnFrom::volunteers;
    Duration term;
    Stage stage = Stage::asking;
    Time called_at;
    Time asking_until;
    Duration waiting_time;
    Duration answer_time;
    std::int64_t rest = 0;
    std::optional<EntryNumber> frozen_entry;
    std::optional<Time> draw_at;
    std::optional<Hash> seed;
    std::optional<EntryNumber> seed_entry;
    std::optional<EntryNumber> drawn_entry;
    std::optional<EntryNumber> seated_entry;
    std::optional<Time> seated_at;
    std::optional<Time> term_ends_at;
    std::optional<Time> call_again_at; // none once it was
    static constexpr auto fields() {
        return FieldTable{field("draw", &DrawRow::draw, ""),
                          field("body", &DrawRow::body, ""),
                          field("seats", &DrawRow::seats, ""),
                          field("at_least", &DrawRow::at_least, ""),
                          field("drawn_from", &DrawRow::drawn_from, ""),
                          field("term", &DrawRow::term, ""),
                          field("stage", &DrawRow::stage, ""),
                          field("called_at", &DrawRow::called_at, ""),
                          field("asking_until", &DrawRow::asking_until, ""),
                          field("waiting_time", &DrawRow::waiting_time, ""),
                          field("answer_time", &DrawRow::answer_time, ""),
                          field("rest", &DrawRow::rest, ""),
                          field("frozen_entry", &DrawRow::frozen_entry, ""),
                          field("draw_at", &DrawRow::draw_at, ""),
                          field("seed", &DrawRow::seed, ""),
                          field("seed_entry", &DrawRow::seed_entry, ""),
                          field("drawn_entry", &DrawRow::drawn_entry, ""),
                          field("seated_entry", &DrawRow::seated_entry, ""),
                          field("seated_at", &DrawRow::seated_at, ""),
                          field("term_ends_at", &DrawRow::term_ends_at, ""),
                          field("call_again_at", &DrawRow::call_again_at, "")};
    }
    bool is_under_way() const { return stage != Stage::seated && stage != Stage::past; }
};
std::optional<DrawRow> find_draw(store::Connection& connection, IdValue draw);
/// The last one of a body.
std::optional<DrawRow> latest_draw(store::Connection& connection, std::string_view body);
/// The newest first.
std::vector<DrawRow> draws(store::Connection& connection, std::int64_t limit);
/// As the pool was frozen, in the charter's order.
std::vector<Stratum> strata_of(store::Connection& connection, IdValue draw);
std::vector<MemberId> resting_in(store::Connection& connection, IdValue draw);
std::vector<MemberId> volunteers_of(store::Connection& connection, IdValue draw);

struct CallFacts {
    std::optional<rules::BodyCharter> body;
    bool is_under_way = false;
    bool is_held = false; // somebody whom the last draw called sits, or may
    Duration asking_time;
    Duration waiting_time;
    Duration answer_time;
    std::int64_t rest = 0;
};
CallFacts load(store::Connection&, const engine::Context&, const CallDraw&);
engine::Decision decide(const CallFacts&, const CallDraw&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DrawCalled&);

struct FreezeFacts {
    DrawRow draw;
    std::vector<Stratum> strata; // seats not shared out yet
    std::vector<MemberId> resting;
    Duration asking_time;
};
FreezeFacts load(store::Connection&, const engine::Context&, const FreezePool&);
engine::Decision decide(const FreezeFacts&, const FreezePool&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PoolFrozen&);
void apply(store::Connection&, const engine::Meta&, const AskingProlonged&);
void apply(store::Connection&, const engine::Meta&, const LotsDrawn&);

inline constexpr RefusalKind no_such_draw{"panels.no_such_draw", "There is no draw with this number.", 404};

} // namespace reef::panels
