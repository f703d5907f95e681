#include "commons/rules/charter_amendment.hpp"
#include "commons/rules/index_window.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind no_charter_announced{"rules.no_charter_announced", "No charter waits for its day here.", 404};

/// The ladder may have had a domain decided in another way since: what the amendment does not touch stays as it is.
Charter with_untouched_domains(const CharterAnnounced& announced, const Charter& in_force) {
    auto charter = announced.charter;
    for (auto& domain : charter.governance.domains) {
        const auto clause = "governance.domains[" + domain.rules + "]";
        const auto touches = [&](const ClauseChange& each) { return speaks_of(clause, each.clause); };
        const auto now = std::ranges::find(in_force.governance.domains, domain.rules, &DomainCharter::rules);
        if (now != in_force.governance.domains.end() && std::ranges::none_of(announced.changes, touches)) domain = *now;
    }
    return charter;
}

} // namespace

NoFacts load(store::Connection&, const Context&, const AnnounceCharter&) { return {}; }
Decision decide(const NoFacts&, const AnnounceCharter& announce, Context&) {
    return Events{CharterAnnounced{announce.decision, announce.charter, announce.changes, announce.effective_at}};
}
void apply(store::Connection& connection, const Meta& meta, const CharterAnnounced& event) {
    connection.run("INSERT INTO {rules_charters} (decision, announced, effective_at, entry, in_force) VALUES ($1, $2, "
                   "$3, $4, FALSE)",
                   event.decision, json_text(to_json(event)), event.effective_at, meta.entry);
}

TakeFacts load(store::Connection& connection, const Context& context, const TakeCharter& take) {
    TakeFacts facts;
    const auto announced = connection.first<std::string>(
        "SELECT announced FROM {rules_charters} WHERE decision = $1 AND NOT in_force", take.decision);
    if (!announced) return facts;
    facts.announced = from_recorded<CharterAnnounced>(*announced);
    facts.in_force = founded_platform(connection).charter;
    facts.by_laws = standing_by_laws(connection, facts.in_force, facts.announced->charter, context.at);
    return facts;
}
/// By-laws that lie outside of the room that is left now are brought inside on the same day, in the same entry.
Decision decide(const TakeFacts& facts, const TakeCharter& take, Context& context) {
    if (!facts.announced) return refuse(no_charter_announced, "decision");
    const CharterTaken taken{take.decision, with_untouched_domains(*facts.announced, facts.in_force)};
    Events events{taken};
    for (const auto& by_law : facts.by_laws)
        if (const auto* rule = context.registry->rule(by_law.rule))
            for (const auto& each : narrowed(by_law, *rule, taken.charter, take.decision, context.at)) events.add(each);
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const CharterTaken& event) {
    connection.run("UPDATE {rules_platform} SET charter = $1, entry = $2 WHERE platform = 1",
                   json_text(to_json(event.charter)), meta.entry);
    connection.run("UPDATE {rules_charters} SET in_force = TRUE, entry = $1 WHERE decision = $2", meta.entry,
                   event.decision);
    begin_indexes(connection, event.charter, meta.at);
}

std::vector<Amendment> charter_amendments(store::Connection& connection) {
    std::vector<Amendment> amendments;
    for (const auto& [announced, entry, in_force] : connection.all<std::tuple<std::string, EntryNumber, bool>>(
             "SELECT announced, entry, in_force FROM {rules_charters} ORDER BY effective_at DESC, decision DESC")) {
        auto event = from_recorded<CharterAnnounced>(announced);
        amendments.push_back(
            {event.decision, std::move(event.charter), std::move(event.changes), event.effective_at, entry, in_force});
    }
    return amendments;
}
std::optional<IdValue> announced_charter(store::Connection& connection) {
    return connection.first<IdValue>(
        "SELECT decision FROM {rules_charters} WHERE NOT in_force ORDER BY decision LIMIT 1");
}

Schedule charter_schedule() {
    return schedule<IdValue>("rules.charter", "a charter that was decided takes its place on its day",
                             "SELECT effective_at, decision FROM {rules_charters} WHERE NOT in_force AND effective_at "
                             "<= $1 ORDER BY effective_at, decision LIMIT 1",
                             [](IdValue decision) { return call(TakeCharter{decision}); });
}

} // namespace reef::rules
