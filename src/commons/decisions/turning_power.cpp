#include "commons/decisions/turning_power.hpp"
#include <algorithm>

namespace reef::decisions {

std::vector<bool> could_turn(const RecordedVote& vote) {
    const bool passed =
        count_by_class(vote.procedure, vote.electorate, vote.counts).outcome == tally::ByClassOutcome::passed;
    std::vector<bool> turns;
    for (std::size_t i = 0; i < vote.electorate.size(); ++i) {
        auto counts = vote.counts;
        const auto all = vote.electorate[i].eligible;
        counts[i].in_favour = passed ? 0 : all;
        counts[i].against = passed ? all : 0;
        counts[i].abstain = 0;
        const auto other = count_by_class(vote.procedure, vote.electorate, counts).outcome;
        turns.push_back((other == tally::ByClassOutcome::passed) != passed);
    }
    return turns;
}

std::vector<TurningPower> turning_power(const std::vector<RecordedVote>& votes) {
    std::vector<TurningPower> power;
    for (const auto& vote : votes) {
        const auto turns = could_turn(vote);
        for (std::size_t i = 0; i < turns.size(); ++i) {
            auto found = std::ranges::find(power, vote.electorate[i].id, &TurningPower::id);
            if (found == power.end()) found = power.insert(power.end(), {.id = vote.electorate[i].id});
            ++found->decisions;
            if (turns[i]) ++found->turnable;
        }
    }
    return power;
}

} // namespace reef::decisions
