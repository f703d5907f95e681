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

/// "|beta_c - W_c| <= 0.10 and beta_c > 0 for each voting class" (mechanisms 5.3).
constexpr Percent out_of_proportion = percent(10);

void measure_blocks(ProcedurePower& power) {
    measure::WeightedGame game{.weights = {}, .quota = quota_of(power.majority)};
    for (const auto& each : power.classes) {
        // A class that can stop a decision is as if its weight, and what is needed, were greater by more than all
        // weigh.
        const auto added = each.can_stop ? percent(100).hundredths + 1 : 0;
        game.weights.push_back(each.weight.hundredths + added);
        game.quota += added;
    }
    const auto banzhaf = measure::banzhaf(game);
    const auto shapley = measure::shapley_shubik(game);
    if (!banzhaf || !shapley) return;
    for (std::size_t i = 0; i < power.classes.size(); ++i) {
        auto& each = power.classes[i];
        each.banzhaf = as_percent(banzhaf.value().shares[i].decimal);
        each.shapley_shubik = as_percent(shapley.value().shares[i].decimal);
        each.is_dummy = each.weight > percent(0) && each.banzhaf == percent(0);
        each.is_out_of_proportion =
            std::abs(each.banzhaf.hundredths - each.weight.hundredths) > out_of_proportion.hundredths;
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
        for (auto& each : power.classes)
            each.can_stop = procedure->every_class.value_or(false) || procedure->has_veto(each.stakeholder_class);
        if (power.is_block)
            measure_blocks(power);
        else
            for (auto& each : power.classes) each.banzhaf = each.shapley_shubik = each.weight;
        all.push_back(std::move(power));
    }
    return all;
}

} // namespace reef::rules
