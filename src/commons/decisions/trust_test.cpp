#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

struct Trusted {
    IdSource ids{100};
    Context context{
        Actor::of(MemberId(8)), {Actor::of(MemberId(8)), {"member"}}, *Time::parse("2026-03-05"), 100, &ids};
    TrustFacts facts{.is_domain = true, .is_provided_for = true, .within = {"market.*", "market.offer_time"}};
};

TEST(DeclineTrust, ends_what_was_entrusted_in_the_domain_and_within) {
    Trusted given;
    const auto events = decide(given.facts, DeclineTrust{"market.*"}, given.context);
    const auto declined = read_event<TrustDeclined>(events->recorded().at(0).data);
    EXPECT_EQ(declined.member, MemberId(8));
    EXPECT_EQ(declined.within, given.facts.within);
    given.facts.declined = {"market.*"};
    EXPECT_TRUE(decide(given.facts, DeclineTrust{"market.*"}, given.context)->recorded().empty());
    EXPECT_EQ(decide(given.facts, AcceptTrust{"market.*"}, given.context)->recorded().size(), 1u);
}

TEST(DeclineTrust, is_refused_by_name) {
    Trusted given;
    EXPECT_EQ(decide(given.facts, AcceptTrust{"market.*"}, given.context).error().code, "decisions.trust_not_declined");
    given.facts.is_provided_for = false;
    EXPECT_EQ(decide(given.facts, DeclineTrust{"ledger.*"}, given.context).error().code, "decisions.delegation_off");
    given.facts.is_domain = false;
    EXPECT_EQ(decide(given.facts, DeclineTrust{"weather"}, given.context).error().code, "decisions.no_such_domain");
}

} // namespace
} // namespace reef::decisions
