#include "math/tally/ranked_methods.hpp"

namespace reef::tally {

std::int64_t strength_of(const Pairwise& pairwise, Strength strength, CandidateIndex a, CandidateIndex b) {
    const auto lead = margin(pairwise, a, b);
    if (lead <= 0) return 0;
    return strength == Strength::margins ? lead : pairwise.at(a, b);
}

std::vector<Method> ranked_methods() {
    const auto method = [](std::string_view name, std::string_view purpose,
                           Result<Outcome> (*counting)(const Election&, const Options&)) {
        return Method{name, purpose, {BallotKind::ranked}, pairwise_options(), counting, true};
    };
    std::vector<Method> all{
        method("borda",
               "Finds the candidate ranked highest on average: a point for each candidate below, half for each tied.",
               count_borda),
        method("schulze-margins",
               "Finds who wins every chain of pairwise majorities, the weakest link measured by its margin.",
               count_schulze_margins),
        method("schulze-winning-votes",
               "Finds who wins every chain of pairwise majorities, the weakest link measured by the votes of the "
               "majority.",
               count_schulze_winning_votes),
        method("ranked-pairs",
               "Locks in pairwise majorities from the largest margin down, leaving out those that close a circle.",
               count_ranked_pairs),
        method("minimax-margins", "Finds the candidate whose worst pairwise defeat has the smallest margin.",
               count_minimax_margins),
        method("minimax-winning-votes",
               "Finds the candidate whose worst pairwise defeat has the fewest opposing votes.",
               count_minimax_winning_votes),
        method("copeland", "Finds the candidate who beats the most others one against one, a tie counting half.",
               count_copeland),
        method("kemeny",
               "Finds the ranking that contradicts the fewest pairwise preferences, exactly, for up to 18 candidates.",
               count_kemeny),
    };
    all.back().is_limited = true;
    return all;
}

} // namespace reef::tally
