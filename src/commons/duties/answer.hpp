// A body answers for a duty: what was done, and where it can be read.
#pragma once
#include "commons/duties/duty.hpp"

namespace reef::duties {

/// What an organisation says stays when whoever wrote it leaves, so it lies in the chronicle and not in the vault.
struct AnswerDuty {
    std::string duty;
    std::string done;
    std::optional<std::string> reading;
    static constexpr std::string_view name = "duties.answer";
    static constexpr std::string_view about = "Answers for the body how a duty is met.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &AnswerDuty::duty, "which"),
                          field("done", &AnswerDuty::done, "what was done", Audience::everyone, 4000),
                          field("reading", &AnswerDuty::reading, "where it can be read", Audience::everyone, 500)};
    }
};
struct DutyAnswered {
    std::string duty;
    std::int64_t number = 0;
    MemberId by;
    std::string done;
    std::optional<std::string> reading;
    bool is_settled = false;
    static constexpr std::string_view name = "duties.answered";
    static constexpr std::string_view about = "A body answered how a duty is met.";
    static constexpr auto fields() {
        return FieldTable{field("duty", &DutyAnswered::duty, "which"),
                          field("number", &DutyAnswered::number, "of it"),
                          field("by", &DutyAnswered::by, "who wrote it for the body"),
                          field("done", &DutyAnswered::done, "what was done"),
                          field("reading", &DutyAnswered::reading, "where it can be read"),
                          field("is_settled", &DutyAnswered::is_settled, "it is not owed again")};
    }
    std::string topic() const { return "/duties"; }
};

struct AnswerFacts {
    std::optional<rules::DutyCharter> duty; // none: the charter asks for no such one
    bool is_owed = false;
    std::optional<DutyTerm> term; // the oldest that nobody answered
};
AnswerFacts load(store::Connection&, const engine::Context&, const AnswerDuty&);
engine::Decision decide(const AnswerFacts&, const AnswerDuty&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DutyAnswered&);

} // namespace reef::duties
