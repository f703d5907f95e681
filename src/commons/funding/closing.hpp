// The end of a round, by the clock: the pot follows what many gave. "S_p = Σ 2 k √(c d) over pairs of givers, k = M /
// (M
// + Σ √(c' d') over all projects that both gave to; then scaled to the pot; at most a part of it for one project"
// (mechanisms 6.3). The formula itself is math/tally's.
#pragma once
#include "commons/funding/rating.hpp"
#include "math/tally/module.hpp"

namespace reef::funding {

/// What a project raised, and what the pot adds.
struct ProjectResult {
    IdValue project;
    Money raised;
    std::int64_t givers = 0;
    std::string entitled; // by the formula, in minor units
    Money matched;
    std::vector<ClassMedian> medians = {};
    bool operator==(const ProjectResult&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("project", &ProjectResult::project, "which"),
            field("raised", &ProjectResult::raised, "by gifts"),
            field("givers", &ProjectResult::givers, "how many gave, or rated"),
            field("entitled", &ProjectResult::entitled,
                  "by the formula, in the smallest units of the currency, before the limits of the pot; "
                  "of a result: its points"),
            field("matched", &ProjectResult::matched, "added from the pot"),
            field("medians", &ProjectResult::medians, "of a result: what each class said", Audience::auditors)};
    }
};
struct Results {
    std::vector<ProjectResult> projects;
    Money paid;
    Money left; // of the pot
    bool scaled_down = false;
};
/// The same for a running estimate and for the end. `gifts` to the projects named, by project and member.
Results results_of(const RoundTerms& terms, const Money& pot, const std::vector<IdValue>& projects,
                   const std::vector<GiftRow>& gifts);
/// Of a retroactive round, by number of the result.
Results rewarded(const RoundTerms& terms, const Money& pot, const std::vector<RatedResult>& results);
/// What it would be now. Of those projects that stand.
Results results_of(store::Connection& connection, const RoundRow& round);
/// What it was when the round closed.
Results recorded_results(store::Connection& connection, const RoundRow& round);

/// Given by the clock when a round closes.
struct CloseRound {
    IdValue round;
    static constexpr std::string_view name = "funding.close_round";
    static constexpr std::string_view about = "Shares a round's pot out, and pays its projects.";
    static constexpr auto fields() { return FieldTable{field("round", &CloseRound::round, "which")}; }
};
struct RoundClosed {
    IdValue round;
    std::vector<ProjectResult> projects;
    Money paid;
    Money left;
    bool scaled_down = false;
    static constexpr std::string_view name = "funding.round_closed";
    static constexpr std::string_view about = "A round closed: its projects are paid, what is left goes back.";
    static constexpr auto fields() {
        return FieldTable{field("round", &RoundClosed::round, "which"),
                          field("projects", &RoundClosed::projects, "by number"),
                          field("paid", &RoundClosed::paid, "from the pot"),
                          field("left", &RoundClosed::left, "of the pot, back to the treasury"),
                          field("scaled_down", &RoundClosed::scaled_down, "the formula asked for more than the pot")};
    }
    std::string topic() const { return address_of(round); }
};

struct ClosingFacts {
    RoundRow round;
    Results results;
};
ClosingFacts load(store::Connection&, const engine::Context&, const CloseRound&);
engine::Decision decide(const ClosingFacts&, const CloseRound&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RoundClosed&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const RoundClosed&);

engine::Schedule round_schedule();

} // namespace reef::funding
