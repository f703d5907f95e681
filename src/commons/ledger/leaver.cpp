#include "commons/ledger/leaver.hpp"
#include "commons/ledger/share_subscription.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

void add_member_of(std::set<MemberId>& members, std::string_view name) {
    const auto account = Account::parse(name);
    if (account && account->kind == AccountKind::member) members.insert(*account->member());
}

} // namespace

std::optional<RegisterRow> LeaverSettled::row(EntryNumber entry) const {
    if (!number || shares.value_or(0) == 0) return {};
    return RegisterRow{.number = *number,
                       .member = member,
                       .operation = ShareOperation::redeem,
                       .share_class = std::string(membership_share),
                       .count = -*shares,
                       .paid = -*redeemed,
                       .authority = authority_of_entry(entry)};
}

LeaverFacts load(store::Connection& connection, const Context& context, const SettleLeaver& settle) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    LeaverFacts facts{.subscriptions = pending_subscriptions(connection, settle.member),
                      .notice = rules::in_force(connection, share_notice, context.at),
                      .available = balance_and_pending_of(connection, account_of(settle.member), currency).available()};
    for (const auto& holding : holdings_of(connection, settle.member))
        facts.holders.push_back(holder_facts(connection, settle.member, holding.share_class));
    return facts;
}
/// The share for membership needs no notice: whoever leaves gave it by leaving. It passes the same gate as all others.
Decision decide(const LeaverFacts& facts, const SettleLeaver& settle, Context& context) {
    Events events;
    for (const auto& hold : facts.subscriptions)
        events.add(HoldReleased{hold.hold, HoldState::voided, hold.movement, {settle.member}});
    for (const auto& [holding, waiting] : facts.holders)
        if (holding.count > waiting) {
            const bool needs_notice = holding.share_class != membership_share;
            events.add(SharesSoldBack{.redemption = context.new_id(),
                                      .member = settle.member,
                                      .share_class = holding.share_class,
                                      .count = holding.count - waiting,
                                      .due_at = needs_notice ? context.at + facts.notice.value : context.at,
                                      .authority = needs_notice ? authority_of(share_notice, facts.notice.version)
                                                                : authority_of_entry(context.entry)});
        }
    if (facts.available.minor > 0)
        events.add(LeaverSettled{.member = settle.member,
                                 .posted = post({paid_out_on_leaving(settle.member, facts.available)},
                                                std::string(shares_reference), {settle.member}, context)});
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const LeaverSettled& event) {
    if (const auto row = event.row(meta.entry)) enter(connection, meta, *row);
    book(connection, meta, event.posted);
}

std::set<MemberId> receivers_of(const Posted& event) {
    std::set<MemberId> members;
    for (const auto& each : event.transfers) add_member_of(members, each.movement.to);
    return members;
}
std::set<MemberId> receivers_of(const HoldPosted& event) {
    auto members = receivers_of(event.posted);
    if (event.restored.minor > 0) add_member_of(members, event.posted.transfers.front().movement.from);
    return members;
}
std::set<MemberId> receivers_of(const HoldReleased& event) {
    std::set<MemberId> members;
    add_member_of(members, event.movement.from);
    return members;
}
std::set<MemberId> receivers_of(const Reversed& event) { return receivers_of(event.posted); }
std::set<MemberId> receivers_of(const PoolPaid& event) {
    return event.posted ? receivers_of(*event.posted) : std::set<MemberId>{};
}
std::set<MemberId> receivers_of(const RetainedReleased& event) {
    return event.posted ? receivers_of(*event.posted) : std::set<MemberId>{};
}

} // namespace reef::ledger
