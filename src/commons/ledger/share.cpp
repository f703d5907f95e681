#include "commons/ledger/share.hpp"

namespace reef::ledger {
using namespace engine;

const Rule<Money> share_price{
    "ledger.share_price", "Price of a share", "What a member pays for the share that joining a class asks for.",
    {5'000, {}},          Money{100, {}},     Money{500'000, {}}};

namespace {

void register_row(store::Connection& connection, const Meta& meta, std::int64_t number, MemberId member,
                  std::string_view operation, std::int64_t count, const Money& paid) {
    connection.run("INSERT INTO {ledger_shares} (number, entry, at, member, operation, count, paid_minor, currency) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   number, meta.entry, meta.at, member, operation, count, paid.minor, paid.currency.text());
}

std::int64_t next_number(store::Connection& connection) {
    return connection.one<std::optional<std::int64_t>>("SELECT max(number) FROM {ledger_shares}").value_or(0) + 1;
}

} // namespace

Holding holding_of(store::Connection& connection, MemberId member) {
    const auto rows = connection.all<std::tuple<std::int64_t, std::int64_t>>(
        "SELECT count, paid_minor FROM {ledger_shares} WHERE member = $1 ORDER BY number", member);
    Holding holding;
    for (const auto& [count, paid] : rows) {
        holding.shares += count;
        holding.paid_minor += paid;
    }
    return holding;
}

ShareFacts load(store::Connection& connection, const Context& context, const BuyShare&) {
    return {rules::in_force(connection, share_price, context.at), next_number(connection)};
}
Decision decide(const ShareFacts& facts, const BuyShare& buy, Context& context) {
    const std::string account = account_of(buy.member);
    const std::vector<Movement> movements = {{std::string(outside), account, facts.price.value, "payment for a share"},
                                             {account, std::string(share_capital), facts.price.value, "share"}};
    return Events{ShareIssued{facts.next_number, buy.member, facts.price.value, facts.price.version,
                              post(movements, "/money/shares", {buy.member}, context)}};
}
void apply(store::Connection& connection, const Meta& meta, const ShareIssued& event) {
    register_row(connection, meta, event.number, event.member, "issue", 1, event.price);
    book(connection, meta, event.posted);
}

LeaverFacts load(store::Connection& connection, const Context&, const SettleLeaver& settle) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto holding = holding_of(connection, settle.member);
    return {next_number(connection),
            holding.shares,
            {holding.paid_minor, currency},
            balance_and_pending_of(connection, account_of(settle.member), currency).available()};
}
Decision decide(const LeaverFacts& facts, const SettleLeaver& settle, Context& context) {
    const std::string account = account_of(settle.member);
    std::vector<Movement> movements;
    if (facts.paid.minor > 0) movements.push_back({std::string(share_capital), account, facts.paid, "shares redeemed"});
    const Money due = facts.paid + facts.balance;
    if (due.minor > 0) movements.push_back({account, std::string(outside), due, "paid out on leaving"});
    if (movements.empty()) return Events{};
    return Events{LeaverSettled{facts.next_number, settle.member, facts.shares, facts.paid,
                                post(movements, "/money/shares", {settle.member}, context)}};
}
void apply(store::Connection& connection, const Meta& meta, const LeaverSettled& event) {
    if (event.shares > 0)
        register_row(connection, meta, event.number, event.member, "redeem", -event.shares, -event.redeemed);
    book(connection, meta, event.posted);
}

} // namespace reef::ledger
