// Budgets: worked examples, and properties against rational arithmetic and brute force.
#include "math/tally/budget.hpp"
#include "math/tally/equal_shares.hpp"
#include "math/tally/testing.hpp"
#include <algorithm>
#include <numeric>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

using testing::election_from;
using testing::ids;
using testing::outcome_of;

/// Three projects, ten voters, 100 to spend: six want the square, four want the swing and the shade.
constexpr auto small = R"(META
key;value
description;A square
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
square;80;A new square
swing;20;A swing
shade;25;Trees
VOTES
voter_id;vote
1;square
2;square
3;square
4;square
5;square
6;square
7;swing,shade
8;swing,shade
9;swing,shade
10;swing,shade
)";

TEST(Budget, greedy_takes_the_most_wanted_first) {
    const auto election = election_from(small);
    EXPECT_EQ(ids(election, outcome_of("pb-greedy", election, {{"satisfaction", "cost"}}).winners), "square swing");
    // By satisfaction for money: 4/20 for the swing, 4/25 for the trees, 6/80 for the square, which no longer fits.
    EXPECT_EQ(ids(election, outcome_of("pb-greedy", election, {{"satisfaction", "cardinality"}}).winners),
              "swing shade");
}

TEST(Budget, equal_shares_let_four_of_ten_voters_steer_four_tenths) {
    const auto election = election_from(small);
    // A purse is 10. The six hold 60, too little for the square; the four hold 40: the trees for
    // 25, and the swing no longer from the 15 that are left. (For each unit of cost both cost a quarter: the tie goes
    // to the lowest id.)
    const auto plain = outcome_of("pb-mes", election, {{"satisfaction", "cost"}});
    EXPECT_EQ(ids(election, plain.winners), "shade");
    EXPECT_EQ(testing::fact<Exact>(plain.account.facts, "voter_budget").text(), "10");
    // Each of four pays 25/4, that is 1/4 for each unit of cost.
    EXPECT_EQ(testing::fact<Exact>(plain.account.stages[0].facts, "price").text(), "0.25");
    EXPECT_EQ(plain.account.budget->spent.text(), "25");
    const auto greedy = outcome_of("pb-mes", election, {{"satisfaction", "cost"}, {"completion", "greedy"}});
    EXPECT_EQ(ids(election, greedy.winners), "shade swing");
    // With purses of 12 the four can pay for both (45 of 48), and then the square no longer fits.
    const auto grown = outcome_of("pb-mes", election, {{"satisfaction", "cost"}, {"completion", "add-one"}});
    EXPECT_EQ(ids(election, grown.winners), "shade swing");
    EXPECT_EQ(testing::fact<Exact>(grown.account.facts, "voter_budget").text(), "12");
}

TEST(Budget, phragmen_stops_before_the_first_project_that_no_longer_fits) {
    const auto election = election_from(small);
    // Supporters of the swing hold 20 at the moment 5, of the trees 25 at 5 + 25/4, of the square 80 at 80/6 = 13.3.
    const auto outcome = outcome_of("pb-seq-phragmen", election);
    EXPECT_EQ(ids(election, outcome.winners), "swing shade");
    EXPECT_EQ(testing::fact<Exact>(outcome.account.stages[1].facts, "load").text(), "11.25");
}

TEST(Budget, breaks_ties_by_a_named_rule_and_says_so) {
    std::string text(small);
    text.replace(text.find("shade;25"), 8, "shade;20");
    const auto election = election_from(text);
    const auto by_id = outcome_of("pb-mes", election);
    EXPECT_EQ(ids(election, by_id.winners), "shade swing");
    ASSERT_EQ(by_id.ties.size(), 1U);
    EXPECT_EQ(by_id.ties[0].rule, "id");
    EXPECT_EQ(ids(election, by_id.ties[0].among), "swing shade");
    EXPECT_EQ(ids(election, outcome_of("pb-mes", election, {{"ties", "order"}}).winners), "swing shade");
    const auto lot = outcome_of("pb-mes", election, {{"ties", "lot"}, {"seed", "2026"}});
    EXPECT_EQ(lot.ties[0].evidence, "2026\n");
}

