// Voting power: what a weight is worth when a decision needs a quota. A class with 10 % of the weight can have none.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula banzhaf_formula{
    "banzhaf", 1, "beta_i = swings_i / sum of swings; absolute beta'_i = swings_i / 2^(n-1)",
    "shares of the power, each 0 to 1, sum 1", "Penrose 1946; Banzhaf, Rutgers Law Review 19 (1965) 317-343"};
inline constexpr Formula shapley_shubik_formula{
    "shapley_shubik", 1, "phi_i = sum over losing S that i turns of |S|! (n-|S|-1)! / n!",
    "shares of the orders of joining, each 0 to 1, sum 1",
    "Shapley and Shubik, American Political Science Review 48 (1954) 787-792"};
inline constexpr Formula per_head_power_formula{"per_head_power_ratio", 1, "(beta_c / beta_d) sqrt(n_d / n_c)",
                                                "ratio, 0 and above; 1 is equal",
                                                "Penrose, Journal of the Royal Statistical Society 109 (1946) 53-57"};
inline constexpr Formula empirical_power_formula{"empirical_power", 1,
                                                 "decisions that go the other way without class c / decisions",
                                                 "share of decisions, 0 to 1", "Reef: a count over recorded decisions"};

/// A yes or no among weighted voters (classes in block form, or members): adopted when the weights in favour reach
/// `quota`.
struct WeightedGame {
    std::vector<std::int64_t> weights;
    std::int64_t quota = 0;
};

/// A share of the power. `fraction` is exact, in lowest terms ("5/12"); empty where only the decimal is computed.
struct Power {
    double decimal = 0;
    std::string fraction;
};

inline constexpr RefusalKind no_voters{"measure.no_voters", "Power is measured among at least one voter.", 422};
inline constexpr RefusalKind negative_weight{"measure.negative_weight",
                                             "Voter number {} has the weight {}. A weight is at least 0.", 422};
inline constexpr RefusalKind quota_out_of_reach{
    "measure.quota_out_of_reach", "A quota of {} cannot be used with weights that sum to {}: it must lie from 1 to {}.",
    422};
inline constexpr RefusalKind game_too_large{"measure.game_too_large",
                                            "Counting the coalitions of {} voters with a quota of {} takes too long. "
                                            "Give the weights in a coarser unit, such as "
                                            "thousandths.",
                                            422};

struct BanzhafPower {
    /// Sum to one.
    std::vector<Power> shares;
    /// The chance that a voter decides when all others toss coins.
    std::vector<Power> absolute;
};
/// Banzhaf's power, exact at any size: coalitions are enumerated for up to 20 voters, and counted by their weight for
/// more (1,000 members in about a second). Refuses no voters, a negative weight, a quota that is below 1 or above the
/// sum of the weights, and a game too large to count.
Measured<BanzhafPower> banzhaf(const WeightedGame& game);

struct ShapleyShubikPower {
    /// Sum to one.
    std::vector<Power> shares;
    /// 0 where the fractions are exact; otherwise what rounding can have done to a decimal.
    double error_max = 0;
};
/// Shapley and Shubik's power. Exact for up to 20 voters, and beyond that while coalitions can be counted by number and
/// weight; then by integrating the chance of being decisive over the chance p of a yes: the integrand is a polynomial
/// in p, so that the Gauss-Legendre rule has no error but rounding (Owen, Management Science 18 (1972) P64-P79). Same
/// refusals.
Measured<ShapleyShubikPower> shapley_shubik(const WeightedGame& game);

struct PowerBesideWeight {
    double weight_share = 0;
    double power_share = 0;
    /// Has weight, and can never decide.
    bool is_dummy = false;
    /// Power and weight differ by more than the tolerance.
    bool is_out_of_proportion = false;
};
/// Banzhaf's power beside the weight, for the check of a charter. `tolerance` is a difference of shares. Same refusals.
Measured<std::vector<PowerBesideWeight>> power_beside_weight(const WeightedGame& game, double tolerance = 0.10);

/// How much power one member of class c has for each of one in class d, when each class votes as a block by simple
/// majority. `share_c`, `share_d`: Banzhaf shares of the classes. Insufficient where class d has no power or a class no
/// members.
Measured<double> per_head_power_ratio(double share_c, std::int64_t members_c, double share_d, std::int64_t members_d);

/// How class votes make a decision: each class's share of yes counts by its weight, or the whole weight goes to its
/// majority.
enum class ClassForm { proportional, block };

struct ClassVotes {
    std::int64_t weight = 0;
    std::int64_t yes = 0;
    std::int64_t no = 0;
};
/// Adopted when the weighted support reaches `quota` of the weight of the classes that voted.
struct RecordedDecision {
    std::vector<ClassVotes> classes;
    Percent quota = percent(50);
    ClassForm form = ClassForm::proportional;
};

inline constexpr std::int64_t recorded_decisions_min = 10;

/// For each class, the share of recorded decisions that would have gone the other way had its members not voted; the
/// weights of the others are the whole then, as they are for any class of which nobody votes. All
/// decisions name the same classes in the same order. Exact inside. Needs 10 decisions. Refuses negative votes or
/// weights.
Measured<std::vector<double>> empirical_power(const std::vector<RecordedDecision>& decisions);

} // namespace reef::measure
