#include "math/tally/budget.hpp"

namespace reef::tally {
namespace {

const std::vector<BallotKind> every_kind = {BallotKind::approval, BallotKind::points, BallotKind::score,
                                            BallotKind::choice, BallotKind::ranked};

} // namespace

std::vector<Method> proportional_methods() {
    return {
        {.name = "pb-greedy",
         .purpose = "shares out a budget project by project, the most satisfaction for money first; what no longer fits is "
                    "passed over",
         .takes = every_kind,
         .options = {satisfaction_option(), TieOrder::option("id"), seed_option()},
         .count = count_pb_greedy},
        {.name = "pb-mes",
         .purpose = "shares out a budget so that every voter steers an equal part of it (Method of Equal Shares)",
         .takes = every_kind,
         .options = {satisfaction_option(),
                     {.name = "completion",
                      .purpose = "how to spend what is left: greedily; by growing the voters' purses by 1 % of the budget "
                                 "(increment) or by one unit of currency each (add-one) while the outcome stays within the "
                                 "budget; or one after the other",
                      .fallback = "none",
                      .values = {"none", "greedy", "increment", "add-one", "increment+greedy", "add-one+greedy"}},
                     TieOrder::option("id"), seed_option()},
         .count = count_pb_mes},
        {.name = "pb-seq-phragmen",
         .purpose = "shares out a budget by the order in which supporters, who all earn alike, could have paid; stops before "
                    "the first project that no longer fits",
         .takes = every_kind,
         .options = {TieOrder::option("id"), seed_option()},
         .count = count_pb_seq_phragmen},
    };
}

} // namespace reef::tally
