#include "commons/elections/countback.hpp"
#include <algorithm>

namespace reef::elections {
using namespace engine;
namespace {

bool is_among(const std::vector<MemberId>& members, MemberId member) {
    return std::ranges::find(members, member) != members.end();
}

std::string class_in(const CountBackFacts& facts, MemberId member) {
    const auto found = std::ranges::find(facts.candidates, member);
    return found == facts.candidates.end()
               ? ""
               : facts.classes.at(static_cast<std::size_t>(found - facts.candidates.begin()));
}

/// Candidates whom the count may still seat: those who sit, and those who never did and could stand today.
std::vector<MemberId> available(const CountBackFacts& facts) {
    std::vector<MemberId> left;
    for (const auto each : facts.candidates)
        if (!is_among(facts.passed_over, each)) left.push_back(each);
    return left;
}

} // namespace

CountBackFacts load(store::Connection& connection, const Context&, const CountBack& back) {
    CountBackFacts facts;
    const auto election = latest_decided_election(connection, back.body);
    if (!election || !election->seed || election->electors < people::shown_from) return facts;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(back.body);
    facts.sitting = people::seated(connection, back.body);
    for (const auto& each : candidates_of(connection, election->election)) {
        facts.candidates.push_back(each.member);
        facts.classes.push_back(class_of_candidate(connection, body, each.member, election->frozen_entry));
        const auto now = people::classes_of(connection, each.member);
        const bool still_elects = std::ranges::find_first_of(now, body.classes) != now.end();
        const bool sat_once = each.elected_place && !is_among(facts.sitting, each.member);
        if (each.member == back.departed || sat_once || !still_elects) facts.passed_over.push_back(each.member);
    }
    facts.ballots = published_of(connection, election->election);
    facts.election = *election;
    return facts;
}
/// Whoever the count elects and does not sit yet comes in, in the order of their election, as far as seats are empty.
Decision decide(const CountBackFacts& facts, const CountBack& back, Context&) {
    if (!facts.election) return Events{};
    const auto& election = *facts.election;
    const auto left = available(facts);
    CountedBack counted{.election = election.election,
                        .body = back.body,
                        .departed = back.departed,
                        .seated = {},
                        .passed_over = facts.passed_over,
                        .account = {}};
    auto order = left;
    const auto classes = classes_without(facts.candidates, facts.classes, facts.passed_over);
    const auto fill = fillable(election.seats, election.kept(), classes);
    if (std::ssize(left) > fill.seats && fill.seats > 0) {
        const auto again = count_again(election, facts.candidates, facts.classes, facts.passed_over, facts.ballots);
        order = again.elected;
        if (!election.kept().empty()) order.insert(order.end(), again.others.begin(), again.others.end());
        counted.account = again.account;
    }
    std::vector<std::string> sitting;
    std::vector<Successor> following;
    for (const auto each : facts.sitting) sitting.push_back(class_in(facts, each));
    for (const auto each : order)
        if (!is_among(facts.sitting, each)) following.push_back({each, class_in(facts, each)});
    counted.seated = successors(election.seats, election.kept(), sitting, following);
    return Events{counted};
}
void apply(store::Connection& connection, const Meta& meta, const CountedBack& event) {
    connection.run("INSERT INTO {elections_countbacks} (election, entry, at, departed, seated, account) VALUES ($1, "
                   "$2, $3, $4, $5, $6)",
                   event.election, meta.entry, meta.at, event.departed, json_text(to_json(event.seated)),
                   event.account);
    const auto last = connection.one<std::int64_t>(
        "SELECT coalesce(max(elected_place), 0) FROM {elections_candidates} WHERE election = $1", event.election);
    std::int64_t place = last;
    for (const auto each : event.seated)
        connection.run("UPDATE {elections_candidates} SET elected_place = $1 WHERE election = $2 AND member = $3",
                       ++place, event.election, each);
}

std::vector<CountBackRow> countbacks_of(store::Connection& connection, IdValue election) {
    using Row = std::tuple<MemberId, std::string, Time, EntryNumber, std::optional<std::string>>;
    std::vector<CountBackRow> rows;
    for (const auto& [departed, seated, at, entry, account] : connection.all<Row>(
             "SELECT departed, seated, at, entry, account FROM {elections_countbacks} WHERE election = $1 ORDER BY "
             "entry",
             election))
        rows.push_back({departed, from_recorded<std::vector<MemberId>>(seated), at, entry, account});
    return rows;
}

} // namespace reef::elections
