// Private ballots: what one says lies sealed in the vault under the voter's key, the chronicle holds a commitment to
// it. An objection's reason is sealed with it in one piece, so that nothing tells who objected; it is never published.
// At the close every vote is published under a tracker, shuffled. Whoever runs the server could open a ballot before;
// nobody else can, not even a body that audits.
#pragma once
#include "commons/decisions/option_ballot.hpp"
#include "commons/decisions/representation.hpp"

namespace reef::decisions {

struct CastPrivateBallot {
    IdValue proposal;
    Vaulted<Choice> choice;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.cast_private_ballot";
    static constexpr std::string_view about =
        "Votes for or against a proposal whose ballots are private. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &CastPrivateBallot::proposal, "which"),
            field("choice", &CastPrivateBallot::choice, "for, against or abstain; sealed", Audience::author),
            field("as_class", &CastPrivateBallot::as_class, "for members of several classes: as one of which",
                  Audience::parties)};
    }
};
struct PrivateBallotCast {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    Vaulted<Choice> choice;
    static constexpr std::string_view name = "decisions.private_ballot_cast";
    static constexpr std::string_view about = "A member's private ballot, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &PrivateBallotCast::proposal, "which"),
            field("voter", &PrivateBallotCast::voter, "whose ballot it is", Audience::parties),
            field("class", &PrivateBallotCast::voter_class, "in which class it counts", Audience::parties),
            field("choice", &PrivateBallotCast::choice, "for, against or abstain; sealed", Audience::author)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
BallotFacts load(store::Connection&, const engine::Context&, const CastPrivateBallot&);
/// Refused: what `class_of_ballot` refuses.
engine::Decision decide(const BallotFacts&, const CastPrivateBallot&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PrivateBallotCast&);

/// What somebody says where it is decided by consent.
struct ConsentWord {
    Choice choice = Choice::abstain;
    std::optional<std::string> reason;
    static constexpr auto fields() {
        return FieldTable{field("choice", &ConsentWord::choice, "for, against (an objection) or abstain"),
                          field("reason", &ConsentWord::reason, "of an objection", Audience::everyone, 2'000)};
    }
};
struct SealConsent {
    IdValue proposal;
    Vaulted<ConsentWord> word;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.seal_consent";
    static constexpr std::string_view about =
        "Consents, objects or stands aside where ballots are private. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &SealConsent::proposal, "which"),
            field("word", &SealConsent::word, "with the reason of an objection; sealed", Audience::author, 2'000),
            field("as_class", &SealConsent::as_class, "for members of several classes: as one of which",
                  Audience::parties)};
    }
};
struct ConsentSealed {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    Vaulted<ConsentWord> word;
    static constexpr std::string_view name = "decisions.consent_sealed";
    static constexpr std::string_view about = "A member's word by consent, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &ConsentSealed::proposal, "which"),
            field("voter", &ConsentSealed::voter, "whose ballot it is", Audience::parties),
            field("class", &ConsentSealed::voter_class, "in which class it counts", Audience::parties),
            field("word", &ConsentSealed::word, "with the reason of an objection; sealed", Audience::author)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
BallotFacts load(store::Connection&, const engine::Context&, const SealConsent&);
/// Refused: what `class_of_ballot` refuses.
engine::Decision decide(const BallotFacts&, const SealConsent&, engine::Context&);
/// Refused: what `refusal_of_reason` refuses.
std::optional<Refusal> refusal_of_sealed(store::Connection&, const engine::Context&, const SealConsent&, const Sealer&);
void apply(store::Connection&, const engine::Meta&, const ConsentSealed&);

struct SealMarks {
    IdValue proposal;
    Vaulted<std::vector<OptionMark>> marks;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.seal_marks";
    static constexpr std::string_view about =
        "Approves, ranks or scores several options where ballots are private. A later ballot replaces an earlier one.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &SealMarks::proposal, "which"),
                          field("marks", &SealMarks::marks,
                                "options by number, each with its mark; 0 is what is in force; sealed",
                                Audience::author),
                          field("as_class", &SealMarks::as_class, "for members of several classes: as one of which",
                                Audience::parties)};
    }
};
struct MarksSealed {
    IdValue proposal;
    MemberId voter;
    std::string voter_class;
    Vaulted<std::vector<OptionMark>> marks;
    static constexpr std::string_view name = "decisions.marks_sealed";
    static constexpr std::string_view about = "A member's ballot on several options, sealed. A later one replaces it.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &MarksSealed::proposal, "which"),
            field("voter", &MarksSealed::voter, "whose ballot it is", Audience::parties),
            field("class", &MarksSealed::voter_class, "in which class it counts", Audience::parties),
            field("marks", &MarksSealed::marks, "options by number, each with its mark; sealed", Audience::author)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
BallotFacts load(store::Connection&, const engine::Context&, const SealMarks&);
/// Refused: what `class_of_ballot` refuses.
engine::Decision decide(const BallotFacts&, const SealMarks&, engine::Context&);
/// Refused: what `refusal_of_marks` refuses.
std::optional<Refusal> refusal_of_sealed(store::Connection&, const engine::Context&, const SealMarks&, const Sealer&);
void apply(store::Connection&, const engine::Meta&, const MarksSealed&);

struct BallotsPublished {
    IdValue proposal;
    PublishedBallots published;
    static constexpr std::string_view name = "decisions.ballots_published";
    static constexpr std::string_view about =
        "The votes of a private ballot, each under its tracker: anyone can count them again.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &BallotsPublished::proposal, "which"),
                          field("published", &BallotsPublished::published, "the votes and the seed of their order")};
    }
};
void apply(store::Connection&, const engine::Meta&, const BallotsPublished&);

/// What a ballot says: for, against or abstain, an objection with its reason; or the marks of several options.
struct BallotContent {
    std::optional<Choice> choice;
    std::optional<std::string> reason;
    std::optional<std::vector<OptionMark>> marks;
};
/// Of a ballot, sealed or not; nothing where it was sealed and what it said was erased.
std::optional<BallotContent> content_of(store::Connection& connection, const BallotRow& ballot);
/// Of the votes that a sealed ballot casts; none where it was erased.
std::vector<std::string> trackers_of(store::Connection& connection, const Hash& sealed, std::int64_t votes);
/// Opens the ballots of a private vote; what was erased with its voter is not among them.
PublishedBallots open_ballots(store::Connection& connection, IdValue proposal);
/// What was published, in its order; with a tracker, what stands under that alone.
std::vector<PublishedBallot> published_ballots(store::Connection& connection, IdValue proposal,
                                               std::string_view tracker, std::int64_t limit, std::int64_t offset);
/// Whether beside the outcome the votes that could be shown would tell those of a class under five: then none is.
bool tells_small_class(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                       const std::vector<ClassCount>& counts);
/// What was published of a vote on several options.
std::vector<OptionBallot> published_option_ballots(store::Connection& connection, IdValue proposal);

} // namespace reef::decisions
