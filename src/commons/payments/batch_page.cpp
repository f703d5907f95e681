// A file of orders for the bank, and the payments in it.
#include "commons/payments/pages.hpp"
#include <fmt/format.h>

namespace reef::payments {
using namespace engine;
namespace {

constexpr RefusalKind no_such_format{"payments.no_such_format", "Orders are written as {}.", 404};

struct BatchPage {
    std::string title;
    Time at;
    Time day;
    std::int64_t count = 0;
    Money total;
    std::string holder;
    std::string iban;
    std::string file_href;
    std::vector<PaymentLine> payments;
    static constexpr auto fields() {
        return FieldTable{field("title", &BatchPage::title, "what it is"),
                          field("at", &BatchPage::at, "when it was made"),
                          field("day", &BatchPage::day, "of execution"),
                          field("count", &BatchPage::count, "of payments"),
                          field("total", &BatchPage::total, "of all"),
                          field("holder", &BatchPage::holder, "who pays"),
                          field("iban", &BatchPage::iban, "from which account"),
                          field("file_href", &BatchPage::file_href, "the file for the bank"),
                          field("payments", &BatchPage::payments, "in the file's order")};
    }
};
Result<BatchRow> asked_batch(const PageRequest& request) {
    const auto id = request.id<IdValue>("batch");
    if (!id) return std::unexpected(id.error());
    const auto row = find_batch(request.connection, *id);
    if (!row) return refuse(not_found);
    return *row;
}

Result<BatchPage> show_batch(PageRequest& request) {
    const auto row = asked_batch(request);
    if (!row) return std::unexpected(row.error());
    BatchPage page{request.say("Orders {}", {row->batch.text()}),
                   row->at,
                   row->day,
                   row->count,
                   row->total(),
                   row->holder,
                   Iban{row->iban}.in_groups(),
                   "/payments/batches/" + row->batch.text() + "/pain.001.xml",
                   {}};
    for (const auto& payment : payments_of_batch(request.connection, row->batch))
        page.payments.push_back(payment_line(request, payment));
    return page;
}

Result<File> show_order_file(PageRequest& request) {
    const auto row = asked_batch(request);
    if (!row) return std::unexpected(row.error());
    const auto [newest, older] = names_of(OrderFormat{});
    const auto asked = request.asked("format");
    if (!asked.empty() && asked != newest && asked != older)
        return refuse(no_such_format, {}, {fmt::format("{}, {}", newest, older)});
    const auto format = asked == older ? OrderFormat::version_03 : OrderFormat::version_09;
    const auto orders = initiation_of(request.connection, name_at_bank(row->batch), row->at, {*row});
    if (!orders) return std::unexpected(orders.error());
    return File{"orders-" + row->batch.text() + ".xml", pain001(*orders, format)};
}

} // namespace

std::vector<PageType> batch_pages() {
    return {page<show_batch>("/payments/batches/{batch}", "src/commons/payments/order_batch.html",
                             "A file of orders for the bank, and the payments in it.", ledger::bookkeepers()),
            page<show_order_file>("/payments/batches/{batch}/pain.001.xml", "",
                                  "Orders for the bank as ISO 20022 pain.001; ?format=pain.001.001.03 for older banks.",
                                  ledger::bookkeepers())};
}

} // namespace reef::payments
