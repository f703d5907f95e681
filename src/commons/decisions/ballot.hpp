// Ballots: one member has one vote in a class, and says for, against or abstain; what every kind of ballot asks for is
// told here.
#pragma once
#include "commons/decisions/electorate.hpp"
#include "commons/decisions/published_ballots.hpp"

namespace reef::decisions {

struct CastBallot {
    IdValue proposal;
    Choice choice = Choice::abstain;
    std::optional<std::string> as_class;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "decisions.cast_ballot";
    static constexpr std::string_view about =
        "Votes on a proposal; by consent, against it is an objection. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &CastBallot::proposal, "which"),
                          field("choice", &CastBallot::choice, "for, against or abstain", Audience::parties),
                          field("as_class", &CastBallot::as_class, "for members of several classes: as one of which",
                                Audience::parties),
                          field("reason", &CastBallot::reason, "of an objection, where it is decided by consent",
                                Audience::parties, 2'000)};
    }
};
struct BallotCast {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    Choice choice = Choice::abstain;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "decisions.ballot_cast";
    static constexpr std::string_view about = "A member's ballot. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &BallotCast::proposal, "which"),
                          field("voter", &BallotCast::voter, "whose ballot it is", Audience::parties),
                          field("class", &BallotCast::voter_class, "in which class it counts", Audience::parties),
                          field("choice", &BallotCast::choice, "for, against or abstain", Audience::parties),
                          field("reason", &BallotCast::reason, "of an objection", Audience::parties)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// A ballot as it was last cast.
struct BallotRow {
    MemberId voter;
    std::string voter_class;
    std::optional<Choice> choice;     // none where it is sealed, or marks options
    std::optional<Hash> reason;       // of an objection
    std::optional<std::string> marks; // of several options, as JSON
    std::optional<Hash> sealed;
    Time cast_at;
    static constexpr auto fields() {
        return FieldTable{field("voter", &BallotRow::voter, ""),    field("class", &BallotRow::voter_class, ""),
                          field("choice", &BallotRow::choice, ""),  field("reason", &BallotRow::reason, ""),
                          field("marks", &BallotRow::marks, ""),    field("sealed", &BallotRow::sealed, ""),
                          field("cast_at", &BallotRow::cast_at, "")};
    }
};
/// By voter.
std::vector<BallotRow> ballot_rows(store::Connection& connection, IdValue proposal);
/// Of these, the ones that may hold a reason: plainly, or sealed with the rest.
std::vector<BallotRow> ballots_with_reasons(store::Connection& connection, IdValue proposal);
std::optional<BallotRow> ballot_row(store::Connection& connection, IdValue proposal, MemberId voter);

struct BallotFacts {
    std::optional<Stage> stage;           // none: there is no such proposal
    std::vector<std::string> may_vote_as; // classes of the frozen electorate to which the member belonged
    std::optional<Choice> previous;
    std::optional<std::string> previous_class;
    std::string_view vote_with = CastBallot::name; // the command with which one votes here
    bool is_by_consent = false;
    bool has_recused = false;
    std::optional<people::Missing> missing; // what keeps a member of these classes from voting
};
BallotFacts ballot_facts(store::Connection&, const engine::Context&, IdValue proposal);
/// In which class a ballot given with a command counts. Refused: decisions.no_such_proposal, .voting_not_open,
/// .voting_closed, .has_recused, .not_in_electorate, .another_ballot, .not_in_that_class, and what keeps a member from
/// voting.
Result<std::string> class_of_ballot(const BallotFacts& facts, const std::optional<std::string>& as_class,
                                    std::string_view command);
/// "By consent: an objection, with its reason." Refused: decisions.objection_needs_reason, .reason_without_objection.
std::optional<Refusal> refusal_of_reason(bool is_by_consent, Choice choice, bool has_reason);
/// The command with which one votes under a procedure.
std::string_view ballot_command(const rules::ProcedureCharter& procedure);
BallotFacts load(store::Connection&, const engine::Context&, const CastBallot&);
/// Refused: what `class_of_ballot` and `refusal_of_reason` refuse.
engine::Decision decide(const BallotFacts&, const CastBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BallotCast&);

} // namespace reef::decisions
