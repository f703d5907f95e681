// pb-mes: the Method of Equal Shares for participatory budgets, and ways to spend what it leaves.
#include "math/tally/budget.hpp"
#include "math/tally/equal_shares.hpp"
#include <algorithm>
#include <optional>

namespace reef::tally {
namespace {

/// What one run bought, in order.
struct Run {
    CandidateList chosen;
    Exact purse;                                                // of each vote, in the file's currency
    std::vector<std::pair<CandidateList, CandidateIndex>> ties; // what was tied, and what was taken
    std::int64_t cost = 0;
    bool within_budget = true;
    std::int64_t exact_decisions = 0;
};

/// All runs of one count.
class Runs {
  public:
    Runs(const BudgetCase& given, const TieOrder& ties)
        : given_(given), ties_(ties), case_(EqualSharesCase::of(given.support, given.costs, given.satisfaction)) {
        for (CandidateIndex project = 0; project < given.costs.size(); ++project)
            if (given.costs[project] == 0 && total_satisfaction(given, project).sign() > 0) free_.push_back(project);
        std::ranges::sort(free_, [&](auto a, auto b) { return ties.before(a, b); });
    }

    /// Stops where the budget is overspent: such an outcome is not used.
    Run run(const Exact& purse) const {
        Run out{.chosen = free_, .purse = purse};
        EqualShares shares(case_, purse * given_.factor);
        while (true) {
            const auto cheapest = shares.cheapest();
            if (cheapest.empty()) break;
            const auto project =
                *std::ranges::min_element(cheapest, [&](auto a, auto b) { return ties_.before(a, b); });
            if (cheapest.size() > 1) out.ties.emplace_back(cheapest, project);
            out.chosen.push_back(project);
            out.cost += given_.costs[project];
            out.within_budget = out.cost <= given_.budget;
            if (!out.within_budget) break;
            shares.buy(project);
        }
        out.exact_decisions = shares.exact_decisions();
        return out;
    }

    /// What is bought with any purse from `least` to `most`, if that is certainly the same within the budget.
    std::optional<CandidateList> same_for_all(const Exact& least, const Exact& most) const {
        CandidateList chosen = free_;
        EqualShares shares(case_, least * given_.factor, most * given_.factor);
        std::int64_t cost = 0;
        while (true) {
            const auto cheapest = shares.cheapest();
            if (shares.undecided()) return {};
            if (cheapest.empty()) return chosen;
            const auto project =
                *std::ranges::min_element(cheapest, [&](auto a, auto b) { return ties_.before(a, b); });
            chosen.push_back(project);
            cost += given_.costs[project];
            if (cost > given_.budget) return {};
            shares.buy(project);
            if (shares.undecided()) return {};
        }
    }

    bool all_chosen(const Run& run) const { return run.chosen.size() == free_.size() + case_.order.size(); }
    const EqualSharesCase& equal_shares() const { return case_; }
    const CandidateList& free() const { return free_; }

