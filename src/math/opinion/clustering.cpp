#include "math/opinion/clustering.hpp"
#include "core/base/module.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace reef::opinion {
namespace {

/// Moves every centre to the mean of its members and drops those without any. Returns the longest move; infinite if a
/// centre was dropped.
double recentre(std::span<const Point> points, Clustering& clustering) {
    std::vector<Point> sum(clustering.centres.size());
    std::vector<std::size_t> size(clustering.centres.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        sum[clustering.cluster_of[i]] += points[i];
        ++size[clustering.cluster_of[i]];
    }
    double longest = 0;
    std::vector<std::uint32_t> new_place(clustering.centres.size());
    Clustering kept;
    for (std::size_t c = 0; c < clustering.centres.size(); ++c) {
        new_place[c] = static_cast<std::uint32_t>(kept.centres.size());
        if (size[c] == 0) {
            longest = std::numeric_limits<double>::infinity();
            continue;
        }
        kept.centres.push_back(1 / static_cast<double>(size[c]) * sum[c]);
        kept.origin.push_back(clustering.origin[c]);
        longest = std::max(longest, squared_distance(kept.centres.back(), clustering.centres[c]));
    }
    for (auto& cluster : clustering.cluster_of) cluster = new_place[cluster];
    clustering.centres = std::move(kept.centres);
    clustering.origin = std::move(kept.origin);
    return std::sqrt(longest);
}

/// Points that are still together, and how they lie about their mean.
struct Part {
    std::vector<std::uint32_t> members;
    Point mean;
    double xx = 0, xy = 0, yy = 0; // sums of products of the distances to the mean
    double spread() const { return xx + yy; }

    Part(std::span<const Point> points, std::vector<std::uint32_t> chosen) : members(std::move(chosen)) {
        for (const auto i : members) mean += points[i];
        mean = 1 / static_cast<double>(members.size()) * mean;
        for (const auto i : members) {
            const Point away = points[i] - mean;
            xx += away.x * away.x;
            xy += away.x * away.y;
            yy += away.y * away.y;
        }
    }
    Point principal_axis() const {
        const double angle = 0.5 * std::atan2(2 * xy, xx - yy);
        return {std::cos(angle), std::sin(angle)};
    }
};

} // namespace

std::vector<std::size_t> Clustering::sizes() const {
    std::vector<std::size_t> sizes(centres.size());
    for (const auto cluster : cluster_of) ++sizes[cluster];
    return sizes;
}

std::uint32_t nearest(Point point, std::span<const Point> centres) {
    std::uint32_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t c = 0; c < centres.size(); ++c)
        if (const double distance = squared_distance(point, centres[c]); distance < least) {
            least = distance;
            best = c;
        }
    return best;
}

Clustering k_means(std::span<const Point> points, std::vector<Point> centres, const ClusteringSettings& settings) {
    ensure(points.empty() || !centres.empty(), "k-means starts from at least one centre");
    Clustering found{std::vector<std::uint32_t>(points.size()), std::move(centres), {}};
    found.origin.resize(found.centres.size());
    std::iota(found.origin.begin(), found.origin.end(), std::uint32_t{0});
    for (int round = 0; round < settings.most_rounds; ++round) {
        bool changed = round == 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto cluster = nearest(points[i], found.centres);
            changed |= cluster != found.cluster_of[i];
            found.cluster_of[i] = cluster;
        }
        if (!changed || recentre(points, found) <= settings.still) break;
    }
    return found;
}

std::vector<Point> divided_centres(std::span<const Point> points, std::size_t count) {
    if (points.empty()) return {};
    std::vector<std::uint32_t> all(points.size());
    std::iota(all.begin(), all.end(), std::uint32_t{0});
    std::vector<Part> parts;
    parts.emplace_back(points, std::move(all));
    while (parts.size() < count) {
        const auto widest = std::ranges::max_element(parts, {}, &Part::spread);
        const Point axis = widest->principal_axis();
        std::vector<std::uint32_t> near, far;
        for (const auto i : widest->members) (dot(points[i] - widest->mean, axis) > 0 ? far : near).push_back(i);
        if (near.empty() || far.empty()) break; // all in one place
        *widest = Part(points, std::move(near));
        parts.emplace_back(points, std::move(far));
    }
    std::vector<Point> centres;
    for (const auto& part : parts) centres.push_back(part.mean);
    return centres;
}

void add_farthest(std::span<const Point> points, std::vector<Point>& centres, std::size_t count) {
    std::vector<double> distance(points.size(), std::numeric_limits<double>::infinity());
    const auto take_account_of = [&](Point centre) {
        for (std::size_t i = 0; i < points.size(); ++i)
            distance[i] = std::min(distance[i], squared_distance(points[i], centre));
    };
    for (const Point centre : centres) take_account_of(centre);
    while (centres.size() < count && !points.empty()) {
        const auto farthest = std::ranges::max_element(distance);
        if (!(*farthest > 0)) return;
        centres.push_back(points[static_cast<std::size_t>(farthest - distance.begin())]);
        take_account_of(centres.back());
    }
}

double silhouette(std::span<const Point> points, std::span<const std::uint32_t> cluster_of, std::size_t clusters) {
    std::vector<double> members(clusters);
    for (const auto cluster : cluster_of) ++members[cluster];
    if (std::ranges::count_if(members, [](double size) { return size > 0; }) < 2) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t own = cluster_of[i];
        if (members[own] == 1) continue;
        std::vector<double> to(clusters);
        for (std::size_t j = 0; j < points.size(); ++j)
            to[cluster_of[j]] += std::sqrt(squared_distance(points[i], points[j]));
        const double a = to[own] / (members[own] - 1);
        double b = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < clusters; ++c)
            if (c != own && members[c] > 0) b = std::min(b, to[c] / members[c]);
        if (std::max(a, b) > 0) sum += (b - a) / std::max(a, b);
    }
    return sum / static_cast<double>(points.size());
}

} // namespace reef::opinion
