// Negotiation: speakers of the classes bargain over a value by offers and counter-offers. It closes when all of them
// consent to the last offer; at its deadline that offer falls to a vote, or nothing is decided, as the charter says.
#pragma once
#include "commons/decisions/proposal.hpp"
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> late_offer;
extern const engine::Rule<engine::Count> late_offers;

enum class OfferAnswer { accept, reject };
constexpr auto names_of(OfferAnswer) { return std::array{"accept"sv, "reject"sv}; }

struct MakeOffer {
    IdValue proposal;
    std::string value;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.offer";
    static constexpr std::string_view about =
        "Offers another value in a negotiation, for a class or as its mediator. It takes the last offer's place.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &MakeOffer::proposal, "which proposal is negotiated"),
            field("value", &MakeOffer::value, "what is offered", Audience::everyone, prose_characters_max),
            field("reason", &MakeOffer::reason, "why the others can live with it", Audience::everyone, 2'000)};
    }
};
struct OfferMade {
    IdValue proposal;
    std::int64_t number = 0;
    std::optional<std::string> offering_class;
    MemberId offerer;
    std::string value;
    Vaulted<std::string> reason;
    rules::ProcedureCharter procedure;
    std::optional<Percent> return_margin;
    std::optional<ShiftedVote> vote;
    static constexpr std::string_view name = "decisions.offer_made";
    static constexpr std::string_view about =
        "The speakers of a class, or the mediator, offered another value in a negotiation.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &OfferMade::proposal, "which proposal is negotiated"),
            field("number", &OfferMade::number, "of the offer; the proposal itself is the first"),
            field("class", &OfferMade::offering_class, "which class offers it; none: the mediator"),
            field("offerer", &OfferMade::offerer, "who spoke"),
            field("value", &OfferMade::value, "what is offered", Audience::everyone, prose_characters_max),
            field("reason", &OfferMade::reason, "why the others can live with it"),
            field("procedure", &OfferMade::procedure, "should it fall to a vote"),
            field("return_margin", &OfferMade::return_margin,
                  "what the majority of that vote was raised by, where it goes back to the value before"),
            field("vote", &OfferMade::vote, "where it came late: until when they bargain now, and the vote after it")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AnswerOffer {
    IdValue proposal;
    std::int64_t offer_number = 0;
    OfferAnswer answer = OfferAnswer::reject;
    static constexpr std::string_view name = "decisions.answer_offer";
    static constexpr std::string_view about =
        "Accepts or rejects the last offer, as a speaker of a class. A later answer replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &AnswerOffer::proposal, "which proposal is negotiated"),
                          field("number", &AnswerOffer::offer_number, "of the offer"),
                          field("answer", &AnswerOffer::answer, "accept or reject")};
    }
};
struct OfferAnswered {
    IdValue proposal;
    std::int64_t offer_number = 0;
    MemberId speaker;
    std::string speaker_class;
    OfferAnswer answer = OfferAnswer::reject;
    static constexpr std::string_view name = "decisions.offer_answered";
    static constexpr std::string_view about = "A speaker of a class accepted or rejected an offer.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &OfferAnswered::proposal, "which proposal is negotiated"),
                          field("number", &OfferAnswered::offer_number, "of the offer"),
                          field("speaker", &OfferAnswered::speaker, "who answered", Audience::members),
                          field("class", &OfferAnswered::speaker_class, "for which class"),
                          field("answer", &OfferAnswered::answer, "accept or reject", Audience::members)};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock where the charter says that no accord decides nothing.
struct EndNegotiation {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.end_negotiation";
    static constexpr std::string_view about = "Ends a negotiation in which the classes did not agree.";
    static constexpr auto fields() { return FieldTable{field("proposal", &EndNegotiation::proposal, "which")}; }
};

/// Those who speak for a class, and what they say to the last offer.
struct Side {
    std::string id;
    Percent weight;
    Percent quorum;
    std::int64_t members = 0; // of the class
    std::int64_t speakers = 0;
    std::int64_t accept = 0;
    std::int64_t reject = 0;
};
/// So many have answered as the quorum asks for, and more accept than reject.
bool consents(const Side& side);
/// How many more of its speakers have to answer.
std::int64_t answers_missing(const Side& side);
/// Classes in which there is somebody all consent, and there is one.
bool all_consent(const std::vector<Side>& sides);

struct NegotiationFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    bool is_negotiated = false;
    std::int64_t last_number = 0;
    std::optional<std::string> last_class; // none: the mediator's
    std::string last_value;
    Result<std::string> value; // of an offer, as it would be written, or why it cannot be
    std::vector<std::string> speaks_for;
    bool mediates = false;
    std::optional<OfferAnswer> previous;
    std::vector<Side> sides;
    rules::ProcedureCharter procedure; // before any margin
    std::vector<rules::Version> versions;
    Percent reversal_margin;
    ProposalDecided outcome; // but for what was decided
    Time voting_opens_at;    // until when they bargain
    Time voting_closes_at;
    Duration late_offer;
    std::int64_t late_offers_left = 0;
};
NegotiationFacts load(store::Connection&, const engine::Context&, const MakeOffer&);
NegotiationFacts load(store::Connection&, const engine::Context&, const AnswerOffer&);
NegotiationFacts load(store::Connection&, const engine::Context&, const EndNegotiation&);
engine::Decision decide(const NegotiationFacts&, const MakeOffer&, engine::Context&);
engine::Decision decide(const NegotiationFacts&, const AnswerOffer&, engine::Context&);
engine::Decision decide(const NegotiationFacts&, const EndNegotiation&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const OfferMade&);
void apply(store::Connection&, const engine::Meta&, const OfferAnswered&);

std::optional<NegotiationTerms> negotiation_of(store::Connection& connection, IdValue proposal);
/// What the classes say to an offer.
std::vector<Side> sides_on(store::Connection& connection, IdValue proposal, const NegotiationTerms& terms,
                           std::int64_t offer_number);
/// Part of what a proposal that is negotiated leaves behind: itself is the first offer.
void open_negotiation(store::Connection& connection, const engine::Meta& meta, const Proposed& event);

engine::Schedule negotiation_schedule();

} // namespace reef::decisions
