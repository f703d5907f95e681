#include "commons/ledger/money_page.hpp"
#include "commons/ledger/books_page.hpp"
#include "commons/ledger/desk_page.hpp"
#include "commons/ledger/share_register.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

struct Figure {
    std::string name;
    std::string value;
    std::string href;
    std::string about;
    static constexpr auto fields() {
        return FieldTable{field("name", &Figure::name, "what"), field("value", &Figure::value, "how much"),
                          field("href", &Figure::href, "how it came about"),
                          field("about", &Figure::about, "in a few words")};
    }
};
struct MoneyPage {
    std::string summary;
    std::vector<Figure> figures;
    std::vector<TransferLine> transfers;
    std::vector<HoldLine> holds;
    bool any_held = false;
    std::vector<Flow> flows;
    bool keeps_books = false;
    std::string table_href;
    bool sums_to_zero = false;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &MoneyPage::summary, "what this is"),
                          field("figures", &MoneyPage::figures, "balances"),
                          field("transfers", &MoneyPage::transfers, "the newest first"),
                          field("holds", &MoneyPage::holds, "what is to move later, the oldest first"),
                          field("any_held", &MoneyPage::any_held, "whether there are such"),
                          field("flows", &MoneyPage::flows, "between classes and the platform"),
                          field("keeps_books", &MoneyPage::keeps_books, "whether the viewer does"),
                          field("table_href", &MoneyPage::table_href, "the transfers as a table to keep"),
                          field("sums_to_zero", &MoneyPage::sums_to_zero, "over all accounts"),
                          field("pagination", &MoneyPage::pagination, "where there are many")};
    }
};

constexpr RefusalKind not_your_account{"ledger.not_your_account",
                                       "This account is shown only to those whose money it holds.", 403};

Currency currency_of(store::Connection& connection) { return rules::founded_platform(connection).charter.currency; }

std::int64_t count_transfers(store::Connection& connection, std::string_view account) {
    return connection.one<std::int64_t>(
        "SELECT count(*) FROM {ledger_transfers} WHERE from_account = $1 OR to_account = $1", account);
}

MoneyPage page_of(PageRequest& request, std::string_view account) {
    constexpr std::int64_t size = 25;
    const auto page_number = request.asked_page();
    MoneyPage page;
    page.transfers = transfers_of(request, account, size, (page_number - 1) * size);
    page.holds = holds_of(request, account);
    page.any_held = !page.holds.empty();
    page.table_href = fmt::format("/money/accounts/{}/transfers.csv", account);
    page.keeps_books = request.viewer.has("auditor");
    page.pagination = Pagination::of(page_number, size, count_transfers(request.connection, account));
    page.sums_to_zero =
        request.connection
            .all<std::string>("SELECT currency FROM {ledger_accounts} GROUP BY currency HAVING sum(balance) <> 0")
            .empty();
    return page;
}

/// What the account has in each currency, and what of it is spoken for. In the platform's own even where it is nothing.
std::vector<Figure> balance_figures(PageRequest& request, const std::string& account) {
    const auto currency = currency_of(request.connection);
    const auto href = "/money/accounts/" + account;
    auto balances = balances_of(request.connection, account);
    if (std::ranges::none_of(balances, [&](const auto& each) { return each.balance.currency == currency; }))
        balances.insert(balances.begin(), Balance{{0, currency}, {0, currency}, {0, currency}});
    const bool is_mine = request.signed_in() && account == account_of(request.member());
    std::vector<Figure> figures;
    for (const auto& each : balances) {
        figures.push_back({is_mine ? request.say("Your balance") : request.say("Balance"), each.balance.text(), href,
                           request.say("the sum of all transfers")});
        if (each.pending_out.minor > 0)
            figures.push_back({request.say("Available"), each.available().text(), href,
                               request.say("{} is held for what is to be paid", {each.pending_out.text()})});
        if (each.pending_in.minor > 0)
            figures.push_back({request.say("Expected"), each.pending_in.text(), href,
                               request.say("held elsewhere, and not here yet")});
    }
    return figures;
}

