// The account of a count: everything that a page needs to explain the result and a sceptic to recompute it.
#pragma once
#include "math/tally/election.hpp"
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace reef::tally {

/// One named thing the account states. Names are lower_snake_case and become JSON keys as they are.
/// An Exact, a text, a yes or no; a value for each candidate (`{"1": "106"}` in JSON, by index here); or a list of
/// candidates; or several such lists (tied committees).
using PerCandidate = std::map<CandidateIndex, Exact>;
using CandidateList = std::vector<CandidateIndex>;
using FactValue = std::variant<Exact, std::string, bool, PerCandidate, CandidateList, std::vector<CandidateList>>;
struct Fact {
    std::string name;
    FactValue value;
};

/// One step of a count, in order: what was done to whom, and where everyone stood then.
struct Stage {
    std::string action; // a verb and its object, lower_snake_case: first_preferences, transfer_surplus, exclude …
    CandidateList candidates = {}; // whom it was done to
    PerCandidate tally = {};       // where everyone stands after it
    std::vector<Fact> facts = {};  // quota, exhausted, transfer_value, elected …
};

/// Candidates that the method itself could not tell apart.
struct Tie {
    std::string about;         // what had to be decided: "winner", "exclusion", "order of surpluses", "rank" …
    CandidateList among = {};  // ascending
    CandidateList chosen = {}; // empty while the tie stands
    std::string rule = {};     // what broke it: "lot", "order", a rule of the method by name; empty while it stands
    std::string evidence = {}; // for a lot: the text whose SHA-256 ordered the candidates
};

/// How many votes prefer the row to the column. Dense, row by row.
struct Pairwise {
    std::size_t size = 0;
    std::vector<std::int64_t> votes = {};
    explicit Pairwise(std::size_t candidates = 0) : size(candidates), votes(candidates * candidates, 0) {}
    std::int64_t& at(std::size_t row, std::size_t column) { return votes[row * size + column]; }
    std::int64_t at(std::size_t row, std::size_t column) const { return votes[row * size + column]; }
    bool operator==(const Pairwise&) const = default;
};

/// What happened to money: of participatory budgets and matching funds.
struct BudgetAccount {
    Exact total = {};
    Exact spent = {};
    std::vector<Fact> facts = {};
};

struct Account {
    std::vector<Fact> facts = {}; // about the whole count: quota, threshold, turnout, passed …
    std::vector<Stage> stages = {};
    std::optional<Pairwise> pairwise = {};
    std::optional<BudgetAccount> budget = {};

    void state(std::string name, FactValue value) { facts.push_back({std::move(name), std::move(value)}); }
    /// The stated value of that name, or nothing.
    const FactValue* stated(std::string_view name) const;
};

const FactValue* fact_named(const std::vector<Fact>& facts, std::string_view name);

} // namespace reef::tally
