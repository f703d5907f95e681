#include "commons/panels/draw.hpp"
#include <algorithm>
#include <set>

namespace reef::panels {
using namespace engine;

const Rule<Duration> asking_time{"panels.asking_time",
                                 "Time to come forward for a panel",
                                 "From the call of a draw until the pool is settled.",
                                 days(7),
                                 days(1),
                                 days(14)};
const Rule<Duration> waiting_time{"panels.waiting_time",
                                  "Time between pool and draw",
                                  "From the settled pool until its lots are drawn; what happens on the platform in "
                                  "between decides the seed, and everybody can keep the pool.",
                                  days(1),
                                  hours(1),
                                  days(3)};
const Rule<Duration> answer_time{"panels.answer_time",
                                 "Time to answer when drawn",
                                 "So long whoever was drawn may decline before they sit.",
                                 days(3),
                                 days(1),
                                 days(7)};
const Rule<Count> rest{"panels.rest",
                       "Draws to rest after sitting in a panel",
                       "So many draws of the same body pass before whoever sat there can be drawn again; 0: none.",
                       Count{1},
                       Count{0},
                       Count{5}};

namespace {

/// Whoever took a seat in one of the last draws that seated somebody.
std::vector<MemberId> sat_lately(store::Connection& connection, const DrawRow& draw) {
    std::set<MemberId> members;
    for (const auto id : connection.all<IdValue>(
             "SELECT draw FROM {panels_draws} WHERE body = $1 AND seated_entry IS NOT NULL ORDER BY draw DESC LIMIT $2",
             draw.body, draw.rest))
        for (const auto member : connection.all<MemberId>(
                 "SELECT member FROM {panels_places} WHERE draw = $1 AND state IN ('seated', 'stepped_down') ORDER BY "
                 "member",
                 id))
            members.insert(member);
    return {members.begin(), members.end()};
}

std::vector<MemberId> pool_members(store::Connection& connection, const DrawRow& draw, const rules::BodyCharter& body) {
    if (draw.drawn_from == rules::DrawnFrom::volunteers) return volunteers_of(connection, draw.draw);
    std::set<MemberId> all;
    for (const auto& each : body.classes)
        for (const auto member : people::members_of(connection, each)) all.insert(member);
    return {all.begin(), all.end()};
}

constexpr std::string_view draw_columns =
    "SELECT draw, body, seats, at_least, drawn_from, term, stage, called_at, asking_until, waiting_time, answer_time, "
    "rest, frozen_entry, draw_at, seed, seed_entry, drawn_entry, seated_entry, seated_at, term_ends_at, call_again_at "
    "FROM {panels_draws} ";

} // namespace

std::optional<DrawRow> find_draw(store::Connection& connection, IdValue draw) {
    return connection.first<DrawRow>(std::string(draw_columns) + "WHERE draw = $1", draw);
}
std::optional<DrawRow> latest_draw(store::Connection& connection, std::string_view body) {
    return connection.first<DrawRow>(std::string(draw_columns) + "WHERE body = $1 ORDER BY draw DESC LIMIT 1", body);
}
std::vector<DrawRow> draws(store::Connection& connection, std::int64_t limit) {
    return connection.all<DrawRow>(std::string(draw_columns) + "ORDER BY draw DESC LIMIT $1", limit);
}
std::vector<Stratum> strata_of(store::Connection& connection, IdValue draw) {
    using Row = std::tuple<std::string, std::int64_t, std::int64_t>;
    std::vector<Stratum> strata;
    for (const auto& [id, members, seats] :
         connection.all<Row>("SELECT class, members, seats FROM {panels_strata} WHERE draw = $1 ORDER BY place", draw))
        strata.push_back(
            {id, members, seats,
             connection.all<MemberId>(
                 "SELECT member FROM {panels_places} WHERE draw = $1 AND class = $2 ORDER BY member", draw, id)});
    return strata;
}
std::vector<MemberId> resting_in(store::Connection& connection, IdValue draw) {
    return connection.all<MemberId>("SELECT member FROM {panels_resting} WHERE draw = $1 ORDER BY member", draw);
}
std::vector<MemberId> volunteers_of(store::Connection& connection, IdValue draw) {
    return connection.all<MemberId>("SELECT member FROM {panels_volunteers} WHERE draw = $1 ORDER BY member", draw);
}

CallFacts load(store::Connection& connection, const Context& context, const CallDraw& call) {
    CallFacts facts{.asking_time = rules::in_force(connection, asking_time, context.at).value,
                    .waiting_time = rules::in_force(connection, waiting_time, context.at).value,
                    .answer_time = rules::in_force(connection, answer_time, context.at).value,
                    .rest = rules::in_force(connection, rest, context.at).value.number};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto* body = charter.find_body(call.body);
    if (body && body->is_drawn()) facts.body = *body;
    const auto latest = latest_draw(connection, call.body);
    facts.is_under_way = latest && latest->is_under_way();
    facts.is_held = latest && connection
                                  .first<std::int64_t>("SELECT 1 FROM {panels_places} WHERE draw = $1 AND state IN "
                                                       "('asked', 'accepted', 'seated') LIMIT 1",
                                                       latest->draw)
                                  .has_value();
    return facts;
}
Decision decide(const CallFacts& facts, const CallDraw& call, Context& context) {
    ensure(facts.body.has_value(), "only a body that is filled by lot is drawn");
    if (facts.is_under_way) return Events{};
    if (facts.is_held && context.actor.kind != Actor::Kind::clock) return Events{}; // nothing is empty, or not for long
    const auto from = facts.body->drawn_from.value_or(rules::DrawnFrom::volunteers);
    const bool asks = from == rules::DrawnFrom::volunteers;
    return Events{DrawCalled{context.new_id(), call.body, *facts.body->seats, facts.body->at_least, from,
                             *facts.body->term, asks ? context.at + facts.asking_time : context.at, facts.waiting_time,
                             facts.answer_time, facts.rest}};
}
void apply(store::Connection& connection, const Meta& meta, const DrawCalled& event) {
    connection.run("INSERT INTO {panels_draws} (draw, body, seats, at_least, drawn_from, term, stage, called_at, "
                   "asking_until, waiting_time, answer_time, rest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                   "$11, $12)",
                   event.draw, event.body, event.seats, json_text(to_json(event.at_least)), event.drawn_from,
                   event.term, Stage::asking, meta.at, event.asking_until, event.waiting_time, event.answer_time,
                   event.rest);
    connection.run("UPDATE {panels_draws} SET call_again_at = NULL WHERE body = $1", event.body);
}

