#include "commons/ledger/period_figures.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
namespace {

using Sums = std::map<MemberId, std::int64_t>;

/// The transfers that count for a basis: which side's, in which unit, for which purposes.
struct Counted {
    std::string_view side;
    Currency unit;
    std::vector<std::string> purposes;
};
Counted counted_for(const rules::PatronageCharter& patronage, const Currency& currency) {
    switch (patronage.basis) {
    case rules::Basis::sales:
        return {"to_account", currency, patronage.purposes};
    case rules::Basis::purchases:
        return {"from_account", currency, patronage.purposes};
    case rules::Basis::hours:
        return {"to_account", *Currency::parse("HRS"), {"hours"}};
    case rules::Basis::points:
        return {"to_account", *Currency::parse("PTS"), {"points"}};
    case rules::Basis::equal:
    case rules::Basis::tenure:
        return {};
    }
    std::unreachable();
}

/// What stands on one side of accounts, less what was reversed: a reversal stands on the other side.
struct Part {
    std::string_view side;
    std::string_view which;
    std::int64_t sign;
};
std::array<Part, 2> parts_of(std::string_view side) {
    const std::string_view other = side == "to_account" ? "from_account" : "to_account";
    return {{{side, "reverses IS NULL", 1}, {other, "reverses IS NOT NULL", -1}}};
}

/// What counts of every member, in one pass over the stretch.
Sums sums_of_all(store::Connection& connection, const Counted& counted, const Stretch& stretch) {
    using Row = std::tuple<std::string, std::int64_t>;
    Sums sums;
    for (const auto& purpose : counted.purposes)
        for (const auto& part : parts_of(counted.side))
            for (const auto& [account, minor] : connection.all<Row>(
                     fmt::format("SELECT {0}, CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} WHERE entry >= $1 "
                                 "AND entry < $2 AND currency = $3 AND purpose = $4 AND {0} LIKE 'member:%' AND {1} "
                                 "GROUP BY {0}",
                                 part.side, part.which),
                     stretch.from, stretch.before, counted.unit.text(), purpose))
                sums[*MemberId::parse(account.substr(7))] += part.sign * minor;
    return sums;
}

/// What counts of one member, found by the account.
std::int64_t sum_of(store::Connection& connection, const Counted& counted, const Stretch& stretch, MemberId member) {
    std::int64_t sum = 0;
    for (const auto& purpose : counted.purposes)
        for (const auto& part : parts_of(counted.side))
            sum += part.sign *
                   connection
                       .one<std::optional<std::int64_t>>(
                           fmt::format("SELECT CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} WHERE {} = $1 AND "
                                       "entry >= $2 AND entry < $3 AND currency = $4 AND purpose = $5 AND {}",
                                       part.side, part.which),
                           account_of(member), stretch.from, stretch.before, counted.unit.text(), purpose)
                       .value_or(0);
    return sum;
}

/// One each, and days of membership, for those who are still there at the end; otherwise what counts of them.
std::int64_t weight_of(rules::Basis basis, const people::Belonging& member, std::int64_t counted, Time to) {
    if (basis == rules::Basis::equal) return member.to_the_end ? 1 : 0;
    if (basis == rules::Basis::tenure) return member.to_the_end ? (to - member.joined_at).ms / days(1).ms + 1 : 0;
    return std::max<std::int64_t>(counted, 0); // what is reversed may be of a period before
}

/// What went into an account less what left it, from an entry on.
std::int64_t net_minor(store::Connection& connection, std::string_view account, const Currency& currency,
                       EntryNumber from) {
    const auto sum = [&](std::string_view side) {
        return connection
            .one<std::optional<std::int64_t>>(fmt::format("SELECT CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} "
                                                          "WHERE {} = $1 AND entry >= $2 AND currency = $3",
                                                          side),
                                              account, from, currency.text())
            .value_or(0);
    };
    return sum("to_account") - sum("from_account");
}

/// What an account held before an entry.
Money held_before(store::Connection& connection, std::string_view account, const Currency& currency,
                  EntryNumber entry) {
    const auto now = balance_of(connection, account, currency);
    return {now.minor - net_minor(connection, account, currency, entry), currency};
}

/// What the treasury received or spent: all but what closings moved.
Money turnover(store::Connection& connection, std::string_view side, const Currency& currency, const Stretch& stretch) {
    std::int64_t minor = 0;
    for (const auto& part : parts_of(side))
        minor += part.sign *
                 connection
                     .one<std::optional<std::int64_t>>(
                         fmt::format("SELECT CAST(sum(minor) AS BIGINT) FROM {{ledger_transfers}} WHERE {} = $1 AND "
                                     "entry >= $2 AND entry < $3 AND currency = $4 AND {} AND reference NOT LIKE "
                                     "'/money/periods/%'",
                                     part.side, part.which),
                         treasury, stretch.from, stretch.before, currency.text())
                     .value_or(0);
    return {minor, currency};
}

/// Sales and purchases that count, by anyone.
std::int64_t business_minor(store::Connection& connection, std::string_view purpose, const Currency& currency,
                            const Stretch& stretch) {
    return connection
        .one<std::optional<std::int64_t>>(
            "SELECT CAST(sum(CASE WHEN reverses IS NULL THEN minor ELSE -minor END) AS "
            "BIGINT) FROM {ledger_transfers} WHERE entry >= $1 AND entry < $2 AND currency = $3 AND purpose = $4",
            stretch.from, stretch.before, currency.text(), purpose)
        .value_or(0);
}

} // namespace

