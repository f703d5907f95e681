#include "commons/ledger/solvency.hpp"
#include "commons/ledger/share_offers.hpp"

namespace reef::ledger {
namespace {

/// The sum of all accounts whose names begin so.
std::int64_t sum_like(store::Connection& connection, const Currency& currency, std::string_view names) {
    return connection
        .one<std::optional<std::int64_t>>(
            "SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} WHERE currency = $1 AND account LIKE $2",
            currency.text(), names)
        .value_or(0);
}

} // namespace

Money own_funds(store::Connection& connection) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto minor = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} WHERE currency = $1 AND (account = $2 OR account = "
        "$3 OR account LIKE 'body:%' OR account LIKE 'reserve:%' OR account LIKE 'fund:%')",
        currency.text(), treasury, share_capital);
    return {minor.value_or(0), currency};
}

Solvency solvency_for(store::Connection& connection, Claim claim, Time at) {
    Solvency solvency{own_funds(connection), rules::in_force(connection, own_funds_floor, at).value};
    const auto currency = solvency.funds.currency;
    solvency.floor.currency = currency; // nothing is nothing in any currency
    if (claim != Claim::shares) solvency.funds.minor += sum_like(connection, currency, "capital:%");
    if (claim == Claim::notes) solvency.funds.minor += sum_like(connection, currency, "notes:%");
    return solvency;
}

} // namespace reef::ledger
