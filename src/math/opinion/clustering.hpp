// k-means in the plane, where it starts, and the silhouette that judges it.
#pragma once
#include "math/opinion/plane.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace reef::opinion {

/// `cluster_of[i]` is the place in `centres` of point i's cluster; no cluster is empty.
struct Clustering {
    std::vector<std::uint32_t> cluster_of;
    std::vector<Point> centres;        // means of the members
    std::vector<std::uint32_t> origin; // which of the centres that k-means started from each of them was
    std::vector<std::size_t> sizes() const;
};

struct ClusteringSettings {
    int most_rounds = 100;
    double still = 0; // stops when no centre moves further than this
};

/// Lloyd's algorithm from the given centres (Lloyd, "Least squares quantization in PCM", 1982). A point between two
/// centres goes to the earlier one; a centre without points disappears.
Clustering k_means(std::span<const Point> points, std::vector<Point> centres, const ClusteringSettings& settings = {});

/// Up to `count` centres to start from: of the parts so far, the one with the largest sum of squared distances to its
/// mean is divided there, across its own principal axis (PCA-Part: Su and Dy, "In search of deterministic methods for
/// initializing K-means and Gaussian mixture clustering", 2007). Fewer if the points have fewer places. There is no
/// chance in it and, but for ties, the order of the points does not matter.
std::vector<Point> divided_centres(std::span<const Point> points, std::size_t count);

/// Adds to `centres` the place farthest from all of them, until there are `count` or every place is a centre.
void add_farthest(std::span<const Point> points, std::vector<Point>& centres, std::size_t count);

/// The place of the nearest centre; the earlier of equal ones.
std::uint32_t nearest(Point point, std::span<const Point> centres);

/// Mean over all points of (b - a) / max(a, b): a the mean distance to the other members of the own cluster, b that to
/// the nearest other cluster's (Rousseeuw 1987); 0 for the only member of a cluster. -1 to 1; 0 for one cluster.
/// Quadratic.
double silhouette(std::span<const Point> points, std::span<const std::uint32_t> cluster_of, std::size_t clusters);

} // namespace reef::opinion
