#include "math/tally/scoring_methods.hpp"

namespace reef::tally {
namespace {

using enum OptionSpec::Form;

OptionSpec electorate_option() {
    return {"electorate", "how many are entitled to vote; 0: as many as ballots were cast", "0", {}, whole_number, "0"};
}
OptionSpec quorum_option() {
    return {"quorum", "the share of the electorate that has to take part", "0", {}, number, "0", "1"};
}

std::vector<OptionSpec> majority_options() {
    return {{"threshold", "the share that is needed", "1/2", {}, number, "0", "1"},
            {"reach",
             "whether more than the threshold is needed, or the threshold is enough",
             "more-than",
             {"more-than", "at-least"},
             named},
            {"of",
             "what the share is taken of: votes for somebody, all ballots, or everyone entitled",
             "votes",
             {"votes", "ballots", "electorate"},
             named},
            electorate_option(),
            quorum_option(),
            ties_option(),
            seed_option()};
}

} // namespace

std::vector<Method> scoring_methods() {
    using enum BallotKind;
    return {
        {"plurality",
         "Finds who is named by most: the first choice of each ballot counts.",
         {choice, ranked},
         {ties_option(), seed_option()},
         count_plurality,
         true},
        {"majority",
         "Decides by a majority: a share that has to be reached, of votes that have to be enough.",
         {choice, ranked},
         majority_options(),
         count_majority,
         true},
        {"consent",
         "Lets a proposal pass that nobody objects to: a score below 0 is an objection, and objections block.",
         {score},
         {{"objections-max", "how many objections a proposal may have and still pass", "0", {}, whole_number, "0"},
          electorate_option(),
          quorum_option(),
          ties_option(),
          seed_option()},
         count_consent,
         true},
        {"approval",
         "Finds whom most approve of, each voter approving of as many as he likes.",
         {approval, choice},
         {ties_option(), seed_option()},
         count_approval,
         true},
        {"score",
         "Finds the greatest sum or mean of the scores or points that voters give.",
         {score, points},
         {{"aggregate", "whether scores are added up or averaged", "sum", {"sum", "mean"}, named},
          {"unscored",
           "of a mean: whether who gives a candidate no score counts as 0 or is left out",
           "zero",
           {"zero", "ignored"},
           named},
          ties_option(),
          seed_option()},
         count_score,
         true},
        {"star",
         "Adds up scores, then elects of the two with the most the one whom more voters score higher.",
         {score},
         {ties_option(), seed_option()},
         count_star,
         true},
        {"majority-judgment",
         "Finds the candidate whom a majority gives the best grade: the highest median.",
         {score},
         {ties_option(), seed_option()},
         count_majority_judgment,
         true},
    };
}

} // namespace reef::tally
