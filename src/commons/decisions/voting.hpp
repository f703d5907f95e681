// Voting: the electorate is frozen at an entry, one member has one vote in a class, and at its time the count is taken.
#pragma once
#include "commons/decisions/alternative.hpp"
#include "commons/decisions/amendment.hpp"
#include "commons/decisions/ballot.hpp"
#include "commons/decisions/option_outcome.hpp"
#include "math/tally/module.hpp"

namespace reef::decisions {

/// Given by the clock when the time for deliberation is over.
struct OpenVoting {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.open_voting";
    static constexpr std::string_view about = "Freezes the electorate and opens the vote.";
    static constexpr auto fields() { return FieldTable{field("proposal", &OpenVoting::proposal, "which")}; }
};
struct VotingOpened {
    IdValue proposal;
    EntryNumber frozen_entry = 0;
    std::vector<ElectorateClass> electorate;
    std::optional<people::AssuranceLevel> least_assurance; // none: everybody in the classes votes
    std::optional<Time> quorum_look_at;
    static constexpr std::string_view name = "decisions.voting_opened";
    static constexpr std::string_view about =
        "The vote is open. Who belonged to its classes at the frozen entry may vote.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &VotingOpened::proposal, "which"),
            field("frozen_entry", &VotingOpened::frozen_entry, "who was a member then"),
            field("electorate", &VotingOpened::electorate, "class by class"),
            field("least_assurance", &VotingOpened::least_assurance, "how sure one had to be then of who somebody is"),
            field("quorum_look_at", &VotingOpened::quorum_look_at,
                  "when it is looked whether the quorums are reached, so that a late one keeps the vote open")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock when the time to vote is over.
struct CloseVoting {
    IdValue proposal;
    std::optional<PublishedBallots> opened;
    static constexpr std::string_view name = "decisions.close_voting";
    static constexpr std::string_view about = "Takes the count and settles the outcome.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &CloseVoting::proposal, "which"),
                          field("opened", &CloseVoting::opened, "of private ballots: what they say, observed now")};
    }
};