TEST(Budget, treats_projects_that_cost_nothing_as_its_conventions_say) {
    std::string text(small);
    text.replace(text.find("shade;25"), 8, "shade;0");
    const auto election = election_from(text);
    EXPECT_EQ(ids(election, outcome_of("pb-mes", election, {{"satisfaction", "cardinality"}}).winners), "shade swing");
    EXPECT_EQ(ids(election, outcome_of("pb-mes", election, {{"satisfaction", "cost"}}).winners), "swing");
}

/// Voter 0 first pays for five projects of her own and then has nothing left, so that `poor`, which she supports with
/// two others, costs those two alone as much as `full` costs its two supporters. Costs in units of `unit`; `poor` costs
/// `extra`.
Election two_at_one_price(std::int64_t unit, std::int64_t extra, const std::string& poor, const std::string& full) {
    Election election{.kind = BallotKind::approval};
    for (const auto* id : {"z1", "z2", "z3", "z4", "z5"}) election.candidates.push_back({.id = id, .cost = 3 * unit});
    election.candidates.push_back({.id = poor, .cost = 10 * unit + extra});
    election.candidates.push_back({.id = full, .cost = 10 * unit});
    election.ballots.add({.candidates = {0, 1, 2, 3, 4, 5}});
    election.ballots.add({.candidates = {5}, .count = 2});
    election.ballots.add({.candidates = {6}, .count = 2});
    election.budget = 75 * unit;
    return election;
}

TEST(Budget, sees_that_prices_are_equal_where_supporters_have_run_dry) {
    const auto election = two_at_one_price(1, 0, "b", "a");
    const auto outcome = outcome_of("pb-mes", election, {{"satisfaction", "cardinality"}});
    EXPECT_EQ(ids(election, outcome.winners), "z1 z2 z3 z4 z5 a b");
    EXPECT_EQ(ids(election, outcome.ties.back().among), "b a");
}

TEST(Budget, tells_prices_apart_that_differ_less_than_a_double_can_say) {
    const auto election = two_at_one_price(100'000'000'000'000, 1, "a", "b");
    const auto outcome = outcome_of("pb-mes", election, {{"satisfaction", "cardinality"}});
    EXPECT_EQ(ids(election, outcome.winners), "z1 z2 z3 z4 z5 b a");
}

TEST(Budget, grows_purses_by_the_smallest_unit_in_no_more_time) {
    // The same case in units a million times finer: the same projects are bought, although there are a million times as
    // many purses to try.
    auto election = election_from(small);
    election.budget *= 1'000'000;
    for (auto& project : election.candidates) project.cost *= 1'000'000;
    const auto grown = outcome_of("pb-mes", election, {{"satisfaction", "cost"}, {"completion", "add-one"}});
    EXPECT_EQ(ids(election, grown.winners), "shade swing");
    EXPECT_EQ(testing::fact<Exact>(grown.account.facts, "voter_budget").text(), "11250000");
}

TEST(Budget, refuses_what_it_cannot_count) {
    const auto code = [](Election election, std::string_view method, std::map<std::string, std::string> options) {
        const auto counted = count(method, election, options);
        return counted ? "" : counted.error().code;
    };
    auto election = election_from(small);
    EXPECT_EQ(code(election, "pb-mes", {{"satisfaction", "points"}}), "tally.points_missing");
    EXPECT_EQ(code(election, "pb-mes", {{"completion", "all"}}), "tally.wrong_option");
    election.budget = 0;
    EXPECT_EQ(code(election, "pb-greedy", {}), "tally.no_budget");
    election.budget = *Exact::parse("100.000000000000000001");
    EXPECT_EQ(code(election, "pb-greedy", {}), "tally.numbers_too_large");
}

/// Up to seven projects with costs that tie often, up to nine voters.
Election any_budget(bool with_points) {
    const auto below = [](int bound) { return *rc::gen::inRange(0, bound); };
    Election election{.kind = with_points ? BallotKind::points : BallotKind::approval};
    const int projects = 1 + below(7), voters = 1 + below(9);
    for (int i = 0; i < projects; ++i)
        election.candidates.push_back({.id = std::string(1, static_cast<char>('a' + i)), .cost = 1 + below(6)});
    for (int voter = 0; voter < voters; ++voter) {
        BallotPaper paper;
        for (CandidateIndex project = 0; project < election.candidates.size(); ++project) {
            if (below(2) == 0) continue;
            paper.candidates.push_back(project);
            if (with_points) paper.values.push_back(1 + below(3));
        }
        election.ballots.add(paper);
    }
    election.ballots.compress();
    election.budget = 1 + below(20);
    return election;
}

