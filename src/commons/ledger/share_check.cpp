#include "commons/ledger/share_check.hpp"
#include "commons/ledger/leaver.hpp"
#include "commons/ledger/share.hpp"
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

std::string row_in_words(const RegisterRow& row) {
    return fmt::format("{} × {} for {}, member {}", row.count, row.share_class, row.paid.text(), row.member.text());
}

} // namespace

void RecordedShares::add(EntryNumber entry, RegisterRow row) { rows_[row.number] = {entry, std::move(row)}; }

void RecordedShares::follow(EntryNumber entry, const chronicle::RecordedEvent& event) {
    if (event.name == ShareIssued::name) add(entry, read_event<ShareIssued>(event.data).row());
    if (event.name == SharesEntered::name)
        for (auto& row : read_event<SharesEntered>(event.data).rows) add(entry, std::move(row));
    if (event.name == LeaverSettled::name)
        if (auto row = read_event<LeaverSettled>(event.data).row(entry)) add(entry, std::move(*row));
}

std::optional<std::string> RecordedShares::row_fault(store::Connection& connection) const {
    using Row = std::tuple<std::int64_t, EntryNumber, MemberId, ShareOperation, std::string, std::int64_t, std::int64_t,
                           std::string, std::string, std::optional<std::int64_t>>;
    std::int64_t expected = 0;
    for (const auto& [number, entry, member, operation, share_class, count, paid, code, authority, cancels] :
         connection.each<Row>("SELECT number, entry, member, operation, share_class, count, paid_minor, currency, "
                              "authority, cancels FROM {ledger_shares} ORDER BY number")) {
        const RegisterRow booked{number,    member, operation, share_class, count, {paid, *Currency::parse(code)},
                                 authority, cancels};
        const auto found = rows_.find(number);
        if (number != ++expected) return fmt::format("The register of shares has no row {}.", expected);
        if (found == rows_.end())
            return fmt::format("Row {} of the register of shares stands in no entry of the chronicle.", number);
        const auto& [said_in, said] = found->second;
        if (!(booked == said) || entry != said_in)
            return fmt::format("Row {} of the register of shares says {}; entry {} says {}.", number,
                               row_in_words(booked), said_in, row_in_words(said));
    }
    if (expected != rows())
        return fmt::format("The register of shares has {} rows, and the chronicle {}.", expected, rows());
    return {};
}

std::optional<std::string> RecordedShares::holding_fault() const {
    std::map<std::pair<MemberId, std::string>, std::pair<std::int64_t, std::int64_t>> held;
    for (const auto& [number, recorded] : rows_) {
        const auto& row = recorded.second;
        auto& [count, paid] = held[{row.member, row.share_class}];
        count += row.count;
        paid += row.paid.minor;
        if (count < 0 || paid < 0 || (count == 0 && paid != 0))
            return fmt::format("Row {} of the register of shares takes more than there is: {}.", number,
                               row_in_words(row));
    }
    return {};
}

std::optional<std::string> RecordedShares::capital_fault(store::Connection& connection) const {
    std::map<Currency, std::int64_t> paid;
    for (const auto& [number, recorded] : rows_) paid[recorded.second.paid.currency] += recorded.second.paid.minor;
    for (const auto& [currency, minor] : paid)
        if (const auto capital = balance_of(connection, share_capital, currency); capital.minor != minor)
            return fmt::format("Share capital is {}; {} was paid for the shares of the register.", capital.text(),
                               Money{minor, currency}.text());
    return {};
}

std::optional<std::string> RecordedShares::fault(store::Connection& connection) const {
    if (auto fault = row_fault(connection)) return fault;
    if (auto fault = holding_fault()) return fault;
    return capital_fault(connection);
}

} // namespace reef::ledger
