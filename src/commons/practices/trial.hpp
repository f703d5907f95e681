// A trial: a practice is allowed within written limits, to those who said beforehand that they take part. Harm that is
// reported stops it by itself; otherwise it ends on its day, and its report awaits an answer.
#pragma once
#include "commons/practices/practice.hpp"

namespace reef::practices {

struct TryOut {
    IdValue practice;
    std::int64_t participants_most = 0;
    Duration lasts;
    std::int64_t harms_borne = 0;
    std::string disclosure;
    std::string reasons;
    static constexpr std::string_view name = "practices.try_out";
    static constexpr std::string_view about = "Puts a practice on trial for the body that answers, within limits.";
    static constexpr auto fields() {
        return FieldTable{
            field("practice", &TryOut::practice, "which"),
            field("participants_most", &TryOut::participants_most, "so many members may take part at once"),
            field("lasts", &TryOut::lasts, "for how long"),
            field("harms_borne", &TryOut::harms_borne,
                  "serious harms (severity 3 or more) that may be expected of such a trial at most, from 3 to 100; it "
                  "stops once what was seen speaks of more (95%)"),
            field("disclosure", &TryOut::disclosure, "what whoever takes part says to those whom it touches"),
            field("reasons", &TryOut::reasons, "why it is tried out")};
    }
};
struct TrialOpened {
    IdValue practice;
    MemberId by;
    std::int64_t participants_most = 0;
    Time ends_at;
    std::int64_t harms_borne = 0;
    std::int64_t stops_at = 0;
    std::string disclosure;
    std::string reasons;
    static constexpr std::string_view name = "practices.trial_opened";
    static constexpr std::string_view about = "A practice is on trial.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &TrialOpened::practice, "which"),
                          field("by", &TrialOpened::by, "who wrote it for the body"),
                          field("participants_most", &TrialOpened::participants_most, "so many may take part at once"),
                          field("ends_at", &TrialOpened::ends_at, "by itself"),
                          field("harms_borne", &TrialOpened::harms_borne, "serious harms that may be expected at most"),
                          field("stops_at", &TrialOpened::stops_at, "it stops with so many serious harms"),
                          field("disclosure", &TrialOpened::disclosure, "what is said to those whom it touches"),
                          field("reasons", &TrialOpened::reasons, "why")};
    }
    std::string topic() const { return address_of(practice); }
};

struct RenewTrial {
    IdValue practice;
    Duration lasts;
    std::string reasons;
    static constexpr std::string_view name = "practices.renew_trial";
    static constexpr std::string_view about = "Lets a trial go on after its day, once, with reasons.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &RenewTrial::practice, "which"),
                          field("lasts", &RenewTrial::lasts, "for how long from its day on"),
                          field("reasons", &RenewTrial::reasons, "why")};
    }
};
struct TrialRenewed {
    IdValue practice;
    Time ends_at;
    std::string reasons;
    static constexpr std::string_view name = "practices.trial_renewed";
    static constexpr std::string_view about = "A trial goes on after its day.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &TrialRenewed::practice, "which"),
                          field("ends_at", &TrialRenewed::ends_at, "by itself"),
                          field("reasons", &TrialRenewed::reasons, "why")};
    }
    std::string topic() const { return address_of(practice); }
};

struct EndTrial {
    IdValue practice;
    std::string reasons;
    static constexpr std::string_view name = "practices.end_trial";
    static constexpr std::string_view about = "Ends a trial before its day, for the body, with reasons.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &EndTrial::practice, "which"), field("reasons", &EndTrial::reasons, "why")};
    }
};
/// Given by the clock.
struct LetTrialEnd {
    IdValue practice;
    static constexpr std::string_view name = "practices.let_trial_end";
    static constexpr std::string_view about = "Ends a trial on its day.";
    static constexpr auto fields() { return FieldTable{field("practice", &LetTrialEnd::practice, "which")}; }
};

/// What ended a trial: its day, harm, the body, or that the practice was settled.
enum class TrialEnd { date, harm, body, settled };
constexpr auto names_of(TrialEnd) { return std::array{"date"sv, "harm"sv, "body"sv, "settled"sv}; }