FreezeFacts load(store::Connection& connection, const Context& context, const FreezePool& freeze) {
    FreezeFacts facts{.draw = *find_draw(connection, freeze.draw),
                      .strata = {},
                      .resting = {},
                      .asking_time = rules::in_force(connection, asking_time, context.at).value};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(facts.draw.body);
    for (const auto& each : body.classes)
        facts.strata.push_back({each, people::count_members(connection, each), 0, {}});
    const auto sat = sat_lately(connection, facts.draw);
    for (const auto member : pool_members(connection, facts.draw, body)) {
        const auto as = body.class_among(people::classes_of(connection, member));
        if (!as) continue; // left since
        if (std::ranges::find(sat, member) != sat.end()) {
            facts.resting.push_back(member);
            continue;
        }
        std::ranges::find(facts.strata, *as, &Stratum::stakeholder_class)->pool.push_back(member);
    }
    return facts;
}
Decision decide(const FreezeFacts& facts, const FreezePool& freeze, Context& context) {
    if (std::ranges::all_of(facts.strata, [](const auto& each) { return each.pool.empty(); }))
        return Events{AskingProlonged{freeze.draw, facts.resting, context.at + facts.asking_time}};
    auto strata = facts.strata;
    std::vector<std::int64_t> kept, members;
    const auto at_least = from_recorded<std::vector<rules::ReservedSeats>>(facts.draw.at_least);
    for (const auto& each : strata) {
        const auto found =
            std::ranges::find(at_least, each.stakeholder_class, &rules::ReservedSeats::stakeholder_class);
        kept.push_back(found == at_least.end() ? 0 : found->seats);
        members.push_back(each.members);
    }
    const auto seats = seats_of_classes(facts.draw.seats, kept, members);
    for (std::size_t i = 0; i < strata.size(); ++i) strata[i].seats = seats[i];
    return Events{PoolFrozen{freeze.draw, std::move(strata), facts.resting, context.at + facts.draw.waiting_time}};
}
void apply(store::Connection& connection, const Meta& meta, const PoolFrozen& event) {
    connection.run("UPDATE {panels_draws} SET stage = $1, frozen_entry = $2, draw_at = $3 WHERE draw = $4",
                   Stage::frozen, meta.entry, event.draw_at, event.draw);
    std::int64_t place = 0;
    for (const auto& stratum : event.strata) {
        connection.run("INSERT INTO {panels_strata} (draw, place, class, members, seats) VALUES ($1, $2, $3, $4, $5)",
                       event.draw, ++place, stratum.stakeholder_class, stratum.members, stratum.seats);
        for (const auto member : stratum.pool)
            connection.run("INSERT INTO {panels_places} (draw, member, class, state) VALUES ($1, $2, $3, 'waiting')",
                           event.draw, member, stratum.stakeholder_class);
    }
    connection.run("DELETE FROM {panels_resting} WHERE draw = $1", event.draw);
    for (const auto member : event.resting)
        connection.run("INSERT INTO {panels_resting} (draw, member) VALUES ($1, $2)", event.draw, member);
}
void apply(store::Connection& connection, const Meta&, const AskingProlonged& event) {
    connection.run("UPDATE {panels_draws} SET asking_until = $1 WHERE draw = $2", event.until, event.draw);
    connection.run("DELETE FROM {panels_resting} WHERE draw = $1", event.draw);
    for (const auto member : event.resting)
        connection.run("INSERT INTO {panels_resting} (draw, member) VALUES ($1, $2)", event.draw, member);
}
void apply(store::Connection& connection, const Meta& meta, const LotsDrawn& event) {
    connection.run("UPDATE {panels_draws} SET stage = $1, seed = $2, seed_entry = $3, drawn_entry = $4 WHERE draw = $5",
                   Stage::answering, event.seed, event.seed_entry, meta.entry, event.draw);
    for (const auto& each : event.orders) {
        std::int64_t place = 0;
        for (const auto member : each.order)
            connection.run("UPDATE {panels_places} SET place = $1 WHERE draw = $2 AND member = $3", ++place, event.draw,
                           member);
    }
}

} // namespace reef::panels
