#include "math/opinion/opinions.hpp"
#include "math/opinion/published_test.hpp"
#include <cmath>
#include <gtest/gtest.h>

namespace reef::opinion {
namespace {

/// The published run: who was on the map, how many groups, where they were. What is left to find is everything else.
struct Rerun {
    Published published;
    Opinions found;

    explicit Rerun(const std::string& name) : published(name) {
        OpinionState state;
        std::set<std::int64_t> included;
        for (const auto& participant : published.math.at("in-conv").as_array()) included.insert(number(participant));
        for (const auto participant : included) state.included.push_back({participant, -1});
        const auto first = published.component(0), second = published.component(1);
        for (std::size_t i = 0; i < first.size(); ++i) // for the signs only: it is found again to the last digits
            state.loadings.push_back({published.evaluations.statements()[i], {-first[i], -second[i]}});
        Settings settings;
        settings.starting_centres = published.centres();
        settings.group_count = settings.starting_centres.size();
        found = find_opinions(published.evaluations, published.roles, state, settings);
    }
};

class PublishedRun : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override { REQUIRE_SHARED_DATA("polis_math"); }
};

INSTANTIATE_TEST_SUITE_P(Polis, PublishedRun, testing::Values("25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"));

TEST_P(PublishedRun, has_the_components_that_are_found_from_nothing_but_for_their_signs) {
    const Published published(GetParam());
    const auto found = find_opinions(published.evaluations, published.roles);
    for (const auto which : {&Point::x, &Point::y}) {
        const auto expected = published.component(which == &Point::x ? 0 : 1);
        double along = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) along += expected[i] * (found.statements[i].loading.*which);
        for (std::size_t i = 0; i < expected.size(); ++i)
            EXPECT_NEAR(found.statements[i].loading.*which, along * expected[i], 1e-9);
        EXPECT_NEAR(std::abs(along), 1, 1e-12);
    }
}

TEST_P(PublishedRun, has_the_same_components_means_and_places_of_statements) {
    const Rerun run(GetParam());
    const auto& pca = run.published.math.at("pca");
    const auto centre = Published::numbers(pca.at("center"));
    const auto first = run.published.component(0), second = run.published.component(1);
    const auto x = Published::numbers(pca.at("comment-projection").as_array()[0]);
    const auto y = Published::numbers(pca.at("comment-projection").as_array()[1]);
    const auto extremity = Published::numbers(pca.at("comment-extremity"));
    ASSERT_EQ(run.found.statements.size(), centre.size());
    EXPECT_TRUE(run.found.converged);
    for (std::size_t i = 0; i < centre.size(); ++i) {
        const auto& statement = run.found.statements[i];
        EXPECT_EQ(statement.id, number(run.published.math.at("tids").as_array()[i]));
        EXPECT_NEAR(statement.mean, -centre[i], 1e-14);
        EXPECT_NEAR(statement.loading.x, -first[i], 1e-9);
        EXPECT_NEAR(statement.loading.y, -second[i], 1e-9);
        EXPECT_NEAR(statement.position.x, x[i], 1e-8);
        EXPECT_NEAR(statement.position.y, y[i], 1e-8);
        EXPECT_NEAR(statement.extremity, extremity[i], 1e-8);
    }
}

TEST_P(PublishedRun, has_the_same_base_clusters_and_groups) {
    const Rerun run(GetParam());
    const auto groups = run.published.groups();
    const auto& bases = run.published.math.at("base-clusters");
    std::map<std::int64_t, Point> place;
    for (std::size_t i = 0; i < bases.at("x").as_array().size(); ++i)
        for (const auto& participant : bases.at("members").as_array()[i].as_array())
            place[number(participant)] = {bases.at("x").as_array()[i].to_number<double>(),
                                          bases.at("y").as_array()[i].to_number<double>()};
    std::size_t included = 0;
    for (const auto& participant : run.found.participants) {
        ASSERT_EQ(participant.is_included, groups.contains(participant.id)) << participant.id;
        if (!participant.is_included) continue;
        ++included;
        EXPECT_EQ(participant.group, groups.at(participant.id)) << participant.id;
        EXPECT_NEAR(participant.position.x, place.at(participant.id).x, 1e-8) << participant.id;
        EXPECT_NEAR(participant.position.y, place.at(participant.id).y, 1e-8) << participant.id;
    }
    EXPECT_EQ(included, groups.size());
    const auto centres = run.published.centres();
    for (const auto& group : run.found.groups) {
        EXPECT_NEAR(group.centre.x, centres[static_cast<std::size_t>(group.id)].x, 1e-8);
        EXPECT_NEAR(group.centre.y, centres[static_cast<std::size_t>(group.id)].y, 1e-8);
    }
}

TEST_P(PublishedRun, has_the_same_representative_statements_with_the_same_figures) {
    const Rerun run(GetParam());
    for (const auto& group : run.found.groups) {
        const auto& published = run.published.math.at("repness").at(std::to_string(group.id)).as_array();
        ASSERT_EQ(group.representative.size(), published.size()) << "group " << group.id;
        for (std::size_t i = 0; i < published.size(); ++i) {
            const auto& found = group.representative[i];
            const auto& one = published[i].as_object();
            const bool agree = one.at("repful-for").as_string() == "agree";
            EXPECT_EQ(found.statement, number(one.at("tid")));
            EXPECT_EQ(found.choice, agree ? Choice::agree : Choice::disagree);
            EXPECT_EQ(agree ? found.stance.in.agree : found.stance.in.disagree, number(one.at("n-success")));
            EXPECT_EQ(found.stance.in.all(), number(one.at("n-trials")));
            EXPECT_NEAR(found.stance.share, one.at("p-success").to_number<double>(), 1e-14);
            EXPECT_NEAR(found.stance.test, one.at("p-test").to_number<double>(), 1e-12);
            EXPECT_NEAR(found.stance.ratio, one.at("repness").to_number<double>(), 1e-12);
            EXPECT_NEAR(found.stance.ratio_test, one.at("repness-test").to_number<double>(), 1e-5); // printed short
            EXPECT_EQ(found.is_best_agreement, one.contains("best-agree"));
        }
    }
}

TEST_P(PublishedRun, has_the_same_consensus_shared_agreement_and_priorities) {
    const Rerun run(GetParam());
    const auto& math = run.published.math;
    const auto same = [](const std::vector<ConsensusStatement>& found, const boost::json::array& published) {
        ASSERT_EQ(found.size(), published.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].statement, number(published[i].at("tid")));
            EXPECT_NEAR(found[i].share, published[i].at("p-success").to_number<double>(), 1e-14);
            EXPECT_NEAR(found[i].test, published[i].at("p-test").to_number<double>(), 1e-12);
        }
    };
    same(run.found.consensus.agree, math.at("consensus").at("agree").as_array());
    same(run.found.consensus.disagree, math.at("consensus").at("disagree").as_array());
    for (const auto& statement : run.found.statements) {
        const auto id = std::to_string(statement.id);
        EXPECT_NEAR(*statement.shared_agreement, math.at("group-aware-consensus").at(id).to_number<double>(), 1e-14)
            << id;
        EXPECT_NEAR(statement.priority, math.at("comment-priorities").at(id).to_number<double>(), 1e-7) << id;
    }
}

} // namespace
} // namespace reef::opinion
