#include "commons/panels/pool.hpp"
#include <algorithm>

namespace reef::panels {
using namespace engine;
namespace {

constexpr RefusalKind all_are_drawn{"panels.all_are_drawn",
                                    "Nobody comes forward for {}: all members of its classes may be drawn.", 409};
constexpr RefusalKind pool_frozen{"panels.pool_frozen", "Who may be drawn is settled now.", 409};
constexpr RefusalKind not_eligible{"panels.not_eligible", "{} is drawn from classes that you do not belong to.", 403};
constexpr RefusalKind not_volunteering{"panels.not_volunteering", "You have not come forward for this panel.", 409};

PoolFacts pool_facts(store::Connection& connection, const Context& context, IdValue id) {
    PoolFacts facts{.draw = find_draw(connection, id)};
    if (!facts.draw) return facts;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(facts.draw->body);
    facts.body_name = body.name;
    facts.is_eligible = body.class_among(people::classes_of(connection, context.actor.member)).has_value();
    const auto volunteers = volunteers_of(connection, id);
    facts.has_volunteered = std::ranges::find(volunteers, context.actor.member) != volunteers.end();
    return facts;
}

} // namespace

PoolFacts load(store::Connection& connection, const Context& context, const Volunteer& volunteer) {
    return pool_facts(connection, context, volunteer.draw);
}
Decision decide(const PoolFacts& facts, const Volunteer& volunteer, Context& context) {
    if (!facts.draw) return refuse(no_such_draw, "draw");
    if (facts.draw->drawn_from == rules::DrawnFrom::all) return refuse(all_are_drawn, {}, {facts.body_name});
    if (facts.draw->stage != Stage::asking) return refuse(pool_frozen);
    if (!facts.is_eligible) return refuse(not_eligible, {}, {facts.body_name});
    if (facts.has_volunteered) return Events{};
    return Events{Volunteered{volunteer.draw, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const Volunteered& event) {
    connection.run("INSERT INTO {panels_volunteers} (draw, member) VALUES ($1, $2)", event.draw, event.member);
}

PoolFacts load(store::Connection& connection, const Context& context, const Withdraw& withdraw) {
    return pool_facts(connection, context, withdraw.draw);
}
Decision decide(const PoolFacts& facts, const Withdraw& withdraw, Context& context) {
    if (!facts.draw) return refuse(no_such_draw, "draw");
    if (facts.draw->stage != Stage::asking) return refuse(pool_frozen);
    if (!facts.has_volunteered) return refuse(not_volunteering);
    return Events{Withdrawn{withdraw.draw, context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const Withdrawn& event) {
    connection.run("DELETE FROM {panels_volunteers} WHERE draw = $1 AND member = $2", event.draw, event.member);
}

} // namespace reef::panels
