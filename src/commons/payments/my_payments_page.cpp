// What goes to me and comes from me: my bank account, what is due, how to pay in.
#include "commons/payments/pages.hpp"

namespace reef::payments {
using namespace engine;
namespace {

/// Shares that wait for the viewer's payment.
struct SharesToPay {
    std::string reference;
    Money amount;
    std::optional<Time> until;
    static constexpr auto fields() {
        return FieldTable{field("reference", &SharesToPay::reference, "to write on the payment"),
                          field("amount", &SharesToPay::amount, "to the cent"),
                          field("until", &SharesToPay::until, "when it lapses by itself")};
    }
};
struct MyPaymentsPage {
    std::string summary;
    Money due;
    Money least;
    bool may_ask = false;
    std::optional<std::string> holder;
    std::optional<std::string> iban;
    std::optional<std::string> house_holder;
    std::optional<std::string> house_iban;
    std::string reference;
    std::vector<SharesToPay> shares;
    std::vector<PaymentLine> payments;
    bool any_payments = false;
    bool keeps_books = false;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &MyPaymentsPage::summary, "what this is"),
            field("due", &MyPaymentsPage::due, "to the viewer now"),
            field("least", &MyPaymentsPage::least, "that can be asked for"),
            field("may_ask", &MyPaymentsPage::may_ask, "for a payout"),
            field("holder", &MyPaymentsPage::holder, "of the viewer's bank account"),
            field("iban", &MyPaymentsPage::iban, "its number"),
            field("house_holder", &MyPaymentsPage::house_holder, "of the co-operative's account"),
            field("house_iban", &MyPaymentsPage::house_iban, "its number"),
            field("reference", &MyPaymentsPage::reference, "to write on what one pays in"),
            field("shares", &MyPaymentsPage::shares, "subscribed to, that wait for the viewer's payment by bank"),
            field("payments", &MyPaymentsPage::payments, "to the viewer, the newest first"),
            field("any_payments", &MyPaymentsPage::any_payments, "whether there are such"),
            field("keeps_books", &MyPaymentsPage::keeps_books, "whether the viewer does")};
    }
};

Result<MyPaymentsPage> show_my_payments(PageRequest& request) {
    auto& connection = request.connection;
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto member = request.member();
    MyPaymentsPage page{
        .summary =
            request.say("What is due to you goes to your bank account when you ask for it; what you pay in under "
                        "your reference is on your account once the bank's statement is read."),
        .due = ledger::balance_and_pending_of(connection, ledger::account_of(member), currency).available(),
        .least = rules::in_force(connection, least_payout, request.now).value,
        .reference = creditor_reference(member),
        .keeps_books = request.viewer.has("auditor")};
    if (const auto account = bank_account_of(connection, member)) {
        page.holder = chronicle::reveal_text(connection, account->holder.commitment);
        if (const auto number = chronicle::reveal_text(connection, account->iban.commitment))
            page.iban = Iban{*number}.in_groups();
    }
    page.may_ask = page.iban && page.due.minor > 0 && page.due >= page.least;
    if (const auto house = house_account(connection)) {
        page.house_holder = house->holder;
        page.house_iban = house->iban.in_groups();
    }
    for (const auto& hold : ledger::pending_subscriptions(connection, member))
        if (const auto subscription = bank_subscription(connection, hold.hold))
            page.shares.push_back({creditor_reference(hold.hold), subscription->amount, hold.expires_at});
    for (const auto& payment : payments_of_member(connection, member, 50))
        page.payments.push_back(payment_line(request, payment));
    page.any_payments = !page.payments.empty();
    return page;
}

} // namespace

PageType my_payments_page() {
    return page<show_my_payments>("/payments", "src/commons/payments/my_payments.html",
                                  "My bank account, what is due to me, my payouts, and how to pay in.", members());
}

} // namespace reef::payments
