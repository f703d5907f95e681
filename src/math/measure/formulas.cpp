#include "math/measure/module.hpp"

namespace reef::measure {

const std::vector<Formula>& formulas() {
    static const std::vector<Formula> all = {
        hill_number_formula,
        shannon_formula,
        simpson_formula,
        pielou_formula,
        chao1_formula,
        gini_formula,
        gini_corrected_formula,
        hhi_formula,
        effective_number_formula,
        concentration_ratio_formula,
        wilson_formula,
        poisson_upper_formula,
        kept_promises_formula,
        banzhaf_formula,
        shapley_shubik_formula,
        per_head_power_formula,
        empirical_power_formula,
        density_formula,
        bipartite_density_formula,
        reciprocity_formula,
        reciprocity_corrected_formula,
        reciprocity_weighted_formula,
        nodf_formula,
        nodf_z_formula,
        modularity_formula,
        bipartite_modularity_formula,
        communities_formula,
        symbiosis_formula,
        keystone_formula,
        bus_factor_formula,
        finn_formula,
        position_bias_formula,
        dcg_formula,
        truth_loss_formula,
        attention_bought_formula,
        dtr_formula,
        feed_gini_formula,
        unfairness_formula,
        fair_order_formula,
        shapley_value_formula,
        shapley_value_sampled_formula,
        leximin_formula,
        numbered_panels_formula,
    };
    return all;
}

} // namespace reef::measure
