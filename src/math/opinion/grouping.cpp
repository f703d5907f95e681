#include "math/opinion/grouping.hpp"
#include "core/base/module.hpp"
#include <algorithm>
#include <numeric>

namespace reef::opinion {
namespace {

constexpr std::int32_t none = -1;

/// The smallest number that is not taken.
std::int32_t free_id(const std::vector<std::int32_t>& ids) {
    std::int32_t id = 0;
    while (std::ranges::find(ids, id) != ids.end()) ++id;
    return id;
}

/// From where the clusters of the last run are now, so that nobody changes cluster without cause: the means of the
/// present places of their members, and the farthest places for clusters that are new.
Numbered continued(std::span<const Point> points, std::span<const std::int32_t> previous, std::size_t count,
                   const ClusteringSettings& settings) {
    struct Members {
        Point sum;
        double size = 0;
    };
    std::map<std::int32_t, Members> clusters;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (previous[i] == none) continue;
        auto& members = clusters[previous[i]];
        members.sum += points[i];
        ++members.size;
    }
    std::vector<std::int32_t> ids;
    std::vector<Point> centres;
    for (const auto& [id, members] : clusters) {
        ids.push_back(id);
        centres.push_back(1 / members.size * members.sum);
    }
    add_farthest(points, centres, count);
    while (ids.size() < centres.size()) ids.push_back(free_id(ids));
    Numbered found{k_means(points, std::move(centres), settings), {}};
    for (const auto origin : found.clustering.origin) found.ids.push_back(ids[origin]);
    return found;
}

/// Numbers clusters by size, the largest first; equal ones by place.
std::vector<std::int32_t> ids_by_size(const Clustering& clustering) {
    const auto size = clustering.sizes();
    std::vector<std::size_t> order(size.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const Point p = clustering.centres[a], q = clustering.centres[b];
        return size[a] != size[b] ? size[a] > size[b] : p.x != q.x ? p.x < q.x : p.y < q.y;
    });
    std::vector<std::int32_t> ids(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) ids[order[i]] = static_cast<std::int32_t>(i);
    return ids;
}

std::vector<std::int32_t> ids_by_first_member(const Clustering& clustering) {
    std::vector<std::int32_t> ids(clustering.centres.size(), none);
    std::int32_t next = 0;
    for (const auto cluster : clustering.cluster_of)
        if (ids[cluster] == none) ids[cluster] = next++;
    return ids;
}

bool is_sufficient(const Numbered& groups, std::size_t count, const Settings& settings) {
    return groups.ids.size() == count && std::ranges::min(groups.clustering.sizes()) >= settings.minimum_group_size;
}

/// k groups: from given centres, or where they were last time, or afresh where that is impossible or leaves a group too
/// small. Fewer if the participants have fewer places.
Numbered groups_of(std::span<const Point> included, std::size_t count, const Settings& settings,
                   const OpinionState& state) {
    Numbered groups;
    if (settings.starting_centres.size() == count) {
        groups.clustering = k_means(included, settings.starting_centres);
        for (const auto origin : groups.clustering.origin) groups.ids.push_back(static_cast<std::int32_t>(origin));
        return groups;
    }
    if (const auto before = state.groups.find(static_cast<int>(count)); before != state.groups.end())
        groups = continued(included, before->second, count, {});
    if (is_sufficient(groups, count, settings)) return groups;
    Numbered fresh{k_means(included, divided_centres(included, count)), {}};
    fresh.ids = ids_by_size(fresh.clustering);
    return groups.ids.size() != count || is_sufficient(fresh, count, settings) ? fresh : groups;
}

double silhouette_of(const Numbered& groups, std::span<const Point> base_centres) {
    std::vector<std::uint32_t> group_of;
    for (const Point centre : base_centres) group_of.push_back(nearest(centre, groups.clustering.centres));
    return silhouette(base_centres, group_of, groups.ids.size());
}

/// Which number of groups is shown, given which wins now.
int smoothed(int best_now, int patience, OpinionState& state) {
    state.best_count_wins = best_now == state.best_count ? state.best_count_wins + 1 : 1;
    state.best_count = best_now;
    if (state.shown_count == 0 || state.best_count_wins >= patience) state.shown_count = best_now;
    return state.shown_count;
}

} // namespace

Numbered base_clusters(std::span<const Point> included, std::span<const std::int32_t> previous,
                       const Settings& settings) {
    constexpr ClusteringSettings approximate{.still = 0.01};
    if (std::ranges::any_of(previous, [](auto cluster) { return cluster != none; }))
        return continued(included, previous, settings.most_base_clusters, approximate);
    Numbered found{k_means(included, divided_centres(included, settings.most_base_clusters), approximate), {}};
    found.ids = ids_by_first_member(found.clustering);
    return found;
}

Grouping group(std::span<const Point> included, std::span<const Point> base_centres, const Settings& settings,
               OpinionState& state) {
    Grouping found;
    std::size_t least = 2,
                most = std::min(settings.most_groups, 2 + base_centres.size() / settings.base_clusters_per_group);
    if (settings.group_count) least = most = *settings.group_count;
    for (std::size_t count = least; count <= most; ++count) {
        Grouping::Tried tried{.groups = groups_of(included, count, settings, state)};
        if (tried.groups.ids.size() < count) break;
        tried.silhouette = silhouette_of(tried.groups, base_centres);
        tried.is_sufficient = is_sufficient(tried.groups, count, settings);
        auto& remembered = state.groups[static_cast<int>(count)];
        remembered.clear();
        for (const auto cluster : tried.groups.clustering.cluster_of) remembered.push_back(tried.groups.ids[cluster]);
        found.tried.emplace(static_cast<int>(count), std::move(tried));
    }
    if (found.tried.empty()) return found;
    const auto best = std::ranges::max_element(
        found.tried, {}, [](const auto& one) { return std::pair(one.second.is_sufficient, one.second.silhouette); });
    found.shown = best->first;
    if (settings.group_count) return found;
    if (const int shown = smoothed(best->first, settings.group_count_patience, state); found.tried.contains(shown))
        found.shown = shown;
    else
        state.shown_count = best->first; // what was shown is no longer possible
    return found;
}

} // namespace reef::opinion