/// The definition, voter by voter in rational numbers: the oracle for everything that is fast.
class PlainEqualShares {
  public:
    PlainEqualShares(const Election& election, Satisfaction satisfaction, const Exact& purse)
        : election_(election), satisfaction_(satisfaction) {
        for (std::size_t i = 0; i < election.ballots.size(); ++i)
            for (std::int64_t n = 0; n < election.ballots[i].count; ++n) voters_.push_back({i, purse});
    }
    CandidateList run() {
        CandidateList bought;
        while (true) {
            std::optional<Exact> least;
            CandidateIndex cheapest = 0;
            for (CandidateIndex project = 0; project < election_.candidates.size(); ++project) {
                if (std::ranges::find(bought, project) != bought.end()) continue;
                const auto price = price_of(project);
                if (price && (!least || *price < *least)) least = price, cheapest = project;
            }
            if (!least) return bought;
            for (auto& [ballot, purse] : voters_) purse -= std::min(purse, *least * utility(ballot, cheapest));
            bought.push_back(cheapest);
        }
    }

  private:
    const Election& election_;
    Satisfaction satisfaction_;
    std::vector<std::pair<std::size_t, Exact>> voters_;

    Exact utility(std::size_t ballot, CandidateIndex project) const {
        const auto view = election_.ballots[ballot];
        const auto at = std::ranges::find(view.candidates, project) - view.candidates.begin();
        if (at == std::ssize(view.candidates)) return 0;
        if (satisfaction_ == Satisfaction::points) return view.values[static_cast<std::size_t>(at)];
        return satisfaction_ == Satisfaction::cost ? election_.candidates[project].cost : Exact(1);
    }
    /// The price is one of those at which the poorest supporters give all that they have and the others the same rate.
    std::optional<Exact> price_of(CandidateIndex project) const {
        std::vector<std::pair<Exact, std::pair<Exact, Exact>>> supporters; // purse / utility, purse, utility
        Exact held, utilities;
        for (const auto& [ballot, purse] : voters_) {
            const auto gain = utility(ballot, project);
            if (gain.sign() == 0) continue;
            supporters.push_back({purse / gain, {purse, gain}});
            held += purse, utilities += gain;
        }
        Exact missing = election_.candidates[project].cost;
        if (supporters.empty() || held < missing) return {};
        std::ranges::sort(supporters, {}, [](const auto& supporter) { return supporter.first; });
        for (const auto& [rate, parts] : supporters) {
            if (missing / utilities <= rate) return missing / utilities;
            missing -= parts.first, utilities -= parts.second;
        }
        return {};
    }
};

Satisfaction any_satisfaction(bool with_points) {
    if (with_points) return Satisfaction::points;
    return *rc::gen::inRange(0, 2) == 0 ? Satisfaction::cost : Satisfaction::cardinality;
}
std::string name_of(Satisfaction satisfaction) {
    return satisfaction == Satisfaction::points ? "points"
           : satisfaction == Satisfaction::cost ? "cost"
                                                : "cardinality";
}

RC_GTEST_PROP(Budget, equal_shares_buy_what_their_definition_says, ()) {
    const bool with_points = *rc::gen::inRange(0, 3) == 0;
    const auto election = any_budget(with_points);
    const auto satisfaction = any_satisfaction(with_points);
    const auto ours = outcome_of("pb-mes", election, {{"satisfaction", name_of(satisfaction)}});
    PlainEqualShares oracle(election, satisfaction, election.budget / Exact(election.ballots.voters()));
    RC_ASSERT(ours.winners == oracle.run());
}

