// Contributions: what members do for the platform besides trading. Claimed, attested by members of other classes, final
// after a time in which anyone may dispute it. "State: claimed → attested (≥ 2 from another class) → disputed → final.
// Points are never transferable and never votes" (mechanisms 6.1).
#pragma once
#include "commons/ledger/transfer.hpp"

namespace reef::ledger {

enum class ContributionKind { work, care, governance, content, data, referral };
constexpr auto names_of(ContributionKind) {
    return std::array{"work"sv, "care"sv, "governance"sv, "content"sv, "data"sv, "referral"sv};
}
/// Work, care and governance are counted by time, the others in pieces.
constexpr bool is_by_time(ContributionKind kind) { return kind <= ContributionKind::governance; }

enum class ContributionState { claimed, attested, disputed, accepted, rejected };
constexpr auto names_of(ContributionState) {
    return std::array{"claimed"sv, "attested"sv, "disputed"sv, "accepted"sv, "rejected"sv};
}
constexpr bool is_final(ContributionState state) { return state >= ContributionState::accepted; }

struct ClaimContribution {
    ContributionKind kind = ContributionKind::work;
    std::optional<Duration> time;
    std::optional<std::int64_t> pieces;
    Vaulted<std::string> description;
    static constexpr std::string_view name = "ledger.claim_contribution";
    static constexpr std::string_view about = "Claims points for what one did for the platform.";
    static constexpr auto fields() {
        return FieldTable{field("kind", &ClaimContribution::kind, "of what was done"),
                          field("time", &ClaimContribution::time, "that it took, for work, care and governance"),
                          field("pieces", &ClaimContribution::pieces, "how many, for content, data and referrals"),
                          field("description", &ClaimContribution::description,
                                "what was done, and where it can be seen", Audience::members)};
    }
};
struct ContributionClaimed {
    IdValue contribution;
    MemberId member;
    ContributionKind kind = ContributionKind::work;
    Money points;
    std::optional<Money> hours;
    std::int64_t points_version = 0;
    std::int64_t attestations_needed = 0;
    Duration dispute_within;
    Vaulted<std::string> description;
    static constexpr std::string_view name = "ledger.contribution_claimed";
    static constexpr std::string_view about =
        "A member claimed a contribution. What it is worth is settled from here on.";
    static constexpr auto fields() {
        return FieldTable{
            field("contribution", &ContributionClaimed::contribution, "its number"),
            field("member", &ContributionClaimed::member, "who did it", Audience::members),
            field("kind", &ContributionClaimed::kind, "of what was done"),
            field("points", &ContributionClaimed::points, "that it is worth", Audience::members),
            field("hours", &ContributionClaimed::hours, "that it took, where it is counted by time", Audience::members),
            field("points_version", &ContributionClaimed::points_version, "of the rule that says what it is worth"),
            field("attestations_needed", &ContributionClaimed::attestations_needed, "from members of other classes"),
            field("dispute_within", &ContributionClaimed::dispute_within, "after it is attested"),
            field("description", &ContributionClaimed::description, "what was done", Audience::members)};
    }
    std::string topic() const { return "/money/contributions"; }
};

struct AttestContribution {
    IdValue contribution;
    static constexpr std::string_view name = "ledger.attest_contribution";
    static constexpr std::string_view about = "Attests that somebody of another class did what they claim.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &AttestContribution::contribution, "which")};
    }
};
struct ContributionAttested {
    IdValue contribution;
    MemberId by;
    std::optional<Time> final_at;
    static constexpr std::string_view name = "ledger.contribution_attested";
    static constexpr std::string_view about = "A member of another class attested a contribution.";
    static constexpr auto fields() {
        return FieldTable{
            field("contribution", &ContributionAttested::contribution, "which"),
            field("by", &ContributionAttested::by, "who attests", Audience::members),
            field("final_at", &ContributionAttested::final_at, "unless it is disputed before; none: more must attest")};
    }
    std::string topic() const { return "/money/contributions"; }
};

