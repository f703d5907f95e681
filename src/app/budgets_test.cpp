// Participatory budgets in random histories: whatever members put forward, vote and take back, a budget never spends
// more than was put by, only whoever may vote votes, and whoever has the ballots as a file comes to the same result.
#include "app/histories_testing.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/budgets/module.hpp"
#include "core/store/testing.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::app {
namespace {

using namespace engine;

/// A co-operative to whose treasury 500.00 come with each history; six drivers and two riders act, and a clerk.
struct BudgetingCooperative {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(
        *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
    std::vector<MemberId> voters;
    MemberId clerk;

    BudgetingCooperative() {
        auto charter = *preset_charter("ride", engine->registry());
        for (const auto* rule : {"budgets.projects_time", "budgets.checking_time", "budgets.voting_time"})
            charter.governance.rules.push_back({rule, "1 day", {}, {}});
        charter.governance.rules.push_back({"budgets.turnout", "20%", {}, {}});
        EXPECT_TRUE(found_example(*engine, charter, {.members = 24, .seed = 1}, [&](Duration s) { clock.pass(s); }));
        voters = people::members_of(*engine->read(), "driver");
        voters.resize(6);
        const auto riders = people::members_of(*engine->read(), "rider");
        voters.insert(voters.end(), riders.begin(), riders.begin() + 2);
        clerk = people::members_of(*engine->read(), "staff").front();
    }
    /// The code of the refusal, or nothing.
    std::string give(const Actor& actor, const Call& command) {
        const auto answer = engine->perform(actor, "test", command);
        return answer ? "" : answer.error().code;
    }
    std::vector<IdValue> all(std::string_view sql) { return engine->read()->all<IdValue>(sql); }
};

class BudgetHistory {
  public:
    explicit BudgetHistory(BudgetingCooperative& cooperative) : in_(cooperative) {}

    /// A budget from its opening to its count, with whatever comes between.
    void live(const std::function<void()>& look) {
        open();
        put_forward(); // so that there is something to look at
        for (int steps = *rc::gen::inRange(0, 5); steps > 0; --steps) prepare();
        if (*rc::gen::inRange(0, 8) == 0)
            tell("cancel", in_.give(clerk(), {"budgets.cancel",
                                              json::object{{"budget", some_budget()}, {"reasons", "too early"}}}));
        look();
        time_passes(hours(*rc::gen::inRange(25, 49)));
        check();
        prepare();
        time_passes(hours(24));
        for (int votes = *rc::gen::inRange(0, 6); votes > 0; --votes) vote();
        tell("reverse",
             in_.give(clerk(), {"ledger.reverse", json::object{{"entry", some_entry()}, {"reason", "wrong"}}}));
        look();
        time_passes(hours(25));
        look();
    }

