#include "commons/ledger/shares_page.hpp"
#include "commons/ledger/pledge.hpp"
#include "commons/ledger/redemption.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;
namespace {

struct MyShares {
    std::string share_class;
    std::string name;
    std::int64_t count = 0;
    std::int64_t free = 0;
    Money paid;
    static constexpr auto fields() {
        return FieldTable{field("value", &MyShares::share_class, "its short name"),
                          field("name", &MyShares::name, "as people see it"), field("count", &MyShares::count, "held"),
                          field("free", &MyShares::free, "of them, that may be handed on, converted or sold back"),
                          field("paid", &MyShares::paid, "for them")};
    }
};
struct OfferLine {
    std::string share_class;
    std::string name;
    Money price;
    std::int64_t most = 0;
    std::optional<Money> target;
    std::optional<Money> pledged;
    std::optional<Time> by;
    static constexpr auto fields() {
        return FieldTable{field("value", &OfferLine::share_class, "its short name"),
                          field("name", &OfferLine::name, "as people see it"),
                          field("price", &OfferLine::price, "of one"),
                          field("most", &OfferLine::most, "that one member may hold"),
                          field("target", &OfferLine::target, "that must be pledged, where there is a condition"),
                          field("pledged", &OfferLine::pledged, "so far"),
                          field("by", &OfferLine::by, "until when")};
    }
};
struct MySharesPage {
    std::string summary;
    std::vector<MyShares> holdings;
    std::vector<MyShares> free;
    std::vector<OfferLine> offers;
    std::vector<WaitingShares> subscriptions;
    std::vector<WaitingShares> queue;
    bool any_waiting = false;
    bool may_subscribe = false;
    bool may_deal = false;
    bool subscribes = false;
    bool sells_back = false;
    bool hands_on = false;
    bool converts = false;
    bool keeps_books = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &MySharesPage::summary, "what this is"),
                          field("holdings", &MySharesPage::holdings, "what the viewer holds, by class"),
                          field("free", &MySharesPage::free, "the classes of which some may leave"),
                          field("offers", &MySharesPage::offers, "shares that members may subscribe to"),
                          field("subscriptions", &MySharesPage::subscriptions, "of the viewer, that wait for the bank"),
                          field("queue", &MySharesPage::queue, "the viewer's shares that wait to be paid back"),
                          field("any_waiting", &MySharesPage::any_waiting, "whether anything waits"),
                          field("may_subscribe", &MySharesPage::may_subscribe, "whether shares are on offer"),
                          field("may_deal", &MySharesPage::may_deal, "whether the viewer has shares that may leave"),
                          field("subscribes", &MySharesPage::subscribes, "whether the form for subscribing is shown"),
                          field("sells_back", &MySharesPage::sells_back, "or that for selling back"),
                          field("hands_on", &MySharesPage::hands_on, "or that for handing on"),
                          field("converts", &MySharesPage::converts, "or that for converting"),
                          field("keeps_books", &MySharesPage::keeps_books, "whether the viewer does")};
    }
};

std::vector<OfferLine> offer_lines(const PageRequest& request, const Currency& currency) {
    std::vector<OfferLine> lines;
    const auto offers = rules::in_force(request.connection, share_offers, request.now).value;
    for (const auto& offer : offers.offers) {
        if (!offer_of(offers, offer.share_class, currency, {}, request.now)) continue;
        OfferLine line{offer.share_class, share_class_in_words(request, offer.share_class), offer.price, offer.most};
        if (const auto& assurance = offer.assurance) {
            line.target = assurance->target;
            line.pledged = pledged_for(request.connection, offer.share_class, *assurance);
            line.by = assurance->by;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

void choose_form(const PageRequest& request, MySharesPage& page) {
    const auto asked = request.asked("enter");
    page.sells_back = page.may_deal && asked == "sell_back";
    page.hands_on = page.may_deal && asked == "hand_on";
    page.converts = page.may_deal && page.may_subscribe && asked == "convert";
    page.subscribes = page.may_subscribe && !page.sells_back && !page.hands_on && !page.converts;
}

Result<MySharesPage> show_my_shares(PageRequest& request) {
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    MySharesPage page{request.say("Your shares, what is on offer, and what waits. A share gives membership or capital; "
                                  "however many somebody holds, they carry no votes.")};
    for (const auto& holding : holdings_of(request.connection, request.member())) {
        const auto waiting = holder_facts(request.connection, request.member(), holding.share_class).waiting;
        const bool is_bound = holding.share_class == membership_share;
        page.holdings.push_back({holding.share_class, share_class_in_words(request, holding.share_class), holding.count,
                                 is_bound ? 0 : holding.count - waiting, holding.paid});
        if (page.holdings.back().free > 0) page.free.push_back(page.holdings.back());
    }
    page.offers = offer_lines(request, currency);
    page.subscriptions = shares_to_be_paid(request, request.member());
    page.queue = shares_to_pay_back(request, request.member());
    page.any_waiting = !page.subscriptions.empty() || !page.queue.empty();
    page.may_subscribe = !page.offers.empty();
    page.may_deal = !page.free.empty();
    page.keeps_books = request.viewer.has("auditor");
    choose_form(request, page);
    return page;
}

} // namespace

PageType my_shares_page() {
    return page<show_my_shares>("/money/shares", "src/commons/ledger/shares.html",
                                "Your shares, what is on offer, and what waits.", members());
}

std::vector<PageType> shares_pages() {
    auto all = share_register_pages();
    all.push_back(my_shares_page());
    all.push_back(share_queue_page());
    return all;
}

} // namespace reef::ledger
