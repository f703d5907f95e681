// A practice about which rules and law are silent or unclear: entered by a member, talked about by those whose
// interests it touches, and gone again where nobody acts on it.
#pragma once
#include "commons/practices/terms.hpp"

namespace reef::practices {

struct Enter {
    Vaulted<std::string> title;
    Vaulted<std::string> description;
    std::vector<std::string> rules;
    std::optional<std::string> law;
    std::vector<std::string> classes;
    std::optional<Words> words;
    Vaulted<std::string> risks;
    static constexpr std::string_view name = "practices.enter";
    static constexpr std::string_view about =
        "Enters a practice about which rules and law are silent or unclear, for a body to answer in public.";
    static constexpr auto fields() {
        return FieldTable{field("title", &Enter::title, "in a few words", Audience::everyone, 160),
                          field("description", &Enter::description, "what people do"),
                          field("rules", &Enter::rules, "that it touches; none: no rule does"),
                          field("law", &Enter::law, "of the charter's register, that is unclear on it"),
                          field("classes", &Enter::classes, "whose interests it touches"),
                          field("words", &Enter::words, "by which it is found again"),
                          field("risks", &Enter::risks, "what could come of it")};
    }
};
struct Entered {
    IdValue practice;
    MemberId member;
    Vaulted<std::string> title;
    Vaulted<std::string> description;
    std::vector<std::string> rules;
    std::optional<std::string> law;
    std::vector<std::string> classes;
    std::optional<Words> words;
    Vaulted<std::string> risks;
    std::string domain;
    Time lapses_at;
    static constexpr std::string_view name = "practices.entered";
    static constexpr std::string_view about = "A practice in a grey zone stands in the register.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &Entered::practice, "its number"),
                          field("member", &Entered::member, "who entered it", Audience::members),
                          field("title", &Entered::title, "in a few words"),
                          field("description", &Entered::description, "what people do"),
                          field("rules", &Entered::rules, "that it touches"),
                          field("law", &Entered::law, "that is unclear on it"),
                          field("classes", &Entered::classes, "whose interests it touches"),
                          field("words", &Entered::words, "by which it is found again"),
                          field("risks", &Entered::risks, "what could come of it"),
                          field("domain", &Entered::domain, "of the charter, that its first rule falls under"),
                          field("lapses_at", &Entered::lapses_at, "if nobody acts on it")};
    }
    std::string topic() const { return "/practices"; }
};

enum class NoteKind { comment, fact };
constexpr auto names_of(NoteKind) { return std::array{"comment"sv, "fact"sv}; }

struct AddNote {
    IdValue practice;
    NoteKind kind = NoteKind::comment;
    Vaulted<std::string> text;
    static constexpr std::string_view name = "practices.note";
    static constexpr std::string_view about = "Comments on a practice, or adds a fact to it.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &AddNote::practice, "which"),
                          field("kind", &AddNote::kind, "a comment, or a fact and where one sees it"),
                          field("text", &AddNote::text, "for everybody to read")};
    }
};
struct Noted {
    IdValue note;
    IdValue practice;
    MemberId member;
    NoteKind kind = NoteKind::comment;
    Vaulted<std::string> text;
    std::optional<Time> lapses_at;
    static constexpr std::string_view name = "practices.noted";
    static constexpr std::string_view about = "Somebody commented on a practice, or added a fact.";
    static constexpr auto fields() {
        return FieldTable{field("note", &Noted::note, "its number"),
                          field("practice", &Noted::practice, "on which"),
                          field("member", &Noted::member, "who", Audience::members),
                          field("kind", &Noted::kind, "comment or fact"),
                          field("text", &Noted::text, "what they say"),
                          field("lapses_at", &Noted::lapses_at, "of an open one, if nobody acts on it from here on")};
    }
    std::string topic() const { return address_of(practice); }
};

/// Given by the clock.
struct LetLapse {
    IdValue practice;
    static constexpr std::string_view name = "practices.let_lapse";
    static constexpr std::string_view about = "Takes a practice out of the register on which nobody acted.";
    static constexpr auto fields() { return FieldTable{field("practice", &LetLapse::practice, "which")}; }
};
struct Lapsed {
    IdValue practice;
    static constexpr std::string_view name = "practices.lapsed";
    static constexpr std::string_view about = "Nobody acted on a practice: it lapsed, and nothing is settled.";
    static constexpr auto fields() { return FieldTable{field("practice", &Lapsed::practice, "which")}; }
    std::string topic() const { return address_of(practice); }
};

/// As the tables have it.
struct PracticeRow {
    IdValue practice;
    EntryNumber entry = 0;
    MemberId member;
    Hash title;
    Hash description;
    Hash risks;
    std::vector<std::string> rules;
    std::optional<std::string> law;
    std::vector<std::string> classes;
    Words words;
    std::string domain;
    State state = State::open;
    Time opened_at;
    Time lapses_at; // while it is open
    std::vector<std::string> features() const { return features_of(rules, law, classes, words); }
};
std::optional<PracticeRow> find_practice(store::Connection& connection, IdValue practice);
/// The newest first, from `offset`.
std::vector<PracticeRow> practices(store::Connection& connection, std::int64_t limit, std::int64_t offset);
/// That wait for an answer of the body, the oldest first.
std::vector<PracticeRow> open_practices(store::Connection& connection);
std::vector<std::string> words_of_register(store::Connection& connection);

inline constexpr RefusalKind no_such_practice{"practices.no_such_practice", "There is no practice {} in the register.",
                                              404};
inline constexpr RefusalKind practice_over{"practices.over", "On practice {} is nothing more to say: it is settled.",
                                           409};
inline constexpr RefusalKind not_touched{
    "practices.not_touched", "This is for members of the classes whose interests the practice touches.", 403};

/// Whether somebody speaks for an interest that a practice touches.
bool is_touched(const PracticeRow& practice, const engine::Standing& standing);

struct EnterFacts {
    std::vector<std::string> unknown_rules;
    bool has_law = true;
    std::vector<std::string> unknown_classes;
    std::string domain;
    std::vector<std::string> known_words;
    std::int64_t words_most = 0;
    Duration lapses_after;
};
EnterFacts load(store::Connection&, const engine::Context&, const Enter&);
/// Refused: practices.no_such_rule, .no_such_law, .no_such_class, .whose_interests, .too_many_words.
engine::Decision decide(const EnterFacts&, const Enter&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Entered&);

struct NoteFacts {
    std::optional<PracticeRow> practice;
    funding::MandatedBody answered_by;
    Duration lapses_after;
};
NoteFacts load(store::Connection&, const engine::Context&, const AddNote&);
/// Refused: practices.no_such_practice, .not_touched, .over.
engine::Decision decide(const NoteFacts&, const AddNote&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Noted&);

std::optional<PracticeRow> load(store::Connection&, const engine::Context&, const LetLapse&);
/// Refused: practices.not_due.
engine::Decision decide(const std::optional<PracticeRow>&, const LetLapse&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Lapsed&);
inline constexpr RefusalKind not_due{"practices.not_due", "Nothing of practice {} falls due then.", 409};

engine::Schedule lapse_schedule();

} // namespace reef::practices
