// The names under which decisions by classes are recorded.
#include "math/tally/by_class.hpp"

namespace reef::tally {

std::string_view text(ByClassOutcome outcome) {
    switch (outcome) {
    case ByClassOutcome::passed:
        return "passed";
    case ByClassOutcome::rejected:
        return "rejected";
    case ByClassOutcome::no_quorum:
        return "no_quorum";
    case ByClassOutcome::vetoed:
        return "vetoed";
    }
    broken("an outcome is one of four");
}

std::string_view text(TurningPoint::Act act) {
    switch (act) {
    case TurningPoint::Act::vote_yes:
        return "vote_yes";
    case TurningPoint::Act::vote_no:
        return "vote_no";
    case TurningPoint::Act::stay_away:
        return "stay_away";
    }
    broken("an act is one of three");
}

std::string_view text(ByClassCondition::Kind kind) {
    using Kind = ByClassCondition::Kind;
    switch (kind) {
    case Kind::quorum:
        return "quorum";
    case Kind::weighted_majority:
        return "weighted_majority";
    case Kind::majority_of_ballots:
        return "majority_of_ballots";
    case Kind::majority_of_classes:
        return "majority_of_classes";
    case Kind::own_majority:
        return "own_majority";
    case Kind::no_veto:
        return "no_veto";
    }
    broken("a condition is one of six");
}

} // namespace reef::tally
