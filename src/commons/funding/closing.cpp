#include "commons/funding/closing.hpp"
#include <algorithm>

namespace reef::funding {
using namespace engine;
namespace {

/// The place of a thing in a sorted list of different ones.
template <class T>
std::uint32_t place_in(const std::vector<T>& sorted, const T& thing) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, thing) - sorted.begin());
}

std::vector<MemberId> givers_of(const std::vector<GiftRow>& gifts) {
    std::vector<MemberId> givers;
    for (const auto& gift : gifts) givers.push_back(gift.member);
    std::ranges::sort(givers);
    const auto repeated = std::ranges::unique(givers);
    givers.erase(repeated.begin(), repeated.end());
    return givers;
}

} // namespace

Results results_of(const RoundTerms& terms, const Money& pot, const std::vector<IdValue>& projects,
                   const std::vector<GiftRow>& gifts) {
    const auto givers = givers_of(gifts);
    std::vector<std::int64_t> gifts_of_project(projects.size());
    std::vector<tally::Gift> counted;
    for (const auto& gift : gifts) {
        counted.push_back({place_in(givers, gift.member), place_in(projects, gift.project), gift.minor});
        ++gifts_of_project[counted.back().project];
    }
    // A bound of nothing matches nothing but for a fraction of the smallest unit.
    const auto matching = tally::match_gifts(projects.size(), counted,
                                             {.form = tally::MatchingForm::pairwise,
                                              .bound_minor = std::max<std::int64_t>(terms.pair_bound.minor, 1),
                                              .budget_minor = pot.minor,
                                              .project_share_max = terms.project_part});
    ensure(matching.has_value(), "a round's gifts and terms are such as the formula takes");
    const auto money = [&](std::int64_t minor) { return Money{minor, pot.currency}; };
    Results results{
        .paid = money(matching->paid_minor), .left = money(matching->left_minor), .scaled_down = matching->scaled_down};
    for (std::size_t i = 0; i < projects.size(); ++i)
        results.projects.push_back({projects[i], money(matching->raised_minor[i]), gifts_of_project[i],
                                    matching->entitled[i], money(matching->match_minor[i])});
    return results;
}

namespace {

std::vector<ProjectRow> standing_in(store::Connection& connection, IdValue round) {
    auto projects = projects_of(connection, round);
    std::erase_if(projects, [](const auto& project) { return !project.standing; });
    return projects;
}

std::vector<ClassMedian> recorded_medians(store::Connection& connection, IdValue project) {
    return connection.all<ClassMedian>(
        "SELECT class, weight, raters, half_points FROM {funding_medians} WHERE project = $1 ORDER BY place", project);
}

} // namespace

Results rewarded(const RoundTerms& terms, const Money& pot, const std::vector<RatedResult>& rated) {
    std::vector<std::vector<ClassMedian>> medians;
    std::vector<std::int64_t> scores;
    for (const auto& each : rated) {
        medians.push_back(medians_of(terms, each));
        scores.push_back(score_of(medians.back()));
    }
    const auto rewards = rewards_of(terms, pot, scores);
    Results results{.paid = {0, pot.currency}, .left = pot};
    for (std::size_t i = 0; i < rated.size(); ++i) {
        const Money reward{rewards[i], pot.currency};
        results.projects.push_back({rated[i].project,
                                    {0, pot.currency},
                                    rated[i].raters,
                                    points_text(scores[i]),
                                    reward,
                                    std::move(medians[i])});
        results.paid = results.paid + reward;
        results.left = results.left - reward;
    }
    return results;
}

Results results_of(store::Connection& connection, const RoundRow& round) {
    if (round.kind == RoundKind::retroactive)
        return rewarded(round.terms, round.pot, rated_results(connection, round.round));
    std::vector<IdValue> projects;
    for (const auto& project : standing_in(connection, round.round)) projects.push_back(project.project);
    return results_of(round.terms, round.pot, projects, gifts_of(connection, round.round));
}
Results recorded_results(store::Connection& connection, const RoundRow& round) {
    const auto money = [&](std::optional<std::int64_t> minor) { return Money{minor.value_or(0), round.pot.currency}; };
    const auto paid = money(round.paid_minor);
    Results results{.paid = paid, .left = round.pot - paid, .scaled_down = round.scaled_down};
    for (const auto& project : standing_in(connection, round.round))
        results.projects.push_back({project.project, money(project.raised), project.givers.value_or(0),
                                    project.entitled.value_or(""), money(project.matched),
                                    recorded_medians(connection, project.project)});
    return results;
}

ClosingFacts load(store::Connection& connection, const Context&, const CloseRound& command) {
    const auto round = find_round(connection, command.round);
    ensure(round && round->state == RoundState::standing, "the clock closes rounds that stand");
    return {*round, results_of(connection, *round)};
}
Decision decide(const ClosingFacts& facts, const CloseRound& command, Context&) {
    const auto& results = facts.results;
    return Events{RoundClosed{command.round, results.projects, results.paid, results.left, results.scaled_down}};
}
void apply(store::Connection& connection, const Meta& meta, const RoundClosed& event) {
    connection.run("UPDATE {funding_rounds} SET state = $1, over_entry = $2, paid = $3, scaled_down = $4 WHERE round = "
                   "$5",
                   RoundState::closed, meta.entry, event.paid.minor, event.scaled_down, event.round);
    for (const auto& each : event.projects) {
        connection.run(
            "UPDATE {funding_projects} SET raised = $1, entitled = $2, matched = $3, givers = $4 WHERE project "
            "= $5",
            each.raised.minor, each.entitled, each.matched.minor, each.givers, each.project);
        std::int64_t place = 0;
        for (const auto& median : each.medians)
            connection.run("INSERT INTO {funding_medians} (project, place, class, weight, raters, half_points) VALUES "
                           "($1, $2, $3, $4, $5, $6)",
                           each.project, ++place, median.stakeholder_class, median.weight, median.raters,
                           median.half_points);
    }
}

/// A posting of its own for each project. The escrow holds the pot and the gifts and nothing else, so none is refused.
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const RoundClosed& closed) {
    std::vector<Call> calls;
    const auto escrow = escrow_of(closed.round);
    const bool is_matched = find_round(connection, closed.round)->kind == RoundKind::matched;
    const auto what_the_pot_pays = is_matched ? purpose::matching : purpose::reward;
    for (const auto& result : closed.projects) {
        const auto project = *find_project(connection, result.project);
        std::vector<ledger::Movement> movements;
        if (result.raised.minor > 0)
            movements.push_back({escrow, project.account(), result.raised, std::string(purpose::gifts)});
        if (result.matched.minor > 0)
            movements.push_back({escrow, project.account(), result.matched, std::string(what_the_pot_pays)});
        if (movements.empty()) continue;
        std::vector<MemberId> parties;
        if (!project.body) parties.push_back(project.receiver);
        calls.push_back(call(ledger::Post{std::move(movements), address_of(closed.round), std::move(parties)}));
    }
    if (closed.left.minor > 0)
        calls.push_back(
            call(ledger::Post{{{escrow, std::string(ledger::treasury), closed.left, std::string(purpose::pot_back)}},
                              address_of(closed.round),
                              {}}));
    return calls;
}

Schedule round_schedule() {
    return schedule<IdValue>("funding.rounds", "rounds are paid out when they close",
                             "SELECT closes_at, round FROM {funding_rounds} WHERE state = 'standing' AND closes_at <= "
                             "$1 ORDER BY closes_at, round LIMIT 1",
                             [](IdValue round) { return call(CloseRound{round}); });
}

} // namespace reef::funding
