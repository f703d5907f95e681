// Six real budgets, held against an independent implementation (pabutools), projects in the order of their choice.
#include "math/tally/testing.hpp"
#include <algorithm>
#include <boost/json.hpp>

namespace reef::tally {
namespace {

using testing::ids;
using testing::outcome_of;

struct Run {
    std::string reference;
    const char* method;
    std::map<std::string, std::string> options;
};

std::vector<Run> all_runs() {
    std::vector<Run> runs{{"seqphragmen", "pb-seq-phragmen", {}}};
    for (const auto& [theirs, ours] : {std::pair{"cost", "cost"}, {"card", "cardinality"}, {"points", "points"}}) {
        const std::string in = std::string("[") + theirs + "]";
        runs.push_back({"greedy" + in, "pb-greedy", {{"satisfaction", ours}}});
        for (const auto& [suffix, completion] : {std::pair{"", "none"},
                                                 {"+greedy", "greedy"},
                                                 {"+add1pct", "increment"},
                                                 {"+add1pct+greedy", "increment+greedy"}})
            runs.push_back({"mes" + in + suffix, "pb-mes", {{"satisfaction", ours}, {"completion", completion}}});
    }
    return runs;
}

TEST(BudgetReference, every_published_run_is_met_in_the_order_of_choice) {
    REEF_REQUIRE_REFERENCE(text, "pb/expected_budgets.json");
    std::size_t met = 0, expected = 0;
    const auto files = boost::json::parse(*text);
    for (const auto& file : files.as_array()) {
        const std::string name(file.at("file").as_string());
        const auto election = testing::election_from(testing::reference_text("pb/" + name).value());
        EXPECT_EQ(election.ballots.voters(), file.at("ballots").as_int64()) << name;
        EXPECT_EQ(election.budget.text(), Exact::parse(std::string(file.at("budget").as_string()))->text()) << name;
        const auto& published = file.at("runs").as_object();
        expected += published.size();
        for (const auto& run : all_runs()) {
            if (!published.contains(run.reference)) continue;
            const auto& theirs = published.at(run.reference);
            std::string order;
            for (const auto& id : theirs.at("selected_in_order").as_array())
                order += (order.empty() ? "" : " ") + std::string(id.as_string());
            auto ours = outcome_of(run.method, election, run.options);
            // The reference sorts what Phragmén's method chooses by id.
            if (run.method == std::string("pb-seq-phragmen"))
                std::ranges::sort(ours.winners, {}, [&](auto project) { return election.candidates[project].id; });
            EXPECT_EQ(ids(election, ours.winners), order) << name << " " << run.reference;
            EXPECT_EQ(ours.account.budget->spent.text(),
                      Exact::parse(std::string(theirs.at("total_cost").as_string()))->text())
                << name << " " << run.reference;
            ++met;
        }
    }
    EXPECT_EQ(met, expected);
}

} // namespace
} // namespace reef::tally
