#include "commons/ledger/share_testing.hpp"

namespace reef::ledger {
namespace {

using namespace engine;
using testing::eur;
using testing::noon;

struct Pledging : testing::AskedAboutShares {
    // given a pledge of 50.00, by member 1
    FinishFacts facts{{HoldRow{IdValue{8}, {"member:1", "share-capital", eur(5'000), "share"}, "/money/shares", noon},
                       RegisterRow{.number = 7,
                                   .member = MemberId(1),
                                   .share_class = "solar",
                                   .count = 2,
                                   .paid = eur(5'000),
                                   .authority = "ledger.share_offers 3"},
                       true}};

    PledgesSettled settled(std::int64_t pledged_minor) {
        const SettlePledges command{"solar", {eur(12'500), noon}};
        const auto decision = decide(PledgeFacts{eur(pledged_minor)}, command, context);
        return read_event<PledgesSettled>(events_of(decision).at(0).data);
    }
};

TEST_F(Pledging, reaches_its_target_to_the_cent) {
    EXPECT_TRUE(settled(12'500).reached);
    EXPECT_FALSE(settled(12'499).reached) << "a cent is missing";
    EXPECT_EQ(settled(12'499).pledged, eur(12'499));
}

TEST_F(Pledging, is_paid_for_when_enough_is_pledged) {
    facts.reached = true;
    const auto decision = decide(facts, FinishPledge{IdValue{8}}, context);
    const auto entered = read_event<SharesEntered>(events_of(decision).at(0).data);
    EXPECT_EQ(entered.rows, std::vector{*facts.pledge.row});
    EXPECT_EQ(entered.hold_posted->hold, IdValue{8});
    EXPECT_EQ(entered.hold_posted->posted.transfers.at(0).movement, facts.pledge.hold->movement);
}

TEST_F(Pledging, is_its_givers_again_otherwise) {
    const auto decision = decide(facts, FinishPledge{IdValue{8}}, context);
    ASSERT_EQ(events_of(decision).size(), 1u);
    const auto released = read_event<HoldReleased>(events_of(decision).at(0).data);
    EXPECT_EQ(released.hold, IdValue{8});
    EXPECT_EQ(released.state, HoldState::expired);
}

} // namespace
} // namespace reef::ledger
