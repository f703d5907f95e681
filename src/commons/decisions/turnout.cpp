#include "commons/decisions/figure.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

/// Of proposals that were voted on: a vote that another cast is not counted, so that it is the same for every
/// procedure.
Measurement turnout_within(store::Connection& connection, const Span& span) {
    constexpr std::string_view decided =
        "SELECT proposal FROM {decisions_proposals} WHERE frozen_entry IS NOT NULL AND decided_at >= $1 AND "
        "decided_at < $2 AND stage IN ('passed', 'rejected')";
    const auto of_decided = [&](const std::string& what) {
        return connection.one<std::int64_t>(what + " WHERE proposal IN (" + std::string(decided) + ")", span.from,
                                            span.until);
    };
    const auto eligible = of_decided("SELECT CAST(coalesce(sum(eligible), 0) AS BIGINT) FROM {decisions_electorate}");
    const auto votes = of_decided("SELECT count(*) FROM {decisions_proposals}");
    if (eligible == 0) return {{}, 0, 0};
    return {whole(of_decided("SELECT count(*) FROM {decisions_ballots}") * 100) / eligible, votes, eligible / votes};
}

} // namespace

Indicator turnout() {
    return {.name = "decisions.turnout",
            .title = "Turnout",
            .meaning = "How many of a hundred members who could vote did so themselves.",
            .formula = "Ballots of all proposals decided by vote, by the members who could vote on them.",
            .unit = IndicatorUnit::percent,
            .read = turnout_within};
}

} // namespace reef::decisions
