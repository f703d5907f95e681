#include "commons/elections/count.hpp"
#include <algorithm>
#include <numeric>

namespace reef::elections {
using namespace engine;
namespace {

ElectionDecided decided(const CountFacts& facts, std::vector<MemberId> elected, std::int64_t ballots,
                        const Fillable& fill, Context& context) {
    const auto next = context.at + facts.election.term - facts.voting_time - facts.nomination_time;
    const auto call_again_at = elected.empty() ? context.at : next; // all who stood for what could be filled are gone
    return {.election = facts.election.election,
            .body = facts.election.body,
            .elected = std::move(elected),
            .withdrew = facts.leavers,
            .electors = facts.electors,
            .ballots = ballots,
            .account = {},
            .term_ends_at = context.at + facts.election.term,
            .call_again_at = call_again_at,
            .empty = fill.empty};
}

CountFacts count_facts(store::Connection& connection, const Context& context, IdValue id) {
    CountFacts facts{.election = *find_election(connection, id)};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(facts.election.body);
    for (const auto& each : candidates_of(connection, id)) {
        facts.candidates.push_back(each.member);
        facts.classes.push_back(class_of_candidate(connection, body, each.member, facts.election.frozen_entry));
        (people::is_member(connection, each.member) ? facts.staying : facts.leavers).push_back(each.member);
    }
    facts.frozen_entry = facts.election.frozen_entry.value_or(context.entry - 1);
    facts.least_assurance =
        facts.election.frozen_entry ? facts.election.least_assurance : people::assurance_asked(connection, context.at);
    facts.electors = facts.election.frozen_entry
                         ? facts.election.electors
                         : std::ssize(electors_at(connection, body, facts.least_assurance, facts.frozen_entry));
    facts.nomination_time = rules::in_force(connection, nomination_time, context.at).value;
    facts.voting_time = rules::in_force(connection, voting_time, context.at).value;
    return facts;
}

/// What those who are left can fill.
Fillable fillable_without(const ElectionRow& row, const std::vector<MemberId>& candidates,
                          const std::vector<std::string>& classes, const std::vector<MemberId>& out) {
    return fillable(row.seats, row.kept(), classes_without(candidates, classes, out));
}

tally::Election election_of(const ElectionRow& row, const std::vector<MemberId>& candidates,
                            const std::vector<std::string>& classes, const std::vector<MemberId>& out,
                            const std::vector<PublishedRanking>& ballots) {
    const auto fill = fillable_without(row, candidates, classes, out);
    tally::Election election{.title = row.body, .seats = fill.seats};
    for (const auto& [id, seats] : fill.kept) election.reserved.push_back({id, seats});
    for (std::size_t i = 0; i < candidates.size(); ++i)
        election.candidates.push_back({.id = std::to_string(i + 1),
                                       .name = candidates[i].text(),
                                       .withdrawn = std::ranges::find(out, candidates[i]) != out.end(),
                                       .category = fill.kept.empty() ? "" : classes[i]});
    for (const auto& ballot : ballots) {
        tally::BallotPaper paper{.candidates = marks_of(ballot.ranking, candidates)};
        paper.levels.resize(paper.candidates.size());
        std::iota(paper.levels.begin(), paper.levels.end(), 0U);
        election.ballots.add(paper);
    }
    election.ballots.compress();
    return election;
}

} // namespace

void observe(store::Connection& connection, const Context& context, OpenVoting& open) {
    open.seed = proof_of(connection, context.entry - 1)->hash;
}
CountFacts load(store::Connection& connection, const Context& context, const OpenVoting& open) {
    return count_facts(connection, context, open.election);
}
/// Nobody is first on the ballot because of their name: the order is drawn.
Decision decide(const CountFacts& facts, const OpenVoting& open, Context& context) {
    const auto fill = fillable_without(facts.election, facts.candidates, facts.classes, facts.leavers);
    if (facts.staying.empty() || fill.seats == 0)
        return Events{NominationsProlonged{open.election, context.at + facts.nomination_time}};
    if (std::ssize(facts.staying) <= fill.seats) return Events{decided(facts, facts.staying, 0, fill, context)};
    ensure(open.seed.has_value(), "a seed is fixed when voting opens");
    auto drawn = facts.staying;
    std::ranges::sort(drawn, {}, [&](MemberId each) { return sha256({open.seed->text(), each.text()}); });
    return Events{VotingOpened{open.election, facts.frozen_entry, *open.seed, facts.electors, std::move(drawn),
                               context.at + facts.election.voting_time, facts.least_assurance}};
}

void observe(store::Connection& connection, const Context&, CloseElection& close) {
    const auto election = find_election(connection, close.election);
    close.opened = PublishedRankings{*election->seed, {}, {}};
    auto& list = election->electors < people::shown_from ? close.opened->withheld : close.opened->ballots;
    for (const auto& sealed : connection.all<Hash>(
             "SELECT sealed FROM {elections_ballots} WHERE election = $1 ORDER BY voter", close.election))
        if (auto ranking = opened_ranking(connection, sealed))
            list.push_back({decisions::trackers_of(connection, sealed, 1).at(0), std::move(*ranking)});
    decisions::shuffle_by_seed(close.opened->seed, list);
}
CountFacts load(store::Connection& connection, const Context& context, const CloseElection& close) {
    return count_facts(connection, context, close.election);
}
Decision decide(const CountFacts& facts, const CloseElection& close, Context& context) {
    ensure(close.opened.has_value(), "ballots are opened when voting ends");
    auto ballots = close.opened->ballots.empty() ? close.opened->withheld : close.opened->ballots;
    auto ordered = ballots;
    decisions::shuffle_by_seed(*facts.election.seed, ordered);
    ensure(close.opened->seed == *facts.election.seed && ordered == ballots, "ballots stand in the order of the seed");
    ensure(std::ssize(ballots) <= facts.electors, "no more ballots are opened than members may cast");
    Events events;
    const auto fill = fillable_without(facts.election, facts.candidates, facts.classes, facts.leavers);
    if (std::ssize(facts.staying) <= fill.seats) // others left while voting was open
        events.add(decided(facts, facts.staying, std::ssize(ballots), fill, context));
    else if (fill.seats == 0)
        events.add(decided(facts, {}, std::ssize(ballots), fill, context));
    else {
        auto counted = count_again(facts.election, facts.candidates, facts.classes, facts.leavers, ballots);
        auto result = decided(facts, std::move(counted.elected), std::ssize(ballots), fill, context);
        result.account = std::move(counted.account);
        events.add(result);
    }
    events.add(RankingsPublished{close.election, *close.opened});
    return events;
}

void apply(store::Connection& connection, const Meta& meta, const ElectionDecided& event) {
    connection.run("UPDATE {elections_elections} SET stage = $1, electors = $2, decided_at = $3, decided_entry = $4, "
                   "term_ends_at = $5, call_again_at = $6, account = $7, empty = $8 WHERE election = $9",
                   Stage::decided, event.electors, meta.at, meta.entry, event.term_ends_at, event.call_again_at,
                   event.account, json_text(to_json(event.empty)), event.election);
    std::int64_t place = 0;
    for (const auto member : event.elected)
        connection.run("UPDATE {elections_candidates} SET elected_place = $1 WHERE election = $2 AND member = $3",
                       ++place, event.election, member);
    for (const auto member : event.withdrew)
        connection.run("UPDATE {elections_candidates} SET withdrew = TRUE WHERE election = $1 AND member = $2",
                       event.election, member);
}
void apply(store::Connection& connection, const Meta&, const RankingsPublished& event) {
    std::int64_t place = 0;
    for (const auto& each : event.published.ballots)
        connection.run("INSERT INTO {elections_published} (election, place, tracker, ranking) VALUES ($1, $2, $3, $4)",
                       event.election, ++place, each.tracker, json_text(to_json(each.ranking)));
}

std::vector<std::string> classes_without(const std::vector<MemberId>& candidates,
                                         const std::vector<std::string>& classes, const std::vector<MemberId>& out) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (std::ranges::find(out, candidates[i]) == out.end()) left.push_back(classes.at(i));
    return left;
}

