// Objections to a directive: where enough of a class object, all whom it binds vote on whether it stands.
#pragma once
#include "commons/decisions/resolution.hpp"

namespace reef::decisions {

/// So many members of a class call a vote: its share, rounded up, and never nobody.
std::int64_t objections_needed(std::int64_t class_size, Percent share);

struct ObjectTo {
    IdValue proposal;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.object";
    static constexpr std::string_view about =
        "Objects to a directive, as a member of a class that it binds. Enough objections call a vote.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ObjectTo::proposal, "which decision"),
                          field("reason", &ObjectTo::reason, "what is wrong with it", Audience::parties, 2'000)};
    }
};
struct Objected {
    IdValue proposal;
    MemberId objector;
    std::string objector_class;
    Vaulted<std::string> reason;
    bool is_enough = false;
    static constexpr std::string_view name = "decisions.objected";
    static constexpr std::string_view about = "A member of a class that a directive binds objects to it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &Objected::proposal, "which decision"),
            field("objector", &Objected::objector, "who objects", Audience::parties),
            field("class", &Objected::objector_class, "as one of which class", Audience::parties),
            field("reason", &Objected::reason, "what is wrong with it", Audience::parties),
            field("is_enough", &Objected::is_enough, "whether its class has now objected enough to call a vote")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock once enough have objected and nothing else is decided on the rule.
struct AnswerObjections {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.answer_objections";
    static constexpr std::string_view about = "Calls the vote on a directive to which enough have objected.";
    static constexpr auto fields() { return FieldTable{field("proposal", &AnswerObjections::proposal, "which")}; }
};
struct ObjectionsAnswered {
    IdValue proposal;
    std::optional<IdValue> vote;
    static constexpr std::string_view name = "decisions.objections_answered";
    static constexpr std::string_view about = "Enough have objected to a directive; those whom it binds vote on it.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ObjectionsAnswered::proposal, "which decision"),
                          field("vote", &ObjectionsAnswered::vote, "that was called; none where it stands no more")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// One class that a directive binds, and how many of it object.
struct Objections {
    std::string id;
    std::int64_t members = 0;
    std::int64_t objections = 0;
};
struct ObjectFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    bool is_directive = false;
    bool stands = false; // in force or about to be
    bool has_objected = false;
    bool is_enough = false; // already
    Percent share;
    std::vector<std::string> mine; // the member's classes
    std::vector<Objections> bound; // so far
};
ObjectFacts load(store::Connection&, const engine::Context&, const ObjectTo&);
engine::Decision decide(const ObjectFacts&, const ObjectTo&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Objected&);

struct AnswerFacts {
    Proposed vote;                            // between going back and keeping it, but for its number and times
    std::optional<ResolutionProposed> repeal; // the same, where the directive is a resolution
    bool is_called_for = false;
    bool stands = false; // nothing took its place since
};
AnswerFacts load(store::Connection&, const engine::Context&, const AnswerObjections&);
engine::Decision decide(const AnswerFacts&, const AnswerObjections&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ObjectionsAnswered&);

/// What was settled for a directive, and how far objections to it have come.
struct DirectiveRow {
    std::string terms; // as JSON
    std::optional<Time> enough_at;
    std::optional<Time> answered_at;
    std::optional<IdValue> vote;
    static constexpr auto fields() {
        return FieldTable{field("terms", &DirectiveRow::terms, ""), field("enough_at", &DirectiveRow::enough_at, ""),
                          field("answered_at", &DirectiveRow::answered_at, ""), field("vote", &DirectiveRow::vote, "")};
    }
};
/// Nothing for what no body decides.
std::optional<DirectiveRow> directive_row(store::Connection& connection, IdValue proposal);
ObjectFacts objections_to(store::Connection& connection, IdValue proposal, MemberId member, Time now);
/// Why a member cannot object; nothing where they can.
std::optional<Refusal> refusal_to_object(const ObjectFacts& facts);
/// Part of what a proposal of a directive leaves behind.
void keep_directive(store::Connection& connection, IdValue proposal, const std::string& matter,
                    const DirectiveTerms& terms);

engine::Schedule objection_schedule();

} // namespace reef::decisions