struct DisputeContribution {
    IdValue contribution;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "ledger.dispute_contribution";
    static constexpr std::string_view about = "Disputes a contribution; members who audit the books settle it.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &DisputeContribution::contribution, "which"),
                          field("reasons", &DisputeContribution::reasons, "why", Audience::members)};
    }
};
struct ContributionDisputed {
    IdValue contribution;
    MemberId by;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "ledger.contribution_disputed";
    static constexpr std::string_view about = "A contribution was disputed.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &ContributionDisputed::contribution, "which"),
                          field("by", &ContributionDisputed::by, "who disputes it", Audience::members),
                          field("reasons", &ContributionDisputed::reasons, "why", Audience::members)};
    }
    std::string topic() const { return "/money/contributions"; }
};

struct SettleContribution {
    IdValue contribution;
    bool accept = false;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "ledger.settle_contribution";
    static constexpr std::string_view about = "Settles a disputed contribution, with reasons.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &SettleContribution::contribution, "which"),
                          field("accept", &SettleContribution::accept, "whether it counts"),
                          field("reasons", &SettleContribution::reasons, "why", Audience::members)};
    }
};
/// Given by the clock when nobody disputed it in time.
struct FinishContribution {
    IdValue contribution;
    static constexpr std::string_view name = "ledger.finish_contribution";
    static constexpr std::string_view about = "Counts a contribution that was attested and not disputed in time.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &FinishContribution::contribution, "which")};
    }
};
struct ContributionSettled {
    IdValue contribution;
    MemberId member;
    bool accepted = false;
    std::optional<Vaulted<std::string>> reasons;
    std::optional<Posted> posted;
    static constexpr std::string_view name = "ledger.contribution_settled";
    static constexpr std::string_view about = "A contribution is final: it counts, or it does not.";
    static constexpr auto fields() {
        return FieldTable{field("contribution", &ContributionSettled::contribution, "which"),
                          field("member", &ContributionSettled::member, "who did it", Audience::members),
                          field("accepted", &ContributionSettled::accepted, "whether it counts", Audience::members),
                          field("reasons", &ContributionSettled::reasons, "where it was disputed", Audience::members),
                          field("posted", &ContributionSettled::posted, "points and hours, where it counts")};
    }
    std::string topic() const { return "/money/contributions"; }
};

std::vector<engine::RuleDeclaration> contribution_rules();

struct ClaimFacts {
    engine::InForce<engine::Count> points; // for an hour or a piece
    std::int64_t attestations_needed = 0;
    Duration dispute_within;
};
ClaimFacts load(store::Connection&, const engine::Context&, const ClaimContribution&);
engine::Decision decide(const ClaimFacts&, const ClaimContribution&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ContributionClaimed&);

struct ContributionFacts {
    std::optional<MemberId> member; // none: there is no such contribution
    ContributionState state = ContributionState::claimed;
    std::vector<std::string> classes; // of the member
    std::int64_t attestations_needed = 0;
    std::vector<MemberId> attested_by;
    Duration dispute_within;
    Money points;
    std::optional<Money> hours;
};
ContributionFacts load(store::Connection&, const engine::Context&, const AttestContribution&);
engine::Decision decide(const ContributionFacts&, const AttestContribution&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ContributionAttested&);

ContributionFacts load(store::Connection&, const engine::Context&, const DisputeContribution&);
engine::Decision decide(const ContributionFacts&, const DisputeContribution&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ContributionDisputed&);

ContributionFacts load(store::Connection&, const engine::Context&, const SettleContribution&);
engine::Decision decide(const ContributionFacts&, const SettleContribution&, engine::Context&);
ContributionFacts load(store::Connection&, const engine::Context&, const FinishContribution&);
engine::Decision decide(const ContributionFacts&, const FinishContribution&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ContributionSettled&);

/// Attested contributions become final at their time.
engine::Schedule contribution_schedule();
/// `/money/contributions`
engine::PageType contributions_page();

} // namespace reef::ledger
