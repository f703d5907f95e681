// The waterfall: what becomes of a period's surplus, step by step. Pure arithmetic over what the period's accounts say.
#pragma once
#include "commons/ledger/profile.hpp"

namespace reef::ledger {

/// What a period's accounts say at its end, in the platform's currency. Business is what counts as sales or purchases
/// for the patronage: all of it, and what members of the classes did.
struct PeriodFigures {
    Money received;
    Money spent;
    Money losses_before;
    Money capital;
    Money business;
    Money business_of_members;
    std::map<std::string, Money, std::less<>> held; // by the accounts that the steps fill
    Money result() const { return received - spent; }
};

/// One step, with what it was counted from and what it left.
struct WaterfallLine {
    std::string id;
    std::string name;
    StepKind kind = StepKind::reserve;
    std::optional<std::string> account;
    Percent part;
    Money base;
    Money amount;
    Money rest;
    std::string reason;
    bool operator==(const WaterfallLine&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("id", &WaterfallLine::id, "short name of the step"),
                          field("name", &WaterfallLine::name, "as people see it"),
                          field("kind", &WaterfallLine::kind, "what it does"),
                          field("account", &WaterfallLine::account, "where it goes; none for what members get"),
                          field("part", &WaterfallLine::part, "how much"),
                          field("base", &WaterfallLine::base, "of how much"),
                          field("amount", &WaterfallLine::amount, "set aside, paid or shared out"),
                          field("rest", &WaterfallLine::rest, "what is left after it"),
                          field("reason", &WaterfallLine::reason, "statute or custom")};
    }
};

struct Waterfall {
    Money losses_covered; // of periods before
    Money losses_after;   // carried to the next period
    std::vector<WaterfallLine> lines;
    Money kept; // left after all steps; it stays in the treasury
};

/// "Losses brought forward → reserves → capital return ≤ cap → patronage pool" (mechanisms 6.2), in the profile's
/// order. Every part is rounded half away from zero and never exceeds what is left.
Waterfall waterfall(const std::vector<Step>& steps, const PeriodFigures& figures);

} // namespace reef::ledger
