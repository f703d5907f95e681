// For tests only: member 1 asks something about shares.
#pragma once
#include "commons/ledger/testing.hpp"
#include <gtest/gtest.h>

namespace reef::ledger::testing {

struct AskedAboutShares : ::testing::Test {
    engine::IdSource ids{100};
    engine::Context context{engine::Actor::of(MemberId(1)), {}, noon, 100, &ids};
    const engine::InForce<ShareOffers> offers{
        *ShareOffers::parse("builder 250.00 EUR up to 4; supporter 25.00 EUR up to 100"), 3};

    static std::string code_of(const engine::Decision& decision) { return decision ? "none" : decision.error().code; }
    /// The events that followed.
    static const std::vector<chronicle::RecordedEvent>& events_of(const engine::Decision& decision) {
        EXPECT_EQ(code_of(decision), "none");
        return decision->recorded();
    }
    template <class E>
    static E only(const engine::Decision& decision) {
        const auto& events = events_of(decision);
        EXPECT_EQ(events.size(), 1u);
        EXPECT_EQ(events.front().name, E::name);
        return engine::read_event<E>(events.front().data);
    }
};

} // namespace reef::ledger::testing
