// `reef books`: the books for other programs, and whether they are what the chronicle says.
#include "app/commands.hpp"
#include "app/house.hpp"
#include "commons/funding/module.hpp"
#include "commons/ledger/module.hpp"
#include "commons/payments/module.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <iostream>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind no_orders{"payments.no_orders", "No orders were made for the bank in this time.", 404};

/// A snapshot of the platform in a folder, whether or not a server runs; where none does, with tables of this release.
Result<std::unique_ptr<store::Database>> opened(const std::string& folder) {
    if (!is_in_use(folder))
        if (const auto house = House::open(folder); !house) return std::unexpected(house.error());
    const auto place = database_of(folder);
    if (!place) return std::unexpected(place.error());
    return store::Database::open(*place, {.create = false});
}

/// The orders to banks of a period, one batch after the other, as one file.
int write_orders(store::Connection& connection, const ledger::BooksPeriod& period) {
    const Time from = period.from.value_or(Time{0}), to = period.to ? *period.to + days(1) : Time{INT64_MAX};
    auto batches = payments::batches_between(connection, from, to, INT64_MAX);
    std::ranges::reverse(batches);
    if (batches.empty()) return say(refuse(no_orders).error());
    const auto& newest = batches.back();
    const auto orders = payments::initiation_of(connection, "REEF-TO-" + newest.batch.text(), newest.at, batches);
    if (!orders) return say(orders.error());
    std::cout << payments::pain001(*orders, payments::OrderFormat::version_09);
    return std::cout ? 0 : 1;
}

} // namespace

int write_books(const Common& common, const BooksOptions& options) {
    const auto period = ledger::books_period(options.from, options.to);
    if (!period) return say(period.error());
    const auto database = opened(common.data);
    if (!database) return say(database.error());
    if (options.format == "pain.001") return write_orders(*(*database)->read(), *period);
    const auto format = ledger::books_format_named(options.format);
    ensure(format.has_value(), "the command line took a format that there is");
    ledger::write_books(*(*database)->read(), *format, *period, std::cout);
    std::cout.flush();
    return std::cout ? 0 : 1;
}

int check_books(const Common& common) {
    const auto database = opened(common.data);
    if (!database) return say(database.error());
    const auto lease = (*database)->read();
    auto report = ledger::check_books(*lease);
    const auto notes = funding::check_notes(*lease);
    if (!report.fault) report.fault = notes.fault;
    if (common.json)
        std::cout << json_text_indented(
            json::object{{"entries", report.entries},
                         {"transfers", report.transfers},
                         {"accounts", report.accounts},
                         {"share_rows", report.share_rows},
                         {"note_rows", notes.rows},
                         {"fault", report.fault ? json::value(json::string(*report.fault)) : json::value(nullptr)}});
    else if (report.fault)
        std::cerr << *report.fault << "\n";
    else
        fmt::print(
            "{} transfers in {} entries hold: {} accounts come to what is booked, and all of them to nothing. {} "
            "rows of the register of shares come to the share capital, and {} of the register of notes to what is "
            "owed.\n",
            report.transfers, report.entries, report.accounts, report.share_rows, notes.rows);
    return report.fault ? 1 : 0;
}

} // namespace reef::app
