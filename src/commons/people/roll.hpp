// The roll: whom a co-operative knows already, before they come to the platform. Each entry names somebody by what the
// co-operative calls them (a member number, an e-mail address) and the class that is theirs; with a personal code, sent
// by letter, they come in as who they are. What is personal lies in the vault, each entry under a key of its own.
#pragma once
#include "commons/people/invitation.hpp"

namespace reef::people {

/// Given by the house, which reads the list, for the member who sent it. Somebody who is on the roll of the class
/// already stays as they are.
struct AddToRoll {
    MemberId by;
    std::string stakeholder_class;
    Vaulted<std::string> identifier;
    std::optional<Vaulted<std::string>> display_name;
    Hash key;
    static constexpr std::string_view name = "people.add_to_roll";
    static constexpr std::string_view about = "Puts somebody on the roll of a class. POST /roll reads a whole list.";
    static constexpr auto fields() {
        return FieldTable{
            field("by", &AddToRoll::by, "who sent the list"),
            field("class", &AddToRoll::stakeholder_class, "that is theirs"),
            field("identifier", &AddToRoll::identifier, "a member number or an address", Audience::auditors, 200),
            field("name", &AddToRoll::display_name, "what they are called", Audience::auditors, 80),
            field("key", &AddToRoll::key, "keyed hash of the identifier, by which a second entry is noticed",
                  Audience::auditors)};
    }
};
struct AddedToRoll {
    IdValue on_roll;
    MemberId by;
    std::string stakeholder_class;
    Vaulted<std::string> identifier;
    std::optional<Vaulted<std::string>> display_name;
    Hash key;
    static constexpr std::string_view name = "people.added_to_roll";
    static constexpr std::string_view about = "Somebody stands on the roll of a class, and may join it by their code.";
    static constexpr auto fields() {
        return FieldTable{
            field("on_roll", &AddedToRoll::on_roll, "the number of the entry on the roll"),
            field("by", &AddedToRoll::by, "who sent the list", Audience::members),
            field("class", &AddedToRoll::stakeholder_class, "that is theirs"),
            field("identifier", &AddedToRoll::identifier, "a member number or an address", Audience::auditors),
            field("name", &AddedToRoll::display_name, "what they are called", Audience::auditors),
            field("key", &AddedToRoll::key, "keyed hash of the identifier", Audience::auditors)};
    }
    std::string topic() const { return "/roll"; }
};

struct RollCode {
    IdValue on_roll;
    Hash code_hash;
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &RollCode::on_roll, "whose"),
                          field("code_hash", &RollCode::code_hash, "of the code", Audience::auditors)};
    }
};
/// At most `roll_codes_max` in one entry. A new code takes the place of an older one.
struct GiveRollCodes {
    std::vector<RollCode> codes;
    static constexpr std::string_view name = "people.give_roll_codes";
    static constexpr std::string_view about =
        "Gives people on the roll their personal codes. POST /roll/codes makes them and shows them once.";
    static constexpr auto fields() {
        return FieldTable{field("codes", &GiveRollCodes::codes, "hashes of the codes, entry by entry")};
    }
};
struct RollCodesGiven {
    std::vector<RollCode> codes;
    static constexpr std::string_view name = "people.roll_codes_given";
    static constexpr std::string_view about = "People on the roll have personal codes; older ones let nobody in.";
    static constexpr auto fields() {
        return FieldTable{field("codes", &RollCodesGiven::codes, "hashes of the codes, entry by entry")};
    }
    std::string topic() const { return "/roll"; }
};

struct StrikeFromRoll {
    IdValue on_roll;
    static constexpr std::string_view name = "people.strike_from_roll";
    static constexpr std::string_view about =
        "Strikes an entry from the roll and erases what is personal in it. Whoever came in by it remains a member.";
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &StrikeFromRoll::on_roll, "the number of the entry on the roll")};
    }
};
struct StruckFromRoll {
    IdValue on_roll;
    std::int64_t subject = 0;
    static constexpr std::string_view name = "people.struck_from_roll";
    static constexpr std::string_view about = "An entry was struck from the roll, and what was personal in it erased.";
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &StruckFromRoll::on_roll, "the number of the entry on the roll"),
                          field("subject", &StruckFromRoll::subject, "whose key was destroyed")};
    }
    std::int64_t erased_subject() const { return subject; }
    std::string topic() const { return "/roll"; }
};

/// Somebody came in by their code, together with MemberJoined or PledgeMade.
struct RollClaimed {
    IdValue on_roll;
    MemberId member;
    static constexpr std::string_view name = "people.roll_claimed";
    static constexpr std::string_view about = "Somebody who stood on the roll came in by their code.";
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &RollClaimed::on_roll, "the number of the entry on the roll"),
                          field("member", &RollClaimed::member, "who", Audience::members)};
    }
    std::string topic() const { return "/roll"; }
};

/// An entry on the roll as the tables have it.
struct OnRoll {
    IdValue on_roll;
    std::string stakeholder_class;
    Hash identifier; // in the vault
    std::optional<Hash> display_name;
    std::int64_t subject = 0;
    bool has_code = false;
    std::optional<MemberId> member; // who came in by it
    static constexpr auto fields() {
        return FieldTable{field("on_roll", &OnRoll::on_roll, ""),       field("class", &OnRoll::stakeholder_class, ""),
                          field("identifier", &OnRoll::identifier, ""), field("name", &OnRoll::display_name, ""),
                          field("subject", &OnRoll::subject, ""),       field("has_code", &OnRoll::has_code, ""),
                          field("member", &OnRoll::member, "")};
    }
};
std::optional<OnRoll> find_on_roll(store::Connection& connection, IdValue on_roll);
/// In the order in which they were put on it: at most `limit`, after the first `offset`.
std::vector<OnRoll> roll_of(store::Connection& connection, std::string_view stakeholder_class, std::int64_t limit,
                            std::int64_t offset);
/// Of somebody who came in by it.
std::vector<IdValue> roll_of_member(store::Connection& connection, MemberId member);
/// Whose code this is; nobody's, where they were struck from the roll.
std::optional<OnRoll> on_roll_by_code(store::Connection& connection, const Hash& code_hash);
/// The body that admits to a class keeps its roll, before the launch the founder; of a class without one nobody does.
bool may_keep_roll(const rules::Charter& charter, bool launched, std::string_view stakeholder_class,
                   const engine::Standing& standing);
/// How an identifier is compared: without space around it, in small letters; by its hash under a key that the chronicle
/// does not hold, so that nobody can try addresses against it.
std::string same_identifier(std::string_view identifier);

struct RollFacts {
    bool class_known = false;
    bool may = false;
    bool is_on_it = false;
};
RollFacts load(store::Connection&, const engine::Context&, const AddToRoll&);
engine::Decision decide(const RollFacts&, const AddToRoll&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AddedToRoll&);

struct RollCodesFacts {
    std::vector<std::optional<OnRoll>> entries; // one for each code
    std::vector<bool> may;
};
RollCodesFacts load(store::Connection&, const engine::Context&, const GiveRollCodes&);
engine::Decision decide(const RollCodesFacts&, const GiveRollCodes&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RollCodesGiven&);

struct StrikeFacts {
    std::optional<OnRoll> entry;
    bool may = false;
};
StrikeFacts load(store::Connection&, const engine::Context&, const StrikeFromRoll&);
engine::Decision decide(const StrikeFacts&, const StrikeFromRoll&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const StruckFromRoll&);
void apply(store::Connection&, const engine::Meta&, const RollClaimed&);

inline constexpr std::size_t roll_codes_max = 500;

} // namespace reef::people
