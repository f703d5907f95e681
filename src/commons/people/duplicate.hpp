// Two members who may be one person: a body that checks identities says what they have alike, hears both, and decides.
// Of what they have alike only the kind is recorded. Where they are one person, one of the two memberships votes no
// more: nothing else is taken from anybody, and whoever it is may object (duplicate_objection.hpp).
#pragma once
#include "commons/people/likeness.hpp"
#include "commons/rules/module.hpp"

namespace reef::people {

extern const engine::Rule<Duration> hearing_time;

enum class DuplicateOutcome { different, same };
constexpr auto names_of(DuplicateOutcome) { return std::array{"different"sv, "same"sv}; }

struct RaiseDuplicate {
    MemberId first;
    MemberId second;
    std::vector<Likeness> alike;
    static constexpr std::string_view name = "people.raise_duplicate";
    static constexpr std::string_view about =
        "Asks whether two members are one person, and hears both. Only the kinds of what they have alike are recorded.";
    static constexpr auto fields() {
        return FieldTable{field("first", &RaiseDuplicate::first, "one of the two", Audience::parties),
                          field("second", &RaiseDuplicate::second, "the other", Audience::parties),
                          field("alike", &RaiseDuplicate::alike, "what they have alike, by kind", Audience::parties)};
    }
};
struct DuplicateRaised {
    IdValue duplicate;
    MemberId first; // the lower number
    MemberId second;
    std::vector<Likeness> alike;
    Time hear_until;
    static constexpr std::string_view name = "people.duplicate_raised";
    static constexpr std::string_view about = "A body asks whether two members are one person; both are heard.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &DuplicateRaised::duplicate, "its number"),
                          field("first", &DuplicateRaised::first, "one of the two", Audience::parties),
                          field("second", &DuplicateRaised::second, "the other", Audience::parties),
                          field("alike", &DuplicateRaised::alike, "what they have alike, by kind", Audience::parties),
                          field("hear_until", &DuplicateRaised::hear_until, "until when both are heard")};
    }
};

struct AnswerDuplicate {
    IdValue duplicate;
    Vaulted<std::string> answer;
    static constexpr std::string_view name = "people.answer_duplicate";
    static constexpr std::string_view about = "Says to the body that asks whether one is a second member. A later "
                                              "answer replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &AnswerDuplicate::duplicate, "which"),
                          field("answer", &AnswerDuplicate::answer, "for the body that asks", Audience::parties)};
    }
};
struct DuplicateAnswered {
    IdValue duplicate;
    MemberId member;
    Vaulted<std::string> answer;
    static constexpr std::string_view name = "people.duplicate_answered";
    static constexpr std::string_view about = "Somebody who was asked whether they are a second member answered.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &DuplicateAnswered::duplicate, "which"),
                          field("member", &DuplicateAnswered::member, "who", Audience::parties),
                          field("answer", &DuplicateAnswered::answer, "what they say", Audience::parties)};
    }
};

struct SettleDuplicate {
    IdValue duplicate;
    DuplicateOutcome outcome = DuplicateOutcome::different;
    std::optional<MemberId> suspends;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.settle_duplicate";
    static constexpr std::string_view about =
        "Decides that two members are different persons, or one: then one of the memberships votes no more.";
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &SettleDuplicate::duplicate, "which"),
                          field("outcome", &SettleDuplicate::outcome, "different, or the same person"),
                          field("suspends", &SettleDuplicate::suspends,
                                "of one person: the membership that votes no more", Audience::parties),
                          field("reason", &SettleDuplicate::reason, "why; both read it", Audience::parties)};
    }
};
struct DuplicateSettled {
    IdValue duplicate;
    DuplicateOutcome outcome = DuplicateOutcome::different;
    MemberId by;
    MemberId first;
    MemberId second;
    std::optional<MemberId> suspended;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.duplicate_settled";
    static constexpr std::string_view about =
        "A body decided whether two members are one person. If they are, one of the memberships votes no more.";
    static constexpr auto fields() {
        return FieldTable{
            field("duplicate", &DuplicateSettled::duplicate, "which"),
            field("outcome", &DuplicateSettled::outcome, "different, or the same person"),
            field("by", &DuplicateSettled::by, "who decided", Audience::parties),
            field("first", &DuplicateSettled::first, "one of the two", Audience::parties),
            field("second", &DuplicateSettled::second, "the other", Audience::parties),
            field("suspended", &DuplicateSettled::suspended, "the membership that votes no more", Audience::parties),
            field("reason", &DuplicateSettled::reason, "why", Audience::parties)};
    }
};

