// Worked examples: retention, network effects, rule-making, apportionment, equal treatment, agreement.
#include "math/measure/module.hpp"
#include "math/measure/worked_examples.hpp"

namespace reef::measure {
namespace {

using Numbers = std::vector<double>;
using Days = std::vector<std::int64_t>;

/// Members as [day joined, days active ...].
std::vector<Presence> members(const json::object& a) {
    std::vector<Presence> out;
    for (const auto& listed : argument<std::vector<Days>>(a, "members")) {
        out.push_back({Time{} + days(listed.at(0)), {}});
        for (std::size_t i = 1; i < listed.size(); ++i) out.back().active.push_back(Time{} + days(listed[i]));
    }
    return out;
}
Time until(const json::object& a) { return Time{} + days(argument<std::int64_t>(a, "until_day")); }

/// Changes as [move, announced in time, within bounds], the last two 0 or 1.
std::vector<RuleChange> changes(const json::object& a) {
    std::vector<RuleChange> out;
    for (const auto& change : argument<std::vector<Numbers>>(a, "changes"))
        out.push_back({change.at(0), change.at(1) > 0, change.at(2) > 0});
    return out;
}

GroupRate group(const std::vector<std::int64_t>& numbers) { return {numbers.at(0), numbers.at(1)}; }

std::vector<std::vector<std::optional<double>>> scores(const json::object& a) {
    std::vector<std::vector<std::optional<double>>> out;
    for (const auto& judge : a.at("scores").as_array()) {
        out.emplace_back();
        for (const auto& score : judge.as_array())
            out.back().push_back(score.is_null() ? std::nullopt : std::optional(score.to_number<double>()));
    }
    return out;
}

void add_rule_examples(Evaluators& all) {
    all["rule_stability"] = [](const json::object& a) { return shown(rule_stability(changes(a))); };
    all["rule_predictability"] = [](const json::object& a) { return shown(rule_predictability(changes(a))); };
    all["mode_scores"] = [](const json::object& a) {
        const DomainFeatures features{argument<double>(a, "severity"),   argument<double>(a, "cross_class_effect"),
                                      argument<double>(a, "volatility"), argument<double>(a, "reversibility"),
                                      argument<double>(a, "compliance"), argument<double>(a, "few_parties")};
        return shown(mode_scores(features), [](const ModeScores& s) {
            return Numbers{s.directive, s.self_regulated, s.negotiated};
        });
    };
    all["volatility"] = [](const json::object& a) {
        return shown(volatility(argument<Numbers>(a, "monthly_volumes")));
    };
    all["apportionment"] = [](const json::object& a) {
        return shown(
            apportionment(argument<std::int64_t>(a, "total"), argument<std::vector<std::int64_t>>(a, "weights")),
            [](const Apportioned& apportioned) { return apportioned.parts; });
    };
}

void add_treatment_examples(Evaluators& all) {
    all["dissimilarity"] = [](const json::object& a) {
        return shown(dissimilarity(argument<Numbers>(a, "those_present"), argument<Numbers>(a, "population")));
    };
    all["four_fifths_ratio"] = [](const json::object& a) {
        std::vector<GroupRate> groups;
        for (const auto& numbers : argument<std::vector<std::vector<std::int64_t>>>(a, "groups"))
            groups.push_back(group(numbers));
        return shown(four_fifths_ratio(groups));
    };
    all["fisher_exact"] = [](const json::object& a) {
        return shown(fisher_exact(group(argument<std::vector<std::int64_t>>(a, "one")),
                                  group(argument<std::vector<std::int64_t>>(a, "other"))));
    };
    all["krippendorff_alpha"] = [](const json::object& a) {
        return shown(krippendorff_alpha(scores(a), Scale::interval));
    };
    all["jaccard"] = [](const json::object& a) {
        return shown(
            jaccard(argument<std::vector<std::int64_t>>(a, "one"), argument<std::vector<std::int64_t>>(a, "other")));
    };
    all["precedent_consistency"] = [](const json::object& a) {
        std::vector<Precedent> precedents;
        for (const auto& precedent : a.at("precedents").as_array())
            precedents.push_back({json::value_to<std::vector<std::int64_t>>(precedent.at("features")),
                                  precedent.at("holding").to_number<std::int64_t>()});
        return shown(precedent_consistency(precedents));
    };
    all["difference_in_differences"] = [](const json::object& a) {
        const auto side = [&](std::string_view name) {
            const auto values = argument<std::vector<Numbers>>(a, name);
            return BeforeAfter{values.at(0), values.at(1)};
        };
        return shown(difference_in_differences(side("treated"), side("compared")), [](const Difference& difference) {
            return Numbers{difference.value, difference.error};
        });
    };
}

} // namespace

void add_conduct_examples(Evaluators& all) {
    all["retention"] = [](const json::object& a) {
        return shown(retention(members(a), until(a), days(argument<std::int64_t>(a, "day"))),
                     [](const Retention& found) { return found.share; });
    };
    all["half_life"] = [](const json::object& a) {
        return shown(half_life(members(a), until(a), days(argument<std::int64_t>(a, "gap_days"))),
                     [](const HalfLife& life) { return life.days.value(); });
    };
    all["network_effect"] = [](const json::object& a) {
        return shown(network_effect(argument<Numbers>(a, "acting"), argument<Numbers>(a, "responding")),
                     [](const NetworkEffect& effect) {
                         const auto& cross = effect.cross_side;
                         return Numbers{cross.value, cross.interval.low, cross.interval.high};
                     });
    };
    add_rule_examples(all);
    add_treatment_examples(all);
}

} // namespace reef::measure
