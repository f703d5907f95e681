// Pledges: an offer of shares as an assurance contract. What members pledge is
// held; at its time either enough is pledged, and all pay and get their shares,
// or all of it is released.
#pragma once
#include "commons/ledger/share_subscription.hpp"

namespace reef::ledger {

/// Given by the clock when the time of an offer's condition has come.
struct SettlePledges {
    std::string share_class;
    Assurance assurance;
    static constexpr std::string_view name = "ledger.settle_pledges";
    static constexpr std::string_view about =
        "Adds up what was pledged for shares under a condition: all pay, or nobody.";
    static constexpr auto fields() {
        return FieldTable{field("share_class", &SettlePledges::share_class, "which shares"),
                          field("assurance", &SettlePledges::assurance, "what was to be pledged, and until when")};
    }
};
/// What becomes of each pledge follows at once, in an entry of its own, so that nobody reads what others pledged.
struct PledgesSettled {
    std::string share_class;
    Assurance assurance;
    Money pledged;
    bool reached = false;
    static constexpr std::string_view name = "ledger.pledges_settled";
    static constexpr std::string_view about = "The time of an offer with a condition came: all pay, or nobody does.";
    static constexpr auto fields() {
        return FieldTable{field("share_class", &PledgesSettled::share_class, "which shares"),
                          field("assurance", &PledgesSettled::assurance, "what was to be pledged, and until when"),
                          field("pledged", &PledgesSettled::pledged, "in all"),
                          field("reached", &PledgesSettled::reached, "whether that was enough")};
    }
    std::string topic() const { return std::string(shares_reference); }
};

/// Given by the clock for each pledge once they are settled.
struct FinishPledge {
    IdValue subscription;
    static constexpr std::string_view name = "ledger.finish_pledge";
    static constexpr std::string_view about =
        "Issues the shares of a pledge, or releases it, as the pledges were settled.";
    static constexpr auto fields() {
        return FieldTable{field("subscription", &FinishPledge::subscription, "the pledge")};
    }
};

/// What was pledged so far for an offer.
Money pledged_for(store::Connection& connection, std::string_view share_class, const Assurance& assurance);

struct PledgeFacts {
    Money pledged;
};
PledgeFacts load(store::Connection&, const engine::Context&, const SettlePledges&);
engine::Decision decide(const PledgeFacts&, const SettlePledges&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PledgesSettled&);

struct FinishFacts {
    SubscribedFacts pledge;
    bool reached = false;
};
FinishFacts load(store::Connection&, const engine::Context&, const FinishPledge&);
engine::Decision decide(const FinishFacts&, const FinishPledge&, engine::Context&);

std::vector<engine::Schedule> pledge_schedules();

} // namespace reef::ledger
