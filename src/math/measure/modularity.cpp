// A bipartite network is one whose links all go from rows to columns: then Barber's modularity is Newman's directed
// one, since rows receive and columns send nothing. So one computation serves both.
#include "math/measure/modularity.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/lots.hpp"
#include <algorithm>
#include <map>
#include <numeric>

namespace reef::measure {
namespace {

using Wide = __int128;

/// Both directions of every link at each of its ends, and the strengths.
struct Neighbourhood {
    struct Neighbour {
        std::size_t node;
        std::int64_t weight;
    };
    std::vector<std::size_t> starts;
    std::vector<Neighbour> neighbours;
    std::vector<std::int64_t> out, in;
    std::int64_t total = 0;

    Neighbourhood(std::size_t nodes_count, const std::vector<Link>& links)
        : starts(nodes_count + 1), out(nodes_count), in(nodes_count) {
        for (const auto& [from, to, weight] : links) {
            out[from] += weight;
            in[to] += weight;
            total += weight;
            if (from == to) continue; // never leaves its module: no gain depends on it
            ++starts[from + 1];
            ++starts[to + 1];
        }
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        neighbours.resize(starts.back());
        auto next = starts;
        for (const auto& [from, to, weight] : links) {
            if (from == to) continue;
            neighbours[next[from]++] = {to, weight};
            neighbours[next[to]++] = {from, weight};
        }
    }
    std::size_t size() const { return out.size(); }
};

/// Moves single nodes to the module of a neighbour, or to one of their own, while that raises the modularity. A module
/// in which a node has no neighbour never gains more than one of its own.
class LabelPropagation {
  public:
    LabelPropagation(const Neighbourhood& network, std::vector<std::size_t> labels, Lots& lots)
        : network_(network),
          labels_(std::move(labels)),
          out_(network.size()),
          in_(network.size()),
          sizes_(network.size()),
          ties_(network.size()) {
        for (std::size_t node = 0; node < network.size(); ++node) count(node, +1);
        std::vector<std::size_t> order(network.size());
        std::iota(order.begin(), order.end(), 0U);
        for (bool moving = true; moving;) {
            moving = false;
            lots.shuffle(order);
            for (const auto node : order) moving |= moved(node);
            has_moved_ |= moving;
        }
    }
    bool has_moved() const { return has_moved_; }
    const std::vector<std::size_t>& labels() const { return labels_; }

  private:
    void count(std::size_t node, std::int64_t sign) {
        out_[labels_[node]] += sign * network_.out[node];
        in_[labels_[node]] += sign * network_.in[node];
        sizes_[labels_[node]] += sign;
    }
    /// What Q times m^2 gains when the node, standing alone, joins a module.
    Wide gain(std::size_t node, std::size_t label) const {
        return Wide{network_.total} * ties_[label] - Wide{network_.out[node]} * in_[label] -
               Wide{network_.in[node]} * out_[label];
    }
    bool moved(std::size_t node) {
        const std::size_t before = labels_[node];
        count(node, -1);
        touched_.clear();
        for (auto i = network_.starts[node]; i < network_.starts[node + 1]; ++i) {
            const auto label = labels_[network_.neighbours[i].node];
            if (ties_[label] == 0) touched_.push_back(label);
            ties_[label] += network_.neighbours[i].weight;
        }
        std::size_t best = before;
        Wide best_gain = gain(node, before);
        for (const auto label : touched_) {
            const Wide label_gain = gain(node, label);
            const bool is_tie = label_gain == best_gain && best != before && label < best;
            if (label_gain > best_gain || is_tie) best = label, best_gain = label_gain;
        }
        for (const auto label : touched_) ties_[label] = 0;
        if (best_gain < 0) best = static_cast<std::size_t>(std::ranges::find(sizes_, 0) - sizes_.begin());
        labels_[node] = best;
        count(node, +1);
        return best != before;
    }

