// Where the treasury's money came from and where it went, over a stretch of entries, and a picture of it.
#pragma once
#include "commons/ledger/period_figures.hpp"

namespace reef::ledger {

/// All that moved for one purpose between the treasury and one kind of account. Positive. What was reversed is taken
/// off; where more was reversed than moved, as of a period before, it stands on the other side as `reversed`.
struct TreasuryFlow {
    std::string purpose;
    AccountKind with = AccountKind::outside;
    bool reversed = false;
    Money amount;
    bool operator==(const TreasuryFlow&) const = default;
};
/// before + Σ came - Σ went = after. The largest first, equal ones by purpose.
struct TreasuryFlows {
    Money before;
    std::vector<TreasuryFlow> came;
    std::vector<TreasuryFlow> went;
    Money after;
};
TreasuryFlows treasury_flows(store::Connection& connection, const Currency& currency, const Stretch& stretch);

/// One side's part of the picture: a bar at the edge, a band to the middle, and where its words stand.
struct FlowBand {
    std::string key;
    std::string name;
    Money amount;
    std::string path;
    std::int64_t bar_x = 0;
    std::int64_t bar_y = 0;
    std::int64_t bar_height = 0;
    std::int64_t text_x = 0;
    std::int64_t text_y = 0;
    bool is_left = false;
    std::string class_color;
    static constexpr auto fields() {
        return FieldTable{field("key", &FlowBand::key, "beside it in the table"),
                          field("name", &FlowBand::name, "what it was"),
                          field("amount", &FlowBand::amount, "how much"),
                          field("path", &FlowBand::path, "the band, as SVG"),
                          field("bar_x", &FlowBand::bar_x, "of the bar"),
                          field("bar_y", &FlowBand::bar_y, "of the bar"),
                          field("bar_height", &FlowBand::bar_height, "to scale"),
                          field("text_x", &FlowBand::text_x, "of its words"),
                          field("text_y", &FlowBand::text_y, "of its words"),
                          field("is_left", &FlowBand::is_left, "where the money came from"),
                          field("class_color", &FlowBand::class_color, "one of eight")};
    }
};
struct FlowPicture {
    std::int64_t height = 0;
    std::int64_t middle_y = 0;
    std::int64_t middle_height = 0;
    std::vector<FlowBand> bands;
    static constexpr auto fields() {
        return FieldTable{field("height", &FlowPicture::height, "of the picture, which is 720 wide"),
                          field("middle_y", &FlowPicture::middle_y, "of the treasury"),
                          field("middle_height", &FlowPicture::middle_height, "of the treasury: all of it, to scale"),
                          field("bands", &FlowPicture::bands, "those that came, then those that went")};
    }
};
/// What is drawn: positive amounts.
struct DrawnFlow {
    std::string key;
    std::string name;
    Money amount;
};
/// Both sides sum to the same, which is more than nothing. One scale for all: heights sum to the middle's.
FlowPicture draw_flows(const std::vector<DrawnFlow>& came, const std::vector<DrawnFlow>& went);

} // namespace reef::ledger
