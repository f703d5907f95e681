// Agreement: among judges, and with precedents; and what a measure changed.
#pragma once
#include "math/measure/measured.hpp"

namespace reef::measure {

inline constexpr Formula krippendorff_formula{
    "krippendorff_alpha", 1, "alpha = 1 - observed disagreement / disagreement expected by chance",
    "-1 to 1; 1 is agreement, 0 what chance gives", "Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)"};
inline constexpr Formula jaccard_formula{"jaccard", 1, "J = |A cap B| / |A cup B|", "0 to 1 (the same features)",
                                         "Jaccard, Bulletin de la Societe vaudoise 37 (1901) 547-579"};
inline constexpr Formula consistency_formula{"precedent_consistency", 1,
                                             "pairs of like cases (J >= 0.7) with like holding / pairs of like cases",
                                             "share of pairs, 0 to 1", "Reef, with the index of Jaccard"};
inline constexpr Formula difference_formula{
    "difference_in_differences", 1, "(T1 - T0) - (C1 - C0)", "the unit of the indicator",
    "Ashenfelter and Card, Review of Economics and Statistics 67 (1985) 648-660"};

enum class Scale { nominal, ordinal, interval, ratio };
/// `scores[judge][unit]`; nothing where a judge gave no score. Needs a unit with two scores, and scores that differ:
/// where all are the same, chance would agree as well. Refuses judges with other numbers of units; on a ratio scale,
/// scores below 0.
Measured<double> krippendorff_alpha(const std::vector<std::vector<std::optional<double>>>& scores, Scale scale);

/// How alike two cases are by their features, any numbers. Needs a feature in one of them.
Measured<double> jaccard(const std::vector<std::int64_t>& one, const std::vector<std::int64_t>& other);

struct Precedent {
    std::vector<std::int64_t> features;
    std::int64_t holding = 0;
};
/// Whether like cases were held alike. Needs one pair of like cases. Refuses a threshold outside 0 to 1.
Measured<double> precedent_consistency(const std::vector<Precedent>& precedents, double alike_from = 0.7);

/// What the indicator changed where the measure applied, beyond what it changed elsewhere. Observations of each unit (a
/// space, a week) before and after. Needs `observations_min` in each of the four.
struct BeforeAfter {
    std::vector<double> before;
    std::vector<double> after;
};
struct Difference {
    double value = 0;
    /// Standard error, without an assumption of equal variances.
    double error = 0;
};
inline constexpr std::int64_t observations_min = 2;
Measured<Difference> difference_in_differences(const BeforeAfter& treated, const BeforeAfter& compared);

} // namespace reef::measure
