#include "math/measure/nestedness.hpp"
#include "math/measure/checks.hpp"
#include "math/measure/lots.hpp"
#include <algorithm>
#include <bit>
#include <cmath>

namespace reef::measure {
namespace {

/// Who is linked to whom, 64 to a word, with the degrees.
class PresenceBits {
  public:
    PresenceBits(std::size_t rows, std::size_t columns)
        : words_(columns / 64 + 1), degrees_(rows), bits_(rows * words_) {}
    bool has(std::size_t row, std::size_t column) const { return bits_[word(row, column)] >> (column % 64) & 1; }
    void flip(std::size_t row, std::size_t column) {
        bits_[word(row, column)] ^= std::uint64_t{1} << (column % 64);
        has(row, column) ? ++degrees_[row] : --degrees_[row];
    }
    /// The sum of the overlaps of all pairs of rows.
    double overlaps() const {
        double sum = 0;
        for (std::size_t i = 0; i < degrees_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const int least = std::min(degrees_[i], degrees_[j]);
                if (least == 0 || degrees_[i] == degrees_[j]) continue;
                int common = 0;
                for (std::size_t w = 0; w < words_; ++w)
                    common += std::popcount(bits_[i * words_ + w] & bits_[j * words_ + w]);
                sum += 100.0 * common / least;
            }
        return sum;
    }

  private:
    std::size_t word(std::size_t row, std::size_t column) const { return row * words_ + column / 64; }
    std::size_t words_;
    std::vector<int> degrees_;
    std::vector<std::uint64_t> bits_;
};

double pairs_of(std::size_t count) { return static_cast<double>(count) * (static_cast<double>(count) - 1) / 2; }

/// A network as links and as presence from both sides, so that links can be swapped.
class Swapped {
  public:
    explicit Swapped(const BipartiteNetwork& network)
        : links_(merged_links(network.links)),
          rows_count_(network.rows_count),
          columns_count_(network.columns_count),
          rows_(rows_count_, columns_count_),
          columns_(columns_count_, rows_count_) {
        for (const Link& link : links_) flip(link.from, link.to);
    }
    std::size_t links_count() const { return links_.size(); }
    Nestedness nestedness() const {
        const double row_sum = rows_.overlaps(), column_sum = columns_.overlaps();
        const double row_pairs = pairs_of(rows_count_), column_pairs = pairs_of(columns_count_);
        return {(row_sum + column_sum) / (row_pairs + column_pairs), row_pairs > 0 ? row_sum / row_pairs : 0,
                column_pairs > 0 ? column_sum / column_pairs : 0};
    }
    /// Crosses two links drawn by lot, unless that would double one.
    void swap(Lots& lots) {
        Link& one = links_[lots.below(links_.size())];
        Link& other = links_[lots.below(links_.size())];
        if (rows_.has(one.from, other.to) || rows_.has(other.from, one.to)) return;
        for (const Link* link : {&one, &other}) flip(link->from, link->to);
        std::swap(one.to, other.to);
        for (const Link* link : {&one, &other}) flip(link->from, link->to);
    }

  private:
    void flip(std::size_t row, std::size_t column) {
        rows_.flip(row, column);
        columns_.flip(column, row);
    }
    std::vector<Link> links_;
    std::size_t rows_count_, columns_count_;
    PresenceBits rows_, columns_;
};

std::optional<Shortage> shortage_of(const BipartiteNetwork& network) {
    const auto most = std::max(network.rows_count, network.columns_count);
    if (most >= 2) return {};
    return Shortage{"nodes on one side", 2, static_cast<std::int64_t>(most)};
}

} // namespace

Measured<Nestedness> nodf(const BipartiteNetwork& network) {
    const auto inputs_count = network.links.size();
    if (auto wrong = refusal_of(network)) return {nodf_formula, inputs_count, std::move(*wrong)};
    if (const auto shortage = shortage_of(network)) return {nodf_formula, inputs_count, *shortage};
    return {nodf_formula, inputs_count, Swapped(network).nestedness()};
}

Measured<NestednessBesideChance> nodf_beside_chance(const BipartiteNetwork& network, std::size_t samples,
                                                    std::uint64_t seed) {
    const auto inputs_count = network.links.size();
    if (auto wrong = refusal_of(network)) return {nodf_z_formula, inputs_count, std::move(*wrong)};
    if (auto wrong = refusal_outside("samples", static_cast<double>(samples), 10, 1e6))
        return {nodf_z_formula, inputs_count, std::move(*wrong)};
    if (const auto shortage = shortage_of(network)) return {nodf_z_formula, inputs_count, *shortage};
    Swapped swapped(network);
    if (swapped.links_count() < 2)
        return {nodf_z_formula, inputs_count, Shortage{"links", 2, static_cast<std::int64_t>(swapped.links_count())}};

    NestednessBesideChance out{.nodf = swapped.nestedness().nodf};
    Lots lots(seed);
    double squares = 0; // Welford's running sums
    for (std::size_t sample = 1; sample <= samples; ++sample) {
        for (std::size_t i = 0; i < 200 * swapped.links_count(); ++i) swapped.swap(lots);
        const double value = swapped.nestedness().nodf, away = value - out.null_mean;
        out.null_mean += away / static_cast<double>(sample);
        squares += away * (value - out.null_mean);
    }
    out.null_deviation = std::sqrt(squares / static_cast<double>(samples - 1));
    if (out.null_deviation < 1e-9)
        return {nodf_z_formula, inputs_count, Shortage{"different values among the null networks", 2, 1}};
    out.z = (out.nodf - out.null_mean) / out.null_deviation;
    return {nodf_z_formula, inputs_count, out};
}

} // namespace reef::measure
