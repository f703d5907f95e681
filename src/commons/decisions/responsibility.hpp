// How discretion and responsibility are spread: who answers for what was decided, domain by domain, and whether those
// who have a say also answer for it (docs/measures.md).
#pragma once
#include "commons/decisions/answering.hpp"

namespace reef::decisions {

extern const engine::Rule<engine::Count> concentration_warning;
extern const engine::Rule<Percent> responsibility_gap;
extern const engine::Rule<Duration> responsibility_span;

/// One who could decide: its part of the decision's weight, and of the responsibility for the outcome.
struct SharedPart {
    std::string decider;
    Percent say;
    Percent responsibility;
    bool operator==(const SharedPart&) const = default;
};
/// A decision; no parts where they may not be told.
struct SharedDecision {
    std::string domain;
    std::vector<SharedPart> parts;
};

/// What may be told to everybody of an outcome. Nothing beside a class under five, but of one who decided alone.
std::vector<SharedPart> shared_parts(const ProposalDecided& decided, const std::vector<ElectorateClass>& electorate);

struct DeciderShare {
    std::string decider;
    Percent share;
};
/// How the responsibility for the decisions of a domain is spread.
struct DomainSpread {
    std::string domain;
    std::int64_t decisions = 0;
    std::int64_t untold = 0; // of these, in which shares may not be told
    std::vector<DeciderShare> shares;
    std::int64_t concentration = 0; // Herfindahl-Hirschman index of the shares, 0 to 10,000; 0 where none are told
};
/// By the name of the domain.
std::vector<DomainSpread> spread_by_domain(const std::vector<SharedDecision>& decisions);

/// Say and responsibility of one decider over all decisions that are told.
struct DeciderRecord {
    std::string decider;
    std::int64_t decisions = 0;
    std::int64_t took_part = 0;
    Percent say;
    Percent responsibility;
    Percent gap() const {
        return {say > responsibility ? say.hundredths - responsibility.hundredths
                                     : responsibility.hundredths - say.hundredths};
    }
};
/// By the name of the decider.
std::vector<DeciderRecord> records_of_deciders(const std::vector<SharedDecision>& decisions);

/// HHI of shares that sum to 100 %, in points, rounded half up.
std::int64_t concentration_of(const std::vector<DeciderShare>& shares);

/// At how many reviews a class or body was asked to answer, and at how many it did; those whose time is not over are
/// not counted.
struct AnswerRecord {
    std::string decider;
    std::int64_t asked = 0;
    std::int64_t answered = 0;
    static constexpr auto fields() {
        return FieldTable{field("decider", &AnswerRecord::decider, ""), field("asked", &AnswerRecord::asked, ""),
                          field("answered", &AnswerRecord::answered, "")};
    }
};
std::vector<AnswerRecord> answer_records(store::Connection& connection, Time from, Time until);

/// What was decided after `from`, by-laws aside, and what nobody decided: without a quorum, an accord or an answer.
std::vector<SharedDecision> shared_decisions(store::Connection& connection, Time from);

engine::PageType responsibility_page();

} // namespace reef::decisions
