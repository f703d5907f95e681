#include "commons/ledger/desk_page.hpp"
#include "commons/ledger/desk.hpp"
#include "commons/ledger/transfer_lines.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

struct DeskAccount {
    std::string account;
    std::string name;
    std::string balance;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("account", &DeskAccount::account, "its name in the chart"),
                          field("name", &DeskAccount::name, "as people see it"),
                          field("balance", &DeskAccount::balance, "in the platform's currency"),
                          field("href", &DeskAccount::href, "its page")};
    }
};
struct DeskPage {
    std::string summary;
    std::vector<HoldLine> payments;
    std::vector<DeskAccount> accounts;
    bool books_cost = false;
    bool books_income = false;
    bool corrects = false;
    std::string entry;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DeskPage::summary, "what this is"),
                          field("payments", &DeskPage::payments, "that wait for the bank, the oldest first"),
                          field("accounts", &DeskPage::accounts, "from which costs are paid"),
                          field("books_cost", &DeskPage::books_cost, "whether the form for costs is shown"),
                          field("books_income", &DeskPage::books_income, "or that for income"),
                          field("corrects", &DeskPage::corrects, "or that for corrections"),
                          field("entry", &DeskPage::entry, "whose posting is to be reversed, where one was chosen")};
    }
};

std::vector<DeskAccount> accounts_of(PageRequest& request) {
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    std::vector<DeskAccount> accounts;
    for (auto& name : common_accounts(request.connection))
        accounts.push_back({name, account_name(request, name),
                            balance_and_pending_of(request.connection, name, currency).available().text(),
                            "/money/accounts/" + name});
    return accounts;
}

Result<DeskPage> show_desk(PageRequest& request) {
    DeskPage page{request.say("What happened outside and is entered by hand: costs, income, payments that wait for the "
                              "bank, and corrections. Everything you enter stands in the chronicle under your number."),
                  {},
                  accounts_of(request)};
    page.entry = request.asked("entry");
    page.corrects = request.asked("enter") == "correction" || !page.entry.empty();
    page.books_income = !page.corrects && request.asked("enter") == "income";
    page.books_cost = !page.corrects && !page.books_income;
    for (const auto& hold : pending_payments(request.connection))
        page.payments.push_back(hold_line(request, hold, outside));
    return page;
}

} // namespace

std::vector<std::string> common_accounts(store::Connection& connection) {
    std::vector<std::string> names = {std::string(treasury)};
    const auto platform = rules::founded_platform(connection);
    for (const auto& body : platform.charter.governance.bodies)
        if (const Account account{AccountKind::body, body.id}; Account::parse(account.text()))
            names.push_back(account.text());
    for (auto& fund : connection.all<std::string>(
             "SELECT DISTINCT account FROM {ledger_accounts} WHERE account LIKE 'fund:%' ORDER BY account"))
        names.push_back(std::move(fund));
    return names;
}

PageType desk_page() {
    return page<show_desk>("/money/desk", "src/commons/ledger/desk.html",
                           "The treasurer's desk: costs, income, payments, corrections.", bookkeepers());
}

} // namespace reef::ledger
