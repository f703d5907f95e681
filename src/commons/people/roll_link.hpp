// Somebody on the roll who came in without their code: the body that keeps the roll says who they are.
#pragma once
#include "commons/people/roll.hpp"

namespace reef::people {

struct LinkToRoll {
    IdValue on_roll;
    MemberId member;
    static constexpr std::string_view name = "people.link_to_roll";
    static constexpr std::string_view about = "Says that a member who came in without a code is whom an entry on the "
                                              "roll names. Its code lets nobody in then.";
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &LinkToRoll::on_roll, "the number of the entry on the roll"),
                          field("member", &LinkToRoll::member, "who it is", Audience::parties)};
    }
};
struct RollLinked {
    IdValue on_roll;
    MemberId member;
    MemberId by;
    static constexpr std::string_view name = "people.roll_linked";
    static constexpr std::string_view about = "A body said which member an entry on the roll names.";
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &RollLinked::on_roll, "the number of the entry on the roll"),
                          field("member", &RollLinked::member, "who", Audience::parties),
                          field("by", &RollLinked::by, "who said so", Audience::parties)};
    }
    std::string topic() const { return "/roll"; }
};

struct LinkFacts {
    std::optional<OnRoll> entry;
    bool may = false;
    bool is_in_class = false;
    bool has_entry = false; // the member stands on the roll of the class already
};
LinkFacts load(store::Connection&, const engine::Context&, const LinkToRoll&);
/// Refused: people.not_on_roll, .not_your_roll, .claimed_already, .own_entry, .not_in_class_of_roll, .on_roll_already.
engine::Decision decide(const LinkFacts&, const LinkToRoll&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RollLinked&);

/// An entry of a class's roll that nobody came in by, and a member of the class without one who has its name.
struct LikelyOnRoll {
    OnRoll entry;
    MemberId member;
};
std::vector<LikelyOnRoll> likely_on_roll(store::Connection& connection, std::string_view stakeholder_class);

} // namespace reef::people
