#include "commons/people/launch.hpp"
#include "commons/people/assurance.hpp"
#include <algorithm>
#include <set>

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind founder_there{"people.founder_there", "This platform has a founder already; the link works once.",
                                    409};
constexpr RefusalKind unknown_principle{"people.unknown_principle", "The charter states no such principle.", 404};
constexpr RefusalKind unknown_class{"people.unknown_class", "There is no class \"{}\" in the charter.", 404};
constexpr RefusalKind not_for_this_class{
    "people.not_for_this_class", "The founder, or somebody who pledged to join it, speaks for a class before launch.",
    403};
constexpr RefusalKind launched_already{"people.launched_already", "This platform was launched already.", 409};
constexpr RefusalKind pledged_already{"people.pledged_already", "You have pledged to join this class already.", 409};
constexpr RefusalKind pledges_over{"people.pledges_over",
                                   "The time for launching is over; pledges are no longer taken.", 409};
constexpr RefusalKind no_principles{"people.no_principles",
                                    "No class says what it values. State at least one principle in the charter.", 409};
constexpr RefusalKind class_isolated{
    "people.class_isolated", "{} are linked with no other class. Say in the charter what they give or receive.", 409};
constexpr RefusalKind principle_not_adopted{
    "people.principle_not_adopted",
    "{} have not adopted the principle \"{}\". Every founding class adopts every principle.", 409};
constexpr RefusalKind below_critical_mass{"people.below_critical_mass",
                                          "{} have {} of the {} pledges that the launch needs.", 409};

constexpr std::string_view count_pledge = "SELECT count(*) FROM {people_pledges} WHERE member = $1 AND class = $2";

/// The classes that can be reached from the first one over links, whichever way these point.
std::set<std::string> connected(const rules::Charter& charter) {
    std::set<std::string> reached;
    if (charter.governance.classes.empty()) return reached;
    reached.insert(charter.governance.classes.front().id);
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& link : charter.users.links) {
            if (reached.contains(link.from) == reached.contains(link.to)) continue;
            reached.insert(link.from);
            reached.insert(link.to);
            grew = true;
        }
    }
    return reached;
}

std::vector<std::string> principles_of(const rules::Charter& charter) {
    std::vector<std::string> principles;
    for (const auto& each : charter.governance.classes)
        for (const auto& principle : each.principles)
            if (std::ranges::find(principles, principle) == principles.end()) principles.push_back(principle);
    return principles;
}

} // namespace

LaunchFacts launch_facts(store::Connection& connection) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    LaunchFacts facts;
    facts.launched = platform.launched();
    facts.released_at = platform.founded_at + charter.users.launch_within;
    facts.pledges = connection.all<std::tuple<MemberId, std::string>>(
        "SELECT member, class FROM {people_pledges} ORDER BY at, member, class");
    // The draft may have lost a class since.
    std::erase_if(facts.pledges,
                  [&](const auto& pledge) { return charter.find_class(std::get<1>(pledge)) == nullptr; });
    const auto reached = connected(charter);
    for (const auto& each : charter.governance.classes) {
        ClassReadiness ready{each.id, each.name,
                             charter.governance.classes.size() == 1 ||
                                 (reached.contains(each.id) && reached.size() > 1)};
        for (const auto& needed : charter.users.critical_mass)
            if (needed.stakeholder_class == each.id) ready.critical_mass = needed.members;
        ready.pledged =
            std::ranges::count_if(facts.pledges, [&](const auto& pledge) { return std::get<1>(pledge) == each.id; });
        facts.classes.push_back(std::move(ready));
    }
    const auto principles = principles_of(charter);
    facts.has_principles = !principles.empty();
    for (const auto& principle : principles)
        for (const auto& each : charter.governance.classes)
            if (connection.one<std::int64_t>(
                    "SELECT count(*) FROM {people_adoptions} WHERE principle = $1 AND class = $2", principle,
                    each.id) == 0)
                facts.not_adopted.push_back({principle, each.name});
    return facts;
}

std::optional<Refusal> not_ready(const LaunchFacts& facts) {
    if (facts.launched) return refuse(launched_already).error();
    if (!facts.has_principles) return refuse(no_principles).error();
    for (const auto& each : facts.classes)
        if (!each.linked) return refuse(class_isolated, {}, {each.name}).error();
    if (!facts.not_adopted.empty())
        return refuse(principle_not_adopted, {},
                      {facts.not_adopted.front().class_name, facts.not_adopted.front().principle})
            .error();
    for (const auto& each : facts.classes)
        if (each.pledged < each.critical_mass)
            return refuse(below_critical_mass, {},
                          {each.name, std::to_string(each.pledged), std::to_string(each.critical_mass)})
                .error();
    return {};
}