    const Neighbourhood& network_;
    std::vector<std::size_t> labels_;
    std::vector<std::int64_t> out_, in_; // strengths of the modules
    std::vector<std::int64_t> sizes_;    // of the modules
    std::vector<std::int64_t> ties_;     // of the node at hand to each module
    std::vector<std::size_t> touched_;
    bool has_moved_ = false;
};

/// Numbers the labels from 0 in the order of their first use.
std::vector<std::size_t> renumbered(const std::vector<std::size_t>& labels) {
    std::map<std::size_t, std::size_t> numbers;
    std::vector<std::size_t> out;
    for (const auto label : labels) out.push_back(numbers.try_emplace(label, numbers.size()).first->second);
    return out;
}

std::size_t count_of(const std::vector<std::size_t>& modules) {
    return modules.empty() ? 0 : std::ranges::max(modules) + 1;
}

struct Flow {
    double modularity = 0;
    double across = 0;
};

Flow flow_of(const std::vector<Link>& links, const std::vector<std::size_t>& modules) {
    std::vector<std::int64_t> out(count_of(modules)), in(count_of(modules));
    std::int64_t inside = 0, total = 0;
    for (const auto& [from, to, weight] : links) {
        total += weight;
        if (modules[from] == modules[to]) inside += weight;
        out[modules[from]] += weight;
        in[modules[to]] += weight;
    }
    Wide expected = 0;
    for (std::size_t module = 0; module < out.size(); ++module) expected += Wide{out[module]} * in[module];
    const auto m = static_cast<double>(total);
    return {static_cast<double>(inside) / m - static_cast<double>(expected) / m / m,
            static_cast<double>(total - inside) / m};
}

std::vector<std::size_t> modules_of(std::size_t nodes_count, const std::vector<Link>& links, std::uint64_t seed) {
    Lots lots(seed);
    const Neighbourhood network(nodes_count, links);
    std::vector<std::size_t> modules(nodes_count);
    std::iota(modules.begin(), modules.end(), 0U);
    while (true) {
        modules = renumbered(LabelPropagation(network, std::move(modules), lots).labels());
        // Whole modules move as nodes do: the network of modules has their links, summed.
        std::vector<Link> between;
        for (const auto& [from, to, weight] : links) between.push_back({modules[from], modules[to], weight});
        const Neighbourhood joined(count_of(modules), merged_links(std::move(between)));
        std::vector<std::size_t> single(joined.size());
        std::iota(single.begin(), single.end(), 0U);
        const LabelPropagation joining(joined, std::move(single), lots);
        if (!joining.has_moved()) return modules;
        for (auto& module : modules) module = joining.labels()[module];
    }
}

/// The bipartite network as one network: columns numbered after the rows.
Network as_one(const BipartiteNetwork& network) {
    Network one{network.rows_count + network.columns_count, network.links};
    for (Link& link : one.links) link.to += network.rows_count;
    return one;
}

Measured<double> modularity_of(const Formula& formula, const Network& network,
                               const std::vector<std::size_t>& modules) {
    const auto links = merged_links(network.links);
    if (links.empty()) return {formula, 0, Shortage{"links", 1, 0}};
    return {formula, links.size(), flow_of(links, renumbered(modules)).modularity};
}

} // namespace

Measured<double> modularity(const Network& network, const std::vector<std::size_t>& modules) {
    const auto inputs_count = network.links.size();
    if (auto wrong = refusal_of(network)) return {modularity_formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_of_sizes("nodes", network.nodes_count, "modules", modules.size()))
        return {modularity_formula, inputs_count, std::move(*wrong)};
    return modularity_of(modularity_formula, network, modules);
}

Measured<double> bipartite_modularity(const BipartiteNetwork& network, const std::vector<std::size_t>& row_modules,
                                      const std::vector<std::size_t>& column_modules) {
    const Formula& formula = bipartite_modularity_formula;
    const auto inputs_count = network.links.size();
    if (auto wrong = refusal_of(network)) return {formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_of_sizes("rows", network.rows_count, "row_modules", row_modules.size()))
        return {formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_of_sizes("columns", network.columns_count, "column_modules", column_modules.size()))
        return {formula, inputs_count, std::move(*wrong)};
    auto modules = row_modules;
    modules.insert(modules.end(), column_modules.begin(), column_modules.end());
    return modularity_of(formula, as_one(network), modules);
}

Measured<Communities> communities(const Network& network, std::uint64_t seed) {
    if (auto wrong = refusal_of(network)) return {communities_formula, network.links.size(), std::move(*wrong)};
    const auto links = merged_links(network.links);
    if (links.empty()) return {communities_formula, 0, Shortage{"links", 1, 0}};
    auto modules = modules_of(network.nodes_count, links, seed);
    const auto [modularity, across] = flow_of(links, modules);
    const auto modules_count = count_of(modules);
    return {communities_formula, links.size(), Communities{std::move(modules), modules_count, modularity, across}};
}

Measured<BipartiteCommunities> bipartite_communities(const BipartiteNetwork& network, std::uint64_t seed) {
    if (auto wrong = refusal_of(network)) return {communities_formula, network.links.size(), std::move(*wrong)};
    const auto found = communities(as_one(network), seed);
    if (!found) return {communities_formula, 0, *found.shortage()};
    const auto middle = found->modules.begin() + static_cast<std::ptrdiff_t>(network.rows_count);
    return {communities_formula, static_cast<std::size_t>(found.inputs_count()),
            BipartiteCommunities{{found->modules.begin(), middle},
                                 {middle, found->modules.end()},
                                 found->modules_count,
                                 found->modularity,
                                 found->cross_flow}};
}

} // namespace reef::measure
