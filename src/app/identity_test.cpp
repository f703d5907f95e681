// Who may vote where a level of assurance is asked for, over histories that nobody wrote.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/decisions/module.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"

namespace reef::app {
namespace {

using namespace engine;
using people::AssuranceLevel;

/// An example in which votes ask for a level; members are checked, checks taken back, votes entrusted and cast.
struct Assured {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where()));
    std::unique_ptr<Engine> engine;
    std::vector<MemberId> members;
    Actor office, other_office;
    std::vector<std::pair<std::string, std::string>> rules_to_change = {{"people.recovery_wait", "4 days"},
                                                                        {"people.invitation_time", "50 days"},
                                                                        {"people.invitations_each", "8"},
                                                                        {"market.commission", "12%"}};
    std::size_t next_rule = 0; // one vote for each, in the first histories
    std::int64_t refused_below = 0, refused_suspended = 0, counted = 0, entrusted = 0;

    Assured() {
        engine = std::move(
            *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
        auto charter = *preset_charter("ride", engine->registry());
        charter.governance.rules.push_back({"people.least_assurance", "checked", {}, {}});
        EXPECT_TRUE(
            found_example(*engine, charter, {.members = 24, .seed = 1}, [this](Duration span) { clock.pass(span); }));
        const auto lease = engine->read();
        for (const auto* each : {"driver", "rider", "staff"})
            for (const auto member : people::members_of(*lease, each)) members.push_back(member);
        const auto staff = people::members_of(*lease, "staff");
        office = Actor::of(staff.at(0));
        other_office = Actor::of(staff.at(1));
    }

    /// Anybody, also in the first histories, which rapidcheck keeps small.
    MemberId any() const {
        return members[*rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, members.size()))];
    }
    Result<Answer> give(Actor actor, std::string_view command, json::object data) {
        return engine->perform(actor, "test", Call{std::string(command), std::move(data)});
    }
    void check_or_take_back(MemberId member) {
        const auto by = Actor::of(member) == office ? other_office : office;
        const auto check = people::check_of(*engine->read(), member);
        if (check && !check->reason)
            EXPECT_TRUE(give(by, "people.take_check_back", {{"check", check->number.text()}, {"reason", "Not so."}}));
        else
            EXPECT_TRUE(give(by, "people.check_identity",
                             {{"member", member.text()}, {"method", "letter"}, {"checked_on", "2026-03-01"}}));
    }
    void entrust(MemberId member, MemberId trustee) {
        if (give(Actor::of(member), "decisions.delegate", {{"domain", "*"}, {"to", trustee.text()}})) ++entrusted;
    }

    /// Of two members one votes no more, once both were heard.
    void suspend(MemberId one, MemberId other) {
        const auto asked = give(office, "people.raise_duplicate",
                                {{"first", one.text()}, {"second", other.text()}, {"alike", json::array{"name"}}});
        if (!asked) return; // one and the same, of the office, or asked before
        for (const auto each : {one, other})
            EXPECT_TRUE(give(Actor::of(each), "people.answer_duplicate",
                             {{"duplicate", asked->id()}, {"answer", "We are two."}}));
        EXPECT_TRUE(give(office, "people.settle_duplicate",
                         {{"duplicate", asked->id()},
                          {"outcome", "same"},
                          {"suspends", other.text()},
                          {"reason", "They are one."}}));
    }

    /// A vote among whoever was checked when it opened, and everybody tries.
    void vote() {
        const auto& [rule, value] = rules_to_change.at(next_rule++);
        RC_ASSERT(
            give(Actor::of(members.front()), "decisions.propose",
                 {{"rule", rule},
                  {"value", value},
                  {"reason", "So that it fits us."},
                  {"expected",
                   {{"indicator", "driver_income"}, {"direction", "rises"}, {"size", "4%"}, {"by", "2027-12-01"}}},
                  {"effects", {{"rights", "None."}, {"development", "None."}}}})
                .has_value());
        const auto proposal = *decisions::latest(*engine->read());
        clock.pass(days(2));
        RC_ASSERT(!engine->write_beside([](store::Connection&) {}));
        const auto opened = *decisions::electors_of(*engine->read(), proposal);
        RC_ASSERT(opened.least_assurance == AssuranceLevel::checked);
        check_or_take_back(any()); // changes nothing now
        const auto suspended = people::suspended_at(*engine->read(), opened.entry);
        for (const auto member : members) {
            const bool is_suspended = std::ranges::binary_search(suspended, member);
            const auto was = people::assurance_of(*engine->read(), member, opened.entry);
            const auto cast =
                give(Actor::of(member), "decisions.cast_ballot", {{"proposal", proposal.text()}, {"choice", "for"}});
            RC_ASSERT(cast.has_value() == (was == AssuranceLevel::checked && !is_suspended));
            if (cast) continue;
            RC_ASSERT(cast.error().code ==
                      (is_suspended ? "people.suspended_membership" : "people.below_least_assurance"));
            ++(is_suspended ? refused_suspended : refused_below);
        }
        const auto cast = *decisions::electors_of(*engine->read(), proposal);
        RC_ASSERT(cast.may_vote == opened.may_vote);
        RC_ASSERT(cast.voted == cast.may_vote);
        std::int64_t eligible = 0;
        for (const auto& each : decisions::electorate_of(*engine->read(), proposal)) eligible += each.eligible;
        RC_ASSERT(eligible == std::ssize(cast.may_vote));
        counted += eligible;
        clock.pass(days(3));
        RC_ASSERT(!engine->write_beside([](store::Connection&) {}));
        const auto lease = engine->read();
        std::int64_t votes = 0;
        for (const auto& each :
             decisions::counts_with_delegations(*lease, proposal, decisions::electorate_of(*lease, proposal)))
            votes += each.in_favour;
        RC_ASSERT(votes == eligible); // nobody carries the vote of somebody who has none
    }
};

TEST(Identity, nobody_under_the_level_asked_for_and_no_second_membership_is_in_an_electorate) {
    Assured given;
    const auto live = [&] {
        if (given.next_rule == given.rules_to_change.size()) return;
        for (int i = 0; i < 8; ++i) given.check_or_take_back(given.any());
        for (int i = 0; i < 8; ++i) given.entrust(given.any(), given.any());
        given.suspend(given.any(), given.any());
        given.vote();
    };
    expect_histories(live, [&] {
        return std::min({given.counted, given.refused_below, given.refused_suspended, given.entrusted}) == 0
                   ? "all kinds"
                   : "";
    });
    const auto report = verify(*given.database, given.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
