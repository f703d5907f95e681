#include "math/tally/transferable_methods.hpp"

namespace reef::tally {
namespace {

using enum OptionSpec::Form;

std::vector<OptionSpec> irv_options() {
    return {{"elimination",
             "whether the lowest candidate goes out alone, or all who together cannot catch up with the next one",
             "single",
             {"single", "batch"},
             named},
            {"overvotes",
             "what a place with several candidates does: ends the ballot, is passed over, or ends it only while "
             "several of them continue",
             "exhaust-if-several",
             {"exhaust", "skip", "exhaust-if-several"},
             named},
            {"skipped-max",
             "how many empty places in a row a ballot may have before it ends",
             "1000000",
             {},
             whole_number,
             "0",
             "1000000"},
            {"repeated",
             "what naming a candidate again does: is passed over, or ends the ballot",
             "skip",
             {"skip", "exhaust"},
             named},
            {"write-ins",
             "whether undeclared write-ins go out first, together, or stand as one candidate",
             "first",
             {"first", "candidate"},
             named},
            {"until",
             "whether the count ends with a majority, or goes on until two are left",
             "majority",
             {"majority", "two"},
             named},
            ties_option(),
            seed_option()};
}

} // namespace

std::vector<Method> transferable_methods() {
    const std::vector<BallotKind> takes = {BallotKind::ranked};
    return {
        {"irv",
         "Takes out the candidate with the fewest votes, round by round, until one has more than half of those still "
         "counted.",
         takes, irv_options(), count_irv, true, false, true},
        {"stv-scottish",
         "Fills several seats in proportion as Scottish councils do: whole quota, weighted transfers to five decimals.",
         takes,
         {ties_option(), seed_option()},
         count_stv_scottish,
         false,
         true},
        {"stv-wigm",
         "Fills several seats in proportion, passing surpluses on by weighted fractions of every paper.",
         takes,
         {{"rule",
           "rationals throughout; the four decimals of the Reference WIGM Rule; or the ordinance of Minneapolis",
           "exact",
           {"exact", "reference", "minneapolis"},
           named},
          ties_option(),
          seed_option()},
         count_stv_wigm,
         false,
         true},
        {"stv-meek",
         "Fills several seats in proportion as if excluded candidates had never stood, by iterated keep factors.",
         takes,
         {{"decimals", "of every number in the count", "9", {}, whole_number, "4", "40"},
          {"omega", "an iteration ends when the surplus is below 1/10 to this power", "6", {}, whole_number, "1", "40"},
          {"defeat",
           "whether one candidate goes out at a time, or all sure losers together",
           "single",
           {"single", "batch"},
           named},
          ties_option(),
          seed_option()},
         count_stv_meek,
         false,
         true},
    };
}

} // namespace reef::tally