Counted count_again(const ElectionRow& election, const std::vector<MemberId>& candidates,
                    const std::vector<std::string>& classes, const std::vector<MemberId>& out,
                    const std::vector<PublishedRanking>& ballots) {
    const auto papers = election_of(election, candidates, classes, out, ballots);
    const auto counted = tally::count(election.method, papers, {{"ties", "lot"}, {"seed", election.seed->text()}});
    ensure(counted.has_value(), "an election with more candidates than seats can be counted");
    Counted result{.elected = {},
                   .others = {},
                   .account = tally::json_of(election.method, counted->options, papers, counted->outcome)};
    const auto& winners = counted->outcome.winners;
    for (const auto winner : winners) result.elected.push_back(candidates[winner]);
    for (const auto& group : counted->outcome.ranking)
        for (const auto each : group)
            if (std::ranges::find(winners, each) == winners.end()) result.others.push_back(candidates[each]);
    return result;
}

std::vector<tally::CandidateIndex> marks_of(const std::vector<MemberId>& ranking,
                                            const std::vector<MemberId>& candidates) {
    std::vector<tally::CandidateIndex> marks;
    for (const auto member : ranking) {
        const auto found = std::ranges::find(candidates, member);
        const auto index = static_cast<tally::CandidateIndex>(found - candidates.begin());
        if (found != candidates.end() && std::ranges::find(marks, index) == marks.end()) marks.push_back(index);
    }
    return marks;
}

std::vector<PublishedRanking> published_of(store::Connection& connection, IdValue election) {
    using Row = std::tuple<std::string, std::string>;
    std::vector<PublishedRanking> all;
    for (const auto& [tracker, ranking] : connection.all<Row>(
             "SELECT tracker, ranking FROM {elections_published} WHERE election = $1 ORDER BY place", election))
        all.push_back({tracker, from_recorded<std::vector<MemberId>>(ranking)});
    return all;
}

} // namespace reef::elections