std::vector<Figure> books(PageRequest& request) {
    const auto currency = currency_of(request.connection);
    const auto of_members = request.connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} WHERE account LIKE 'member:%' AND currency = $1",
        currency.text());
    return {{request.say("Treasury"), balance_of(request.connection, treasury, currency).text(),
             "/money/accounts/treasury", request.say("commissions less top-ups")},
            {request.say("Share capital"), balance_of(request.connection, share_capital, currency).text(),
             "/money/accounts/share-capital", request.say("what members paid for their shares")},
            {request.say("Members' accounts"), Money{of_members.value_or(0), currency}.text(), "/money",
             request.say("earned and not paid out yet")}};
}

Result<MoneyPage> show_money(PageRequest& request) {
    if (!rules::platform(request.connection)) return refuse(not_found);
    MoneyPage page;
    if (request.signed_in()) {
        page = page_of(request, account_of(request.member()));
        const auto shares = all_shares_of(request.connection, request.member());
        page.figures = balance_figures(request, account_of(request.member()));
        page.figures.push_back({request.say("Your shares"), fmt::format("{}", shares.count),
                                std::string(shares_reference), request.say("{} paid for them", {shares.paid.text()})});
        page.summary = request.say(
            "Your money first, then the platform's books. Every figure is the sum of transfers that you can follow.");
        const auto lent = balance_of(request.connection, notes_of(request.member()), currency_of(request.connection));
        if (lent.minor > 0)
            page.figures.push_back(
                {request.say("You lent"), lent.text(), "/notes", request.say("on notes, and not repaid yet")});
    } else {
        page = page_of(request, treasury);
        page.summary = request.say("The platform's books, open to all. Money only moves from one account to another, "
                                   "so all of it sums to zero.");
    }
    std::ranges::move(books(request), std::back_inserter(page.figures));
    page.flows = flows(request);
    return page;
}

Result<MoneyPage> show_account(PageRequest& request) {
    const auto account = request.path.find("account")->second;
    if (!Account::parse(account)) return refuse(not_found);
    if (!may_open(request, account)) return refuse(not_your_account);
    auto page = page_of(request, account);
    const bool is_mine = request.signed_in() && account == account_of(request.member());
    if (page.transfers.empty() && page.holds.empty() && !is_mine) return refuse(not_found);
    page.summary = request.say("{}: every transfer, and the balance after it.", {account_name(request, account)});
    page.figures = balance_figures(request, account);
    return page;
}

} // namespace

std::vector<Flow> flows(PageRequest& request) {
    const auto currency = currency_of(request.connection);
    using Row = std::tuple<std::string, std::int64_t>;
    const auto rows = request.connection.all<Row>(
        "SELECT purpose, minor FROM {ledger_purposes} WHERE currency = $1 ORDER BY minor DESC, purpose",
        currency.text());
    const std::map<std::string, std::pair<std::string, std::string>, std::less<>> ends = {
        {"fare", {request.say("Riders"), request.say("Drivers")}},
        {"commission", {request.say("Drivers"), request.say("The treasury")}},
        {"pay floor, top-up", {request.say("The treasury"), request.say("Drivers")}},
        {"share", {request.say("Members"), request.say("Share capital")}}};
    std::vector<Flow> shown;
    for (const auto& [purpose, minor] : rows) {
        const auto found = ends.find(purpose);
        if (found == ends.end()) continue;
        const auto largest = shown.empty() ? minor : shown.front().amount.minor;
        shown.push_back({found->second.first,
                         fmt::format("{} ({})", found->second.second, purpose_in_words(request, purpose)),
                         {minor, currency},
                         Percent{minor * 10'000 / std::max<std::int64_t>(1, largest)}.text(),
                         "/money",
                         fmt::format("class-{}", shown.size() % 8 + 1)});
    }
    return shown;
}

std::vector<PageType> pages() {
    std::vector<PageType> all = {
        page<show_money>("/money", "src/commons/ledger/money.html", "Your money, and the platform's books.", anyone()),
        page<show_account>("/money/accounts/{account}", "src/commons/ledger/account.html",
                           "One account: every transfer, and the balance after it.", anyone()),
        desk_page()};
    std::ranges::move(books_pages(), std::back_inserter(all));
    return all;
}

} // namespace reef::ledger
