// The house as visitors walk it: on a living example every link that a page shows leads to a page that they may open.
#include "app/living_example_testing.hpp"
#include "commons/decisions/module.hpp"

namespace reef::app {
namespace {

std::string name_of_viewer(const std::string& as) { return as.empty() ? "a stranger" : as; }

TEST(Pages, lead_everywhere_they_say_on_a_living_example) {
    LivingExample example(3);
    for (const auto& as : example.viewers()) {
        std::vector<std::string> dead;
        const auto walked = example.walk(as, 60);
        for (const auto& [address, page] : walked)
            if (page.status != 200 && page.status != 303) dead.push_back(std::to_string(page.status) + " " + address);
        EXPECT_GT(walked.size(), 30u) << "as " << name_of_viewer(as);
        EXPECT_EQ(dead, std::vector<std::string>{}) << "as " << name_of_viewer(as);
    }
}

std::vector<std::string> found_in(const std::string& page, const std::string& pattern) {
    const std::regex wanted(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator at(page.begin(), page.end(), wanted), end; at != end; ++at) found.push_back((*at)[1]);
    return found;
}

TEST(Pages, link_only_those_receipts_that_the_viewer_may_open) {
    LivingExample example(1);
    const auto viewers = example.viewers();
    std::map<std::string, std::size_t> linked;
    for (const auto& as : viewers) {
        const auto books = example.get("/money/accounts/treasury", as).body;
        EXPECT_NE(books.find("commission"), std::string::npos)
            << "the treasury's lines are there for " << name_of_viewer(as);
        const auto receipts = found_in(books, R"re(href="(/receipts/\d+)")re");
        for (const auto& receipt : receipts)
            EXPECT_EQ(example.get(receipt, as).status, 200) << receipt << " for " << name_of_viewer(as);
        linked[as] = receipts.size();
    }
    EXPECT_EQ(linked[""], 0u) << "a stranger has no receipts";
    EXPECT_GT(linked[viewers.back()], 0u) << "the office audits";
}

TEST(Pages, of_a_list_far_beyond_its_end_are_empty) {
    LivingExample example(1);
    for (const auto* list : {"/money", "/people", "/decisions", "/deliberations", "/rides", "/chronicle"})
        for (const auto* page : {"0", "-1", "999", "9223372036854775807", "99999999999999999999", "x"})
            EXPECT_EQ(example.get(std::string(list) + "?page=" + page, "").status, 200) << list << " " << page;
}

TEST(Pages, link_no_account_of_somebody_else) {
    LivingExample example(1);
    const auto driver = people::members_of(*example.engine->read(), "driver").front().text();
    const auto receipts = found_in(example.get("/money", driver).body, R"re(href="(/receipts/\d+)")re");
    ASSERT_FALSE(receipts.empty()) << "who drives has receipts";
    const auto accounts = found_in(example.get(receipts.front(), driver).body, R"re(href="/money/accounts/([^"]*)")re");
    const std::set<std::string> linked(accounts.begin(), accounts.end());
    EXPECT_TRUE(linked.contains("member:" + driver)) << "one's own";
    EXPECT_TRUE(linked.contains("treasury")) << "open to all";
    for (const auto& account : linked)
        EXPECT_TRUE(!account.starts_with("member:") || account == "member:" + driver) << "the rider's is the rider's";
}

TEST(Pages, mark_the_way_that_one_is_on) {
    LivingExample example(0);
    const std::string marked = R"re(<a href="([^"]*)" aria-current="page")re";
    for (const auto& [address, way] : {std::pair{"/", "/"},
                                       {"/rides", "/spaces"},
                                       {"/money/accounts/treasury", "/money"},
                                       {"/rules/market.commission", "/rules"},
                                       {"/deliberations", "/deliberations"},
                                       {"/stakeholders", "/stakeholders"}}) {
        const auto page = example.get(address, "").body;
        const auto ways = found_in(page, marked);
        EXPECT_EQ(std::set(ways.begin(), ways.end()), std::set<std::string>{way}) << address;
    }
    EXPECT_TRUE(found_in(example.get("/sign-in", "").body, marked).empty()) << "on none of the ways";
}

/// The outcome of the example's decision as somebody sees it.
json::object outcome_for(LivingExample& example, const std::string& as) {
    const auto decision = decisions::latest(*example.engine->read());
    const auto answer = example.get("/decisions/" + decision->text(), as, "application/json");
    return parse_json(answer.body)->at("outcome").as_object();
}

TEST(OpenBallots, are_listed_for_members_where_the_charter_says_so) {
    LivingExample example(6, [](rules::Charter& charter) {
        for (auto& procedure : charter.governance.procedures) procedure.ballots_open = !procedure.is_private();
    });
    const auto open = outcome_for(example, example.viewers().back());
    ASSERT_TRUE(open.at("shows_ballots").as_bool());
    std::int64_t in_favour = 0;
    for (const auto& ballot : open.at("ballots").as_array()) in_favour += ballot.at("is_for").as_bool();
    const auto lease = example.engine->read();
    EXPECT_EQ(std::ssize(open.at("ballots").as_array()),
              lease->one<std::int64_t>("SELECT count(*) FROM {decisions_ballots}"));
    EXPECT_EQ(in_favour, lease->one<std::int64_t>("SELECT count(*) FROM {decisions_ballots} WHERE choice = 'for'"));
    EXPECT_GT(in_favour, 0);
    const auto stranger = outcome_for(example, "");
    EXPECT_FALSE(stranger.at("shows_ballots").as_bool()) << "members alone see who voted how";
    EXPECT_TRUE(stranger.at("ballots").as_array().empty());
}

TEST(OpenBallots, are_not_listed_where_the_charter_keeps_them_secret) {
    LivingExample example(6);
    for (const auto& as : example.viewers()) {
        const auto secret = outcome_for(example, as);
        EXPECT_FALSE(secret.at("shows_ballots").as_bool()) << name_of_viewer(as);
        EXPECT_TRUE(secret.at("ballots").as_array().empty()) << name_of_viewer(as);
    }
}

} // namespace
} // namespace reef::app
