#include "commons/ledger/money_page.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::ledger {
using namespace engine;
namespace {

struct Figure {
    std::string name;
    std::string value;
    std::string href;
    std::string about;
    static constexpr auto fields() {
        return std::tuple{field("name", &Figure::name, "what"), field("value", &Figure::value, "how much"),
                          field("href", &Figure::href, "how it came about"),
                          field("about", &Figure::about, "in a few words")};
    }
};
struct MoneyPage {
    std::string summary;
    std::vector<Figure> figures;
    std::vector<TransferLine> transfers;
    std::vector<Flow> flows;
    bool sums_to_zero = false;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return std::tuple{field("summary", &MoneyPage::summary, "what this is"),
                          field("figures", &MoneyPage::figures, "balances"),
                          field("transfers", &MoneyPage::transfers, "the newest first"),
                          field("flows", &MoneyPage::flows, "between classes and the platform"),
                          field("sums_to_zero", &MoneyPage::sums_to_zero, "over all accounts"),
                          field("pagination", &MoneyPage::pagination, "where there are many")};
    }
};

constexpr RefusalKind not_your_account{"ledger.not_your_account",
                                       "This account is shown only to those whose money it holds.", 403};

bool is_of_a_member(std::string_view account) {
    const auto read = Account::parse(account);
    return read && read->member();
}

Currency currency_of(store::Connection& connection) { return rules::founded_platform(connection).charter.currency; }

std::string purpose_in_words(const PageRequest& request, std::string_view purpose) {
    if (purpose == "card payment") return request.say("card payment");
    if (purpose == "fare") return request.say("fare");
    if (purpose == "commission") return request.say("commission");
    if (purpose == "pay floor, top-up") return request.say("pay floor, top-up");
    if (purpose == "share") return request.say("share");
    if (purpose == "shares redeemed") return request.say("shares redeemed");
    return std::string(purpose);
}

/// The address of what a transfer was for: a receipt is its parties' alone, and they are those whose money moved with
/// it.
class References {
  public:
    References(PageRequest& request, std::string_view account, Time oldest)
        : sees_all_(may_open(request, account) && (is_of_a_member(account) || request.viewer.has("auditor"))) {
        if (sees_all_ || !request.signed_in()) return;
        const auto mine = request.connection.all<std::string>("SELECT DISTINCT reference FROM {ledger_transfers} WHERE "
                                                              "(from_account = $1 OR to_account = $1) AND at >= $2",
                                                              account_of(request.member()), oldest);
        mine_.insert(mine.begin(), mine.end());
    }
    std::optional<std::string> href(const std::string& reference) const {
        if (!reference.starts_with("/rides/")) return "/money";
        if (!sees_all_ && !mine_.contains(reference)) return {};
        return "/receipts/" + reference.substr(7);
    }

  private:
    bool sees_all_;
    std::set<std::string, std::less<>> mine_;
};

std::int64_t count_transfers(store::Connection& connection, std::string_view account) {
    return connection.one<std::int64_t>(
        "SELECT count(*) FROM {ledger_transfers} WHERE from_account = $1 OR to_account = $1", account);
}

MoneyPage page_of(PageRequest& request, std::string_view account) {
    constexpr std::int64_t size = 25;
    const auto page_number = request.asked_page();
    MoneyPage page;
    page.transfers = transfers_of(request, account, size, (page_number - 1) * size);
    page.pagination = Pagination::of(page_number, size, count_transfers(request.connection, account));
    page.sums_to_zero =
        request.connection
            .all<std::string>("SELECT currency FROM {ledger_accounts} GROUP BY currency HAVING sum(balance) <> 0")
            .empty();
    return page;
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
        const auto holding = holding_of(request.connection, request.member());
        const auto currency = currency_of(request.connection);
        page.figures.push_back({request.say("Your balance"),
                                balance_of(request.connection, account_of(request.member()), currency).text(), "/money",
                                request.say("earned and not paid out yet")});
        page.figures.push_back({request.say("Your shares"), fmt::format("{}", holding.shares), "/money",
                                request.say("{} paid for them", {Money{holding.paid_minor, currency}.text()})});
        page.summary = request.say(
            "Your money first, then the platform's books. Every figure is the sum of transfers that you can follow.");
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
    if (page.transfers.empty()) return refuse(not_found);
    page.summary = request.say("{}: every transfer, and the balance after it.", {account_name(request, account)});
    page.figures = {{request.say("Balance"),
                     balance_of(request.connection, account, currency_of(request.connection)).text(), "/money",
                     request.say("the sum of all transfers")}};
    return page;
}

} // namespace

std::vector<TransferLine> transfers_of(PageRequest& request, std::string_view account, std::int64_t limit,
                                       std::int64_t offset) {
    using Row = std::tuple<Time, std::string, std::string, std::int64_t, std::string, std::string, std::string>;
    const auto rows = request.connection.all<Row>(
        "SELECT at, from_account, to_account, minor, currency, purpose, reference FROM {ledger_transfers} "
        "WHERE from_account = $1 OR to_account = $1 ORDER BY at DESC, entry DESC, transfer DESC LIMIT $2",
        account, limit + offset);
    std::vector<TransferLine> lines;
    const References references(request, account, rows.empty() ? request.now : std::get<0>(rows.back()));
    auto balance = balance_of(request.connection, account, currency_of(request.connection));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [at, from, to, minor, code, purpose, reference] = rows[i];
        const Money amount{from == account ? -minor : minor, *Currency::parse(code)};
        const auto& other = from == account ? to : from;
        if (static_cast<std::int64_t>(i) >= offset)
            lines.push_back({at, purpose_in_words(request, purpose), references.href(reference),
                             account_name(request, other), amount, balance});
        if (amount.currency == balance.currency) balance = balance - amount;
    }
    return lines;
}

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
    return {
        page<show_money>("/money", "src/commons/ledger/money.html", "Your money, and the platform's books.", anyone()),
        page<show_account>("/money/accounts/{account}", "src/commons/ledger/account.html",
                           "One account: every transfer, and the balance after it.", anyone())};
}

} // namespace reef::ledger
