#include "commons/funding/rating.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind nothing_to_rate{"funding.nothing_to_rate", "Projects are given to; results are rated.", 409};
constexpr RefusalKind no_points{"funding.no_points", "Points are whole, from 0 to 10.", 422};
constexpr std::int64_t millionths = 1'000'000;

} // namespace

RateFacts load(store::Connection& connection, const Context&, const Rate& rate) {
    RateFacts facts{.project = find_project(connection, rate.project)};
    if (facts.project) facts.round = find_round(connection, facts.project->round);
    return facts;
}
/// Nobody rates what they did or nominated.
Decision decide(const RateFacts& facts, const Rate& rate, Context& context) {
    if (!facts.project) return refuse(no_such_project, "project", {rate.project.text()});
    const auto& round = *facts.round;
    if (round.kind != RoundKind::retroactive) return refuse(nothing_to_rate, "project");
    if (round.state != RoundState::standing) return refuse(round_over, "project", {round.round.text()});
    if (!facts.project->standing) return refuse(taken_out, "project", {rate.project.text()});
    if (context.at < round.opens_at)
        return refuse(not_open_yet, "project", {round.round.text(), round.opens_at.date_text()});
    if (facts.project->is_of(context.actor.member)) return refuse(own_project, "project");
    if (rate.points < 0 || rate.points > points_max) return refuse(no_points, "points");
    return Events{Rated{round.round, rate.project, context.actor.member, rate.points}};
}
void apply(store::Connection& connection, const Meta&, const Rated& event) {
    connection.run("INSERT INTO {funding_ratings} (project, member, round, points) VALUES ($1, $2, $3, $4) ON CONFLICT "
                   "(project, member) DO UPDATE SET points = excluded.points",
                   event.project, event.member, event.round, event.points);
}

std::vector<ClassMedian> medians_of(const RoundTerms& terms, const RatedResult& result) {
    std::vector<ClassMedian> medians;
    for (const auto& [stakeholder_class, weight, given] : result.classes) {
        if (given.empty() || std::ssize(given) < terms.raters_least) continue;
        auto points = given;
        std::ranges::sort(points);
        const auto count = points.size();
        medians.push_back({stakeholder_class, weight, std::ssize(points), points[(count - 1) / 2] + points[count / 2]});
    }
    return medians;
}

std::int64_t score_of(const std::vector<ClassMedian>& medians) {
    std::int64_t sum = 0, weights = 0;
    for (const auto& each : medians) {
        sum += each.weight.hundredths * each.half_points;
        weights += each.weight.hundredths;
    }
    return weights > 0 ? sum * millionths / (2 * weights) : 0;
}

std::string points_text(std::int64_t score) { return fmt::format("{}.{:06}", score / millionths, score % millionths); }

std::vector<std::int64_t> rewards_of(const RoundTerms& terms, const Money& pot,
                                     const std::vector<std::int64_t>& scores) {
    std::vector<std::int64_t> above;
    for (const auto score : scores) above.push_back(std::max<std::int64_t>(score - terms.score_least * millionths, 0));
    if (std::ranges::all_of(above, [](auto each) { return each == 0; })) return above;
    auto rewards = share_out(pot.minor, above);
    const auto most =
        static_cast<std::int64_t>(static_cast<__int128>(pot.minor) * terms.project_part.hundredths / 10'000);
    for (auto& reward : rewards) reward = std::min(reward, most);
    return rewards;
}

std::vector<RatedResult> rated_results(store::Connection& connection, IdValue round) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    std::map<MemberId, std::vector<std::string>> classes;
    std::vector<RatedResult> results;
    for (const auto& project : projects_of(connection, round)) {
        if (!project.standing) continue;
        RatedResult result{.project = project.project};
        for (const auto& each : charter.governance.classes) result.classes.push_back({each.id, each.weight, {}});
        using Row = std::tuple<MemberId, std::int64_t>;
        for (const auto& [member, points] : connection.all<Row>(
                 "SELECT member, points FROM {funding_ratings} WHERE project = $1 ORDER BY member", project.project)) {
            auto known = classes.find(member);
            if (known == classes.end()) known = classes.emplace(member, people::classes_of(connection, member)).first;
            for (auto& each : result.classes)
                if (std::ranges::find(known->second, each.stakeholder_class) != known->second.end())
                    each.points.push_back(points);
            result.raters += known->second.empty() ? 0 : 1;
        }
        results.push_back(std::move(result));
    }
    return results;
}

} // namespace reef::funding
