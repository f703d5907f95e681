// Worked examples: networks, nestedness, modules, symbiosis, resilience, circulation.
#include "math/measure/module.hpp"
#include "math/measure/worked_examples.hpp"

namespace reef::measure {
namespace {

using Numbers = std::vector<double>;

/// Links as `[from, to]` or `[from, to, weight]`.
std::vector<Link> links(const json::object& a) {
    std::vector<Link> out;
    for (const auto& link : a.at("links").as_array()) {
        const auto numbers = json::value_to<std::vector<std::int64_t>>(link);
        out.push_back({static_cast<std::size_t>(numbers.at(0)), static_cast<std::size_t>(numbers.at(1)),
                       numbers.size() > 2 ? numbers[2] : 1});
    }
    return out;
}
Network network(const json::object& a) { return {argument<std::size_t>(a, "nodes"), links(a)}; }
BipartiteNetwork two_sides(const json::object& a) {
    return {argument<std::size_t>(a, "rows"), argument<std::size_t>(a, "columns"), links(a)};
}

Exchange exchange(const json::object& a, std::string_view side) {
    const auto minor = argument<std::vector<std::int64_t>>(a, side);
    return {minor.at(0), minor.at(1)};
}

Ecosystem ecosystem(const json::object& a) {
    Ecosystem out{{}, argument<std::vector<std::size_t>>(a, "modules")};
    for (const auto& interaction : a.at("interactions").as_array()) {
        const auto numbers = json::value_to<std::vector<std::size_t>>(interaction);
        out.interactions.push_back(
            {numbers.at(0), numbers.at(1), numbers.at(2), static_cast<std::int64_t>(numbers.at(3))});
    }
    return out;
}

} // namespace

void add_network_examples(Evaluators& all) {
    all["density"] = [](const json::object& a) { return shown(density(network(a))); };
    all["bipartite_density"] = [](const json::object& a) { return shown(bipartite_density(two_sides(a))); };
    all["reciprocity"] = [](const json::object& a) { return shown(reciprocity(network(a))); };
    all["reciprocity_corrected"] = [](const json::object& a) { return shown(reciprocity_corrected(network(a))); };
    all["reciprocity_weighted"] = [](const json::object& a) { return shown(reciprocity_weighted(network(a))); };
    all["nodf"] = [](const json::object& a) {
        return shown(nodf(two_sides(a)), [](const Nestedness& n) { return Numbers{n.nodf, n.rows, n.columns}; });
    };
    all["nodf_z"] = [](const json::object& a) {
        return shown(
            nodf_beside_chance(two_sides(a), argument<std::size_t>(a, "samples"), argument<std::uint64_t>(a, "seed")),
            [](const NestednessBesideChance& n) {
                return Numbers{n.nodf, n.null_mean, n.null_deviation, n.z};
            });
    };
    all["modularity"] = [](const json::object& a) {
        return shown(modularity(network(a), argument<std::vector<std::size_t>>(a, "modules")));
    };
    all["bipartite_modularity"] = [](const json::object& a) {
        return shown(bipartite_modularity(two_sides(a), argument<std::vector<std::size_t>>(a, "row_modules"),
                                          argument<std::vector<std::size_t>>(a, "column_modules")));
    };
    all["communities"] = [](const json::object& a) {
        return shown(communities(network(a), argument<std::uint64_t>(a, "seed")),
                     [](const Communities& found) { return found.modules; });
    };
    all["symbiosis"] = [](const json::object& a) {
        return shown(symbiosis(exchange(a, "one"), exchange(a, "other")),
                     [](const Symbiosis& found) { return std::string(text(found.type)); });
    };
    all["keystone"] = [](const json::object& a) { return shown(keystone(ecosystem(a))); };
    all["bus_factor"] = [](const json::object& a) {
        return shown(bus_factor(ecosystem(a)), [](const BusFactor& factor) { return factor.members_count; });
    };
    all["finn_cycling_index"] = [](const json::object& a) {
        return shown(finn_cycling_index(
            {argument<std::vector<Numbers>>(a, "between"), argument<Numbers>(a, "in"), argument<Numbers>(a, "out")}));
    };
}

} // namespace reef::measure
