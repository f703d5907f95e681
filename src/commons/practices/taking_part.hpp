// Members join a trial beforehand and leave it, with reasons; and whoever sees harm reports it.
#pragma once
#include "commons/practices/trial.hpp"

namespace reef::practices {

struct JoinTrial {
    IdValue practice;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "practices.join_trial";
    static constexpr std::string_view about = "Takes part in a trial from here on, and discloses it as it asks.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &JoinTrial::practice, "which"),
                          field("reasons", &JoinTrial::reasons, "why; members read them", Audience::members)};
    }
};
struct TrialJoined {
    IdValue practice;
    MemberId member;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "practices.trial_joined";
    static constexpr std::string_view about = "Somebody takes part in a trial.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &TrialJoined::practice, "which"),
                          field("member", &TrialJoined::member, "who", Audience::members),
                          field("reasons", &TrialJoined::reasons, "why", Audience::members)};
    }
    std::string topic() const { return address_of(practice); }
};

struct LeaveTrial {
    IdValue practice;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "practices.leave_trial";
    static constexpr std::string_view about = "Takes part in a trial no more.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &LeaveTrial::practice, "which"),
                          field("reasons", &LeaveTrial::reasons, "why; members read them", Audience::members)};
    }
};
/// Given when somebody leaves the platform.
struct LeaveAllTrials {
    MemberId member;
    static constexpr std::string_view name = "practices.leave_all_trials";
    static constexpr std::string_view about = "Ends all that a leaver takes part in.";
    static constexpr auto fields() {
        return FieldTable{field("member", &LeaveAllTrials::member, "who left", Audience::members)};
    }
};
struct TrialLeft {
    IdValue practice;
    MemberId member;
    std::optional<Vaulted<std::string>> reasons;
    static constexpr std::string_view name = "practices.trial_left";
    static constexpr std::string_view about = "Somebody takes part in a trial no more.";
    static constexpr auto fields() {
        return FieldTable{
            field("practice", &TrialLeft::practice, "which"),
            field("member", &TrialLeft::member, "who", Audience::members),
            field("reasons", &TrialLeft::reasons, "why; none: they left the platform", Audience::members)};
    }
    std::string topic() const { return address_of(practice); }
};

struct ReportHarm {
    IdValue practice;
    std::int64_t severity = 0;
    Vaulted<std::string> harm;
    static constexpr std::string_view name = "practices.report_harm";
    static constexpr std::string_view about =
        "Reports harm that a trial did. The gravest stops it at once, serious ones once they are too many.";
    static constexpr auto fields() {
        return FieldTable{
            field("practice", &ReportHarm::practice, "of which trial"),
            field("severity", &ReportHarm::severity, "from 1, a nuisance, over 3, serious, to 5, beyond repair"),
            field("harm", &ReportHarm::harm, "what happened; members read it", Audience::members)};
    }
};
/// Who reported it is for the body that audits: nobody has to fear those who take part.
struct HarmReported {
    IdValue harm;
    IdValue practice;
    MemberId member;
    std::int64_t severity = 0;
    Vaulted<std::string> what;
    static constexpr std::string_view name = "practices.harm_reported";
    static constexpr std::string_view about = "Somebody reported harm that a trial did.";
    static constexpr auto fields() {
        return FieldTable{field("harm", &HarmReported::harm, "its number"),
                          field("practice", &HarmReported::practice, "of which trial"),
                          field("member", &HarmReported::member, "who reported it", Audience::parties),
                          field("severity", &HarmReported::severity, "from 1 to 5"),
                          field("what", &HarmReported::what, "what happened", Audience::members)};
    }
    std::string topic() const { return address_of(practice); }
};

struct ParticipantRow {
    MemberId member;
    Time joined_at;
    static constexpr auto fields() {
        return FieldTable{field("member", &ParticipantRow::member, ""),
                          field("joined_at", &ParticipantRow::joined_at, "")};
    }
};
/// Who takes part now, in the order in which they joined.
std::vector<ParticipantRow> participants_of(store::Connection& connection, IdValue practice);
bool takes_part(store::Connection& connection, IdValue practice, MemberId member);

struct HarmRow {
    IdValue harm;
    std::int64_t severity = 0;
    Hash what;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("harm", &HarmRow::harm, ""), field("severity", &HarmRow::severity, ""),
                          field("what", &HarmRow::what, ""), field("at", &HarmRow::at, "")};
    }
};
/// As they came.
std::vector<HarmRow> harms_of(store::Connection& connection, IdValue practice);

struct PartFacts {
    std::optional<PracticeRow> practice;
    std::optional<TrialRow> trial;
    std::int64_t participants = 0; // now
    bool takes_part = false;       // whoever acts
    std::int64_t serious = 0;      // harms so far
    Duration lapses_after;
};
PartFacts load(store::Connection&, const engine::Context&, const JoinTrial&);
/// Refused: practices.no_such_practice, .not_on_trial, .not_touched, .joined_already, .trial_full.
engine::Decision decide(const PartFacts&, const JoinTrial&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrialJoined&);
PartFacts load(store::Connection&, const engine::Context&, const LeaveTrial&);
/// Refused: practices.no_such_practice, .not_in_trial.
engine::Decision decide(const PartFacts&, const LeaveTrial&, engine::Context&);
std::vector<IdValue> load(store::Connection&, const engine::Context&, const LeaveAllTrials&);
engine::Decision decide(const std::vector<IdValue>&, const LeaveAllTrials&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrialLeft&);
PartFacts load(store::Connection&, const engine::Context&, const ReportHarm&);
/// Refused: practices.no_such_practice, .not_on_trial, .no_severity.
engine::Decision decide(const PartFacts&, const ReportHarm&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const HarmReported&);

/// Whether somebody takes part in any trial: then leaving the platform ends it.
bool takes_part_anywhere(store::Connection& connection, MemberId member);

} // namespace reef::practices
