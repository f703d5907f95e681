#include "commons/people/indicators.hpp"

namespace reef::people {
using namespace engine;
namespace {

Measurement members_now(store::Connection& connection, const Span&) {
    return {whole(connection.one<std::int64_t>(
        "SELECT count(DISTINCT member) FROM {people_memberships} WHERE left_entry IS NULL"))};
}
/// By their first class.
Measurement joined_within(store::Connection& connection, const Span& span) {
    return {whole(connection.one<std::int64_t>(
        "SELECT count(*) FROM (SELECT member FROM {people_memberships} GROUP BY member HAVING min(joined_at) >= $1 AND "
        "min(joined_at) < $2) first_joined",
        span.from, span.until))};
}
Measurement left_within(store::Connection& connection, const Span& span) {
    return {whole(connection.one<std::int64_t>(
        "SELECT count(*) FROM {people_members} WHERE left_at >= $1 AND left_at < $2", span.from, span.until))};
}

} // namespace

std::vector<Indicator> indicators() {
    return {{.name = "people.members",
             .title = "Members",
             .meaning = "How many people belong to a class.",
             .formula = "Whoever is in several classes counts once.",
             .is_a_level = true,
             .read = members_now},
            {.name = "people.joined",
             .title = "Members who joined",
             .meaning = "How many people became members.",
             .formula = "Counted by the first class of each.",
             .read = joined_within},
            {.name = "people.left",
             .title = "Members who left",
             .meaning = "How many people left the platform.",
             .formula = "Counted by the day on which they left.",
             .read = left_within}};
}

} // namespace reef::people
