// How sure the platform is of who somebody is. Nobody types it in: it follows from what the chronicle says of how they
// came, from the roll, and from a body that checked it.
#pragma once
#include "commons/rules/module.hpp"

namespace reef::people {

using namespace std::literals;

/// From least to most, so that they compare.
enum class AssuranceLevel {
    self_declared, // signed up, and said who they are
    invited,       // came by a code or the founder's link, or a body admitted them
    on_roll,       // came by the personal code of an entry on the roll that stands
    checked        // a body that is charged with it checked who they are
};
constexpr auto names_of(AssuranceLevel) { return std::array{"self-declared"sv, "invited"sv, "on-roll"sv, "checked"sv}; }

/// A level as the value of a rule.
struct Assurance {
    AssuranceLevel level = AssuranceLevel::self_declared;
    auto operator<=>(const Assurance&) const = default;
    /// Refused: people.no_such_assurance.
    static Result<Assurance> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "one of \"self-declared\", \"invited\", \"on-roll\" and \"checked\"";
};

extern const engine::Rule<Assurance> least_assurance;

/// The level that a vote opened at this time asks for; nothing where it asks for none.
std::optional<AssuranceLevel> assurance_asked(store::Connection& connection, Time at);

/// When the chronicle stood at `entry`; without one, now.
AssuranceLevel assurance_of(store::Connection& connection, MemberId member, EntryNumber entry = INT64_MAX);
/// Those of `members`, who stand in order, that had at least this level then, where one is asked for, and whom nobody
/// had suspended as a second membership.
std::vector<MemberId> keep_voters(store::Connection& connection, std::vector<MemberId> members,
                                  std::optional<AssuranceLevel> least, EntryNumber entry = INT64_MAX);
/// What keeps somebody from voting who belongs to an electorate's classes.
struct Missing {
    std::optional<AssuranceLevel> least; // none: they are suspended
    AssuranceLevel mine = AssuranceLevel::self_declared;
};
/// Nothing where nothing does.
std::optional<Missing> missing_to_vote(store::Connection& connection, MemberId member,
                                       std::optional<AssuranceLevel> least, EntryNumber entry);
inline constexpr RefusalKind below_least_assurance{
    "people.below_least_assurance",
    "Whoever votes here is at least \"{}\", and when the vote opened you were \"{}\". The page /identity says how one "
    "gets there.",
    403};
inline constexpr RefusalKind suspended_membership{"people.suspended_membership",
                                                  "A body decided that this is a second membership of one person; it "
                                                  "votes no more. The page /duplicates says how one "
                                                  "objects.",
                                                  403};
std::unexpected<Refusal> refuse(const Missing& missing);
/// The same on a page.
std::string sentence_of(const engine::PageRequest& request, const Missing& missing);

/// A level in a word, and how somebody comes to have it.
std::string word_of(const engine::PageRequest& request, AssuranceLevel level);
std::string way_to(const engine::PageRequest& request, AssuranceLevel level);

/// For apply: what a level rests on, by its number; ended when it is not so any more.
void add_ground(store::Connection& connection, const engine::Meta& meta, MemberId member, AssuranceLevel level,
                IdValue ground);
void end_ground(store::Connection& connection, const engine::Meta& meta, AssuranceLevel level, IdValue ground);
void end_grounds(store::Connection& connection, const engine::Meta& meta, MemberId member);

} // namespace reef::people
