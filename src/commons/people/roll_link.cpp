#include "commons/people/roll_link.hpp"
#include "commons/people/assurance.hpp"
#include "commons/people/likeness.hpp"
#include "commons/people/standing.hpp"
#include <algorithm>
#include <map>

namespace reef::people {
using namespace engine;
namespace {

constexpr RefusalKind no_entry_to_link{"people.not_on_roll", "There is no entry with this number on the roll.", 404};
constexpr RefusalKind no_roll_to_link{"people.not_your_roll",
                                      "Who stands on the roll of the class \"{}\" is for others to say.", 403};
constexpr RefusalKind linked_already{"people.claimed_already",
                                     "Somebody came in by this entry of the roll; they need no code any more.", 409};
constexpr RefusalKind own_entry{"people.own_entry", "It is about yourself: others of the body decide.", 403};
constexpr RefusalKind not_in_class_of_roll{"people.not_in_class_of_roll",
                                           "They are no member of the class whose roll this is.", 409};
constexpr RefusalKind on_roll_already{"people.on_roll_already", "They stand on this roll already.", 409};

} // namespace

LinkFacts load(store::Connection& connection, const Context& context, const LinkToRoll& link) {
    LinkFacts facts{.entry = find_on_roll(connection, link.on_roll)};
    if (!facts.entry) return facts;
    const auto& class_id = facts.entry->stakeholder_class;
    const auto platform = rules::founded_platform(connection);
    facts.may = may_keep_roll(platform.charter, platform.launched(), class_id, context.standing);
    const auto classes = classes_of(connection, link.member);
    facts.is_in_class = std::ranges::find(classes, class_id) != classes.end();
    facts.has_entry =
        connection
            .first<std::int64_t>("SELECT 1 FROM {people_roll} WHERE class = $1 AND member = $2", class_id, link.member)
            .has_value();
    return facts;
}
Decision decide(const LinkFacts& facts, const LinkToRoll& link, Context& context) {
    if (!facts.entry) return refuse(no_entry_to_link, "on_roll");
    if (!facts.may) return refuse(no_roll_to_link, "on_roll", {facts.entry->stakeholder_class});
    if (facts.entry->member) return refuse(linked_already, "on_roll");
    if (link.member == context.actor.member) return refuse(own_entry, "member");
    if (!facts.is_in_class) return refuse(not_in_class_of_roll, "member");
    if (facts.has_entry) return refuse(on_roll_already, "member");
    return Events{RollLinked{link.on_roll, link.member, context.actor.member}};
}
void apply(store::Connection& connection, const Meta& meta, const RollLinked& event) {
    connection.run("UPDATE {people_roll} SET member = $1 WHERE on_roll = $2", event.member, event.on_roll);
    add_ground(connection, meta, event.member, AssuranceLevel::on_roll, event.on_roll);
}

std::vector<LikelyOnRoll> likely_on_roll(store::Connection& connection, std::string_view stakeholder_class) {
    const auto roll = roll_of(connection, stakeholder_class, INT64_MAX, 0);
    auto without = members_of(connection, stakeholder_class);
    std::erase_if(without, [&](MemberId each) {
        return std::ranges::find(roll, std::optional(each), &OnRoll::member) != roll.end();
    });
    std::multimap<std::string, MemberId> named;
    for (const auto member : without) named.emplace(plain_name(given_name(connection, member)), member);
    std::vector<LikelyOnRoll> likely;
    for (const auto& entry : roll) {
        if (entry.member) continue;
        const auto name = plain_name(chronicle::reveal_text(connection, entry.display_name).value_or(""));
        if (name.empty()) continue;
        const auto [first, last] = named.equal_range(name);
        for (auto each = first; each != last; ++each) likely.push_back({entry, each->second});
    }
    return likely;
}

} // namespace reef::people