struct TrialEnded {
    IdValue practice;
    TrialEnd because = TrialEnd::date;
    std::optional<std::string> reasons;
    std::optional<Time> lapses_at;
    static constexpr std::string_view name = "practices.trial_ended";
    static constexpr std::string_view about = "A trial is over: from here on the practice is not allowed by it.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &TrialEnded::practice, "which"),
                          field("because", &TrialEnded::because, "of its day, of harm, of the body, or it was settled"),
                          field("reasons", &TrialEnded::reasons, "of the body"),
                          field("lapses_at", &TrialEnded::lapses_at, "it is open again, until it lapses then")};
    }
    std::string topic() const { return address_of(practice); }
};

/// A trial as it stands.
struct TrialRow {
    Time began_at;
    Time ends_at;
    std::int64_t participants_most = 0;
    std::int64_t harms_borne = 0;
    std::int64_t stops_at = 0;
    std::string disclosure;
    std::string reasons;
    std::optional<std::string> renewed; // its reasons
    std::optional<Time> over_at;
    std::optional<TrialEnd> because;
    std::optional<std::string> end_reasons;
    EntryNumber entry = 0; // the last that changed it
    static constexpr auto fields() {
        return FieldTable{field("began_at", &TrialRow::began_at, ""),
                          field("ends_at", &TrialRow::ends_at, ""),
                          field("participants_most", &TrialRow::participants_most, ""),
                          field("harms_borne", &TrialRow::harms_borne, ""),
                          field("stops_at", &TrialRow::stops_at, ""),
                          field("disclosure", &TrialRow::disclosure, ""),
                          field("reasons", &TrialRow::reasons, ""),
                          field("renewed", &TrialRow::renewed, ""),
                          field("over_at", &TrialRow::over_at, ""),
                          field("because", &TrialRow::because, ""),
                          field("end_reasons", &TrialRow::end_reasons, ""),
                          field("entry", &TrialRow::entry, "")};
    }
};
/// A practice is tried out once at most.
std::optional<TrialRow> trial_of(store::Connection& connection, IdValue practice);

inline constexpr RefusalKind not_on_trial{"practices.not_on_trial", "Practice {} is not on trial.", 409};
inline constexpr RefusalKind not_your_body{
    "practices.not_your_body", "Practices are answered by members of the body that the rule names: {}.", 403};
inline constexpr RefusalKind own_practice{
    "practices.own_practice", "You entered this, or take part in its trial: others of the body answer on it.", 403};

/// What the body needs to act on a practice.
struct BodyFacts {
    std::optional<PracticeRow> practice;
    std::optional<TrialRow> trial;
    bool takes_part = false; // whoever acts
    funding::MandatedBody answered_by;
    Duration longest_trial;
    Duration lapses_after;
};
BodyFacts body_facts(store::Connection& connection, const engine::Context& context, IdValue practice);
/// Whether whoever acts may answer on it for the body: practices.no_such_practice, .not_your_body, .own_practice,
/// .over.
std::optional<Refusal> may_not_answer(const BodyFacts& facts, IdValue practice, const engine::Context& context);

BodyFacts load(store::Connection&, const engine::Context&, const TryOut&);
/// Refused besides: practices.tried_already, .no_participants, .trial_too_long, .harms_not_shown.
engine::Decision decide(const BodyFacts&, const TryOut&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrialOpened&);
BodyFacts load(store::Connection&, const engine::Context&, const RenewTrial&);
/// Refused besides: practices.not_on_trial, .renewed_already, .trial_too_long.
engine::Decision decide(const BodyFacts&, const RenewTrial&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrialRenewed&);
BodyFacts load(store::Connection&, const engine::Context&, const EndTrial&);
/// Refused besides: practices.not_on_trial.
engine::Decision decide(const BodyFacts&, const EndTrial&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrialEnded&);
BodyFacts load(store::Connection&, const engine::Context&, const LetTrialEnd&);
/// Refused: practices.not_due.
engine::Decision decide(const BodyFacts&, const LetTrialEnd&, engine::Context&);

engine::Schedule trial_schedule();

} // namespace reef::practices