std::vector<Weighed> patrons_of(store::Connection& connection, const rules::PatronageCharter& patronage,
                                const PeriodRow& period, const Stretch& stretch) {
    const auto counted = counted_for(patronage, rules::founded_platform(connection).charter.currency);
    const auto sums = sums_of_all(connection, counted, stretch);
    std::vector<Weighed> patrons;
    for (const auto& member :
         people::belonged_during(connection, patronage.stakeholder_class, stretch.from, stretch.before)) {
        const auto found = sums.find(member.member);
        const auto sum = found == sums.end() ? 0 : found->second;
        if (const auto weight = weight_of(patronage.basis, member, sum, period.to); weight > 0)
            patrons.push_back({member.member, weight});
    }
    return patrons;
}
std::vector<Weighed> patrons_of(store::Connection& connection, const rules::PatronageCharter& patronage,
                                const PeriodRow& period, const Stretch& stretch, const Slice& slice) {
    const auto counted = counted_for(patronage, rules::founded_platform(connection).charter.currency);
    std::vector<Weighed> patrons;
    for (const auto& member : people::belonged_during(connection, patronage.stakeholder_class, stretch.from,
                                                      stretch.before, slice.after, slice.limit))
        patrons.push_back({member.member, weight_of(patronage.basis, member,
                                                    sum_of(connection, counted, stretch, member.member), period.to)});
    return patrons;
}

std::vector<Weighed> holders_of(store::Connection& connection, const Stretch& stretch) {
    return holders_of(connection, stretch, {{}, INT64_MAX});
}
std::vector<Weighed> holders_of(store::Connection& connection, const Stretch& stretch, const Slice& slice) {
    using Row = std::tuple<MemberId, std::int64_t>;
    std::vector<Weighed> holders;
    for (const auto& [member, paid] : connection.all<Row>(
             "SELECT member, CAST(sum(paid_minor) AS BIGINT) FROM {ledger_shares} WHERE entry < $1 AND member > $2 "
             "GROUP BY member HAVING sum(paid_minor) > 0 ORDER BY member LIMIT $3",
             stretch.before, slice.after, slice.limit))
        holders.push_back({member, paid});
    return holders;
}

PeriodFigures figures_of(store::Connection& connection, const PeriodRow& period, const Stretch& stretch) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    PeriodFigures figures{.received = turnover(connection, "to_account", currency, stretch),
                          .spent = turnover(connection, "from_account", currency, stretch),
                          .losses_before = {0, currency},
                          .capital = held_before(connection, share_capital, currency, stretch.before),
                          .business = {0, currency},
                          .business_of_members = {0, currency}};
    for (const auto& step : period.terms.steps)
        if (step.account)
            figures.held.emplace(*step.account, held_before(connection, *step.account, currency, stretch.before));
    for (const auto& patronage : period.terms.patronage) {
        for (const auto& purpose : patronage.purposes)
            figures.business.minor += business_minor(connection, purpose, currency, stretch);
        if (patronage.purposes.empty()) continue;
        for (const auto& each : patrons_of(connection, patronage, period, stretch))
            figures.business_of_members.minor += each.weight;
    }
    if (const auto before = find_period(connection, period.period - 1); before && before->closing)
        figures.losses_before = before->closing->losses_after;
    return figures;
}

} // namespace reef::ledger
