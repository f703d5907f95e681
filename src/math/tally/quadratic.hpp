// Quadratic voting, and quadratic matching of donations.
#pragma once
#include "math/tally/ties.hpp"

namespace reef::tally {

Result<Outcome> count_quadratic(const Election& election, const Options& options);

/// What one person gave to one project, in minor units, above zero. Several gifts of one person to one project are
/// added.
struct Gift {
    std::uint32_t giver = 0;
    std::uint32_t project = 0;
    std::int64_t amount_minor = 0;
};

/// `plain`: a project is matched with (Σ√c)² - Σc over its givers' gifts c. Buterin, Hitzig and Weyl, "A Flexible
/// Design for Funding Public Goods", Management Science 65(11), 2019. `pairwise`: the same sum pair by pair of givers,
/// Σ 2 k √(c d), with k = M / (M + Σ √(c' d')) over all projects that both gave to: however much two people give,
/// together they never draw 2M. Buterin, "Pairwise coordination subsidies", 2019.
enum class MatchingForm { plain, pairwise };

struct MatchingRule {
    MatchingForm form = MatchingForm::pairwise;
    std::int64_t bound_minor = 0;  // M, above zero; of the pairwise form
    std::int64_t budget_minor = 0; // the most that is paid in total
    Percent project_share_max =
        percent(100); // the most of the budget that one project gets; what is above stays in the fund
};

struct Matching {
    std::vector<std::int64_t> raised_minor; // of each project: its givers' gifts
    std::vector<std::int64_t> match_minor;  // of each project: what is added from the budget
    std::vector<std::string> entitled; // of each project: the formula's amount in minor units, cut after 6 decimals
    std::int64_t paid_minor = 0;
    std::int64_t left_minor = 0; // of the budget
    bool scaled_down = false;    // the formula's amounts were above the budget
};

/// Amounts are computed to 256 bits, brought down to the budget in one proportion where their sum is above it, and
/// shared out in whole minor units by largest remainder. Refused: tally.gift_out_of_range,
/// tally.matching_rule_out_of_range.
Result<Matching> match_gifts(std::size_t projects, const std::vector<Gift>& gifts, const MatchingRule& rule);

extern const RefusalKind gift_out_of_range, matching_rule_out_of_range;

} // namespace reef::tally
