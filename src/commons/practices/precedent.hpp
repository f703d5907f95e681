// Precedents: what a body held a practice to be binds whoever decides a like one, unless they say what is different.
#pragma once
#include "commons/practices/trial.hpp"

namespace reef::practices {

/// A practice that was settled, as another one is compared with it.
struct Precedent {
    IdValue practice;
    std::vector<std::string> features;
    Outcome outcome = Outcome::tolerated;
    Time settled_at;
};
/// Of one domain, by number.
std::vector<Precedent> precedents_in(store::Connection& connection, std::string_view domain);

struct LikeCase {
    Precedent precedent;
    Percent likeness;
};
/// Those at least as alike as the rule asks, the most alike first.
std::vector<LikeCase> like_cases(const std::vector<Precedent>& precedents, const std::vector<std::string>& features,
                                 Percent like_from, IdValue except);

/// How often like cases had like outcomes, each compared with those before it when it was settled.
struct Consistency {
    std::int64_t compared = 0;
    std::int64_t alike = 0;
};
Consistency consistency_of_register(store::Connection& connection);

struct Settle {
    IdValue practice;
    Outcome outcome = Outcome::codified;
    std::string holding;
    std::optional<std::string> conditions;
    std::optional<IdValue> proposal;
    std::optional<std::string> distinguished;
    static constexpr std::string_view name = "practices.settle";
    static constexpr std::string_view about = "Says for the body that answers what becomes of a practice, and why.";
    static constexpr auto fields() {
        return FieldTable{
            field("practice", &Settle::practice, "which"),
            field("outcome", &Settle::outcome, "codified by a decision, tolerated with conditions, or not allowed"),
            field("holding", &Settle::holding, "what holds from here on, and why"),
            field("conditions", &Settle::conditions, "of what is tolerated"),
            field("proposal", &Settle::proposal, "the accepted decision that codified it: a rule, a text, the charter"),
            field("distinguished", &Settle::distinguished,
                  "what is different in it from like cases decided otherwise")};
    }
};
struct Settled {
    IdValue practice;
    MemberId by;
    Outcome outcome = Outcome::codified;
    std::string holding;
    std::optional<std::string> conditions;
    std::optional<IdValue> proposal;
    std::optional<std::string> distinguished;
    std::vector<IdValue> followed;
    std::vector<IdValue> departed_from;
    static constexpr std::string_view name = "practices.settled";
    static constexpr std::string_view about = "A practice is settled, and a precedent from here on.";
    static constexpr auto fields() {
        return FieldTable{field("practice", &Settled::practice, "which"),
                          field("by", &Settled::by, "who wrote it for the body"),
                          field("outcome", &Settled::outcome, "codified, tolerated or not allowed"),
                          field("holding", &Settled::holding, "what holds from here on, and why"),
                          field("conditions", &Settled::conditions, "of what is tolerated"),
                          field("proposal", &Settled::proposal, "the decision that codified it"),
                          field("distinguished", &Settled::distinguished, "what is different from like cases"),
                          field("followed", &Settled::followed, "like cases with the same outcome"),
                          field("departed_from", &Settled::departed_from, "like cases with another one")};
    }
    std::string topic() const { return address_of(practice); }
};

struct SettleFacts {
    BodyFacts body;
    std::optional<Time> accepted_at; // the decision that it names
    std::vector<LikeCase> like;
};
SettleFacts load(store::Connection&, const engine::Context&, const Settle&);
/// Refused: what may_not_answer refuses; practices.conditions_of_tolerated, .names_a_decision,
/// .not_accepted, .accepted_before, .says_no_difference.
engine::Decision decide(const SettleFacts&, const Settle&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Settled&);

/// What was settled on a practice.
struct HoldingRow {
    Time settled_at;
    std::string holding;
    std::optional<std::string> conditions;
    std::optional<IdValue> proposal;
    std::optional<std::string> distinguished;
    std::string followed;      // as JSON
    std::string departed_from; // the same
    static constexpr auto fields() {
        return FieldTable{
            field("settled_at", &HoldingRow::settled_at, ""),       field("holding", &HoldingRow::holding, ""),
            field("conditions", &HoldingRow::conditions, ""),       field("proposal", &HoldingRow::proposal, ""),
            field("distinguished", &HoldingRow::distinguished, ""), field("followed", &HoldingRow::followed, ""),
            field("departed_from", &HoldingRow::departed_from, "")};
    }
};
std::optional<HoldingRow> holding_of(store::Connection& connection, IdValue practice);

} // namespace reef::practices