/// As the tables have it.
struct DuplicateRow {
    IdValue duplicate;
    MemberId first;
    MemberId second;
    std::string alike; // kinds, as JSON
    Time hear_until;
    std::optional<Hash> first_answer; // in the vault, as all hashes here
    std::optional<Hash> second_answer;
    std::optional<DuplicateOutcome> outcome;
    std::optional<MemberId> settled_by;
    std::optional<Hash> reason;
    std::optional<MemberId> suspended;
    std::optional<EntryNumber> lifted_entry;
    std::optional<Hash> objection;
    std::optional<Time> decide_until; // on the objection
    std::optional<Hash> objection_reason;
    static constexpr auto fields() {
        return FieldTable{field("duplicate", &DuplicateRow::duplicate, ""),
                          field("first", &DuplicateRow::first, ""),
                          field("second", &DuplicateRow::second, ""),
                          field("alike", &DuplicateRow::alike, ""),
                          field("hear_until", &DuplicateRow::hear_until, ""),
                          field("first_answer", &DuplicateRow::first_answer, ""),
                          field("second_answer", &DuplicateRow::second_answer, ""),
                          field("outcome", &DuplicateRow::outcome, ""),
                          field("settled_by", &DuplicateRow::settled_by, ""),
                          field("reason", &DuplicateRow::reason, ""),
                          field("suspended", &DuplicateRow::suspended, ""),
                          field("lifted_entry", &DuplicateRow::lifted_entry, ""),
                          field("objection", &DuplicateRow::objection, ""),
                          field("decide_until", &DuplicateRow::decide_until, ""),
                          field("objection_reason", &DuplicateRow::objection_reason, "")};
    }
    bool names(MemberId member) const { return first == member || second == member; }
};
std::optional<DuplicateRow> find_duplicate(store::Connection& connection, IdValue duplicate);
/// Those that name a member, or with none all, the newest first; at most `limit`.
std::vector<DuplicateRow> duplicates_of(store::Connection& connection, std::optional<MemberId> member,
                                        std::int64_t limit);
/// The last one on these two, in whichever order.
std::optional<DuplicateRow> duplicate_of_pair(store::Connection& connection, MemberId first, MemberId second);
/// Whether a pair is not asked about again: it is open, or they are different persons, or one membership is suspended.
bool is_known(const DuplicateRow& row);

struct RaiseFacts {
    bool both_here = false; // members who have not left
    std::optional<DuplicateRow> known;
    Duration hearing;
};
RaiseFacts load(store::Connection&, const engine::Context&, const RaiseDuplicate&);
/// Refused: people.same_member, .own_duplicate, .no_such_members, .nothing_alike, .duplicate_known.
engine::Decision decide(const RaiseFacts&, const RaiseDuplicate&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DuplicateRaised&);

struct DuplicateFacts {
    std::optional<DuplicateRow> row;
    Duration hearing;
};
DuplicateFacts load(store::Connection&, const engine::Context&, const AnswerDuplicate&);
/// Refused: people.no_such_duplicate, .not_about_you, .duplicate_settled_already.
engine::Decision decide(const DuplicateFacts&, const AnswerDuplicate&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DuplicateAnswered&);
DuplicateFacts load(store::Connection&, const engine::Context&, const SettleDuplicate&);
/// Refused: people.no_such_duplicate, .own_duplicate, .duplicate_settled_already, .suspends_whom; of one person before
/// both answered or could, people.not_heard_yet.
engine::Decision decide(const DuplicateFacts&, const SettleDuplicate&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DuplicateSettled&);

/// Whose membership votes no more at an entry, by number.
std::vector<MemberId> suspended_at(store::Connection& connection, EntryNumber entry);
/// Where one of the two left, the other is nobody's second membership any more.
void end_suspensions(store::Connection& connection, const engine::Meta& meta, MemberId leaver);

inline constexpr RefusalKind no_such_duplicate{"people.no_such_duplicate", "There is no such question.", 404};
inline constexpr RefusalKind own_duplicate{"people.own_duplicate", "It is about yourself: others of the body decide.",
                                           403};

} // namespace reef::people
