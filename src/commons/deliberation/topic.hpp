// A deliberation: a question, statements that give opinions, and everyone's evaluation of them. "One party provides
// opinions, and then the other party evaluates the opinions."
#pragma once
#include "commons/people/module.hpp"

namespace reef::deliberation {

using namespace std::literals;

enum class Answer { agree, disagree, pass };
constexpr auto names_of(Answer) { return std::array{"agree"sv, "disagree"sv, "pass"sv}; }

extern const engine::Rule<Duration> open_for;
extern const engine::Rule<engine::Count> statements_per_member;

struct Open {
    Vaulted<std::string> title;
    Vaulted<std::string> question;
    static constexpr std::string_view name = "deliberation.open";
    static constexpr std::string_view about = "Puts a topic on the agenda. A forum's right.";
    static constexpr auto fields() {
        return FieldTable{field("title", &Open::title, "in a few words", Audience::everyone, 160),
                          field("question", &Open::question, "what it is about")};
    }
};
struct Opened {
    IdValue deliberation;
    Vaulted<std::string> title;
    Vaulted<std::string> question;
    Time closes_at;
    static constexpr std::string_view name = "deliberation.opened";
    static constexpr std::string_view about = "A topic was put on the agenda.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &Opened::deliberation, "its number"),
                          field("title", &Opened::title, "in a few words"),
                          field("question", &Opened::question, "what it is about"),
                          field("closes_at", &Opened::closes_at, "until when one may speak and answer")};
    }
    std::string topic() const { return "/deliberations"; }
};

struct State {
    IdValue deliberation;
    Vaulted<std::string> text;
    static constexpr std::string_view name = "deliberation.state";
    static constexpr std::string_view about =
        "Gives an opinion, in one statement that others can agree or disagree with.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &State::deliberation, "which"),
                          field("text", &State::text, "one idea in one or two sentences", Audience::everyone, 280)};
    }
};
struct Stated {
    IdValue deliberation;
    std::int64_t number = 0;
    MemberId author;
    Vaulted<std::string> text;
    static constexpr std::string_view name = "deliberation.stated";
    static constexpr std::string_view about = "Somebody gave an opinion.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &Stated::deliberation, "which"),
                          field("number", &Stated::number, "of the statement there"),
                          field("author", &Stated::author, "whose", Audience::members),
                          field("text", &Stated::text, "the opinion")};
    }
    std::string topic() const { return "/deliberations/" + deliberation.text(); }
};

struct Evaluate {
    IdValue deliberation;
    std::int64_t number = 0;
    Answer answer = Answer::pass;
    static constexpr std::string_view name = "deliberation.evaluate";
    static constexpr std::string_view about =
        "Agrees with a statement, disagrees, or passes. A later answer replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &Evaluate::deliberation, "which"),
                          field("number", &Evaluate::number, "of the statement"),
                          field("answer", &Evaluate::answer, "agree, disagree or pass", Audience::parties)};
    }
};
struct Evaluated {
    IdValue deliberation;
    std::int64_t number = 0;
    MemberId member;
    Answer answer = Answer::pass;
    static constexpr std::string_view name = "deliberation.evaluated";
    static constexpr std::string_view about = "Somebody answered to a statement.";
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &Evaluated::deliberation, "which"),
                          field("number", &Evaluated::number, "of the statement"),
                          field("member", &Evaluated::member, "who", Audience::parties),
                          field("answer", &Evaluated::answer, "agree, disagree or pass", Audience::parties)};
    }
    std::string topic() const { return "/deliberations/" + deliberation.text(); }
};

struct OpenFacts {
    bool launched = false;
    Duration open_for;
};
OpenFacts load(store::Connection&, const engine::Context&, const Open&);
engine::Decision decide(const OpenFacts&, const Open&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Opened&);

struct StateFacts {
    bool known = false;
    std::optional<Time> closes_at; // none: never
    std::int64_t next_number = 0;
    std::int64_t mine = 0;
    std::int64_t mine_max = 0;
};
StateFacts load(store::Connection&, const engine::Context&, const State&);
engine::Decision decide(const StateFacts&, const State&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Stated&);

struct EvaluateFacts {
    bool known = false;
    std::optional<Time> closes_at;
    std::optional<Answer> previous;
};
EvaluateFacts load(store::Connection&, const engine::Context&, const Evaluate&);
engine::Decision decide(const EvaluateFacts&, const Evaluate&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Evaluated&);

/// Enters or replaces one voice's answer and keeps the statement's totals.
void enter_answer(store::Connection& connection, IdValue deliberation, std::int64_t number, std::int64_t voice,
                  Answer answer, Time at);

/// Notes that an entry brought so many answers.
void note_answers(store::Connection& connection, const engine::Meta& meta, IdValue deliberation, std::int64_t count);

/// The deliberations in which one may speak and answer now.
std::vector<IdValue> open_deliberations(store::Connection& connection, Time now);
/// Numbers of statements that a member has not answered, the least answered first: so that all are heard.
std::vector<std::int64_t> unanswered(store::Connection& connection, IdValue deliberation, MemberId member,
                                     std::int64_t limit);

} // namespace reef::deliberation
