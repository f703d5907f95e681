// Sponsors: where the procedure asks for them, a proposal is talked about once enough of those who may propose there
// stand behind it, and ends by itself where they do not in time. "Procedures as data: admission (sponsors,
// thresholds)"; the admission phase of LiquidFeedback ("The Principles of LiquidFeedback", 2014, chapter 5).
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

struct SponsorProposal {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.sponsor_proposal";
    static constexpr std::string_view about =
        "Stands behind somebody else's proposal, so that it is talked about and voted on.";
    static constexpr auto fields() { return FieldTable{field("proposal", &SponsorProposal::proposal, "which")}; }
};
struct ProposalSponsored {
    IdValue proposal;
    MemberId sponsor;
    std::optional<ShiftedVote> admitted;
    static constexpr std::string_view name = "decisions.proposal_sponsored";
    static constexpr std::string_view about =
        "A member stands behind a proposal. With enough of them it is talked about.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ProposalSponsored::proposal, "which"),
                          field("sponsor", &ProposalSponsored::sponsor, "who", Audience::members),
                          field("admitted", &ProposalSponsored::admitted,
                                "these are enough: it is talked about from now on, and the vote is at these times")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock when a proposal did not find its sponsors in time.
struct EndAdmission {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.end_admission";
    static constexpr std::string_view about = "Ends a proposal that did not find enough sponsors in time.";
    static constexpr auto fields() { return FieldTable{field("proposal", &EndAdmission::proposal, "which")}; }
};
struct AdmissionEnded {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.admission_ended";
    static constexpr std::string_view about = "A proposal did not find enough sponsors, and is not talked about.";
    static constexpr auto fields() { return FieldTable{field("proposal", &AdmissionEnded::proposal, "which")}; }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct SponsorFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    rules::DomainCharter domain;
    MemberId proposer;
    std::int64_t sponsors = 0;
    bool has_sponsored = false; // whoever asks
    SponsorTerms terms;
    ShiftedVote vote; // as it is to be if the last sponsor comes at the last moment
};
SponsorFacts sponsor_facts(store::Connection& connection, IdValue proposal, MemberId member);
SponsorFacts load(store::Connection&, const engine::Context&, const SponsorProposal&);
engine::Decision decide(const SponsorFacts&, const SponsorProposal&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ProposalSponsored&);

struct EndAdmissionFacts {
    bool seeks_sponsors = false;
};
EndAdmissionFacts load(store::Connection&, const engine::Context&, const EndAdmission&);
engine::Decision decide(const EndAdmissionFacts&, const EndAdmission&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AdmissionEnded&);

/// Beside whoever proposed it.
std::int64_t count_sponsors(store::Connection& connection, IdValue proposal);
/// Why somebody may not sponsor it now; nothing where they may.
std::optional<Refusal> may_not_sponsor(const SponsorFacts& facts, MemberId member, const engine::Standing& standing);

engine::Schedule admission_schedule();

} // namespace reef::decisions