  private:
    const BudgetCase& given_;
    const TieOrder& ties_;
    EqualSharesCase case_;
    CandidateList free_;
};

/// The largest of the growing purses whose outcome stays within the budget; the first, if any, that leaves no room for
/// a further project. `purse_of(0)` is the plain share. `last_step`: no further purse is tried. Where many purses in a
/// row certainly buy the same, they are passed over together, so that a fine unit of currency costs no more than a
/// coarse one.
template <class PurseOf>
Run with_growing_purses(const BudgetCase& given, const Runs& runs, std::int64_t last_step, PurseOf purse_of) {
    Run best = runs.run(purse_of(0));
    std::int64_t step = 0, eighths = 8; // of the stride: it doubles with success, and begins again slowly after failure
    while (step < last_step && !given.exhaustive(best.chosen)) {
        // Everything is bought that anybody wants and can be: greater purses only change the order, up to the last one.
        if (runs.all_chosen(best)) return runs.run(purse_of(last_step));
        const auto stride = std::min(std::max<std::int64_t>(eighths / 8, 1), last_step - step);
        if (stride > 1) {
            const auto same = runs.same_for_all(purse_of(step + 1), purse_of(step + stride));
            if (!same) {
                eighths /= 4;
                continue;
            }
            if (given.exhaustive(*same)) return runs.run(purse_of(step + 1));
        }
        Run next = runs.run(purse_of(step + stride));
        if (!next.within_budget) break;
        best = std::move(next);
        step += stride;
        eighths = stride > 1 ? std::min(eighths * 2, std::int64_t{1} << 40) : eighths + 1;
    }
    return best;
}

Run completed_run(const BudgetCase& given, const Runs& runs, std::string_view completion) {
    const Exact votes = given.support.votes_total;
    const Exact budget = given.election->budget;
    const auto hundredths = [&](std::int64_t step) { return budget * Exact::ratio(100 + step, 100) / votes; };
    if (completion.starts_with("increment"))
        return with_growing_purses(given, runs, given.support.votes_total * 100, hundredths);
    if (completion.starts_with("add-one")) {
        const Exact whole_part = (budget / votes).floor();
        // With a purse above the cost of everything, everything is bought.
        Exact sum;
        for (const auto& project : given.election->candidates) sum += project.cost;
        const auto last_step = (sum - whole_part).floor().whole() + 1;
        return with_growing_purses(given, runs, std::max<std::int64_t>(last_step, 0), [&](std::int64_t step) {
            return step == 0 ? budget / votes : whole_part + Exact(step);
        });
    }
    return runs.run(hundredths(0));
}

/// Rounded up: exact purses have long denominators, and nobody reads these further.
Exact in_millionths(const mpq_class& amount) {
    const mpq_class scaled = amount * 1'000'000;
    mpz_class millionths;
    mpz_cdiv_q(millionths.get_mpz_t(), scaled.get_num_mpz_t(), scaled.get_den_mpz_t());
    return *Exact::parse(millionths.get_str()) / power_of_ten(6);
}

/// The account: the purchases of the final run once more with exact purses. A price is in the file's currency for each
/// unit of satisfaction. `lacking`: what the supporters of what was not bought still lack together, in millionths.
void add_stages(const BudgetCase& given, const Runs& runs, const Run& run, Outcome& outcome) {
    for (const auto project : runs.free())
        outcome.account.stages.push_back({.action = "choose_free", .candidates = {project}});
    ExactPurses purses(given.support, given.costs, rational(run.purse * given.factor));
    Exact spent;
    for (std::size_t i = runs.free().size(); i < run.chosen.size(); ++i) {
        const auto project = run.chosen[i];
        const Exact cost = given.election->candidates[project].cost;
        const Exact unit = given.satisfaction == Satisfaction::cost ? Exact(1) / cost : given.support.utility_factor;
        const mpq_class price = purses.buy(project) * rational(unit / given.factor);
        spent += cost;
        outcome.account.stages.push_back({.action = "buy",
                                          .candidates = {project},
                                          .facts = {{"cost", cost},
                                                    {"price", fact_of(price)},
                                                    {"supporters", Exact(given.support.approvals(project))},
                                                    {"spent", spent}}});
    }
    PerCandidate lacking;
    for (CandidateIndex project = 0; project < given.costs.size(); ++project)
        if (given.stands(project) && given.support.approvals(project) > 0 &&
            std::ranges::find(run.chosen, project) == run.chosen.end())
            lacking[project] = in_millionths(purses.lacking(project) / rational(given.factor));
    if (!lacking.empty()) outcome.account.state("lacking", std::move(lacking));
}

} // namespace

Result<Outcome> count_pb_mes(const Election& election, const Options& options) {
    const auto given = BudgetCase::of(election, satisfaction_of(election, options));
    if (!given) return std::unexpected(given.error());
    TieOrder ties(election, options);
    Outcome outcome;
    CandidateList chosen;
    if (given->support.votes_total > 0) {
        const Runs runs(*given, ties);
        const auto run = completed_run(*given, runs, options.text("completion"));
        for (const auto& [among, taken] : run.ties) ties.record("project", among, {taken});
        outcome.account.state("voter_budget", run.purse);
        add_stages(*given, runs, run, outcome);
        chosen = run.chosen;
    }
    if (options.text("completion").ends_with("greedy")) {
        const auto before = chosen.size();
        complete_greedily(*given, ties, chosen);
        for (auto i = before; i < chosen.size(); ++i)
            outcome.account.stages.push_back({.action = "complete_greedily",
                                              .candidates = {chosen[i]},
                                              .facts = {{"cost", election.candidates[chosen[i]].cost}}});
    }
    finish_budget(*given, chosen, ties, outcome);
    return outcome;
}

} // namespace reef::tally
