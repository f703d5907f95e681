// The count: sealed ballots are opened once, counted by the method that was settled when the budget was opened, and
// published without names, so that anyone can count them again. What was voted for is paid in the same fate.
#pragma once
#include "commons/budgets/ballot.hpp"
#include "math/tally/module.hpp"

namespace reef::budgets {

struct PublishedApprovals {
    std::string tracker;
    std::vector<IdValue> approvals;
    bool operator==(const PublishedApprovals&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("tracker", &PublishedApprovals::tracker, "under which its voter finds it"),
                          field("approvals", &PublishedApprovals::approvals, "projects by number")};
    }
};
struct PublishedBallots {
    Hash seed;
    std::vector<PublishedApprovals> ballots;
    std::vector<PublishedApprovals> withheld;
    static constexpr auto fields() {
        return FieldTable{
            field("seed", &PublishedBallots::seed,
                  "the hash of the entry before voting opened: it gives the order, and the lots where projects tie"),
            field("ballots", &PublishedBallots::ballots, "in the order of SHA-256(seed, tracker)"),
            field("withheld", &PublishedBallots::withheld, "the same, where fewer than five could vote",
                  Audience::auditors)};
    }
};

/// Given by the clock when voting ends. What the ballots say is observed when it comes in.
struct CloseBudget {
    IdValue budget;
    std::optional<PublishedBallots> opened;
    static constexpr std::string_view name = "budgets.close";
    static constexpr std::string_view about = "Counts the ballots of a budget and pays the projects that they chose.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &CloseBudget::budget, "which"),
                          field("opened", &CloseBudget::opened, "the ballots, opened for the count")};
    }
};
/// What the vote said of one project.
struct ProjectResult {
    IdValue project;
    Money cost;
    bool funded = false;
    bool passed_over = false;
    std::int64_t approvals = 0;
    bool operator==(const ProjectResult&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("project", &ProjectResult::project, "which"), field("cost", &ProjectResult::cost, "what it costs"),
            field("funded", &ProjectResult::funded, "whether it is paid"),
            field("passed_over", &ProjectResult::passed_over, "whoever was to be paid left before the count"),
            field("approvals", &ProjectResult::approvals, "how many approved it", Audience::auditors)};
    }
};
struct BudgetDecided {
    IdValue budget;
    BudgetOutcome outcome = BudgetOutcome::counted;
    std::int64_t electors = 0;
    std::int64_t ballots = 0;
    std::vector<ProjectResult> projects;
    Money spent;
    Money left;
    std::optional<std::string> account;
    static constexpr std::string_view name = "budgets.decided";
    static constexpr std::string_view about =
        "The vote on a budget was counted: what it chose is paid, the rest goes back to the treasury.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &BudgetDecided::budget, "which"),
                          field("outcome", &BudgetDecided::outcome, "counted, or why nothing was"),
                          field("electors", &BudgetDecided::electors, "who could vote"),
                          field("ballots", &BudgetDecided::ballots, "how many did", Audience::auditors),
                          field("projects", &BudgetDecided::projects, "in the order of the ballot"),
                          field("spent", &BudgetDecided::spent, "on what is funded"),
                          field("left", &BudgetDecided::left, "of the sum, back to the treasury"),
                          field("account", &BudgetDecided::account,
                                "of the count, as `reef tally` gives it; none where nothing was counted",
                                Audience::auditors, 1'000'000)};
    }
    std::string topic() const { return address_of(budget); }
};
struct BallotsPublished {
    IdValue budget;
    PublishedBallots published;
    static constexpr std::string_view name = "budgets.ballots_published";
    static constexpr std::string_view about = "The ballots on a budget, each under its tracker.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &BallotsPublished::budget, "which"),
                          field("published", &BallotsPublished::published, "the ballots and the seed of their order")};
    }
};

/// What is counted: projects that stand and that somebody approved, and of the ballots what they say of these; ballots
/// that say nothing of them share in no purse.
struct Counting {
    std::vector<ProjectResult> projects;                     // with approvals, in the order of the ballot
    std::vector<std::size_t> counted;                        // places in `projects`
    std::vector<std::vector<tally::CandidateIndex>> ballots; // places in `counted`, ascending
    std::vector<std::string> trackers;                       // of these ballots
};
/// Projects with their cost and whether they are passed over. What ballots say of others, or twice, is passed over.
Counting counting_of(std::vector<ProjectResult> projects, const std::vector<PublishedApprovals>& ballots);
/// A count by a budget's method, with its lots; nothing where there is nothing to count.
std::optional<tally::Counted> count(const Counting& counting, const Method& method, const Money& sum, const Hash& seed);
/// The same, as the counting room takes it. Projects are called by number.
tally::Election election_of(const Counting& counting, const Money& sum);
/// Options of `reef tally` by which a method of this room is counted, with the name there.
std::pair<std::string, std::map<std::string, std::string>> tally_method(const Method& method, const Hash& seed);

/// Facts when voting opens and when it ends.
struct CountFacts {
    BudgetRow budget;
    std::vector<ProjectResult> projects; // those that stand; at the end, those on the ballot in its order
    std::int64_t electors = 0;
    EntryNumber frozen_entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
};
void observe(store::Connection& connection, const engine::Context& context, OpenVoting& open);
CountFacts load(store::Connection&, const engine::Context&, const OpenVoting&);
engine::Decision decide(const CountFacts&, const OpenVoting&, engine::Context&);
void observe(store::Connection& connection, const engine::Context& context, CloseBudget& close);
CountFacts load(store::Connection&, const engine::Context&, const CloseBudget&);
engine::Decision decide(const CountFacts&, const CloseBudget&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BudgetDecided&);
void apply(store::Connection&, const engine::Meta&, const BallotsPublished&);
/// A posting for each project and one for the rest.
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const BudgetDecided&);

std::vector<PublishedApprovals> published_of(store::Connection& connection, IdValue budget);

std::vector<engine::Schedule> budget_schedules();

} // namespace reef::budgets
