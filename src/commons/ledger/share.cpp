#include "commons/ledger/share.hpp"

namespace reef::ledger {
using namespace engine;

const Rule<Money> share_price{
    "ledger.share_price", "Price of a share", "What a member pays for the share that joining a class asks for.",
    {5'000, {}},          Money{100, {}},     Money{500'000, {}}};

RegisterRow ShareIssued::row() const {
    return {.number = number,
            .member = member,
            .operation = ShareOperation::issue,
            .share_class = std::string(membership_share),
            .count = 1,
            .paid = price,
            .authority = authority_of(share_price, price_version)};
}

ShareFacts load(store::Connection& connection, const Context& context, const BuyShare&) {
    return {rules::in_force(connection, share_price, context.at), next_share_number(connection)};
}
Decision decide(const ShareFacts& facts, const BuyShare& buy, Context& context) {
    const std::string account = account_of(buy.member);
    const std::vector<Movement> movements = {{std::string(outside), account, facts.price.value, "payment for a share"},
                                             {account, std::string(share_capital), facts.price.value, "share"}};
    return Events{ShareIssued{facts.next_number, buy.member, facts.price.value, facts.price.version,
                              post(movements, std::string(shares_reference), {buy.member}, context)}};
}
void apply(store::Connection& connection, const Meta& meta, const ShareIssued& event) {
    enter(connection, meta, event.row());
    book(connection, meta, event.posted);
}

} // namespace reef::ledger
