// The desk of those who keep the books: what waits for a signature, for the bank, for an explanation.
#include "commons/payments/pages.hpp"

namespace reef::payments {
using namespace engine;
namespace {

constexpr std::int64_t listed_max = 200;

struct BatchLine {
    std::string number;
    std::string href;
    Time at;
    Time day;
    std::int64_t count = 0;
    Money total;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &BatchLine::number, "of the batch"), field("href", &BatchLine::href, "its page"),
            field("at", &BatchLine::at, "when it was made"),     field("day", &BatchLine::day, "of execution"),
            field("count", &BatchLine::count, "of payments"),    field("total", &BatchLine::total, "of all")};
    }
};
struct ReadStatement {
    std::string number;
    std::string href;
    std::string identification;
    Time closed_on;
    Money closing;
    static constexpr auto fields() {
        return FieldTable{field("number", &ReadStatement::number, "of the statement"),
                          field("href", &ReadStatement::href, "its page"),
                          field("identification", &ReadStatement::identification, "the bank's own"),
                          field("closed_on", &ReadStatement::closed_on, "its last day"),
                          field("closing", &ReadStatement::closing, "what was there then")};
    }
};
struct CommonAccount {
    std::string account;
    std::string name;
    static constexpr auto fields() {
        return FieldTable{field("account", &CommonAccount::account, "its name in the chart"),
                          field("name", &CommonAccount::name, "as people see it")};
    }
};
struct DeskPage {
    std::string summary;
    std::optional<std::string> house_holder;
    std::optional<std::string> house_iban;
    Money two_keys_above;
    Money unexplained;
    bool any_unexplained = false;
    std::vector<PaymentLine> ordered;
    bool any_to_sign = false;
    std::vector<PaymentLine> ready;
    bool any_ready = false;
    Money ready_total;
    std::vector<PaymentLine> sent;
    std::vector<StatementLine> waiting;
    std::vector<BatchLine> batches;
    std::vector<ReadStatement> statements;
    std::vector<CommonAccount> accounts;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DeskPage::summary, "what this is"),
                          field("house_holder", &DeskPage::house_holder, "of the co-operative's own bank account"),
                          field("house_iban", &DeskPage::house_iban, "its number"),
                          field("two_keys_above", &DeskPage::two_keys_above, "two people sign"),
                          field("unexplained", &DeskPage::unexplained, "the sum of the lines that wait"),
                          field("any_unexplained", &DeskPage::any_unexplained, "whether any wait"),
                          field("ordered", &DeskPage::ordered, "payments that wait for signatures, the oldest first"),
                          field("any_to_sign", &DeskPage::any_to_sign, "by the viewer"),
                          field("ready", &DeskPage::ready, "signed payments that wait to be sent"),
                          field("any_ready", &DeskPage::any_ready, "whether there are such"),
                          field("ready_total", &DeskPage::ready_total, "of these"),
                          field("sent", &DeskPage::sent, "payments that the bank has not confirmed"),
                          field("waiting", &DeskPage::waiting, "lines of statements that nobody explained yet"),
                          field("batches", &DeskPage::batches, "files for the bank, the newest first"),
                          field("statements", &DeskPage::statements, "that were read, the newest first"),
                          field("accounts", &DeskPage::accounts, "of the co-operative, for forms")};
    }
};

std::vector<PaymentLine> lines_in(PageRequest& request, PaymentState state, std::int64_t limit = listed_max) {
    std::vector<PaymentLine> lines;
    for (const auto& payment : payments_in(request.connection, state, limit))
        lines.push_back(payment_line(request, payment));
    return lines;
}

void list_files(PageRequest& request, DeskPage& page) {
    for (const auto& row : batches_between(request.connection, Time{0}, request.now + days(1), 10))
        page.batches.push_back(
            {row.batch.text(), "/payments/batches/" + row.batch.text(), row.at, row.day, row.count, row.total()});
    for (const auto& row : newest_statements(request.connection, 10))
        page.statements.push_back({row.statement.text(),
                                   "/payments/statements/" + row.statement.text(),
                                   row.identification,
                                   row.closed_on,
                                   {row.closing, *Currency::parse(row.currency)}});
}

Result<DeskPage> show_desk(PageRequest& request) {
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    DeskPage page{.summary = request.say("Payments wait here for a signature, for the bank, and for what the bank says "
                                         "of them. What the bank booked and nobody ordered waits to be explained."),
                  .two_keys_above = rules::in_force(request.connection, two_keys_above, request.now).value,
                  .unexplained = sum_of_waiting_lines(request.connection),
                  .ordered = lines_in(request, PaymentState::ordered),
                  .ready = lines_in(request, PaymentState::signed_, payments_in_batch_max),
                  .ready_total = {0, currency},
                  .sent = lines_in(request, PaymentState::sent)};
    if (const auto house = house_account(request.connection)) {
        page.house_holder = house->holder;
        page.house_iban = house->iban.in_groups();
    }
    for (const auto& line : page.ordered) page.any_to_sign = page.any_to_sign || line.may_sign;
    for (const auto& line : page.ready) page.ready_total = page.ready_total + line.amount;
    for (const auto& row : waiting_lines(request.connection, listed_max))
        page.waiting.push_back(statement_line(request, row));
    page.any_ready = !page.ready.empty();
    page.any_unexplained = !page.waiting.empty();
    list_files(request, page);
    for (auto& account : ledger::common_accounts(request.connection))
        page.accounts.push_back({account, ledger::account_name(request, account)});
    return page;
}

} // namespace

PageType payment_desk_page() {
    return page<show_desk>("/payments/desk", "src/commons/payments/payment_desk.html",
                           "Payments that wait for a signature, for the bank, or for an explanation.",
                           ledger::bookkeepers());
}

std::vector<PageType> pages() {
    std::vector<PageType> all{my_payments_page(), payment_desk_page(), payment_page(), statement_page()};
    for (auto& each : batch_pages()) all.push_back(std::move(each));
    return all;
}

} // namespace reef::payments
