// Worked examples: exposure, fair ranking, the Shapley value, sortition.
#include "math/measure/module.hpp"
#include "math/measure/worked_examples.hpp"

namespace reef::measure {
namespace {

using Numbers = std::vector<double>;

/// The value of every coalition, as `v` lists them: nobody, {0}, {1}, {0,1}, {2} …
CoalitionValue coalitions(const json::object& a) {
    return [values = argument<std::vector<std::int64_t>>(a, "v")](std::uint64_t coalition) {
        return values.at(coalition);
    };
}

std::vector<Account> accounts(const json::object& a) {
    std::vector<Account> out;
    for (const auto& account : argument<std::vector<Numbers>>(a, "accounts"))
        out.push_back({account.at(0), account.at(1)});
    return out;
}

std::vector<Author> authors(const json::object& a) {
    std::vector<Author> out;
    for (const auto& author : argument<std::vector<std::vector<std::int64_t>>>(a, "authors"))
        out.push_back({static_cast<double>(author.at(0)), author.at(1)});
    return out;
}

/// One feature: `quotas` as [seats_min, seats_max] of each category, `volunteers` as the category of each.
Measured<PanelLottery> lottery(const json::object& a) {
    PanelRules rules{argument<std::int64_t>(a, "seats"), {{"feature", {}}}};
    for (const auto& quota : argument<std::vector<std::vector<std::int64_t>>>(a, "quotas"))
        rules.features[0].categories.push_back({"category", quota.at(0), quota.at(1)});
    std::vector<Volunteer> pool;
    for (const auto category : argument<std::vector<std::size_t>>(a, "volunteers"))
        pool.push_back({static_cast<std::int64_t>(pool.size()), {category}});
    return leximin_lottery(rules, pool);
}

void add_exposure_examples(Evaluators& all) {
    all["position_bias"] = [](const json::object& a) {
        return json::value(position_bias(argument<std::size_t>(a, "place")));
    };
    all["dcg"] = [](const json::object& a) { return shown(dcg(argument<Numbers>(a, "relevance"))); };
    all["truth_loss"] = [](const json::object& a) { return shown(truth_loss(argument<Numbers>(a, "relevance"))); };
    all["attention_bought"] = [](const json::object& a) {
        return shown(attention_bought(argument<std::vector<bool>>(a, "paid")));
    };
    all["disparate_treatment_ratio"] = [](const json::object& a) {
        return shown(disparate_treatment_ratio(
            exposed_in_order(argument<Numbers>(a, "relevance"), argument<std::vector<int>>(a, "groups"))));
    };
    all["feed_exposure_gini"] = [](const json::object& a) { return shown(feed_exposure_gini(authors(a))); };
    all["amortised_unfairness"] = [](const json::object& a) { return shown(amortised_unfairness(accounts(a))); };
    all["fair_order"] = [](const json::object& a) {
        return shown(fair_order(argument<Numbers>(a, "relevance"), accounts(a), 50, argument<double>(a, "theta")),
                     [](const FairOrder& fair) { return fair.order; });
    };
}

} // namespace

void add_fairness_examples(Evaluators& all) {
    add_exposure_examples(all);
    all["shapley_value"] = [](const json::object& a) {
        return shown(shapley_value(argument<std::size_t>(a, "contributors"), coalitions(a)), [](const auto& parts) {
            std::vector<std::string> fractions;
            for (const Part& part : parts) fractions.push_back(part.fraction);
            return fractions;
        });
    };
    all["shapley_value_sampled"] = [](const json::object& a) {
        return shown(shapley_value_sampled(argument<std::size_t>(a, "contributors"), coalitions(a), {.seed = 1}),
                     [](const SampledParts& sampled) { return sampled.parts; });
    };
    all["leximin_lottery"] = [](const json::object& a) {
        return shown(lottery(a), [](const PanelLottery& found) {
            Numbers chances;
            for (const auto& type : found.types) chances.push_back(type.chance);
            return chances;
        });
    };
    all["numbered_panels"] = [](const json::object& a) {
        const auto numbered =
            numbered_panels(*lottery(a), argument<std::size_t>(a, "panels"), argument<std::uint64_t>(a, "seed"));
        return shown(numbered, [](const NumberedPanels& found) { return found.panels.size(); });
    };
}

} // namespace reef::measure
