// The account of a choice among several options: in which order the method put them, and how each stood against what is
// in force.
#pragma once
#include "commons/decisions/option_mark.hpp"

namespace reef::decisions {

/// One class's votes on one option against what is in force, for auditors: beside the others they can tell of a class
/// under five.
struct OptionSupport {
    std::string id;
    std::int64_t prefer = 0;
    std::int64_t oppose = 0;
    std::int64_t neither = 0;
    static constexpr auto fields() {
        return FieldTable{
            field("id", &OptionSupport::id, "the class"),
            field("prefer", &OptionSupport::prefer, "votes for it rather than what is in force", Audience::auditors),
            field("oppose", &OptionSupport::oppose, "votes the other way round", Audience::auditors),
            field("neither", &OptionSupport::neither, "votes that set both alike", Audience::auditors)};
    }
};
struct OptionResult {
    std::int64_t option = 0;
    std::string value;
    std::int64_t place = 0;
    std::vector<OptionSupport> classes;
    std::optional<std::string> weighted_share;
    std::optional<std::string> outcome;
    std::optional<Percent> return_margin;
    static constexpr auto fields() {
        return FieldTable{
            field("option", &OptionResult::option, "its number; 0 is what is in force"),
            field("value", &OptionResult::value, "its value", Audience::everyone, prose_characters_max),
            field("place", &OptionResult::place, "in the order of the method; equal ones share a place",
                  Audience::auditors),
            field("classes", &OptionResult::classes, "against what is in force, class by class"),
            field("weighted_share", &OptionResult::weighted_share, "that prefers it to what is in force, exact",
                  Audience::auditors),
            field("outcome", &OptionResult::outcome,
                  "whether it would pass by itself: passed, rejected or no quorum; none of what is in force",
                  Audience::auditors),
            field("return_margin", &OptionResult::return_margin, "that it needed beyond the usual")};
    }
};
/// So many members of one class, voting for one option alone, would have turned the outcome to it.
struct OptionTurn {
    std::string class_name;
    std::int64_t members = 0;
    std::int64_t option = 0;
    static constexpr auto fields() {
        return FieldTable{field("class", &OptionTurn::class_name, "as people see it"),
                          field("members", &OptionTurn::members, "so many are enough"),
                          field("option", &OptionTurn::option, "to which it would have turned")};
    }
};
struct OptionOutcome {
    std::string method;
    std::optional<std::int64_t> winner;
    std::vector<OptionResult> options;
    std::optional<OptionTurn> turned_by;
    std::string votes;
    std::string account;
    static constexpr auto fields() {
        return FieldTable{
            field("method", &OptionOutcome::method, "that put the options in order"),
            field("winner", &OptionOutcome::winner, "the highest option that passes; none: what is in force stays"),
            field("options", &OptionOutcome::options, "in the order of the method, the best first"),
            field("turned_by", &OptionOutcome::turned_by, "the fewest found who would have turned it",
                  Audience::auditors),
            field("votes", &OptionOutcome::votes, "that the weights of the account add up to", Audience::auditors),
            field("account", &OptionOutcome::account, "of the method, as `reef tally` gives it", Audience::auditors,
                  1'000'000)};
    }
};

} // namespace reef::decisions
