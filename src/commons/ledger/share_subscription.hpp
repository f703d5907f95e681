// Subscribing to shares on offer: paid at once from one's account, or by bank, and entered when the money is there.
// Under a condition it is a pledge (pledge.hpp): held on one's account until the time has come.
#pragma once
#include "commons/ledger/share_register.hpp"

namespace reef::ledger {

enum class SharePayment { account, bank };
constexpr auto names_of(SharePayment) { return std::array{"account"sv, "bank"sv}; }

struct SubscribeShares {
    std::string share_class;
    std::int64_t count = 0;
    SharePayment payment = SharePayment::account;
    static constexpr std::string_view name = "ledger.subscribe_shares";
    static constexpr std::string_view about =
        "Subscribes to shares on offer, paid from one's account at once or by bank.";
    static constexpr auto fields() {
        return FieldTable{
            field("share_class", &SubscribeShares::share_class, "which, of those on offer"),
            field("count", &SubscribeShares::count, "how many"),
            field("payment", &SubscribeShares::payment, "from one's account, or by bank", Audience::parties)};
    }
};
/// A subscription that waits, for the bank or for enough pledges: a hold, and what it is for. The hold's number is the
/// subscription's.
struct SharesSubscribed {
    MemberId member;
    std::string share_class;
    std::int64_t count = 0;
    std::string authority;
    std::optional<Assurance> assurance;
    Held held;
    static constexpr std::string_view name = "ledger.shares_subscribed";
    static constexpr std::string_view about = "A member subscribed to shares, and the payment is awaited.";
    static constexpr auto fields() {
        return FieldTable{field("member", &SharesSubscribed::member, "who", Audience::parties),
                          field("share_class", &SharesSubscribed::share_class, "which shares"),
                          field("count", &SharesSubscribed::count, "how many"),
                          field("authority", &SharesSubscribed::authority, "the offer: the rule and its version"),
                          field("assurance", &SharesSubscribed::assurance, "of a pledge: its condition"),
                          field("held", &SharesSubscribed::held, "the payment")};
    }
    std::string topic() const { return std::string(shares_reference); }
};

struct ConfirmSubscription {
    IdValue subscription;
    static constexpr std::string_view name = "ledger.confirm_subscription";
    static constexpr std::string_view about = "Says that shares were paid for by bank: they are entered.";
    static constexpr auto fields() {
        return FieldTable{field("subscription", &ConfirmSubscription::subscription, "which")};
    }
};
struct WithdrawSubscription {
    IdValue subscription;
    static constexpr std::string_view name = "ledger.withdraw_subscription";
    static constexpr std::string_view about = "Takes back one's subscription to shares that are not paid for yet.";
    static constexpr auto fields() {
        return FieldTable{field("subscription", &WithdrawSubscription::subscription, "which")};
    }
};

struct SubscriptionFacts {
    engine::InForce<ShareOffers> offers;
    Currency currency;
    std::int64_t next_number = 0;
    std::int64_t held = 0; // of the class, with what is subscribed already
    Duration time_to_pay;
    BalanceFacts balances;
};
SubscriptionFacts load(store::Connection&, const engine::Context&, const SubscribeShares&);
engine::Decision decide(const SubscriptionFacts&, const SubscribeShares&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SharesSubscribed&);

struct SubscribedFacts {
    std::optional<HoldRow> hold;
    std::optional<RegisterRow> row; // that is entered once it is paid
    bool is_pledge = false;
};
SubscribedFacts subscribed_facts(store::Connection& connection, IdValue subscription);
/// The shares, for what was held.
SharesEntered issued(const SubscribedFacts& facts, engine::Context& context);
SubscribedFacts load(store::Connection&, const engine::Context&, const ConfirmSubscription&);
engine::Decision decide(const SubscribedFacts&, const ConfirmSubscription&, engine::Context&);
SubscribedFacts load(store::Connection&, const engine::Context&, const WithdrawSubscription&);
engine::Decision decide(const SubscribedFacts&, const WithdrawSubscription&, engine::Context&);

/// What a member subscribed to and has not paid yet.
std::vector<HoldRow> pending_subscriptions(store::Connection& connection, MemberId member);

} // namespace reef::ledger
