#include "commons/people/assurance.hpp"
#include "commons/people/duplicate.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;

const Rule<Assurance> least_assurance{"people.least_assurance", "Least assurance of identity to vote",
                                      "How sure the platform must be of who somebody is before they are in an "
                                      "electorate: self-declared, invited, on-roll "
                                      "or checked. It holds for votes that open from then on.",
                                      Assurance{}};

namespace {

constexpr RefusalKind no_such_assurance{"people.no_such_assurance", "\"{}\" is no level of assurance; there are: {}.",
                                        422};

std::int64_t rank_of(AssuranceLevel level) { return static_cast<std::int64_t>(level); }

} // namespace

Result<Assurance> Assurance::parse(std::string_view text) {
    constexpr auto names = names_of(AssuranceLevel{});
    const auto found = std::ranges::find(names, text);
    if (found == names.end())
        return refuse(no_such_assurance, {}, {std::string(text), join({names.begin(), names.end()}, ", ")});
    return Assurance{static_cast<AssuranceLevel>(found - names.begin())};
}
std::string Assurance::text() const { return std::string(names_of(level)[static_cast<std::size_t>(level)]); }

std::optional<AssuranceLevel> assurance_asked(store::Connection& connection, Time at) {
    const auto least = rules::in_force(connection, least_assurance, at).value.level;
    return least == AssuranceLevel::self_declared ? std::nullopt : std::optional(least);
}

AssuranceLevel assurance_of(store::Connection& connection, MemberId member, EntryNumber entry) {
    return static_cast<AssuranceLevel>(connection.one<std::int64_t>(
        "SELECT coalesce(max(rank), 0) FROM {people_assurances} WHERE member = $1 AND from_entry <= $2 AND "
        "(until_entry IS NULL OR until_entry > $2)",
        member, entry));
}

std::vector<MemberId> keep_voters(store::Connection& connection, std::vector<MemberId> members,
                                  std::optional<AssuranceLevel> least, EntryNumber entry) {
    const auto suspended = suspended_at(connection, entry);
    std::erase_if(members, [&](MemberId each) { return std::ranges::binary_search(suspended, each); });
    if (!least) return members;
    const auto assured = connection.all<MemberId>("SELECT DISTINCT member FROM {people_assurances} WHERE rank >= $1 "
                                                  "AND from_entry <= $2 AND (until_entry IS NULL "
                                                  "OR until_entry > $2) ORDER BY member",
                                                  rank_of(*least), entry);
    std::vector<MemberId> kept;
    std::ranges::set_intersection(members, assured, std::back_inserter(kept));
    return kept;
}

std::optional<Missing> missing_to_vote(store::Connection& connection, MemberId member,
                                       std::optional<AssuranceLevel> least, EntryNumber entry) {
    if (std::ranges::binary_search(suspended_at(connection, entry), member)) return Missing{};
    const auto mine = assurance_of(connection, member, entry);
    return least && mine < *least ? std::optional(Missing{least, mine}) : std::nullopt;
}

std::unexpected<Refusal> refuse(const Missing& missing) {
    if (!missing.least) return reef::refuse(suspended_membership);
    return reef::refuse(below_least_assurance, {}, {Assurance{*missing.least}.text(), Assurance{missing.mine}.text()});
}

std::string sentence_of(const PageRequest& request, const Missing& missing) {
    if (!missing.least)
        return request.say("A body decided that this is a second membership of one person; it votes no more.");
    return request.say("Whoever votes here is at least \"{}\", and when the vote opened you were \"{}\".",
                       {word_of(request, *missing.least), word_of(request, missing.mine)});
}

std::string word_of(const PageRequest& request, AssuranceLevel level) {
    switch (level) {
    case AssuranceLevel::invited:
        return request.say("invited");
    case AssuranceLevel::on_roll:
        return request.say("on the roll");
    case AssuranceLevel::checked:
        return request.say("checked by a body");
    case AssuranceLevel::self_declared:
        break;
    }
    return request.say("only self-declared");
}

std::string way_to(const PageRequest& request, AssuranceLevel level) {
    switch (level) {
    case AssuranceLevel::invited:
        return request.say("Came by the code of an invitation, or a body admitted them.");
    case AssuranceLevel::on_roll:
        return request.say("Came by the personal code of their entry on the roll.");
    case AssuranceLevel::checked:
        return request.say("A body that is charged with it checked who they are, and recorded how and when.");
    case AssuranceLevel::self_declared:
        break;
    }
    return request.say("Signed up, and said who they are. Nobody else did.");
}

void add_ground(store::Connection& connection, const Meta& meta, MemberId member, AssuranceLevel level,
                IdValue ground) {
    connection.run("INSERT INTO {people_assurances} (member, rank, ground, from_entry) VALUES ($1, $2, $3, $4)", member,
                   rank_of(level), ground, meta.entry);
}
void end_ground(store::Connection& connection, const Meta& meta, AssuranceLevel level, IdValue ground) {
    connection.run("UPDATE {people_assurances} SET until_entry = $1 WHERE rank = $2 AND ground = $3 AND until_entry IS "
                   "NULL",
                   meta.entry, rank_of(level), ground);
}
void end_grounds(store::Connection& connection, const Meta& meta, MemberId member) {
    connection.run("UPDATE {people_assurances} SET until_entry = $1 WHERE member = $2 AND until_entry IS NULL",
                   meta.entry, member);
}

} // namespace reef::people
