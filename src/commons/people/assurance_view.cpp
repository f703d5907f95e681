#include "commons/people/assurance_view.hpp"
#include "commons/people/standing.hpp"
#include "math/tally/module.hpp"
#include <algorithm>
#include <map>

namespace reef::people {
using namespace engine;
namespace {

constexpr std::array levels_from_most = {AssuranceLevel::checked, AssuranceLevel::on_roll, AssuranceLevel::invited,
                                         AssuranceLevel::self_declared};

std::int64_t sum(const std::vector<LevelCount>& group, std::int64_t LevelCount::*member) {
    std::int64_t total = 0;
    for (const auto& each : group) total += each.*member;
    return total;
}

} // namespace

std::vector<LevelCount> counts_by_level(store::Connection& connection, const std::vector<MemberId>& electors,
                                        const std::vector<MemberId>& voters, EntryNumber entry) {
    std::map<MemberId, AssuranceLevel> levels;
    for (const auto& [member, rank] : connection.all<std::tuple<MemberId, std::int64_t>>(
             "SELECT member, max(rank) FROM {people_assurances} WHERE from_entry <= $1 AND (until_entry IS NULL OR "
             "until_entry > $1) GROUP BY member ORDER BY member",
             entry))
        levels.emplace(member, static_cast<AssuranceLevel>(rank));
    std::vector<LevelCount> counts;
    for (const auto level : levels_from_most) counts.push_back({level});
    const auto count_of = [&](MemberId member) -> LevelCount& {
        const auto found = levels.find(member);
        const auto level = found == levels.end() ? AssuranceLevel::self_declared : found->second;
        return *std::ranges::find(counts, level, &LevelCount::level);
    };
    for (const auto member : electors) ++count_of(member).electors;
    for (const auto member : voters) ++count_of(member).voters;
    return counts;
}

std::vector<std::vector<LevelCount>> levels_shown(const std::vector<LevelCount>& counts) {
    std::vector<tally::GroupCount> groups;
    for (const auto& each : counts) groups.push_back({each.electors, each.voters});
    const auto alone = tally::shown_beside_sum(groups, shown_from);
    const bool hides = std::ranges::find(alone, false) != alone.end();
    std::vector<std::vector<LevelCount>> shown;
    std::vector<LevelCount> together;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (alone[i] && counts[i].electors > 0)
            shown.push_back({counts[i]});
        else if (hides) // that nobody has a level would tell of those who stand beside it
            together.push_back(counts[i]);
    }
    while (!together.empty() && sum(together, &LevelCount::electors) < shown_from && !shown.empty()) {
        const auto next =
            std::ranges::min_element(shown, {}, [](const auto& group) { return sum(group, &LevelCount::electors); });
        together.insert(together.begin(), next->begin(), next->end());
        shown.erase(next);
    }
    std::ranges::sort(together, std::greater{}, &LevelCount::level);
    if (!together.empty()) shown.push_back(std::move(together));
    return shown;
}

AssuranceShares assurance_shares(const PageRequest& request, const std::vector<MemberId>& electors,
                                 const std::optional<std::vector<MemberId>>& voters,
                                 std::optional<AssuranceLevel> asked, EntryNumber entry) {
    AssuranceShares shares;
    if (asked) shares.asked = request.say("Whoever votes here is at least: {}.", {word_of(request, *asked)});
    const auto counts = counts_by_level(request.connection, electors, voters.value_or(std::vector<MemberId>{}), entry);
    std::vector<std::vector<LevelCount>> groups;
    if (request.viewer.audience() >= Audience::auditors) {
        for (const auto& each : counts)
            if (each.electors > 0) groups.push_back({each});
    } else
        groups = levels_shown(counts);
    for (const auto& group : groups) {
        const auto people = sum(group, &LevelCount::electors);
        if (group.size() > 1)
            shares.withheld = request.say("Levels of fewer than five people, and others from which these could be "
                                          "worked out, are told together; by themselves to auditors only.");
        if (people < shown_from && request.viewer.audience() < Audience::auditors) {
            shares.withheld = request.say("Of fewer than five people it is shown to auditors only.");
            continue;
        }
        std::vector<std::string> words;
        for (const auto& each : group) words.push_back(word_of(request, each.level));
        const auto did = voters ? std::optional(sum(group, &LevelCount::voters)) : std::nullopt;
        shares.lines.push_back({join(words, ", "), people, did,
                                did ? request.say("{} of {} voted", {std::to_string(*did), std::to_string(people)})
                                    : std::to_string(people)});
    }
    return shares;
}

} // namespace reef::people
