#include "math/opinion/agreement_test.hpp"
#include "math/opinion/opinions.hpp"
#include "math/opinion/polis_export.hpp"
#include "math/opinion/shared_data_test.hpp"
#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace reef::opinion {
namespace {

std::vector<std::int64_t> ids_of(const std::vector<ConsensusStatement>& list) {
    std::vector<std::int64_t> ids;
    for (const auto& one : list) ids.push_back(one.statement);
    return ids;
}

std::vector<std::int64_t> ids_of(const boost::json::value& list) {
    std::vector<std::int64_t> ids;
    for (const auto& one : list.as_array()) ids.push_back(one.to_number<std::int64_t>());
    return ids;
}

// The published groups come from centres that moved along with years of votes, ours from the final votes alone, so they
// agree closely and not wholly; the least agreement asked for is that of another independent run from the final votes.
TEST(ExportedDeliberations, give_the_published_consensus_and_nearly_the_published_groups) {
    REQUIRE_SHARED_DATA("polis");
    const auto expected = boost::json::parse(shared_file("polis/expected.json"));
    for (const auto& set : expected.as_array()) {
        const auto name = std::string(set.at("set").as_string());
        const auto comments = shared_file("polis/" + name + "/comments.csv");
        const auto votes = shared_file("polis/" + name + "/votes.csv");
        const auto read = read_polis_export({comments, votes});
        ASSERT_TRUE(read) << name;
        const auto found = find_opinions(evaluations_of(*read), roles_of(*read));
        EXPECT_EQ(found.participants.size(), set.at("participants").to_number<std::size_t>()) << name;
        EXPECT_EQ(ids_of(found.consensus.agree), ids_of(set.at("cons_agree"))) << name;
        EXPECT_EQ(ids_of(found.consensus.disagree), ids_of(set.at("cons_disagree"))) << name;
        EXPECT_EQ(found.groups.size(), set.at("k").to_number<std::size_t>()) << name;
        std::map<std::int64_t, std::int64_t> published;
        for (const auto& [participant, group] : set.at("official_groups").as_object())
            published[std::stoll(participant)] = group.to_number<std::int64_t>();
        const auto groups = groups_of(found);
        EXPECT_EQ(groups.size(), set.at("n_clustered").to_number<std::size_t>()) << name;
        EXPECT_GE(adjusted_rand_index(groups, published), set.at("ari").to_number<double>() - 0.005) << name;
    }
}

} // namespace
} // namespace reef::opinion
