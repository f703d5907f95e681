// Worked examples: diversity, concentration, intervals, voting power.
#include "math/measure/module.hpp"
#include "math/measure/worked_examples.hpp"

namespace reef::measure {
namespace {

using Numbers = std::vector<double>;

Numbers ends(const Interval& interval) { return {interval.low, interval.high}; }

std::vector<std::string> shares_in_fractions(const std::vector<Power>& shares) {
    std::vector<std::string> out;
    for (const auto& share : shares) out.push_back(share.fraction);
    return out;
}

WeightedGame game(const json::object& a) {
    return {argument<std::vector<std::int64_t>>(a, "weights"), argument<std::int64_t>(a, "quota")};
}

RecordedDecision decision(const json::value& recorded) {
    RecordedDecision out;
    for (const auto& votes : recorded.at("classes").as_array()) {
        const auto numbers = json::value_to<std::vector<std::int64_t>>(votes);
        out.classes.push_back({numbers.at(0), numbers.at(1), numbers.at(2)});
    }
    out.quota = percent(recorded.at("quota_percent").to_number<std::int64_t>());
    return out;
}

void add_power_examples(Evaluators& all) {
    all["banzhaf"] = [](const json::object& a) {
        return shown(banzhaf(game(a)), [](const auto& power) { return shares_in_fractions(power.shares); });
    };
    all["shapley_shubik"] = [](const json::object& a) {
        return shown(shapley_shubik(game(a)), [](const auto& power) { return shares_in_fractions(power.shares); });
    };
    all["per_head_power_ratio"] = [](const json::object& a) {
        return shown(per_head_power_ratio(argument<double>(a, "share_c"), argument<std::int64_t>(a, "members_c"),
                                          argument<double>(a, "share_d"), argument<std::int64_t>(a, "members_d")));
    };
    all["empirical_power"] = [](const json::object& a) {
        std::vector<RecordedDecision> decisions;
        for (const auto& group : a.at("decisions").as_array())
            decisions.insert(decisions.end(), group.at("times").to_number<std::size_t>(), decision(group));
        return shown(empirical_power(decisions));
    };
}

} // namespace

void add_distribution_examples(Evaluators& all) {
    const auto of_amounts = [&](const std::string& name, Measured<double> (*measure)(const Numbers&)) {
        all[name] = [measure](const json::object& a) { return shown(measure(argument<Numbers>(a, "amounts"))); };
    };
    all["hill_number"] = [](const json::object& a) {
        return shown(hill_number(argument<Numbers>(a, "amounts"), argument<double>(a, "order")));
    };
    of_amounts("shannon", shannon);
    of_amounts("simpson", simpson);
    of_amounts("pielou", pielou);
    all["chao1"] = [](const json::object& a) {
        return shown(chao1(argument<std::vector<std::int64_t>>(a, "counts")),
                     [](const Richness& richness) { return richness.estimated; });
    };
    of_amounts("gini", gini);
    of_amounts("gini_corrected", gini_corrected);
    of_amounts("hhi", hhi);
    of_amounts("effective_number", effective_number);
    all["concentration_ratio"] = [](const json::object& a) {
        return shown(concentration_ratio(argument<Numbers>(a, "amounts"), argument<std::size_t>(a, "largest_count")));
    };
    all["wilson_interval"] = [](const json::object& a) {
        return shown(wilson_interval(argument<std::int64_t>(a, "successes"), argument<std::int64_t>(a, "trials")),
                     ends);
    };
    all["poisson_upper_limit"] = [](const json::object& a) {
        return shown(poisson_upper_limit(argument<std::int64_t>(a, "events")));
    };
    all["kept_promises"] = [](const json::object& a) {
        return shown(kept_promises(argument<double>(a, "kept"), argument<double>(a, "broken")),
                     [](const KeptPromises& kept) {
                         return Numbers{kept.mean, kept.interval.low, kept.interval.high};
                     });
    };
    add_power_examples(all);
}

} // namespace reef::measure