/// The count of one class, for auditors only: beside the others it can tell of a class under five. The page of the
/// decision shows what does not (count_view.hpp).
struct ClassCount {
    std::string id;
    std::int64_t in_favour = 0;
    std::int64_t against = 0;
    std::int64_t abstain = 0;
    Percent responsibility;
    std::optional<std::int64_t> delegated; // of all these; none where nobody cast another's vote
    static constexpr auto fields() {
        return FieldTable{
            field("id", &ClassCount::id, "the class"),
            field("for", &ClassCount::in_favour, "votes", Audience::auditors),
            field("against", &ClassCount::against, "votes", Audience::auditors),
            field("abstain", &ClassCount::abstain, "votes", Audience::auditors),
            field("responsibility", &ClassCount::responsibility, "its share of the responsibility; all sum to 100 %",
                  Audience::auditors),
            field("delegated", &ClassCount::delegated, "of these, cast by somebody else", Audience::auditors)};
    }
};
struct ProposalDecided {
    IdValue proposal;
    bool passed = false;
    std::string outcome;
    std::string explanation;
    std::string weighted_share;
    std::vector<ClassCount> counts;
    std::optional<std::string> turning_point;
    std::optional<Subject> subject;
    std::optional<std::string> rule;
    std::optional<std::string> value;
    std::optional<Time> effective_at;
    Vaulted<std::string> reason;
    std::optional<MemberId> proposer;
    std::optional<ExpectedResult> expected;
    std::optional<Time> sunset_at;
    std::optional<rules::Scope> scope = {};
    std::optional<bool> by_law = {};
    std::optional<OptionOutcome> options;
    static constexpr std::string_view name = "decisions.proposal_decided";
    static constexpr std::string_view about = "The count was taken; this is the outcome, and who answers for it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &ProposalDecided::proposal, "which"),
            field("passed", &ProposalDecided::passed, "whether it is accepted"),
            field("outcome", &ProposalDecided::outcome, "passed, rejected, no quorum or vetoed"),
            field("explanation", &ProposalDecided::explanation, "what was asked, and what was reached",
                  Audience::auditors),
            field("weighted_share", &ProposalDecided::weighted_share, "of the votes in favour, exact",
                  Audience::auditors),
            field("counts", &ProposalDecided::counts, "class by class"),
            field("turning_point", &ProposalDecided::turning_point, "the fewest who would have turned it",
                  Audience::auditors),
            field("subject", &ProposalDecided::subject, "what was decided; without a word, a change of a rule"),
            field("rule", &ProposalDecided::rule, "of a change: which rule it is about"),
            field("value", &ProposalDecided::value, "of a change: the proposed value", Audience::everyone,
                  prose_characters_max),
            field("effective_at", &ProposalDecided::effective_at, "after notice, where it passed"),
            field("reason", &ProposalDecided::reason, "why it was proposed"),
            field("proposer", &ProposalDecided::proposer, "who proposed it"),
            field("expected", &ProposalDecided::expected,
                  "the promised result of a change; none where a review called the vote"),
            field("sunset_at", &ProposalDecided::sunset_at, "when the value before returns by itself"),
            field("scope", &ProposalDecided::scope, "of a change: where it holds; none: the whole platform"),
            field("by_law", &ProposalDecided::by_law, "whether it was decided within the room for by-laws"),
            field("options", &ProposalDecided::options, "where one chose among several: how they stood")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// The times of a vote that opens later than it was to.
struct ShiftedVote {
    Time opens_at;
    Time closes_at;
    static constexpr auto fields() {
        return FieldTable{field("opens_at", &ShiftedVote::opens_at, "the vote"),
                          field("closes_at", &ShiftedVote::closes_at, "as much later as it opens later")};
    }
};
/// Part of what an event leaves behind that moves a vote.
void shift_vote(store::Connection& connection, IdValue proposal, const std::optional<ShiftedVote>& vote);

struct OpenFacts {
    rules::DomainCharter domain;
    std::vector<ElectorateClass> all; // with the charter's weights, counted now
    bool waiting = false;
    EntryNumber last_entry = 0;
    std::int64_t opinions_waiting = 0; // for an answer
    std::optional<people::AssuranceLevel> least_assurance;
    std::optional<Duration> late_quorum;
    Time closes_at;
};
OpenFacts load(store::Connection&, const engine::Context&, const OpenVoting&);
engine::Decision decide(const OpenFacts&, const OpenVoting&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const VotingOpened&);

/// Under which a proposal began.
rules::ProcedureCharter procedure_of(store::Connection& connection, IdValue proposal);

/// Equal ballots of one class on several options, with the votes of those who entrusted their voters.
struct OptionBallot {
    std::string voter_class;
    std::vector<OptionMark> marks;
    std::int64_t votes = 1;
};

struct CloseFacts {
    rules::ProcedureCharter procedure;
    std::vector<ElectorateClass> electorate;
    std::vector<ClassCount> counts; // in the electorate's order; of private ballots what was delegated alone
    std::optional<Subject> subject; // none: a change of a rule
    std::optional<std::string> rule;
    std::optional<rules::Scope> scope = {};
    std::optional<bool> by_law = {};
    std::optional<std::string> value;
    Vaulted<std::string> reason;
    std::optional<MemberId> proposer;
    std::optional<ExpectedResult> expected;
    std::optional<Time> sunset_at;
    std::optional<Merging> merging; // of an amendment: the draft that it changes
    std::vector<Option> options;    // where one chooses among several, with their ballots
    std::vector<OptionBallot> option_ballots;
    std::vector<AlternativeRow> alternatives;
};
/// Opens private ballots: once, when the vote closes.
void observe(store::Connection&, const engine::Context&, CloseVoting&);
CloseFacts load(store::Connection&, const engine::Context&, const CloseVoting&);
engine::Decision decide(const CloseFacts&, const CloseVoting&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProposalDecided&);

/// What is counted, and how.
std::vector<tally::ClassVotes> class_votes(const std::vector<ElectorateClass>& electorate,
                                           const std::vector<ClassCount>& counts,
                                           const rules::ProcedureCharter& procedure);
tally::ByClassRule count_rule(const rules::ProcedureCharter& procedure);
/// The account of a count by classes, under a procedure.
tally::ByClassResult count_by_class(const rules::ProcedureCharter& procedure,
                                    const std::vector<ElectorateClass>& electorate,
                                    const std::vector<ClassCount>& counts);
void count_vote(std::vector<ClassCount>& counts, std::string_view voter_class, Choice choice, std::int64_t votes);
/// How many voted, in the electorate's order.
std::vector<std::int64_t> turnouts_of(store::Connection& connection, IdValue proposal,
                                      const std::vector<ElectorateClass>& electorate);
/// The ballots alone, without what delegates cast for others: how it stands while the vote is open.
std::vector<ClassCount> counts_of(store::Connection& connection, IdValue proposal,
                                  const std::vector<ElectorateClass>& electorate);
/// The proposals on which one may vote now.
std::vector<IdValue> open_votes(store::Connection& connection);
/// The newest proposal, whatever became of it.
std::optional<IdValue> latest(store::Connection& connection);

engine::Schedule opening_schedule();
engine::Schedule closing_schedule();

} // namespace reef::decisions
