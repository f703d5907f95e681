// A participatory budget: a sum of the treasury is put by, members put projects forward, and their vote says which of
// them are paid. Opened and cancelled here; everything that it needs is settled when it is opened.
#pragma once
#include "commons/budgets/terms.hpp"

namespace reef::budgets {

struct OpenBudget {
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    Money sum;
    std::vector<std::string> classes;
    Time projects_until;
    Time voting_from;
    Time closes_at;
    static constexpr std::string_view name = "budgets.open";
    static constexpr std::string_view about =
        "Sets a sum of the treasury aside: members put projects forward and vote which of them it pays for.";
    static constexpr auto fields() {
        return FieldTable{
            field("title", &OpenBudget::title, "in a few words", Audience::everyone, 160),
            field("purpose", &OpenBudget::purpose, "what may be proposed"),
            field("sum", &OpenBudget::sum, "set aside from the treasury"),
            field("classes", &OpenBudget::classes, "by short name: their members put projects forward and vote"),
            field("projects_until", &OpenBudget::projects_until, "until when projects are put forward"),
            field("voting_from", &OpenBudget::voting_from, "when voting opens; projects are checked until then"),
            field("closes_at", &OpenBudget::closes_at, "when the ballots are counted and projects paid")};
    }
};
struct BudgetOpened {
    IdValue budget;
    std::string mandate;
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    Money sum;
    std::vector<std::string> classes;
    Time projects_until;
    Time voting_from;
    Time closes_at;
    Terms terms;
    static constexpr std::string_view name = "budgets.opened";
    static constexpr std::string_view about = "A sum was set aside, for members to say what it pays for.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &BudgetOpened::budget, "its number"),
                          field("mandate", &BudgetOpened::mandate, "the body or class for which it was opened"),
                          field("title", &BudgetOpened::title, "in a few words"),
                          field("purpose", &BudgetOpened::purpose, "what may be proposed"),
                          field("sum", &BudgetOpened::sum, "set aside from the treasury"),
                          field("classes", &BudgetOpened::classes, "whose members put projects forward and vote"),
                          field("projects_until", &BudgetOpened::projects_until, "projects are put forward"),
                          field("voting_from", &BudgetOpened::voting_from, "when voting opens"),
                          field("closes_at", &BudgetOpened::closes_at, "when it is counted"),
                          field("terms", &BudgetOpened::terms, "the rules that bind it to its end")};
    }
    std::string topic() const { return "/budgets"; }
};

struct CancelBudget {
    IdValue budget;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "budgets.cancel";
    static constexpr std::string_view about =
        "Cancels a budget before its vote opens: the sum goes back to the treasury.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &CancelBudget::budget, "which"),
                          field("reasons", &CancelBudget::reasons, "why; everybody reads them")};
    }
};
struct BudgetCancelled {
    IdValue budget;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "budgets.cancelled";
    static constexpr std::string_view about = "A budget was cancelled; its sum goes back to the treasury.";
    static constexpr auto fields() {
        return FieldTable{field("budget", &BudgetCancelled::budget, "which"),
                          field("reasons", &BudgetCancelled::reasons, "why")};
    }
    std::string topic() const { return "/budgets/" + budget.text(); }
};

/// `preparing`: projects are put forward and checked.
enum class Stage { preparing, voting, decided, cancelled };
constexpr auto names_of(Stage) { return std::array{"preparing"sv, "voting"sv, "decided"sv, "cancelled"sv}; }

/// Why a budget spent what it did.
enum class BudgetOutcome { counted, too_few_voted, nothing_to_vote_on };
constexpr auto names_of(BudgetOutcome) { return std::array{"counted"sv, "too-few-voted"sv, "nothing-to-vote-on"sv}; }

/// A budget as it stands.
struct BudgetRow {
    IdValue budget;
    EntryNumber entry = 0;
    std::string mandate;
    Hash title;
    Hash purpose;
    Time opened_at;
    Time projects_until;
    Time voting_from;
    Time closes_at;
    Money sum;
    std::vector<std::string> classes;
    Terms terms;
    Stage stage = Stage::preparing;
    std::optional<EntryNumber> frozen_entry;               // whoever belonged to the classes then may vote
    std::optional<people::AssuranceLevel> least_assurance; // and of whom one was so sure who they are
    std::int64_t electors = 0;
    std::optional<Hash> seed;
    std::optional<EntryNumber> over_entry;
    std::optional<Hash> reasons;
    std::optional<BudgetOutcome> outcome;
    std::optional<std::int64_t> spent_minor;
    std::optional<std::string> account; // of the count, as JSON
    Money spent() const { return {spent_minor.value_or(0), sum.currency}; }
};
std::optional<BudgetRow> find_budget(store::Connection& connection, IdValue budget);
/// Those that go on first, the newest first.
std::vector<BudgetRow> budgets(store::Connection& connection, std::int64_t limit, std::int64_t offset);
/// Those that are not over.
std::vector<BudgetRow> running_budgets(store::Connection& connection);

inline constexpr RefusalKind no_such_budget{"budgets.no_such_budget", "There is no participatory budget {}.", 404};
inline constexpr RefusalKind voting_opened{"budgets.voting_opened",
                                           "Voting on budget {} has opened: what stands there is settled.", 409};
inline constexpr RefusalKind budget_over{"budgets.budget_over", "Budget {} is over.", 409};
/// A count takes whole numbers up to 2^53; what is voted on must come to no more, or it could not be counted.
inline constexpr std::int64_t countable_minor = std::int64_t{1} << 53U;
inline constexpr RefusalKind too_much_to_count{"budgets.too_much_to_count", "More than {} cannot be counted.", 422};
/// What keeps a budget from being prepared further, if anything.
std::optional<Refusal> not_preparing(const BudgetRow& budget);

std::string address_of(IdValue budget);
/// Where its sum lies until it is over.
std::string escrow_of(IdValue budget);

/// What the transfers of a budget are for.
namespace purpose {
inline constexpr std::string_view set_aside = "participatory budget";
inline constexpr std::string_view back = "participatory budget, the rest";
inline constexpr std::string_view project = "project of a budget";
} // namespace purpose
/// From its account to the treasury.
engine::Call sum_back(IdValue budget, const Money& amount);

struct OpenFacts {
    bool launched = false;
    Currency currency;
    Money held;                       // by the treasury
    std::vector<std::string> classes; // of the charter
    Mandates opened_by;
    Percent treasury_part;
    Duration projects_time;
    Duration checking_time;
    Duration voting_time;
    Duration longest;
    Terms terms;
};
OpenFacts load(store::Connection&, const engine::Context&, const OpenBudget&);
/// Refused: budgets.not_launched, .not_mandated, .other_currency, .no_sum, .sum_too_large, .too_much_to_count,
/// .no_classes, .no_such_class, .projects_too_short, .checking_too_short, .voting_too_short, .closes_too_late.
engine::Decision decide(const OpenFacts&, const OpenBudget&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BudgetOpened&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const BudgetOpened&);

struct BudgetFacts {
    std::optional<BudgetRow> budget;
};
BudgetFacts load(store::Connection&, const engine::Context&, const CancelBudget&);
/// Refused: budgets.no_such_budget, .not_your_budget, .voting_opened, .budget_over.
engine::Decision decide(const BudgetFacts&, const CancelBudget&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BudgetCancelled&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const BudgetCancelled&);

} // namespace reef::budgets