std::optional<MemberId> load(store::Connection& connection, const Context&, const AppointFounder&) {
    return connection.first<MemberId>("SELECT member FROM {people_founder} WHERE platform = 1");
}
Decision decide(const std::optional<MemberId>& founder, const AppointFounder& appoint, Context&) {
    if (founder) return refuse(founder_there);
    return Events{FounderAppointed{appoint.member}};
}
void apply(store::Connection& connection, const Meta& meta, const FounderAppointed& event) {
    connection.run("INSERT INTO {people_founder} (platform, member) VALUES (1, $1)", event.member);
    add_ground(connection, meta, event.member, AssuranceLevel::invited, {meta.entry});
}

AdoptionFacts load(store::Connection& connection, const Context& context, const AdoptPrinciple& adopt) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto principles = principles_of(platform->charter);
    const bool pledged = connection.one<std::int64_t>(count_pledge, context.actor.member, adopt.stakeholder_class) > 0;
    return {platform->launched(), std::ranges::find(principles, adopt.principle) != principles.end(),
            platform->charter.find_class(adopt.stakeholder_class) != nullptr,
            connection.one<std::int64_t>("SELECT count(*) FROM {people_adoptions} WHERE principle = $1 AND class = $2",
                                         adopt.principle, adopt.stakeholder_class) > 0,
            pledged || context.standing.has("founder")};
}
Decision decide(const AdoptionFacts& facts, const AdoptPrinciple& adopt, Context&) {
    if (facts.launched) return refuse(launched_already);
    if (!facts.class_known) return refuse(unknown_class, "class", {adopt.stakeholder_class});
    if (!facts.principle_known) return refuse(unknown_principle, "principle");
    if (!facts.may_speak) return refuse(not_for_this_class, "class");
    if (facts.adopted) return Events{}; // saying it twice changes nothing
    return Events{PrincipleAdopted{adopt.principle, adopt.stakeholder_class}};
}
void apply(store::Connection& connection, const Meta& meta, const PrincipleAdopted& event) {
    connection.run("INSERT INTO {people_adoptions} (principle, class, entry) VALUES ($1, $2, $3)", event.principle,
                   event.stakeholder_class, meta.entry);
}

PledgeFacts load(store::Connection& connection, const Context& context, const Pledge& pledge) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    return {platform->launched(), platform->charter.find_class(pledge.stakeholder_class) != nullptr,
            connection.one<std::int64_t>(count_pledge, context.actor.member, pledge.stakeholder_class) > 0,
            platform->founded_at + platform->charter.users.launch_within <= context.at,
            platform->charter.openness != rules::Openness::open && !context.standing.has("founder")};
}
Decision decide(const PledgeFacts& facts, const Pledge& pledge, Context& context) {
    if (facts.launched) return refuse(launched_already);
    if (!facts.class_known) return refuse(unknown_class, "class", {pledge.stakeholder_class});
    if (facts.over) return refuse(pledges_over);
    if (facts.pledged) return refuse(pledged_already, "class");
    if (facts.needs_invitation) return refuse(invitation_needed, "class");
    return Events{PledgeMade{context.actor.member, pledge.stakeholder_class}};
}
void apply(store::Connection& connection, const Meta& meta, const PledgeMade& event) {
    connection.run("INSERT INTO {people_pledges} (member, class, at) VALUES ($1, $2, $3)", event.member,
                   event.stakeholder_class, meta.at);
}

LaunchFacts load(store::Connection& connection, const Context& context, const Launch&) {
    auto facts = launch_facts(connection);
    facts.conduct_version = conduct_version_at(connection, context.at);
    return facts;
}
/// "A draft refuses to launch while a class is isolated, a principle is not adopted by every founding class, or pledges
/// per class are below critical mass."
Decision decide(const LaunchFacts& facts, const Launch&, Context&) {
    if (auto refusal = not_ready(facts)) return std::unexpected(std::move(*refusal));
    Events events{Launched{static_cast<std::int64_t>(facts.pledges.size())}};
    for (const auto& [member, stakeholder_class] : facts.pledges)
        events.add(MemberJoined{member, stakeholder_class, facts.conduct_version});
    return events;
}
void apply(store::Connection&, const Meta&, const Launched&) {} // the memberships are events of their own

LaunchFacts load(store::Connection& connection, const Context&, const ReleasePledges&) {
    return launch_facts(connection);
}
Decision decide(const LaunchFacts& facts, const ReleasePledges&, Context&) {
    return Events{PledgesReleased{static_cast<std::int64_t>(facts.pledges.size())}};
}
void apply(store::Connection& connection, const Meta&, const PledgesReleased&) {
    connection.run("DELETE FROM {people_pledges}");
}

Schedule release_schedule() {
    return {"people.release_pledges", "pledges are released when the time for launching is over",
            "SELECT 1 FROM {people_pledges} WHERE at <= $1",
            [](store::Connection& connection, Time now) -> std::optional<Due> {
                const auto waiting = connection.first<MemberId>("SELECT member FROM {people_pledges} LIMIT 1");
                if (!waiting) return {};
                const auto platform = rules::founded_platform(connection);
                const Time at = platform.founded_at + platform.charter.users.launch_within;
                if (platform.launched() || at > now) return {};
                return Due{at, call(ReleasePledges{})};
            }};
}

} // namespace reef::people