  private:
    static void tell(const std::string& what, const std::string& refusal) {
        RC_LOG() << what << " " << refusal << "\n";
    }
    Actor clerk() const { return Actor::of(in_.clerk); }
    Actor somebody() { return Actor::of(*rc::gen::elementOf(in_.voters)); }
    static const char* some_finding() { return *rc::gen::arbitrary<bool>() ? "feasible" : "infeasible"; }
    std::string some(std::string_view sql) {
        const auto found = in_.all(sql);
        return found.empty() ? "1" : (*rc::gen::elementOf(found)).text();
    }
    std::string some_budget() { return some("SELECT budget FROM {budgets_budgets} ORDER BY budget DESC LIMIT 2"); }
    std::string some_project() { return some("SELECT project FROM {budgets_projects} ORDER BY project DESC LIMIT 4"); }
    std::int64_t some_entry() {
        const auto entries =
            in_.engine->read()->all<EntryNumber>("SELECT DISTINCT entry FROM {ledger_transfers} WHERE reference LIKE "
                                                 "'/budgets/%' ORDER BY entry DESC LIMIT 4");
        return entries.empty() ? 1 : *rc::gen::elementOf(entries);
    }
    void open() {
        const auto now = in_.clock.now();
        const Money sum{*rc::gen::inRange<std::int64_t>(1, 6'000), {}};
        json::object budget{{"title", "Stands"}, {"purpose", "Things for all"}, {"sum", sum.text()}};
        budget["classes"] = *rc::gen::inRange(0, 3) == 0 ? json::array{"driver", "rider"} : json::array{"driver"};
        budget["projects_until"] = (now + hours(24)).text();
        budget["voting_from"] = (now + hours(48)).text();
        budget["closes_at"] = (now + hours(72)).text();
        tell("open", in_.give(clerk(), {"budgets.open", budget}));
    }
    void time_passes(Duration span) {
        in_.clock.pass(span);
        tell("time", in_.give(somebody(), {"people.join_body", json::object{{"body", "commons"}}}));
    }
    void prepare() {
        switch (*rc::gen::weightedElement<int>({{4, 0}, {2, 1}, {1, 2}})) {
        case 0:
            return put_forward();
        case 1:
            return check();
        default:
            return withdraw();
        }
    }
    void check() {
        const json::object finding{{"project", some_project()}, {"finding", some_finding()}, {"reason", "so it is"}};
        tell("check", in_.give(clerk(), {"budgets.check_project", finding}));
    }
    /// As whoever put it forward, or as somebody else.
    void withdraw() {
        const auto project = some_project();
        const auto owners = in_.engine->read()->all<MemberId>(
            "SELECT member FROM {budgets_projects} WHERE project = $1", *IdValue::parse(project));
        const bool is_theirs = !owners.empty() && *rc::gen::inRange(0, 4) != 0;
        tell("withdraw", in_.give(is_theirs ? Actor::of(owners.front()) : somebody(),
                                  {"budgets.withdraw_project", json::object{{"project", project}}}));
    }
    void put_forward() {
        const auto* receiver = *rc::gen::element("body:green", "fund:stands", "treasury");
        json::object project{{"budget", some_budget()}, {"title", "Racks"}, {"plan", "Build them"}};
        project["cost"] = Money{*rc::gen::inRange<std::int64_t>(1, 3'000), {}}.text();
        if (*rc::gen::arbitrary<bool>()) project["receiver"] = receiver;
        tell("put", in_.give(somebody(), {"budgets.put_forward", project}));
    }
    void vote() {
        const auto voting = in_.all("SELECT budget FROM {budgets_budgets} WHERE stage = 'voting' ORDER BY budget");
        const auto budget = voting.empty() ? some_budget() : voting.front().text();
        json::array approvals;
        for (int marks = *rc::gen::inRange(0, 4); marks > 0; --marks) approvals.emplace_back(some_project());
        tell("vote",
             in_.give(somebody(), {"budgets.cast_ballot", json::object{{"budget", budget}, {"approvals", approvals}}}));
    }

    BudgetingCooperative& in_;
};

std::vector<IdValue> counted_again(store::Connection& connection, const budgets::BudgetRow& budget) {
    std::vector<budgets::ProjectResult> projects;
    for (const auto& each : budgets::projects_of(connection, budget.budget))
        if (each.place)
            projects.push_back({.project = each.project,
                                .cost = {each.cost_minor, budget.sum.currency},
                                .passed_over = each.passed_over});
    const auto counting = budgets::counting_of(std::move(projects), budgets::published_of(connection, budget.budget));
    std::vector<IdValue> funded;
    if (const auto counted = budgets::count(counting, budget.terms.method, budget.sum, *budget.seed))
        for (const auto winner : counted->outcome.winners)
            funded.push_back(counting.projects[counting.counted[winner]].project);
    std::ranges::sort(funded);
    return funded;
}

/// Looks at the newest budgets: the histories leave older ones alone.
void expect_nothing_spent_that_was_not_held(store::Connection& connection) {
    for (const auto& budget : budgets::budgets(connection, 4, 0)) {
        const auto held = budget.over_entry ? 0 : budget.sum.minor;
        RC_ASSERT(ledger::balance_of(connection, budgets::escrow_of(budget.budget), {}).minor == held);
        for (const auto voter : connection.all<MemberId>(
                 "SELECT voter FROM {budgets_ballots} WHERE budget = $1 ORDER BY voter", budget.budget)) {
            const auto classes = people::classes_at(connection, voter, *budget.frozen_entry);
            RC_ASSERT(std::ranges::find_first_of(classes, budget.classes) != classes.end());
        }
        if (!budget.outcome) continue;
        std::vector<IdValue> funded;
        std::int64_t spent = 0;
        for (const auto& each : budgets::projects_of(connection, budget.budget)) {
            if (!each.funded) continue;
            RC_ASSERT(each.stands() && each.place && *each.approvals > 0);
            funded.push_back(each.project);
            spent += each.cost_minor;
        }
        std::ranges::sort(funded);
        RC_ASSERT(spent == budget.spent().minor && spent <= budget.sum.minor);
        RC_ASSERT(
            connection
                .one<std::optional<std::int64_t>>(
                    "SELECT CAST(sum(minor) AS BIGINT) FROM {ledger_transfers} WHERE reference = $1 AND purpose = "
                    "'project of a budget'",
                    budgets::address_of(budget.budget))
                .value_or(0) == spent);
        if (*budget.outcome == budgets::BudgetOutcome::counted)
            RC_ASSERT(counted_again(connection, budget) == funded);
        else
            RC_ASSERT(funded.empty());
    }
    RC_ASSERT(connection.one<std::optional<std::int64_t>>("SELECT CAST(sum(balance) AS BIGINT) FROM {ledger_accounts} "
                                                          "WHERE currency = 'EUR'") == 0);
    RC_ASSERT(connection.one<std::int64_t>("SELECT count(*) FROM {ledger_accounts} WHERE balance < 0 AND account NOT "
                                           "IN ('outside', 'treasury')") == 0);
}

TEST(Budgets, never_spend_more_than_is_held_in_random_histories) {
    BudgetingCooperative cooperative;
    BudgetHistory history(cooperative);
    const auto live = [&] {
        const ledger::Movement grant{"outside", "treasury", {50'000, {}}, "grant"};
        EXPECT_EQ(cooperative.give(Actor::platform(), call(ledger::Post{{grant}, "/test", {}})), "");
        history.live([&] { expect_nothing_spent_that_was_not_held(*cooperative.engine->read()); });
    };
    const std::string with = "SELECT count(*) FROM {budgets_budgets} WHERE ";
    const std::vector<std::string> meets{with + "outcome = 'too-few-voted'",
                                         with + "outcome = 'nothing-to-vote-on'",
                                         with + "outcome = 'counted' AND spent > 0",
                                         with + "stage = 'cancelled'",
                                         "SELECT count(*) FROM {budgets_projects} WHERE finding = 'infeasible'",
                                         "SELECT count(*) FROM {budgets_projects} WHERE withdrawn",
                                         "SELECT count(*) FROM {budgets_projects} WHERE NOT funded AND approvals > 0",
                                         "SELECT count(*) FROM {budgets_ballots}"};
    expect_histories(live, [&] { return first_zero(*cooperative.database, meets); });
    const auto report = verify(*cooperative.database, cooperative.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
}

} // namespace
} // namespace reef::app
