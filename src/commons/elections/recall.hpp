// Recall: those who elect a body may end the seat of one of its members before the term does. Enough demands call a
// vote on that member alone; the others stay where they are.
#pragma once
#include "commons/elections/count.hpp"

namespace reef::elections {

extern const engine::Rule<Percent> recall_share;
extern const engine::Rule<Duration> recall_time;
extern const engine::Rule<Percent> recall_majority;
extern const engine::Rule<Percent> recall_quorum;

enum class RecallChoice { remove, keep };
constexpr auto names_of(RecallChoice) { return std::array{"remove"sv, "keep"sv}; }
/// `moot`: the seat was theirs no more when the vote ended.
enum class RecallOutcome { recalled, stays, moot };
constexpr auto names_of(RecallOutcome) { return std::array{"recalled"sv, "stays"sv, "moot"sv}; }

struct DemandRecall {
    std::string body;
    MemberId member;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "elections.demand_recall";
    static constexpr std::string_view about =
        "Demands that a member of an elected body gives up the seat. With enough demands there is a vote.";
    static constexpr auto fields() {
        return FieldTable{field("body", &DemandRecall::body, "which"),
                          field("member", &DemandRecall::member, "who sits there"),
                          field("reason", &DemandRecall::reason, "why; members read it", Audience::members)};
    }
};
struct RecallDemanded {
    std::string body;
    MemberId member;
    MemberId by;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "elections.recall_demanded";
    static constexpr std::string_view about = "A member demanded that somebody gives up their seat.";
    static constexpr auto fields() {
        return FieldTable{field("body", &RecallDemanded::body, "which"),
                          field("member", &RecallDemanded::member, "who sits there"),
                          field("by", &RecallDemanded::by, "who demands it", Audience::parties),
                          field("reason", &RecallDemanded::reason, "why", Audience::members)};
    }
    std::string topic() const { return "/elections"; }
};
struct WithdrawRecall {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "elections.withdraw_recall";
    static constexpr std::string_view about = "Takes back one's demand that somebody gives up their seat.";
    static constexpr auto fields() {
        return FieldTable{field("body", &WithdrawRecall::body, "which"),
                          field("member", &WithdrawRecall::member, "who sits there")};
    }
};
struct RecallWithdrawn {
    std::string body;
    MemberId member;
    MemberId by;
    static constexpr std::string_view name = "elections.recall_withdrawn";
    static constexpr std::string_view about = "A member took back their demand that somebody gives up their seat.";
    static constexpr auto fields() {
        return FieldTable{field("body", &RecallWithdrawn::body, "which"),
                          field("member", &RecallWithdrawn::member, "who sits there"),
                          field("by", &RecallWithdrawn::by, "who had demanded it", Audience::parties)};
    }
    std::string topic() const { return "/elections"; }
};
/// What the vote needs is settled when it is called.
struct RecallCalled {
    IdValue recall;
    std::string body;
    MemberId member;
    EntryNumber frozen_entry = 0;
    std::int64_t electors = 0;
    Time voting_until;
    Percent majority;
    Percent quorum;
    std::optional<people::AssuranceLevel> least_assurance; // none: everybody in the classes votes
    static constexpr std::string_view name = "elections.recall_called";
    static constexpr std::string_view about = "A vote began on whether somebody keeps their seat.";
    static constexpr auto fields() {
        return FieldTable{
            field("recall", &RecallCalled::recall, "its number"),
            field("body", &RecallCalled::body, "which"),
            field("member", &RecallCalled::member, "whose seat it is about"),
            field("frozen_entry", &RecallCalled::frozen_entry, "whoever belonged to the classes then may vote"),
            field("electors", &RecallCalled::electors, "how many they are"),
            field("voting_until", &RecallCalled::voting_until, "ballots are taken"),
            field("majority", &RecallCalled::majority, "of the ballots, that must be exceeded"),
            field("quorum", &RecallCalled::quorum, "of the electors, that must vote"),
            field("least_assurance", &RecallCalled::least_assurance, "how sure one had to be then of who somebody is")};
    }
    std::string topic() const { return "/elections"; }
};

struct CastRecallBallot {
    IdValue recall;
    Vaulted<RecallChoice> choice;
    static constexpr std::string_view name = "elections.cast_recall_ballot";
    static constexpr std::string_view about =
        "Votes on whether somebody keeps their seat. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("recall", &CastRecallBallot::recall, "which vote"),
                          field("choice", &CastRecallBallot::choice, "remove or keep; sealed", Audience::author)};
    }
};
struct RecallBallotCast {
    IdValue recall;
    MemberId voter;
    Vaulted<RecallChoice> choice;
    static constexpr std::string_view name = "elections.recall_ballot_cast";
    static constexpr std::string_view about = "A member's ballot on whether somebody keeps their seat, sealed.";
    static constexpr auto fields() {
        return FieldTable{field("recall", &RecallBallotCast::recall, "which vote"),
                          field("voter", &RecallBallotCast::voter, "whose ballot it is", Audience::parties),
                          field("choice", &RecallBallotCast::choice, "remove or keep, sealed", Audience::author)};
    }
    std::string topic() const { return "/elections"; }
};

