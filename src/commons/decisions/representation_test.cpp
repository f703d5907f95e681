// Who casts whose vote, against a count that asks each member in turn where their vote goes.
#include "commons/decisions/representation.hpp"
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>
#include <sstream>

namespace reef::decisions {
namespace {

using Votes = std::vector<std::int64_t>;

const MemberId ana(1), boris(2), clara(3), dora(4);
Entrusted says(MemberId member, std::uint32_t distance, MemberId trustee, std::string in_class = "driver") {
    return {member, distance, std::move(in_class), trustee};
}

TEST(Representation, goes_from_hand_to_hand_and_a_ballot_takes_it_back_with_all_that_came_along) {
    const std::vector<Entrusted> chain{says(ana, 0, boris), says(boris, 0, clara)};
    EXPECT_EQ(votes_cast({{clara, "driver"}}, chain, 1).votes, Votes{3});
    EXPECT_EQ(votes_cast({{clara, "driver"}, {boris, "driver"}}, chain, 1).votes, (Votes{1, 2}));
    EXPECT_EQ(votes_cast({{ana, "driver"}, {clara, "driver"}}, chain, 1).votes, (Votes{1, 2}));
}

TEST(Representation, of_the_nearest_domain_counts_and_a_vote_kept_there_is_kept) {
    const std::vector<Entrusted> said{
        says(ana, 1, boris), says(ana, 0, clara), says(dora, 1, boris), {dora, 0, {}, {}}};
    EXPECT_EQ(votes_cast({{boris, "driver"}, {clara, "driver"}}, said, 2).votes, (Votes{1, 2}));
}

TEST(Representation, stays_in_the_class_in_which_it_was_entrusted) {
    // Ana entrusts Boris as a driver; he votes as a rider. Dora's goes on as a rider's, and Ana's does not follow it.
    EXPECT_EQ(votes_cast({{boris, "rider"}}, {says(ana, 0, boris)}, 1).votes, Votes{1});
    EXPECT_EQ(votes_cast({{boris, "rider"}}, {says(dora, 0, boris, "rider"), says(ana, 0, dora)}, 1).votes, Votes{2});
}

TEST(Representation, in_a_circle_counts_once_one_of_them_votes) {
    const std::vector<Entrusted> circle{says(ana, 0, boris), says(boris, 0, clara), says(clara, 0, ana)};
    EXPECT_EQ(votes_cast({{dora, "driver"}}, circle, 1).votes, Votes{1});
    EXPECT_EQ(votes_cast({{dora, "driver"}, {boris, "driver"}}, circle, 1).votes, (Votes{1, 3}));
}

struct Assembly {
    std::vector<Voter> voters;
    std::vector<Entrusted> said;
    std::uint32_t domains = 1;
    std::int64_t members = 1;
};

Assembly any_assembly() {
    const std::vector<std::string> classes{"driver", "rider"};
    Assembly made;
    made.members = *rc::gen::inRange<std::int64_t>(1, 25);
    made.domains = *rc::gen::inRange<std::uint32_t>(1, 4);
    for (std::int64_t member = 1; member <= made.members; ++member) {
        if (*rc::gen::inRange(0, 3) == 0) made.voters.push_back({MemberId(member), *rc::gen::elementOf(classes)});
        for (std::uint32_t distance = 0; distance < made.domains; ++distance) {
            const auto what = *rc::gen::inRange(0, 4);
            const MemberId trustee(*rc::gen::inRange<std::int64_t>(1, made.members + 1));
            if (what == 0) made.said.push_back({MemberId(member), distance, {}, {}});
            if (what > 1 && trustee != MemberId(member))
                made.said.push_back({MemberId(member), distance, *rc::gen::elementOf(classes), trustee});
        }
    }
    return made;
}

/// Asks one member where the vote goes, step by step; nobody where it ends unused.
std::optional<MemberId> caster_of(const Assembly& given, MemberId member) {
    std::set<MemberId> met;
    std::optional<std::string> in_class;
    for (auto at = member; met.insert(at).second;) {
        for (const auto& voter : given.voters)
            if (voter.member == at)
                return in_class && voter.voter_class != *in_class ? std::nullopt : std::optional(at);
        const Entrusted* word = nullptr;
        for (const auto& each : given.said)
            if (each.member == at && (!word || each.distance < word->distance)) word = &each;
        if (!word || !word->trustee || (in_class && word->in_class != *in_class)) return {};
        in_class = word->in_class;
        at = *word->trustee;
    }
    return {};
}

RC_GTEST_PROP(Representation, is_what_each_member_finds_who_follows_their_own_vote, ()) {
    const auto given = any_assembly();
    std::map<MemberId, std::int64_t> expected;
    for (std::int64_t member = 1; member <= given.members; ++member)
        if (const auto caster = caster_of(given, MemberId(member))) ++expected[*caster];
    const auto votes = votes_cast(given.voters, given.said, given.domains).votes;
    for (std::size_t i = 0; i < given.voters.size(); ++i) RC_ASSERT(votes[i] == expected[given.voters[i].member]);
}

RC_GTEST_PROP(Representation, makes_no_vote_and_gives_nobody_two, ()) {
    const auto given = any_assembly();
    const auto votes = votes_cast(given.voters, given.said, given.domains).votes;
    const auto sum = std::accumulate(votes.begin(), votes.end(), std::int64_t{0});
    RC_ASSERT(sum <= given.members);
    RC_ASSERT(sum >= std::ssize(given.voters));
    for (const auto each : votes) RC_ASSERT(each >= 1);
}

TEST(Representation, over_a_bound_is_cast_for_the_nearest_and_the_longest_entrusted) {
    auto early = says(boris, 0, ana), late = says(clara, 0, ana);
    early.since = 20;
    late.since = 30;
    auto farther = says(dora, 0, boris);
    farther.since = 10;
    const std::vector<Entrusted> said{late, early, farther};
    const auto all = votes_cast({{ana, "driver"}}, said, 1);
    EXPECT_EQ(all.votes, Votes{4});
    const auto bound = votes_cast({{ana, "driver"}}, said, 1, 3);
    EXPECT_EQ(bound.votes, Votes{3});
    EXPECT_EQ(bound.over, std::vector{dora}) << "entrusted first, but over two hands";
    EXPECT_EQ(votes_cast({{ana, "driver"}}, said, 1, 2).over, (std::vector{clara, dora}));
    EXPECT_EQ(votes_cast({{ana, "driver"}}, said, 1, 1).votes, Votes{1});
    EXPECT_TRUE(votes_cast({{ana, "driver"}}, said, 1, 4).over.empty());
}

/// Nobody casts more than the bound, no vote is lost but those whose owners are named, and a wider bound names no more.
RC_GTEST_PROP(Representation, within_a_bound_casts_or_names_every_vote, ()) {
    auto given = any_assembly();
    for (auto& each : given.said) each.since = *rc::gen::inRange(1, 9);
    const auto most = *rc::gen::inRange<std::int64_t>(1, 8);
    const auto free = votes_cast(given.voters, given.said, given.domains);
    const auto bound = votes_cast(given.voters, given.said, given.domains, most);
    const auto wider = votes_cast(given.voters, given.said, given.domains, most + 1);
    const auto sum = [](const VotesCast& cast) {
        return std::accumulate(cast.votes.begin(), cast.votes.end(), std::int64_t{0}) + std::ssize(cast.over);
    };
    RC_ASSERT(sum(bound) == sum(free));
    for (std::size_t i = 0; i < given.voters.size(); ++i) RC_ASSERT(bound.votes[i] == std::min(free.votes[i], most));
    RC_ASSERT(std::ranges::includes(bound.over, wider.over));
    for (const auto each : bound.over) {
        const auto caster = caster_of(given, each);
        RC_ASSERT(caster && *caster != each);
    }
}

/// tests/judges/liquidfeedback.py says how its lines read and what made them.
TEST(Representation, is_as_liquidfeedback_counts_it) {
    std::ifstream file(REEF_SOURCE_DIR "/tests/judges/liquidfeedback.txt");
    int cases = 0;
    for (std::string line; std::getline(file, line); ++cases) {
        std::istringstream parts(line);
        std::string voted, said, cast;
        ASSERT_TRUE(std::getline(std::getline(std::getline(parts, voted, ';'), said, ';'), cast));
        Assembly given;
        std::istringstream voters(voted), words(said), weights(cast);
        for (std::int64_t member; voters >> member;) given.voters.push_back({MemberId(member), "driver"});
        for (std::string word; std::getline(words, word, ',');) {
            std::istringstream read(word);
            std::int64_t member = 0;
            std::uint32_t scope = 0;
            std::string trustee;
            if (!(read >> member >> scope >> trustee)) continue; // nobody entrusted anybody
            if (trustee == "-")
                given.said.push_back({MemberId(member), scope, {}, {}});
            else
                given.said.push_back(says(MemberId(member), scope, MemberId(std::stoll(trustee))));
        }
        Votes expected;
        for (std::int64_t each; weights >> each;) expected.push_back(each);
        EXPECT_EQ(votes_cast(given.voters, given.said, 3).votes, expected) << line;
    }
    EXPECT_EQ(cases, 200);
}

} // namespace
} // namespace reef::decisions
