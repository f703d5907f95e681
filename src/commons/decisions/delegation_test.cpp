#include "commons/decisions/module.hpp"
#include <gtest/gtest.h>

namespace reef::decisions {
namespace {

using namespace engine;

const MemberId anna(7), bert(8);

/// Anna is a driver and a rider; she speaks of one domain within another.
struct Entrusting {
    IdSource ids{100};
    Context context{Actor::of(anna), {Actor::of(anna), {"member"}}, *Time::parse("2026-03-05"), 100, &ids};
    DelegationFacts facts{.is_domain = true,
                          .is_provided_for = true,
                          .mine = {"driver", "rider"},
                          .theirs = {"rider", "driver"},
                          .around = {"ledger.*", "*"}};
    template <class C>
    std::string refused(const C& command) {
        const auto decision = decide(facts, command, context);
        return decision ? "" : decision.error().code;
    }
    template <class C>
    std::size_t events(const C& command) {
        return decide(facts, command, context)->recorded().size();
    }
    template <class C>
    Delegated said(const C& command) {
        return read_event<Delegated>(decide(facts, command, context)->recorded().at(0).data);
    }
};

TEST(Delegate, entrusts_somebody_as_one_of_the_class_joined_first_unless_one_says_otherwise) {
    Entrusting given;
    const auto said = given.said(Delegate{"ledger.*", bert, {}});
    EXPECT_EQ(said.member, anna);
    EXPECT_EQ(said.trustee, bert);
    EXPECT_EQ(said.domain, "ledger.*");
    EXPECT_EQ(said.as_class, "driver");
    EXPECT_EQ(given.said(Delegate{"ledger.*", bert, "rider"}).as_class, "rider");
    given.facts.theirs = {"rider"};
    EXPECT_EQ(given.said(Delegate{"ledger.*", bert, {}}).as_class, "rider");
}

TEST(Delegate, is_refused_by_name) {
    Entrusting given;
    EXPECT_EQ(given.refused(Delegate{"*", anna, {}}), "decisions.delegated_to_self");
    EXPECT_EQ(given.refused(Delegate{"*", bert, "city"}), "decisions.not_a_common_class");
    given.facts.declined_by_them = {"ledger.*"};
    EXPECT_EQ(given.refused(Delegate{"ledger.*", bert, {}}), "decisions.declines_trust");
    given.facts.theirs = {"city"};
    EXPECT_EQ(given.refused(Delegate{"*", bert, {}}), "decisions.not_of_your_class");
    given.facts.is_provided_for = false;
    EXPECT_EQ(given.refused(Delegate{"*", bert, {}}), "decisions.delegation_off");
    EXPECT_EQ(given.refused(KeepVote{"ledger.*"}), "decisions.delegation_off");
    given.facts.is_domain = false;
    EXPECT_EQ(given.refused(Delegate{"weather", bert, {}}), "decisions.no_such_domain");
    EXPECT_EQ(given.refused(KeepVote{"weather"}), "decisions.no_such_domain");
}

TEST(Delegate, said_twice_changes_nothing) {
    Entrusting given;
    given.facts.words = {{"ledger.*", "driver", bert}};
    EXPECT_EQ(given.events(Delegate{"ledger.*", bert, {}}), 0U);
    EXPECT_EQ(given.events(Delegate{"ledger.*", bert, "rider"}), 1U);
    EXPECT_EQ(given.events(Delegate{"*", bert, {}}), 1U);
}

TEST(KeepVote, needs_somebody_entrusted_in_a_wider_domain) {
    Entrusting given;
    EXPECT_EQ(given.refused(KeepVote{"ledger.*"}), "decisions.nothing_wider");
    given.facts.words = {{"ledger.*", "driver", bert}};
    EXPECT_EQ(given.refused(KeepVote{"ledger.*"}), "decisions.nothing_wider") << "that is taken back instead";
    given.facts.words = {{"*", "driver", bert}};
    EXPECT_FALSE(given.said(KeepVote{"ledger.*"}).trustee);
    given.facts.words.push_back({"ledger.*", {}, {}});
    EXPECT_EQ(given.events(KeepVote{"ledger.*"}), 0U);
}

TEST(RevokeDelegation, takes_back_what_was_said_and_tells_the_one_who_was_entrusted) {
    Entrusting given;
    EXPECT_EQ(given.refused(RevokeDelegation{"*"}), "decisions.nothing_delegated");
    given.facts.words = {{"*", "driver", bert}};
    const auto events = decide(given.facts, RevokeDelegation{"*"}, given.context);
    EXPECT_EQ(read_event<DelegationRevoked>(events->recorded().at(0).data).trustee, bert);
    given.facts.is_provided_for = false;
    EXPECT_EQ(given.refused(RevokeDelegation{"*"}), "") << "whatever became of the charter";
}

TEST(EndDelegations, leaves_no_entry_where_there_is_nothing_to_end) {
    Entrusting given;
    EXPECT_TRUE(decide(EndFacts{false}, EndDelegations{bert}, given.context)->recorded().empty());
    EXPECT_EQ(decide(EndFacts{true}, EndDelegations{bert}, given.context)->recorded().size(), 1U);
}

TEST(Delegation, is_provided_for_where_a_procedure_in_the_domain_says_so) {
    rules::Charter charter;
    charter.governance.procedures = {{.id = "ordinary", .delegation = true}, {.id = "grave"}};
    charter.governance.domains = {{.rules = "*", .procedure = "grave"},
                                  {.rules = "market.*", .procedure = "grave"},
                                  {.rules = "market.pay_floor", .procedure = "ordinary"}};
    EXPECT_TRUE(provides_for_delegation(charter, "market.pay_floor"));
    EXPECT_TRUE(provides_for_delegation(charter, "market.*")) << "for the one domain within it";
    EXPECT_TRUE(provides_for_delegation(charter, "*"));
    charter.governance.domains.pop_back();
    EXPECT_FALSE(provides_for_delegation(charter, "*"));
    EXPECT_EQ(charter.domains_around("market.*"), (std::vector<std::string>{"market.*", "*"}));
}

} // namespace
} // namespace reef::decisions