RC_GTEST_PROP(Budget, growing_purses_stop_where_trying_every_one_stops, ()) {
    const auto election = any_budget(false);
    const auto satisfaction = any_satisfaction(false);
    const bool add_one = *rc::gen::inRange(0, 2) == 0;
    const auto given = *BudgetCase::of(election, satisfaction);
    const Exact share = election.budget / Exact(election.ballots.voters());
    CandidateList best = PlainEqualShares(election, satisfaction, share).run();
    const auto last = add_one ? 60 : 100 * election.ballots.voters();
    for (std::int64_t step = 1; step <= last && !given.exhaustive(best); ++step) {
        const Exact purse = add_one ? share.floor() + Exact(step) : share * Exact::ratio(100 + step, 100);
        const auto next = PlainEqualShares(election, satisfaction, purse).run();
        if (given.cost_of(next) > given.budget) break;
        best = next;
    }
    const auto ours =
        outcome_of("pb-mes", election,
                   {{"satisfaction", name_of(satisfaction)}, {"completion", add_one ? "add-one" : "increment"}});
    RC_ASSERT(ours.winners == best);
}

RC_GTEST_PROP(Budget, is_never_exceeded_and_greedy_completion_leaves_nothing_that_fits, ()) {
    const bool with_points = *rc::gen::inRange(0, 3) == 0;
    const auto election = any_budget(with_points);
    const auto satisfaction = with_points ? "points" : "cost";
    std::vector<std::pair<std::string, std::map<std::string, std::string>>> runs{
        {"pb-greedy", {{"satisfaction", satisfaction}}}, {"pb-seq-phragmen", {}}};
    for (const auto* completion : {"none", "greedy", "increment", "add-one", "increment+greedy", "add-one+greedy"})
        runs.push_back({"pb-mes", {{"satisfaction", satisfaction}, {"completion", completion}}});
    for (const auto& [method, options] : runs) {
        const auto outcome = outcome_of(method, election, options);
        Exact spent;
        for (const auto project : outcome.winners) spent += election.candidates[project].cost;
        RC_ASSERT(spent <= election.budget);
        RC_ASSERT(outcome.account.budget->spent == spent);
        const auto completion = options.find("completion");
        if (method == "pb-greedy" || (completion != options.end() && completion->second.ends_with("greedy")))
            RC_ASSERT(testing::fact<bool>(outcome.account.budget->facts, "exhaustive"));
    }
}

RC_GTEST_PROP(Budget, greedy_keeps_a_project_for_which_one_more_ballot_is_cast, ()) {
    const auto election = any_budget(false);
    for (const auto* satisfaction : {"cost", "cardinality"})
        for (const auto project : outcome_of("pb-greedy", election, {{"satisfaction", satisfaction}}).winners) {
            auto more = election;
            more.ballots.add({.candidates = {project}});
            const auto after = outcome_of("pb-greedy", more, {{"satisfaction", satisfaction}}).winners;
            RC_ASSERT(std::ranges::find(after, project) != after.end());
        }
}

RC_GTEST_PROP(Budget, knows_no_voter_by_the_place_of_the_ballot, ()) {
    const auto election = any_budget(false);
    auto turned = election;
    turned.ballots = {};
    for (auto i = election.ballots.size(); i > 0; --i) {
        const auto ballot = election.ballots[i - 1];
        for (std::int64_t n = 0; n < ballot.count; ++n)
            turned.ballots.add({.candidates = {ballot.candidates.begin(), ballot.candidates.end()}});
    }
    for (const auto* method : {"pb-greedy", "pb-mes", "pb-seq-phragmen"})
        RC_ASSERT(outcome_of(method, election).winners == outcome_of(method, turned).winners);
}

RC_GTEST_PROP(Budget, knows_no_project_by_its_place_in_the_file, ()) {
    const auto election = any_budget(false);
    auto turned = election;
    std::ranges::reverse(turned.candidates);
    turned.ballots = {};
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        BallotPaper paper{.count = ballot.count};
        for (const auto project : ballot.candidates)
            paper.candidates.push_back(static_cast<CandidateIndex>(election.candidates.size() - 1 - project));
        std::ranges::reverse(paper.candidates);
        turned.ballots.add(paper);
    }
    for (const auto* method : {"pb-greedy", "pb-mes", "pb-seq-phragmen"})
        RC_ASSERT(ids(election, outcome_of(method, election).winners) ==
                  ids(turned, outcome_of(method, turned).winners));
}

} // namespace
} // namespace reef::tally
