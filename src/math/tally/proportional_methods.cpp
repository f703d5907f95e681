#include "math/tally/budget.hpp"
#include "math/tally/committee.hpp"
#include "math/tally/quadratic.hpp"

namespace reef::tally {
namespace {

const std::vector<BallotKind> approvals = {BallotKind::approval, BallotKind::choice};
const std::vector<BallotKind> every_kind = {BallotKind::approval, BallotKind::points, BallotKind::score,
                                            BallotKind::choice, BallotKind::ranked};

} // namespace

std::vector<Method> proportional_methods() {
    return {
        {.name = "committee-av",
         .purpose = "Elects those whom most voters approve; large groups may take every seat.",
         .takes = approvals,
         .options = {TieOrder::option("order"), seed_option()},
         .count = count_committee_av},
        {.name = "committee-sav",
         .purpose = "Elects by approvals, where each voter's vote is shared equally among those whom she approves.",
         .takes = approvals,
         .options = {TieOrder::option("order"), seed_option()},
         .count = count_committee_sav},
        {.name = "committee-pav",
         .purpose =
             "Elects the committee of the greatest satisfaction, where a voter's second member counts half, her third "
             "a third, and so on (proportional approval voting).",
         .takes = approvals,
         .options = {TieOrder::option("order"), seed_option()},
         .count = count_committee_pav},
        {.name = "committee-seq-pav",
         .purpose = "Elects seat by seat whoever adds most by the measure of proportional approval voting.",
         .takes = approvals,
         .options = {TieOrder::option("order"), seed_option()},
         .count = count_committee_seq_pav},
        {.name = "committee-seq-phragmen",
         .purpose = "Elects seat by seat so that the burden of the seats spreads as evenly as it can over the voters.",
         .takes = approvals,
         .options = {TieOrder::option("order"), seed_option()},
         .count = count_committee_seq_phragmen},
        {.name = "committee-mes",
         .purpose =
             "Elects with equal purses: whoever costs her supporters least comes first (Method of Equal Shares).",
         .takes = approvals,
         .options = {{.name = "completion",
                      .purpose =
                          "who fills the seats that equal shares leave open: nobody; whoever Phragmén's method elects, "
                          "starting from what the voters still hold; the most approved (av); or the same method with "
                          "purses for more seats (increment)",
                      .fallback = "phragmen",
                      .values = {"none", "phragmen", "av", "increment"}},
                     TieOrder::option("order"),
                     seed_option()},
         .count = count_committee_mes},
        {.name = "pb-greedy",
         .purpose =
             "Shares out a budget project by project, the most satisfaction for money first; what no longer fits is "
             "passed over.",
         .takes = every_kind,
         .options = {satisfaction_option(), TieOrder::option("id"), seed_option()},
         .count = count_pb_greedy,
         .is_limited = true},
        {.name = "pb-mes",
         .purpose = "Shares out a budget so that every voter steers an equal part of it (Method of Equal Shares).",
         .takes = every_kind,
         .options = {satisfaction_option(),
                     {.name = "completion",
                      .purpose =
                          "how to spend what is left: greedily; by growing the voters' purses by 1 % of the budget "
                          "(increment) or by one unit of currency each (add-one) while the outcome stays within the "
                          "budget; or one after the other",
                      .fallback = "none",
                      .values = {"none", "greedy", "increment", "add-one", "increment+greedy", "add-one+greedy"}},
                     TieOrder::option("id"),
                     seed_option()},
         .count = count_pb_mes,
         .is_limited = true},
        {.name = "pb-seq-phragmen",
         .purpose =
             "Shares out a budget by the order in which supporters, who all earn alike, could have paid; stops before "
             "the first project that no longer fits.",
         .takes = every_kind,
         .options = {TieOrder::option("id"), seed_option()},
         .count = count_pb_seq_phragmen,
         .is_limited = true},
        {.name = "quadratic",
         .purpose = "Counts votes that cost their square in credits, so that voters speak louder where they care more "
                    "(quadratic voting).",
         .takes = {BallotKind::points, BallotKind::score},
         .options = {{.name = "marks",
                      .purpose =
                          "what the marks on ballots are: credits, whose roots are the votes, or the votes themselves",
                      .fallback = "credits",
                      .values = {"credits", "votes"}},
                     {.name = "credits",
                      .purpose = "the purse of each voter; a ballot that spends more does not count; 0 sets no limit",
                      .fallback = "0",
                      .form = OptionSpec::Form::number,
                      .least = "0"},
                     ties_option(),
                     seed_option()},
         .count = count_quadratic},
    };
}

} // namespace reef::tally
