// Which shares there are to be had: offers as a rule, so that a decision makes and ends them; the notice for selling
// back, and what must remain.
#pragma once
#include "commons/ledger/chart.hpp"

namespace reef::ledger {

/// The share that joining a class asks for. It is bound to membership, and no offer.
inline constexpr std::string_view membership_share = "member";

/// A condition on an offer: shares are issued only if so much is pledged by then; otherwise nobody pays.
struct Assurance {
    Money target;
    Time by;
    bool operator==(const Assurance&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("target", &Assurance::target, "that must be pledged in all"),
                          field("by", &Assurance::by, "until when")};
    }
};

/// A class of shares that members may subscribe to.
struct ShareOffer {
    std::string share_class;
    Money price;
    std::int64_t most = 0; // that one member may hold
    std::optional<Assurance> assurance = {};
    bool operator==(const ShareOffer&) const = default;
};
/// Text: `supporter 25.00 EUR up to 100; solar 50.00 EUR up to 20 if 5000.00 EUR by 2026-06-01`, or `none`.
struct ShareOffers {
    std::vector<ShareOffer> offers;
    bool operator==(const ShareOffers&) const = default;
    static Result<ShareOffers> parse(std::string_view text);
    std::string text() const;
    const ShareOffer* find(std::string_view share_class) const;
    static constexpr std::string_view form = "offers such as \"supporter 25.00 EUR up to 100\" or \"solar 50.00 EUR "
                                             "up to 20 if 5000.00 EUR by "
                                             "2026-06-01\", with ; between them, or \"none\"";
};

extern const engine::Rule<ShareOffers> share_offers;
extern const engine::Rule<Duration> share_notice;
extern const engine::Rule<Money> own_funds_floor;
extern const engine::Rule<Duration> subscription_time;
std::vector<engine::RuleDeclaration> share_rules();

} // namespace reef::ledger