struct RecallCount {
    std::int64_t removes = 0;
    std::int64_t keeps = 0;
    bool operator==(const RecallCount&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("remove", &RecallCount::removes, "ballots against the seat"),
                          field("keep", &RecallCount::keeps, "ballots for it")};
    }
};
/// Given by the clock when the vote ends; what the sealed ballots say is observed then.
struct CloseRecall {
    IdValue recall;
    std::optional<RecallCount> opened;
    static constexpr std::string_view name = "elections.close_recall";
    static constexpr std::string_view about = "Counts the ballots on a recall.";
    static constexpr auto fields() {
        return FieldTable{
            field("recall", &CloseRecall::recall, "which vote"),
            field("opened", &CloseRecall::opened, "the ballots, opened for the count", Audience::auditors)};
    }
};
struct RecallDecided {
    IdValue recall;
    std::string body;
    MemberId member;
    RecallOutcome outcome = RecallOutcome::stays;
    std::int64_t electors = 0;
    std::optional<RecallCount> count;
    std::optional<RecallCount> withheld;
    static constexpr std::string_view name = "elections.recall_decided";
    static constexpr std::string_view about = "A vote on whether somebody keeps their seat has ended.";
    static constexpr auto fields() {
        return FieldTable{field("recall", &RecallDecided::recall, "which vote"),
                          field("body", &RecallDecided::body, "which"),
                          field("member", &RecallDecided::member, "whose seat it was about"),
                          field("outcome", &RecallDecided::outcome, "recalled, stays, or moot"),
                          field("electors", &RecallDecided::electors, "who could vote"),
                          field("count", &RecallDecided::count, "how they voted"),
                          field("withheld", &RecallDecided::withheld, "the same, where fewer than five could vote",
                                Audience::auditors)};
    }
    std::string topic() const { return "/elections"; }
};

/// A vote on a recall as the tables have it.
struct RecallRow {
    IdValue recall;
    std::string body;
    MemberId member;
    EntryNumber frozen_entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
    std::int64_t electors = 0;
    Time called_at;
    Time voting_until;
    Percent majority;
    Percent quorum;
    std::optional<RecallOutcome> outcome;
    std::optional<EntryNumber> decided_entry;
    std::optional<std::int64_t> removes; // none where fewer than five could vote
    std::optional<std::int64_t> keeps;
    static constexpr auto fields() {
        return FieldTable{field("recall", &RecallRow::recall, ""),
                          field("body", &RecallRow::body, ""),
                          field("member", &RecallRow::member, ""),
                          field("frozen_entry", &RecallRow::frozen_entry, ""),
                          field("least_assurance", &RecallRow::least_assurance, ""),
                          field("electors", &RecallRow::electors, ""),
                          field("called_at", &RecallRow::called_at, ""),
                          field("voting_until", &RecallRow::voting_until, ""),
                          field("majority", &RecallRow::majority, ""),
                          field("quorum", &RecallRow::quorum, ""),
                          field("outcome", &RecallRow::outcome, ""),
                          field("decided_entry", &RecallRow::decided_entry, ""),
                          field("removes", &RecallRow::removes, ""),
                          field("keeps", &RecallRow::keeps, "")};
    }
};
std::optional<RecallRow> find_recall(store::Connection& connection, IdValue recall);
/// Those that are open, and those that were, the newest first.
std::vector<RecallRow> recalls_of(store::Connection& connection, std::string_view body);
/// How many of those who elect demand that a member gives up the seat, without one of them.
std::int64_t recall_demands(store::Connection& connection, const rules::BodyCharter& body, MemberId member,
                            MemberId without = {});
bool demands_recall(store::Connection& connection, std::string_view body, MemberId member, MemberId by);
bool may_vote(store::Connection& connection, const RecallRow& recall, MemberId member);
/// Whether they belonged to an electing class then, however sure one was of who they are.
bool belonged(store::Connection& connection, const RecallRow& recall, MemberId member);

struct RecallDemandFacts {
    std::optional<rules::BodyCharter> body;
    bool is_seated = false;
    bool is_elector = false;
    bool has_demanded = false;
    bool election_runs = false;
    bool vote_runs = false;
    std::int64_t demands = 0; // of electors, without this one
    std::int64_t electors = 0;
    std::int64_t may_vote = 0; // of them, where the vote began now
    std::optional<people::AssuranceLevel> least_assurance;
    Percent share;
    Percent majority;
    Percent quorum;
    Duration voting_time;
};
RecallDemandFacts load(store::Connection&, const engine::Context&, const DemandRecall&);
engine::Decision decide(const RecallDemandFacts&, const DemandRecall&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecallDemanded&);
void apply(store::Connection&, const engine::Meta&, const RecallCalled&);
RecallDemandFacts load(store::Connection&, const engine::Context&, const WithdrawRecall&);
engine::Decision decide(const RecallDemandFacts&, const WithdrawRecall&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecallWithdrawn&);

struct RecallBallotFacts {
    std::optional<RecallRow> recall;
    bool may_vote = false;
    std::optional<people::Missing> missing; // what keeps a member of the classes from voting
};
RecallBallotFacts load(store::Connection&, const engine::Context&, const CastRecallBallot&);
engine::Decision decide(const RecallBallotFacts&, const CastRecallBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecallBallotCast&);

struct RecallCloseFacts {
    RecallRow recall;
    bool is_seated = false;
};
void observe(store::Connection& connection, const engine::Context& context, CloseRecall& close);
RecallCloseFacts load(store::Connection&, const engine::Context&, const CloseRecall&);
engine::Decision decide(const RecallCloseFacts&, const CloseRecall&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RecallDecided&);

engine::Schedule recall_schedule();

} // namespace reef::elections
