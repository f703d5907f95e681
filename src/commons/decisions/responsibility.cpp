#include "commons/decisions/responsibility.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>
#include <map>

namespace reef::decisions {
using namespace engine;

const Rule<Count> concentration_warning{
    "decisions.concentration_warning",
    "Concentration that is warned of",
    "The Herfindahl-Hirschman index of the shares of responsibility in a domain above which its page warns. No class "
    "may weigh more than half, so 5,000 is never exceeded while all take part, whatever their weights; above it "
    "somebody answers for more than half of all that is decided there.",
    {5'000},
    Count{2'500},
    Count{10'000}};
const Rule<Percent> responsibility_gap{
    "decisions.responsibility_gap",
    "Gap between say and responsibility",
    "By how much a class's share of responsibility may differ from its share of the say before the page warns.",
    percent(10),
    percent(1),
    percent(50)};
const Rule<Duration> responsibility_span{"decisions.responsibility_span",
                                         "Time over which responsibility is reckoned",
                                         "How far back the page of responsibility looks at decisions and answers.",
                                         days(365),
                                         days(28),
                                         days(1'825)};

namespace {

/// The parts of those who could decide, scaled to 100 %: a class in which there was nobody has no say.
std::vector<Percent> says_of(const std::vector<ElectorateClass>& electorate) {
    std::vector<std::int64_t> weights;
    for (const auto& each : electorate) weights.push_back(each.eligible > 0 ? each.weight.hundredths : 0);
    std::vector<Percent> says(electorate.size());
    if (std::ranges::all_of(weights, [](auto weight) { return weight == 0; })) return says;
    const auto scaled = share_out(percent(100).hundredths, weights);
    for (std::size_t i = 0; i < says.size(); ++i) says[i] = {scaled[i]};
    return says;
}

/// Sums of hundredths as shares of the whole, exactly 100 % together.
std::map<std::string, Percent> as_shares(const std::map<std::string, std::int64_t>& sums) {
    std::vector<std::int64_t> parts;
    for (const auto& [decider, sum] : sums) parts.push_back(sum);
    std::map<std::string, Percent> shares;
    if (std::ranges::all_of(parts, [](auto part) { return part == 0; })) return shares;
    const auto scaled = share_out(percent(100).hundredths, parts);
    std::size_t place = 0;
    for (const auto& [decider, sum] : sums) shares[decider] = {scaled[place++]};
    return shares;
}

} // namespace

std::vector<SharedPart> shared_parts(const ProposalDecided& decided, const std::vector<ElectorateClass>& electorate) {
    const auto responsible = responsible_for(decided, electorate);
    const auto share_of = [&](const std::string& decider) {
        const auto found = std::ranges::find(responsible, decider, &Responsible::decider);
        return found == responsible.end() ? percent(0) : *found->share;
    };
    if (responsible.empty() || !responsible.front().share) return {};
    std::vector<SharedPart> parts;
    if (electorate.empty()) // agreed: each answers by its weight
        for (const auto& each : responsible) parts.push_back({each.decider, *each.share, *each.share});
    const auto says = says_of(electorate);
    for (std::size_t i = 0; i < electorate.size(); ++i)
        if (says[i] > percent(0)) parts.push_back({electorate[i].id, says[i], share_of(electorate[i].id)});
    return parts;
}

std::int64_t concentration_of(const std::vector<DeciderShare>& shares) {
    std::int64_t squares = 0;
    for (const auto& each : shares) squares += each.share.hundredths * each.share.hundredths;
    return (squares + 5'000) / 10'000;
}

std::vector<DomainSpread> spread_by_domain(const std::vector<SharedDecision>& decisions) {
    std::map<std::string, DomainSpread> spreads;
    std::map<std::string, std::map<std::string, std::int64_t>> sums;
    for (const auto& each : decisions) {
        auto& spread = spreads[each.domain];
        spread.domain = each.domain;
        ++spread.decisions;
        if (each.parts.empty()) ++spread.untold;
        for (const auto& part : each.parts) sums[each.domain][part.decider] += part.responsibility.hundredths;
    }
    std::vector<DomainSpread> all;
    for (auto& [domain, spread] : spreads) {
        for (const auto& [decider, share] : as_shares(sums[domain])) spread.shares.push_back({decider, share});
        spread.concentration = concentration_of(spread.shares);
        all.push_back(std::move(spread));
    }
    return all;
}

std::vector<DeciderRecord> records_of_deciders(const std::vector<SharedDecision>& decisions) {
    std::map<std::string, DeciderRecord> records;
    std::map<std::string, std::int64_t> says, responsibilities;
    for (const auto& each : decisions)
        for (const auto& part : each.parts) {
            auto& record = records[part.decider];
            record.decider = part.decider;
            ++record.decisions;
            if (part.responsibility > percent(0)) ++record.took_part;
            says[part.decider] += part.say.hundredths;
            responsibilities[part.decider] += part.responsibility.hundredths;
        }
    auto say_shares = as_shares(says), responsibility_shares = as_shares(responsibilities);
    std::vector<DeciderRecord> all;
    for (auto& [decider, record] : records) {
        record.say = say_shares[decider];
        record.responsibility = responsibility_shares[decider];
        all.push_back(std::move(record));
    }
    return all;
}

std::vector<AnswerRecord> answer_records(store::Connection& connection, Time from, Time until) {
    return connection.all<AnswerRecord>("SELECT decider, count(*) AS asked, count(answer) AS answered FROM "
                                        "{decisions_answers} WHERE answer_by > $1 AND answer_by <= $2 GROUP BY decider "
                                        "ORDER BY decider",
                                        from, until);
}

std::vector<SharedDecision> shared_decisions(store::Connection& connection, Time from) {
    std::vector<SharedDecision> decisions;
    for (const auto& [proposal, domain, count] : connection.all<std::tuple<IdValue, std::string, std::string>>(
             "SELECT p.proposal, p.domain, p.count FROM {decisions_proposals} p WHERE p.stage IN ('passed', "
             "'rejected') AND p.count IS NOT NULL AND p.decided_at > $1 AND NOT EXISTS (SELECT 1 FROM "
             "{decisions_changes} c WHERE c.proposal = p.proposal AND c.by_law) ORDER BY p.decided_at, p.proposal",
             from)) {
        const auto decided = from_recorded<ProposalDecided>(count);
        const auto electorate = electorate_of(connection, proposal);
        const bool nobody_decided =
            decided.outcome == tally::text(tally::ByClassOutcome::no_quorum) || (electorate.empty() && !decided.passed);
        if (nobody_decided) continue;
        decisions.push_back({from_recorded<rules::DomainCharter>(domain).rules, shared_parts(decided, electorate)});
    }
    return decisions;
}

} // namespace reef::decisions
