#include "commons/ledger/desk.hpp"
#include "commons/ledger/redemption.hpp"
#include "commons/ledger/shares_page.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

struct ShareQueuePage {
    std::string summary;
    Money own_funds;
    Money floor;
    Money free;
    std::vector<WaitingShares> subscriptions;
    std::vector<WaitingShares> queue;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ShareQueuePage::summary, "what this is"),
                          field("own_funds", &ShareQueuePage::own_funds,
                                "treasury, bodies, reserves, funds and share capital together"),
                          field("floor", &ShareQueuePage::floor, "that must remain"),
                          field("free", &ShareQueuePage::free, "that can be paid back now"),
                          field("subscriptions", &ShareQueuePage::subscriptions, "that wait for the bank"),
                          field("queue", &ShareQueuePage::queue, "shares that wait to be paid back, the first first")};
    }
};

Result<ShareQueuePage> show_share_queue(PageRequest& request) {
    ShareQueuePage page{request.say("Shares that wait to be paid for, and shares that wait to be paid back: first come "
                                    "first served, after their notice, as long as enough of the co-operative's own "
                                    "funds remains.")};
    page.own_funds = own_funds(request.connection);
    page.floor = rules::in_force(request.connection, own_funds_floor, request.now).value;
    page.floor.currency = page.own_funds.currency;
    page.free = std::max(page.own_funds - page.floor, Money{0, page.own_funds.currency});
    page.subscriptions = shares_to_be_paid(request);
    std::erase_if(page.subscriptions, [](const WaitingShares& each) { return each.is_pledge; });
    page.queue = shares_to_pay_back(request);
    return page;
}

} // namespace

std::string share_class_in_words(const PageRequest& request, std::string_view share_class) {
    return share_class == membership_share ? request.say("Membership") : std::string(share_class);
}

std::vector<WaitingShares> shares_to_pay_back(const PageRequest& request, std::optional<MemberId> of) {
    std::vector<WaitingShares> lines;
    for (const auto& each : redemption_queue(request.connection)) {
        if (of && each.member != *of) continue;
        const auto paid = paid_for(holding_of(request.connection, each.member, each.share_class), each.count);
        lines.push_back({each.redemption.text(), share_class_in_words(request, each.share_class), each.count, paid,
                         each.due_at, each.try_at > each.due_at ? std::optional(each.try_at) : std::nullopt,
                         people::name_of(request, each.member)});
    }
    return lines;
}

std::vector<WaitingShares> shares_to_be_paid(const PageRequest& request, std::optional<MemberId> of) {
    using Row = std::tuple<IdValue, MemberId, std::string, std::int64_t, std::int64_t, std::string, Time, bool>;
    std::vector<WaitingShares> lines;
    for (const auto& [hold, member, share_class, count, minor, code, at, is_pledge] :
         request.connection.all<Row>("SELECT wanted.hold, wanted.member, wanted.share_class, "
                                     "wanted.count, held.minor, held.currency, "
                                     "COALESCE(held.expires_at, wanted.by_at), wanted.by_at IS NOT NULL "
                                     "FROM {ledger_subscriptions} wanted JOIN {ledger_holds} held ON "
                                     "held.hold = wanted.hold "
                                     "WHERE held.state = 'pending' ORDER BY held.at, wanted.hold"))
        if (!of || member == *of)
            lines.push_back({hold.text(),
                             share_class_in_words(request, share_class),
                             count,
                             {minor, *Currency::parse(code)},
                             at,
                             {},
                             people::name_of(request, member),
                             is_pledge});
    return lines;
}

PageType share_queue_page() {
    return page<show_share_queue>("/money/shares/queue", "src/commons/ledger/share_queue.html",
                                  "Shares that wait to be paid for or paid back.", bookkeepers());
}

} // namespace reef::ledger
