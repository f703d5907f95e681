// Empirical power: in how many recorded decisions a class would have turned the outcome, had all its members voted the
// other way. What the charter's weights only promise, seen in what was decided.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

/// A vote as it was counted.
struct RecordedVote {
    rules::ProcedureCharter procedure;
    std::vector<ElectorateClass> electorate;
    std::vector<ClassCount> counts;
};

/// For each class of the electorate: whether the outcome changes where all its members vote against it, and the others
/// as they did. What its own members said does not matter.
std::vector<bool> could_turn(const RecordedVote& vote);

struct TurningPower {
    std::string id; // of the class
    std::int64_t decisions = 0;
    std::int64_t turnable = 0;
};
/// By class, in the order in which they are met.
std::vector<TurningPower> turning_power(const std::vector<RecordedVote>& votes);

engine::PageType turning_power_page();

} // namespace reef::decisions
