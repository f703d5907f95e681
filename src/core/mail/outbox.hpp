// What is to be sent, and what became of it. A letter says for whom and about what; its words are made when it is sent,
// so no address and no secret lies here.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"

namespace reef::mail {

struct Letter {
    std::string key; // there is one letter for a key, ever
    MemberId member;
    std::string kind;  // `vote`, `digest` …
    std::string about; // which one; as its kind has it
    static constexpr auto fields() {
        return FieldTable{field("key", &Letter::key, "there is one for it"),
                          field("member", &Letter::member, "for whom"), field("kind", &Letter::kind, "of what kind"),
                          field("about", &Letter::about, "about what")};
    }
};

enum class LetterState { waiting, sent, refused, dropped, given_up };
constexpr auto names_of(LetterState) {
    return std::array<std::string_view, 5>{"waiting", "sent", "refused", "dropped", "given-up"};
}

/// As the table has it.
struct KeptLetter {
    std::string key;
    MemberId member;
    std::string kind;
    std::string about;
    Time made_at;
    LetterState state = LetterState::waiting;
    std::int64_t attempts = 0;
    Time next_at;
    std::optional<Time> ended_at;
    std::optional<std::string> remark;
    Letter letter() const { return {key, member, kind, about}; }
    static constexpr auto fields() {
        return FieldTable{field("key", &KeptLetter::key, ""),           field("member", &KeptLetter::member, ""),
                          field("kind", &KeptLetter::kind, ""),         field("about", &KeptLetter::about, ""),
                          field("made_at", &KeptLetter::made_at, ""),   field("state", &KeptLetter::state, ""),
                          field("attempts", &KeptLetter::attempts, ""), field("next_at", &KeptLetter::next_at, ""),
                          field("ended_at", &KeptLetter::ended_at, ""), field("remark", &KeptLetter::remark, "")};
    }
};

std::vector<store::Migration> migrations();

/// How long a letter is remembered.
inline constexpr Duration remembered = days(30);
/// How long a server has a letter to itself; when it was killed meanwhile, another try follows.
inline constexpr Duration held_for = minutes(10);

/// Whether there is something to take.
bool is_any_due(store::Connection& connection, Time now);

// All of these in the writer's turn, which there is one of, also among several servers.
void put(store::Connection& connection, const Letter& letter, Time now);
/// Letters that are due, held by the caller until their outcome is noted. One that was held twice without an outcome
/// (its server was killed while sending) is given up: it may have arrived, twice even, and is not sent a third time.
std::vector<Letter> take(store::Connection& connection, std::int64_t limit, Time now);
void note_ended(store::Connection& connection, const std::string& key, LetterState state, std::string_view remark,
                Time now);
/// Tried again after a minute, then after two, four … up to six hours; given up after twelve times, a day and more.
void note_later(store::Connection& connection, const std::string& key, std::string_view remark, Time now);
/// It was not tried after all.
void give_back(store::Connection& connection, const std::string& key);
/// At most `limit` that are older than `remembered`.
void forget_old(store::Connection& connection, std::int64_t limit, Time now);
/// All that is kept about an erased member.
void forget_letters(store::Connection& connection, std::int64_t member);

/// The newest first; of one member, or of all.
std::vector<KeptLetter> letters(store::Connection& connection, std::optional<MemberId> member, std::int64_t limit);
std::int64_t count_waiting(store::Connection& connection);

/// Whether the platform has a mail server, as the server that started last was told.
void note_sending(store::Connection& connection, bool sends);
bool sends(store::Connection& connection);

/// How far something came that goes through entries or members in portions.
struct Place {
    std::int64_t entry = 0;
    std::int64_t member = 0;
    bool operator==(const Place&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("entry", &Place::entry, ""), field("member", &Place::member, "")};
    }
};
std::optional<Place> place_of(store::Connection& connection, std::string_view name);
/// False: somebody else has moved on from `from` meanwhile, and nothing may be done.
bool move_place(store::Connection& connection, std::string_view name, std::optional<Place> from, Place to);

} // namespace reef::mail
