// Opinions on a proposal, and what another party answers to each: "one party provides opinions, and then the other
// party evaluates the opinions". Where the procedure says so (`answers_within`), the vote waits for the answers.
#pragma once
#include "commons/decisions/proposal.hpp"
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

extern const engine::Rule<engine::Count> opinions_per_member;

/// What whoever answers does with an opinion.
enum class Verdict { accepted, partly, rejected, deferred };
constexpr auto names_of(Verdict) { return std::array{"accepted"sv, "partly"sv, "rejected"sv, "deferred"sv}; }

struct StateOpinion {
    IdValue proposal;
    Vaulted<std::string> text;
    static constexpr std::string_view name = "decisions.state_opinion";
    static constexpr std::string_view about = "Gives an opinion on a proposal, as a member of a class that it "
                                              "concerns. Another class or the proposer answers.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &StateOpinion::proposal, "which"),
                          field("text", &StateOpinion::text, "what you think of it, and what you ask for",
                                Audience::everyone, 2'000)};
    }
};
struct OpinionStated {
    IdValue opinion;
    IdValue proposal;
    MemberId author;
    std::string author_class;
    Vaulted<std::string> text;
    Time answer_by;
    static constexpr std::string_view name = "decisions.opinion_stated";
    static constexpr std::string_view about = "A member gave an opinion on a proposal.";
    static constexpr auto fields() {
        return FieldTable{field("opinion", &OpinionStated::opinion, "its number"),
                          field("proposal", &OpinionStated::proposal, "which"),
                          field("author", &OpinionStated::author, "whose", Audience::members),
                          field("class", &OpinionStated::author_class, "as a member of which class"),
                          field("text", &OpinionStated::text, "the opinion"),
                          field("answer_by", &OpinionStated::answer_by, "until when another party answers")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AnswerOpinion {
    IdValue opinion;
    Verdict verdict = Verdict::rejected;
    Vaulted<std::string> reason;
    std::optional<Vaulted<std::string>> change;
    static constexpr std::string_view name = "decisions.answer_opinion";
    static constexpr std::string_view about =
        "Answers an opinion of another class, or as the proposer: what is done with it, why, and what changes.";
    static constexpr auto fields() {
        return FieldTable{field("opinion", &AnswerOpinion::opinion, "which"),
                          field("verdict", &AnswerOpinion::verdict, "accepted, partly, rejected or deferred"),
                          field("reason", &AnswerOpinion::reason, "why", Audience::everyone, 2'000),
                          field("change", &AnswerOpinion::change, "what is changed; needed where it is accepted",
                                Audience::everyone, 1'000)};
    }
};
struct OpinionAnswered {
    IdValue opinion;
    IdValue proposal;
    MemberId answerer;
    std::optional<std::string> answerer_class;
    Verdict verdict = Verdict::rejected;
    Vaulted<std::string> reason;
    std::optional<Vaulted<std::string>> change;
    std::optional<ShiftedVote> vote;
    static constexpr std::string_view name = "decisions.opinion_answered";
    static constexpr std::string_view about = "Another party answered an opinion on a proposal.";
    static constexpr auto fields() {
        return FieldTable{
            field("opinion", &OpinionAnswered::opinion, "which"),
            field("proposal", &OpinionAnswered::proposal, "on which proposal"),
            field("answerer", &OpinionAnswered::answerer, "who answered", Audience::members),
            field("class", &OpinionAnswered::answerer_class, "as a member of which class; none: as the proposer"),
            field("verdict", &OpinionAnswered::verdict, "what is done with it"),
            field("reason", &OpinionAnswered::reason, "why"),
            field("change", &OpinionAnswered::change, "what is changed"),
            field("vote", &OpinionAnswered::vote, "where the vote had waited for it alone: its new times")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock when the time to answer is over.
struct LeaveUnanswered {
    IdValue opinion;
    static constexpr std::string_view name = "decisions.leave_unanswered";
    static constexpr std::string_view about = "Records that nobody answered an opinion in time.";
    static constexpr auto fields() { return FieldTable{field("opinion", &LeaveUnanswered::opinion, "which")}; }
};
struct OpinionLeftUnanswered {
    IdValue opinion;
    IdValue proposal;
    MemberId proposer;
    std::vector<std::string> silent;
    std::optional<ShiftedVote> vote;
    static constexpr std::string_view name = "decisions.opinion_left_unanswered";
    static constexpr std::string_view about = "Neither the proposer nor another class answered an opinion in time.";
    static constexpr auto fields() {
        return FieldTable{
            field("opinion", &OpinionLeftUnanswered::opinion, "which"),
            field("proposal", &OpinionLeftUnanswered::proposal, "on which proposal"),
            field("proposer", &OpinionLeftUnanswered::proposer, "who did not answer", Audience::members),
            field("silent", &OpinionLeftUnanswered::silent, "classes of which nobody answered"),
            field("vote", &OpinionLeftUnanswered::vote, "where the vote had waited for it alone: its new times")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct StateOpinionFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    Time voting_opens_at;       // as the proposal had it: nobody speaks after that
    std::optional<Duration> answers_within;
    bool is_negotiated = false;
    std::vector<std::string> concerned; // classes
    std::vector<std::string> mine;
    std::int64_t stated = 0; // by the member, on this proposal
    std::int64_t stated_max = 0;
};
StateOpinionFacts opinion_facts(store::Connection& connection, Time at, IdValue proposal, MemberId member);
/// Why a member cannot give an opinion; nothing where they can.
std::optional<Refusal> refusal_to_state(const StateOpinionFacts& facts, Time at);
StateOpinionFacts load(store::Connection&, const engine::Context&, const StateOpinion&);
engine::Decision decide(const StateOpinionFacts&, const StateOpinion&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const OpinionStated&);

/// An opinion that waits, or one of which it is known what became of it.
struct OpinionFacts {
    std::optional<IdValue> proposal; // none: there is no such opinion
    Stage stage = Stage::deliberation;
    MemberId proposer;
    MemberId author;
    std::string author_class;
    bool waits = false;
    std::int64_t others_waiting = 0; // on the same proposal
    Time answer_by;
    Time voting_opens_at;
    Time voting_closes_at;
    std::vector<std::string> mine;    // classes of whoever answers
    std::vector<std::string> classes; // of the charter
    rules::UnlessAgreed unless_answered = rules::UnlessAgreed::vote;
    ProposalDecided ended; // the decision where that ends it
};
OpinionFacts facts_of_opinion(store::Connection& connection, IdValue opinion, MemberId member);
/// Why a member cannot answer; nothing where they can.
std::optional<Refusal> refusal_to_answer(const OpinionFacts& facts, MemberId member);
OpinionFacts load(store::Connection&, const engine::Context&, const AnswerOpinion&);
OpinionFacts load(store::Connection&, const engine::Context&, const LeaveUnanswered&);
engine::Decision decide(const OpinionFacts&, const AnswerOpinion&, engine::Context&);
engine::Decision decide(const OpinionFacts&, const LeaveUnanswered&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const OpinionAnswered&);
void apply(store::Connection&, const engine::Meta&, const OpinionLeftUnanswered&);

/// Opinions on a proposal that wait for an answer.
std::int64_t opinions_waiting(store::Connection& connection, IdValue proposal);

engine::Schedule opinion_schedule();

} // namespace reef::decisions
