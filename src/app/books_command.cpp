// `reef books`: the books for other programs, and whether they are what the chronicle says.
#include "app/commands.hpp"
#include "app/house.hpp"
#include "commons/ledger/module.hpp"
#include <fmt/format.h>
#include <iostream>

namespace reef::app {
using namespace engine;
namespace {

/// A snapshot of the platform in a folder, whether or not a server runs; where none does, with tables of this release.
Result<std::unique_ptr<store::Database>> opened(const std::string& folder) {
    if (!is_in_use(folder))
        if (const auto house = House::open(folder); !house) return std::unexpected(house.error());
    const auto place = database_of(folder);
    if (!place) return std::unexpected(place.error());
    return store::Database::open(*place, {.create = false});
}

} // namespace

int write_books(const Common& common, const BooksOptions& options) {
    const auto format = ledger::books_format_named(options.format);
    ensure(format.has_value(), "the command line took a format that there is");
    const auto period = ledger::books_period(options.from, options.to);
    if (!period) return say(period.error());
    const auto database = opened(common.data);
    if (!database) return say(database.error());
    ledger::write_books(*(*database)->read(), *format, *period, std::cout);
    std::cout.flush();
    return std::cout ? 0 : 1;
}

int check_books(const Common& common) {
    const auto database = opened(common.data);
    if (!database) return say(database.error());
    const auto report = ledger::check_books(*(*database)->read());
    if (common.json)
        std::cout << json_text_indented(
            json::object{{"entries", report.entries},
                         {"transfers", report.transfers},
                         {"accounts", report.accounts},
                         {"fault", report.fault ? json::value(json::string(*report.fault)) : json::value(nullptr)}});
    else if (report.fault)
        std::cerr << *report.fault << "\n";
    else
        fmt::print("{} transfers in {} entries hold: {} accounts come to what is booked, and all of them to nothing.\n",
                   report.transfers, report.entries, report.accounts);
    return report.fault ? 1 : 0;
}

} // namespace reef::app
