#include "commons/people/roll.hpp"
#include "commons/people/assurance.hpp"
#include "commons/people/standing.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind no_class_for_roll{"people.no_such_class", "There is no class \"{}\" on this platform.", 404};
constexpr RefusalKind not_your_roll{"people.not_your_roll",
                                    "Who stands on the roll of the class \"{}\" is for others to say.", 403};
constexpr RefusalKind not_on_roll{"people.not_on_roll", "There is no entry with this number on the roll.", 404};
constexpr RefusalKind claimed_already{"people.claimed_already",
                                      "Somebody came in by this entry of the roll; they need no code any more.", 409};
constexpr RefusalKind too_many_codes{"people.too_many_codes", "At most {} codes are given at once.", 422};

constexpr std::string_view columns =
    "SELECT on_roll, class, identifier, name, subject, code_hash IS NOT NULL AS has_code, member "
    "FROM {people_roll} ";

bool may_keep(store::Connection& connection, std::string_view stakeholder_class, const Standing& standing) {
    const auto platform = rules::founded_platform(connection);
    return may_keep_roll(platform.charter, platform.launched(), stakeholder_class, standing);
}

} // namespace

std::optional<OnRoll> find_on_roll(store::Connection& connection, IdValue on_roll) {
    return connection.first<OnRoll>(std::string(columns) + "WHERE on_roll = $1", on_roll);
}
std::vector<OnRoll> roll_of(store::Connection& connection, std::string_view stakeholder_class, std::int64_t limit,
                            std::int64_t offset) {
    return connection.all<OnRoll>(std::string(columns) + "WHERE class = $1 ORDER BY on_roll LIMIT $2 OFFSET $3",
                                  stakeholder_class, limit, offset);
}
std::vector<IdValue> roll_of_member(store::Connection& connection, MemberId member) {
    return connection.all<IdValue>("SELECT on_roll FROM {people_roll} WHERE member = $1 ORDER BY on_roll", member);
}
std::optional<OnRoll> on_roll_by_code(store::Connection& connection, const Hash& code_hash) {
    return connection.first<OnRoll>(std::string(columns) + "WHERE code_hash = $1", code_hash);
}
bool may_keep_roll(const rules::Charter& charter, bool launched, std::string_view stakeholder_class,
                   const Standing& standing) {
    const auto* found = charter.find_class(stakeholder_class);
    return found && (!launched || found->admitted_by) && may_invite(charter, launched, stakeholder_class, standing);
}
std::string same_identifier(std::string_view identifier) { return lower_ascii(trimmed(identifier)); }

RollFacts load(store::Connection& connection, const Context&, const AddToRoll& add) {
    const auto platform = rules::platform(connection);
    if (!platform || !platform->charter.find_class(add.stakeholder_class)) return {};
    return {.class_known = true,
            .may = may_keep(connection, add.stakeholder_class, standing(connection, Actor::of(add.by))),
            .is_on_it = connection
                            .first<std::int64_t>("SELECT 1 FROM {people_roll} WHERE class = $1 AND key = $2",
                                                 add.stakeholder_class, add.key)
                            .has_value()};
}
Decision decide(const RollFacts& facts, const AddToRoll& add, Context& context) {
    if (!facts.class_known) return refuse(no_class_for_roll, "class", {add.stakeholder_class});
    if (!facts.may) return refuse(not_your_roll, "class", {add.stakeholder_class});
    if (facts.is_on_it) return Events{};
    return Events{
        AddedToRoll{context.new_id(), add.by, add.stakeholder_class, add.identifier, add.display_name, add.key}};
}
void apply(store::Connection& connection, const Meta&, const AddedToRoll& event) {
    std::optional<Hash> display_name;
    if (event.display_name) display_name = event.display_name->reference.commitment;
    connection.run("INSERT INTO {people_roll} (on_roll, class, key, identifier, name, subject) VALUES ($1, $2, $3, $4, "
                   "$5, $6)",
                   event.on_roll, event.stakeholder_class, event.key, event.identifier.reference.commitment,
                   display_name, event.identifier.reference.subject);
}

RollCodesFacts load(store::Connection& connection, const Context& context, const GiveRollCodes& give) {
    RollCodesFacts facts;
    if (give.codes.size() > roll_codes_max) return facts;
    for (const auto& each : give.codes) {
        facts.entries.push_back(find_on_roll(connection, each.on_roll));
        const auto& entry = facts.entries.back();
        facts.may.push_back(entry && may_keep(connection, entry->stakeholder_class, context.standing));
    }
    return facts;
}
Decision decide(const RollCodesFacts& facts, const GiveRollCodes& give, Context&) {
    if (give.codes.size() > roll_codes_max) return refuse(too_many_codes, "codes", {std::to_string(roll_codes_max)});
    for (std::size_t i = 0; i < give.codes.size(); ++i) {
        if (!facts.entries[i]) return refuse(not_on_roll, "codes");
        if (!facts.may[i]) return refuse(not_your_roll, "codes", {facts.entries[i]->stakeholder_class});
        if (facts.entries[i]->member) return refuse(claimed_already, "codes");
    }
    if (give.codes.empty()) return Events{};
    return Events{RollCodesGiven{give.codes}};
}
void apply(store::Connection& connection, const Meta&, const RollCodesGiven& event) {
    for (const auto& each : event.codes)
        connection.run("UPDATE {people_roll} SET code_hash = $1 WHERE on_roll = $2", each.code_hash, each.on_roll);
}

StrikeFacts load(store::Connection& connection, const Context& context, const StrikeFromRoll& strike) {
    StrikeFacts facts{find_on_roll(connection, strike.on_roll)};
    if (facts.entry)
        facts.may = context.actor.kind == Actor::Kind::platform ||
                    may_keep(connection, facts.entry->stakeholder_class, context.standing);
    return facts;
}
Decision decide(const StrikeFacts& facts, const StrikeFromRoll& strike, Context&) {
    if (!facts.entry) return refuse(not_on_roll, "on_roll");
    if (!facts.may) return refuse(not_your_roll, "on_roll", {facts.entry->stakeholder_class});
    return Events{StruckFromRoll{strike.on_roll, facts.entry->subject}};
}
void apply(store::Connection& connection, const Meta& meta, const StruckFromRoll& event) {
    end_ground(connection, meta, AssuranceLevel::on_roll, event.on_roll);
    connection.run("DELETE FROM {people_roll} WHERE on_roll = $1", event.on_roll);
}
void apply(store::Connection& connection, const Meta& meta, const RollClaimed& event) {
    add_ground(connection, meta, event.member, AssuranceLevel::invited, event.on_roll); // by a code, also once struck
    add_ground(connection, meta, event.member, AssuranceLevel::on_roll, event.on_roll);
    connection.run("UPDATE {people_roll} SET member = $1 WHERE on_roll = $2", event.member, event.on_roll);
}

} // namespace reef::people
