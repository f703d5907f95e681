#include "commons/decisions/electorate.hpp"
#include <algorithm>
#include <set>

namespace reef::decisions {
using namespace engine;
namespace {

/// The frozen electorate of a vote, for asking about many members.
struct FrozenElectorate {
    EntryNumber entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
    std::vector<ElectorateClass> classes;
    rules::Charter charter;
    std::vector<MemberId> recused; // they were counted out

    std::vector<std::string> may_vote_as(store::Connection& connection, MemberId member) const {
        auto own = belongs_to(connection, member);
        if (!own.empty() && people::missing_to_vote(connection, member, least_assurance, entry)) own.clear();
        return own;
    }
    std::vector<std::string> belongs_to(store::Connection& connection, MemberId member) const {
        if (std::ranges::find(recused, member) != recused.end()) return {};
        const auto mine = people::classes_at(connection, member, entry);
        std::vector<std::string> own;
        for (const auto& each : classes) {
            const auto* body = each.id.starts_with("body:") ? charter.find_body(each.id.substr(5)) : nullptr;
            if (body ? people::sat_in(connection, *body, member, entry)
                     : std::ranges::find(mine, each.id) != mine.end())
                own.push_back(each.id);
        }
        return own;
    }
};

std::optional<FrozenElectorate> frozen_electorate(store::Connection& connection, IdValue proposal) {
    using Row = std::tuple<EntryNumber, std::optional<people::AssuranceLevel>>;
    const auto frozen = connection.first<Row>("SELECT frozen_entry, least_assurance FROM {decisions_proposals} WHERE "
                                              "proposal = $1 AND frozen_entry IS NOT NULL",
                                              proposal);
    if (!frozen) return {};
    return FrozenElectorate{std::get<0>(*frozen), std::get<1>(*frozen), electorate_of(connection, proposal),
                            rules::founded_platform(connection).charter, recused_from(connection, proposal)};
}

} // namespace

std::vector<std::string> may_vote_as(store::Connection& connection, IdValue proposal, MemberId member) {
    const auto electorate = frozen_electorate(connection, proposal);
    if (!electorate) return {};
    return electorate->may_vote_as(connection, member);
}

std::vector<MemberId> those_who_may_vote(store::Connection& connection, IdValue proposal,
                                         const std::vector<MemberId>& members) {
    const auto electorate = frozen_electorate(connection, proposal);
    if (!electorate) return {};
    std::vector<MemberId> they;
    for (const auto member : members)
        if (!electorate->may_vote_as(connection, member).empty()) they.push_back(member);
    return they;
}

std::optional<people::Missing> missing_to_vote(store::Connection& connection, IdValue proposal, MemberId member) {
    const auto electorate = frozen_electorate(connection, proposal);
    if (!electorate || electorate->belongs_to(connection, member).empty()) return {};
    return people::missing_to_vote(connection, member, electorate->least_assurance, electorate->entry);
}

std::optional<Electors> electors_of(store::Connection& connection, IdValue proposal) {
    const auto electorate = frozen_electorate(connection, proposal);
    if (!electorate) return {};
    std::set<MemberId> all;
    for (const auto& each : electorate->classes) {
        const auto* body = each.id.starts_with("body:") ? electorate->charter.find_body(each.id.substr(5)) : nullptr;
        const auto members = body ? people::members_of_body_at(connection, *body, electorate->entry)
                                  : people::members_at(connection, each.id, electorate->entry);
        all.insert(members.begin(), members.end());
    }
    for (const auto each : electorate->recused) all.erase(each);
    return Electors{
        electorate->entry, electorate->least_assurance,
        people::keep_voters(connection, {all.begin(), all.end()}, electorate->least_assurance, electorate->entry),
        connection.all<MemberId>("SELECT voter FROM {decisions_ballots} WHERE proposal = $1 ORDER BY voter", proposal)};
}

bool has_small_class(const std::vector<ElectorateClass>& electorate) {
    return std::ranges::any_of(electorate,
                               [](const auto& each) { return each.eligible > 0 && each.eligible < shown_from; });
}

std::vector<ElectorateClass> electorate_of(store::Connection& connection, IdValue proposal) {
    return connection.all<ElectorateClass>(
        "SELECT class AS id, name, weight, quorum, eligible FROM {decisions_electorate} "
        "WHERE proposal = $1 ORDER BY place",
        proposal);
}

} // namespace reef::decisions
