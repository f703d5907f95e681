#include "commons/rules/power.hpp"
#include "commons/rules/decision_method.hpp"
#include "math/measure/module.hpp"
#include <algorithm>
#include <cmath>

namespace reef::rules {
namespace {

Percent as_percent(double share) { return {static_cast<std::int64_t>(std::llround(share * 10'000))}; }

/// The weights of those who decide, as they are scaled for a vote.
std::vector<ClassPower> deciders_of(const Charter& charter, const DomainCharter& domain) {
    std::vector<ClassPower> deciders;
    std::vector<std::int64_t> weights;
    for (const auto& each : charter.governance.classes) {
        if (!domain.classes.empty() && std::ranges::find(domain.classes, each.id) == domain.classes.end()) continue;
        deciders.push_back({.stakeholder_class = each.id});
        weights.push_back(each.weight.hundredths);
    }
    const auto scaled_weights = share_out(percent(100).hundredths, weights);
    for (std::size_t i = 0; i < deciders.size(); ++i) deciders[i].weight = {scaled_weights[i]};
    return deciders;
}

/// Half must be exceeded, more must be reached.
std::int64_t quota_of(Percent majority) {
    return majority > percent(50) ? majority.hundredths : percent(50).hundredths + 1;
}

void measure_blocks(ProcedurePower& power) {
    measure::WeightedGame game{.weights = {}, .quota = quota_of(power.majority)};
    for (const auto& each : power.classes) game.weights.push_back(each.weight.hundredths);
    const auto banzhaf = measure::banzhaf(game);
    const auto shapley = measure::shapley_shubik(game);
    const auto beside = measure::power_beside_weight(game);
    if (!banzhaf || !shapley || !beside) return;
    for (std::size_t i = 0; i < power.classes.size(); ++i) {
        power.classes[i].banzhaf = as_percent(banzhaf.value().shares[i].decimal);
        power.classes[i].shapley_shubik = as_percent(shapley.value().shares[i].decimal);
        power.classes[i].is_dummy = beside.value()[i].is_dummy;
        power.classes[i].is_out_of_proportion = beside.value()[i].is_out_of_proportion;
    }
}

bool has_sound_weights(const Charter& charter) {
    std::int64_t sum = 0;
    for (const auto& each : charter.governance.classes) {
        if (each.weight.hundredths < 0 || each.weight > percent(100)) return false;
        sum += each.weight.hundredths;
    }
    return sum == percent(100).hundredths && charter.governance.classes.size() <= 64;
}

} // namespace

std::vector<ProcedurePower> power_of(const Charter& charter) {
    std::vector<ProcedurePower> all;
    if (!has_sound_weights(charter)) return all;
    std::vector<std::pair<std::string, std::vector<std::string>>> seen;
    for (const auto& domain : charter.governance.domains) {
        const auto* procedure = charter.find_procedure(domain.procedure);
        if (domain.mode == Mode::directive || !procedure) continue;
        auto deciders = deciders_of(charter, domain);
        std::int64_t weight = 0;
        for (const auto& each : deciders) weight += each.weight.hundredths;
        if (weight == 0) continue;
        const std::pair key{domain.procedure, domain.classes};
        if (const auto place = std::ranges::find(seen, key); place != seen.end()) {
            all[static_cast<std::size_t>(place - seen.begin())].domains.push_back(domain.rules);
            continue;
        }
        seen.push_back(key);
        ProcedurePower power{procedure->id,
                             {domain.rules},
                             needed(*procedure),
                             procedure->form == CountForm::block,
                             std::move(deciders)};
        if (power.is_block)
            measure_blocks(power);
        else
            for (auto& each : power.classes) each.banzhaf = each.shapley_shubik = each.weight;
        all.push_back(std::move(power));
    }
    return all;
}

} // namespace reef::rules
