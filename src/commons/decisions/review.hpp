// The review: on the date that a decision named, the measured figure is set beside the promised one, and a missed
// promise calls a vote between keeping the change and going back.
#pragma once
#include "commons/decisions/answering.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> review_time;
extern const engine::Rule<Duration> review_extension;

/// `waiting` -> `open` -> `concluded`; back to `waiting` once where there are not enough data.
enum class ReviewStage { waiting, open, concluded };
constexpr auto names_of(ReviewStage) { return std::array{"waiting"sv, "open"sv, "concluded"sv}; }

/// What follows from a finding.
enum class Next { stays, vote_called, lapses, changed_since, vote_open };
constexpr auto names_of(Next) {
    return std::array{"stays"sv, "vote called"sv, "lapses"sv, "changed since"sv, "vote open"sv};
}

/// Given by the clock on the date that the expected result named.
struct OpenReview {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.open_review";
    static constexpr std::string_view about = "Opens the review of a decision's result.";
    static constexpr auto fields() { return FieldTable{field("proposal", &OpenReview::proposal, "which")}; }
};
struct ReviewOpened {
    IdValue proposal;
    Time answer_by;
    Duration extended_by;
    static constexpr std::string_view name = "decisions.review_opened";
    static constexpr std::string_view about = "It is time to measure what a decision promised.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &ReviewOpened::proposal, "which"),
            field("answer_by", &ReviewOpened::answer_by, "until when the figure is awaited"),
            field("extended_by", &ReviewOpened::extended_by, "by how long a lack of data puts it off, once")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct RecordMeasured {
    IdValue proposal;
    std::string measured;
    Vaulted<std::string> source;
    static constexpr std::string_view name = "decisions.record_result";
    static constexpr std::string_view about =
        "Records by how much the figure moved that a decision promised to move, and where that is from.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &RecordMeasured::proposal, "which"),
                          field("measured", &RecordMeasured::measured,
                                "by how much it moved as was promised; below zero if it moved the other way",
                                Audience::everyone, 40),
                          field("source", &RecordMeasured::source, "where that is from", Audience::everyone, 1'000)};
    }
};

struct ReportLack {
    IdValue proposal;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.report_insufficient_data";
    static constexpr std::string_view about = "Puts a review off, once, since there are not enough data yet.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ReportLack::proposal, "which"),
                          field("reason", &ReportLack::reason, "what is missing", Audience::everyone, 1'000)};
    }
};
struct ReviewExtended {
    IdValue proposal;
    Time opens_at;
    std::optional<Vaulted<std::string>> reason;
    static constexpr std::string_view name = "decisions.review_extended";
    static constexpr std::string_view about = "There were not enough data; the review opens again later.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ReviewExtended::proposal, "which"),
                          field("opens_at", &ReviewExtended::opens_at, "when it opens again"),
                          field("reason", &ReviewExtended::reason, "what was missing; none where nobody answered")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock when nobody recorded a figure in time.
struct CloseReview {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.close_review";
    static constexpr std::string_view about = "Puts off a review that nobody answered; the second time it ends.";
    static constexpr auto fields() { return FieldTable{field("proposal", &CloseReview::proposal, "which")}; }
};
struct ReviewConcluded {
    IdValue proposal;
    rules::Finding finding = rules::Finding::achieved;
    std::optional<std::string> measured;
    std::optional<Vaulted<std::string>> source;
    std::optional<MemberId> recorder;
    Next next = Next::stays;
    std::optional<IdValue> vote;
    std::string rule;
    std::int64_t version = 0;
    std::optional<Time> lapses_at;
    std::optional<Figure> figure;
    std::optional<rules::Scope> scope = {};
    static constexpr std::string_view name = "decisions.review_concluded";
    static constexpr std::string_view about = "A decision's promise was kept or missed, and this follows.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ReviewConcluded::proposal, "which"),
                          field("finding", &ReviewConcluded::finding, "whether the promise was kept"),
                          field("measured", &ReviewConcluded::measured, "by how much the figure moved as was promised"),
                          field("source", &ReviewConcluded::source, "where that is from"),
                          field("recorder", &ReviewConcluded::recorder, "who recorded it; none where nobody did"),
                          field("next", &ReviewConcluded::next, "what follows"),
                          field("vote", &ReviewConcluded::vote, "that it called, or that is open already"),
                          field("rule", &ReviewConcluded::rule, "which rule was changed"),
                          field("version", &ReviewConcluded::version, "of the rule"),
                          field("lapses_at", &ReviewConcluded::lapses_at, "when the value before returns by itself"),
                          field("figure", &ReviewConcluded::figure, "that the platform reckoned, where it does"),
                          field("scope", &ReviewConcluded::scope, "of that version; none: the whole platform")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// A passed decision as its review needs it.
struct ReviewFacts {
    std::optional<ReviewStage> stage; // none: nothing that was promised waits here
    bool is_extended = false;
    Duration extended_by;
    Duration review_time;
    rules::DomainCharter domain;
    rules::ProcedureCharter procedure; // as the charter has it now: a vote that is called begins under it
    MemberId proposer;
    Vaulted<std::string> reason;
    Effects effects;
    ExpectedResult expected;
    bool lapses_if_missed = false;
    std::string rule;
    std::optional<rules::Scope> scope;
    std::optional<bool> by_law;
    std::vector<rules::Version> versions; // in that scope
    std::optional<IdValue> open_proposal;
    std::optional<Baseline> baseline;
    std::optional<Reckoned> reckoned;     // now, over as long a time; none: members measure
    std::vector<Responsible> responsible; // who is asked to answer, when it opens
};
ReviewFacts load(store::Connection&, const engine::Context&, const OpenReview&);
ReviewFacts load(store::Connection&, const engine::Context&, const RecordMeasured&);
ReviewFacts load(store::Connection&, const engine::Context&, const ReportLack&);
ReviewFacts load(store::Connection&, const engine::Context&, const CloseReview&);
engine::Decision decide(const ReviewFacts&, const OpenReview&, engine::Context&);
engine::Decision decide(const ReviewFacts&, const RecordMeasured&, engine::Context&);
engine::Decision decide(const ReviewFacts&, const ReportLack&, engine::Context&);
engine::Decision decide(const ReviewFacts&, const CloseReview&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ReviewOpened&);
void apply(store::Connection&, const engine::Meta&, const ReviewExtended&);
void apply(store::Connection&, const engine::Meta&, const ReviewConcluded&);

/// A passed decision's promise is looked at on its date; a vote that a review called promised nothing.
void await_review(store::Connection& connection, IdValue proposal);

/// Whether somebody is a member of the mandated body, or of a class that decides.
bool may_review(const rules::DomainCharter& domain, const engine::Standing& standing);

engine::Schedule review_schedule();

} // namespace reef::decisions
