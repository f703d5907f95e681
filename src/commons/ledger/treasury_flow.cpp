#include "commons/ledger/treasury_flow.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
namespace {

/// By purpose and kind of the other account.
using Sums = std::map<std::pair<std::string, AccountKind>, std::int64_t>;

/// What stands before the colon of `member:12`; `treasury` has none. In SQL that both engines take.
std::string kind_of(std::string_view account) {
    std::string sql = "CASE";
    for (const auto kind : names_of(AccountKind{}))
        sql += fmt::format(" WHEN {0} LIKE '{1}:%' THEN '{1}'", account, kind);
    return sql + fmt::format(" ELSE {} END", account);
}

/// Adds what stands on one side of the treasury, or takes it off.
void add_side(store::Connection& connection, const Currency& currency, const Stretch& stretch, std::string_view side,
              std::string_view which, std::int64_t sign, Sums& sums) {
    const std::string_view other = side == "to_account" ? "from_account" : "to_account";
    using Row = std::tuple<std::string, AccountKind, std::int64_t>;
    for (const auto& [purpose, with, minor] : connection.all<Row>(
             fmt::format("SELECT purpose, {} AS kind, CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} WHERE {} = "
                         "$1 AND entry >= $2 AND entry < $3 AND currency = $4 AND {} GROUP BY purpose, kind",
                         kind_of(other), side, which),
             treasury, stretch.from, stretch.before, currency.text()))
        sums[{purpose, with}] += sign * minor;
}

void list_flows(const Sums& sums, const Currency& currency, std::vector<TreasuryFlow>& side,
                std::vector<TreasuryFlow>& other_side) {
    for (const auto& [of, minor] : sums) {
        if (minor > 0) side.push_back({of.first, of.second, false, {minor, currency}});
        if (minor < 0) other_side.push_back({of.first, of.second, true, {-minor, currency}});
    }
}

std::int64_t total_minor(const auto& flows) {
    std::int64_t minor = 0;
    for (const auto& flow : flows) minor += flow.amount.minor;
    return minor;
}

} // namespace

TreasuryFlows treasury_flows(store::Connection& connection, const Currency& currency, const Stretch& stretch) {
    Sums came, went;
    add_side(connection, currency, stretch, "to_account", "reverses IS NULL", 1, came);
    add_side(connection, currency, stretch, "from_account", "reverses IS NOT NULL", -1, came);
    add_side(connection, currency, stretch, "from_account", "reverses IS NULL", 1, went);
    add_side(connection, currency, stretch, "to_account", "reverses IS NOT NULL", -1, went);
    TreasuryFlows flows{.before = {0, currency}, .after = balance_of(connection, treasury, currency)};
    list_flows(came, currency, flows.came, flows.went);
    list_flows(went, currency, flows.went, flows.came);
    for (auto* side : {&flows.came, &flows.went})
        std::ranges::stable_sort(*side, std::ranges::greater{}, [](const auto& flow) { return flow.amount.minor; });
    const auto since = [&](std::string_view side) {
        return connection
            .one<std::optional<std::int64_t>>(fmt::format("SELECT CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} "
                                                          "WHERE {} = $1 AND entry >= $2 AND currency = $3",
                                                          side),
                                              treasury, stretch.before, currency.text())
            .value_or(0);
    };
    flows.after.minor -= since("to_account") - since("from_account");
    flows.before.minor = flows.after.minor - total_minor(flows.came) + total_minor(flows.went);
    return flows;
}

namespace {

// All in the picture's own units.
constexpr std::int64_t width = 720, bar_width = 14, middle_width = 24, middle_height = 240, slot_least = 36, gap = 8;

struct Side {
    bool is_left = true;
    std::int64_t edge() const { return is_left ? bar_width : width - bar_width; }
    std::int64_t inner() const { return is_left ? (width - middle_width) / 2 : (width + middle_width) / 2; }
};

std::string band_path(const Side& side, std::int64_t outer_y, std::int64_t inner_y, std::int64_t height) {
    const auto half = (side.edge() + side.inner()) / 2;
    return fmt::format("M{0},{1}C{2},{1} {2},{4} {3},{4}V{5}C{2},{5} {2},{6} {0},{6}Z", side.edge(), outer_y, half,
                       side.inner(), inner_y, inner_y + height, outer_y + height);
}

/// Heights by what was added up before, so that they sum to the middle's.
std::vector<std::int64_t> heights_of(const std::vector<DrawnFlow>& flows) {
    std::vector<std::int64_t> weights;
    for (const auto& flow : flows) weights.push_back(flow.amount.minor);
    return share_out(middle_height, weights);
}

std::int64_t column_height(const std::vector<std::int64_t>& heights) {
    std::int64_t sum = -gap;
    for (const auto height : heights) sum += std::max(height, slot_least) + gap;
    return sum;
}

void add_bands(const std::vector<DrawnFlow>& flows, const Side& side, FlowPicture& picture) {
    const auto heights = heights_of(flows);
    auto slot_y = (picture.height - column_height(heights)) / 2;
    auto inner_y = picture.middle_y;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        const auto slot = std::max(heights[i], slot_least);
        const auto bar_y = slot_y + (slot - heights[i]) / 2;
        picture.bands.push_back({.key = flows[i].key,
                                 .name = flows[i].name,
                                 .amount = flows[i].amount,
                                 .path = band_path(side, bar_y, inner_y, heights[i]),
                                 .bar_x = side.is_left ? 0 : side.edge(),
                                 .bar_y = bar_y,
                                 .bar_height = std::max<std::int64_t>(heights[i], 1),
                                 .text_x = side.is_left ? bar_width + 10 : width - bar_width - 10,
                                 .text_y = slot_y + slot / 2,
                                 .is_left = side.is_left,
                                 .class_color = fmt::format("class-{}", picture.bands.size() % 8 + 1)});
        slot_y += slot + gap;
        inner_y += heights[i];
    }
}

} // namespace

FlowPicture draw_flows(const std::vector<DrawnFlow>& came, const std::vector<DrawnFlow>& went) {
    ensure(total_minor(came) == total_minor(went) && total_minor(came) > 0, "what came is what went or is there");
    FlowPicture picture{.middle_height = middle_height};
    picture.height = std::max({column_height(heights_of(came)), column_height(heights_of(went)), middle_height});
    picture.middle_y = (picture.height - middle_height) / 2;
    add_bands(came, {true}, picture);
    add_bands(went, {false}, picture);
    return picture;
}

} // namespace reef::ledger
