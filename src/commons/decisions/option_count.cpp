#include "commons/decisions/option_count.hpp"
#include "commons/decisions/representation.hpp"
#include <algorithm>
#include <numeric>

namespace reef::decisions {
using namespace engine;
namespace {

using rules::BallotForm;

const OptionMark* mark_of(const std::vector<OptionMark>& marks, std::int64_t option) {
    const auto found = std::ranges::find(marks, option, &OptionMark::option);
    return found == marks.end() ? nullptr : &*found;
}

/// More is better.
std::int64_t liking(BallotForm form, const std::vector<OptionMark>& marks, std::int64_t option) {
    const auto* mark = mark_of(marks, option);
    if (form == BallotForm::ranking) return mark ? -mark->mark : INT64_MIN;
    return mark ? mark->mark : 0;
}

std::vector<std::int64_t> votes_by_class(const std::vector<ElectorateClass>& electorate,
                                         const std::vector<OptionBallot>& ballots) {
    std::vector<std::int64_t> votes(electorate.size(), 0);
    for (const auto& each : ballots) {
        const auto found = std::ranges::find(electorate, each.voter_class, &ElectorateClass::id);
        votes[static_cast<std::size_t>(found - electorate.begin())] += each.votes;
    }
    return votes;
}

std::vector<std::int64_t> weights_of_votes(const std::vector<ElectorateClass>& electorate,
                                           const std::vector<std::int64_t>& votes) {
    constexpr std::int64_t multiple_max = 100'000'000'000'000; // times 10,000 hundredths, doubled, fits into 64 bits
    std::int64_t multiple = 1;
    for (const auto each : votes) {
        if (each == 0) continue;
        const auto factor = each / std::gcd(multiple, each);
        if (factor > multiple_max / multiple) {
            multiple = multiple_max;
            break;
        }
        multiple *= factor;
    }
    std::vector<std::int64_t> weights;
    std::int64_t common = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        weights.push_back(votes[i] == 0 ? 0 : electorate[i].weight.hundredths * multiple / votes[i]);
        common = std::gcd(common, weights.back());
    }
    if (common > 1)
        for (auto& each : weights) each /= common;
    return weights;
}

tally::BallotPaper paper_of(BallotForm form, const std::vector<Option>& options, const OptionBallot& ballot) {
    tally::BallotPaper paper;
    std::vector<std::pair<std::int64_t, tally::CandidateIndex>> marked;
    for (tally::CandidateIndex i = 0; i < options.size(); ++i)
        if (const auto* mark = mark_of(ballot.marks, options[i].number)) marked.emplace_back(mark->mark, i);
    if (form == BallotForm::ranking) std::ranges::stable_sort(marked, {}, &std::pair<std::int64_t, unsigned>::first);
    std::uint32_t level = 0;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        paper.candidates.push_back(marked[i].second);
        if (form == BallotForm::scores) paper.values.emplace_back(marked[i].first);
        if (form != BallotForm::ranking) continue;
        if (i > 0 && marked[i].first != marked[i - 1].first) ++level;
        paper.levels.push_back(level); // a number that was left out is no place that was skipped
    }
    paper.count = ballot.votes;
    return paper;
}

tally::BallotKind kind_of(BallotForm form) {
    return form == BallotForm::approvals ? tally::BallotKind::approval
           : form == BallotForm::scores  ? tally::BallotKind::score
                                         : tally::BallotKind::ranked;
}

std::vector<ClassCount> counts_against(const rules::ProcedureCharter& procedure,
                                       const std::vector<ElectorateClass>& electorate, std::int64_t option,
                                       const std::vector<OptionBallot>& ballots) {
    const auto form = rules::ballot_form(procedure);
    std::vector<ClassCount> counts;
    for (const auto& each : electorate) counts.push_back({.id = each.id});
    for (const auto& each : ballots)
        count_vote(counts, each.voter_class,
                   prefers(form, each.marks, option, as_it_is)   ? Choice::in_favour
                   : prefers(form, each.marks, as_it_is, option) ? Choice::against
                                                                 : Choice::abstain,
                   each.votes);
    return counts;
}

/// An option on its way through the count.
struct Placed {
    const Option* option = nullptr;
    std::size_t group = 0; // those whom the method cannot tell apart
    std::vector<ClassCount> counts;
    std::optional<tally::ByClassResult> result; // none for what is in force
    tally::Exact share;
    bool passes() const { return result && result->outcome == tally::ByClassOutcome::passed; }
};

tally::Counted counted_by_method(const rules::ProcedureCharter& procedure, const tally::Election& election) {
    auto counted = tally::count(rules::counted_by(procedure), election, {{"ties", "order"}});
    ensure(counted.has_value(), "the charter names a method that counts these ballots");
    return std::move(*counted);
}

/// Every option with the group in which the method puts it.
std::vector<Placed> in_groups(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                              const std::vector<Option>& options, const std::vector<OptionBallot>& ballots,
                              const std::vector<tally::CandidateList>& ranking) {
    std::vector<Placed> all;
    for (std::size_t i = 0; i < options.size(); ++i) {
        Placed placed{.option = &options[i], .group = ranking.size(), .counts = {}, .result = {}, .share = {}};
        for (std::size_t group = 0; group < ranking.size(); ++group)
            if (std::ranges::find(ranking[group], static_cast<tally::CandidateIndex>(i)) != ranking[group].end())
                placed.group = group;
        placed.counts = counts_against(procedure, electorate, options[i].number, ballots);
        if (options[i].number != as_it_is) {
            placed.result = count_by_class(procedure_for(procedure, options[i]), electorate, placed.counts);
            placed.share = *tally::Exact::parse(placed.result->weighted_yes.fraction);
        }
        all.push_back(std::move(placed));
    }
    return all;
}

OptionResult result_of(const Placed& each, std::int64_t place) {
    OptionResult result{each.option->number, each.option->value, place, {}, {}, {}, each.option->return_margin};
    if (!each.result) return result;
    for (const auto& of : each.counts) result.classes.push_back({of.id, of.in_favour, of.against, of.abstain});
    result.weighted_share = each.result->weighted_yes.fraction;
    result.outcome = std::string(tally::text(each.result->outcome));
    return result;
}

/// The best first; what is in force after others of its group.
std::vector<Placed> in_order(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                             const std::vector<Option>& options, const std::vector<OptionBallot>& ballots,
                             const std::vector<tally::CandidateList>& ranking) {
    auto all = in_groups(procedure, electorate, options, ballots, ranking);
    std::ranges::sort(all, [](const Placed& a, const Placed& b) {
        if (a.group != b.group) return a.group < b.group;
        if (a.result.has_value() != b.result.has_value()) return a.result.has_value();
        if (a.share != b.share) return a.share > b.share;
        return a.option->number < b.option->number;
    });
    return all;
}

/// Which option wins: what a search for turning points asks again and again.
std::int64_t winner_of(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                       const std::vector<Option>& options, const std::vector<OptionBallot>& ballots) {
    const auto election = option_election(procedure, electorate, options, ballots);
    const auto ranking = counted_by_method(procedure, election).outcome.ranking;
    const auto order = in_order(procedure, electorate, options, ballots, ranking);
    const auto first = std::ranges::find_if(order, &Placed::passes);
    return first == order.end() ? as_it_is : first->option->number;
}

/// The ballots with `members` of a class voting for one option alone.
std::vector<OptionBallot> with_members_for(BallotForm form, const ElectorateClass& of,
                                           std::vector<OptionBallot> ballots, std::int64_t target, std::int64_t winner,
                                           std::int64_t members, std::int64_t lacking) {
    const auto left_after = [&](std::int64_t left, std::int64_t& votes) {
        const auto moved = std::min(left, votes);
        votes -= moved;
        return left - moved;
    };
    std::int64_t cast = 0;
    for (const auto& each : ballots)
        if (each.voter_class == of.id) cast += each.votes;
    auto absent = of.eligible - cast;
    auto left = members - std::min(lacking, absent);
    absent -= std::min(lacking, absent);
    const auto pleased = [&](const OptionBallot& each) {
        return prefers(form, each.marks, winner, target) ? 0 : prefers(form, each.marks, target, winner) ? 2 : 1;
    };
    for (const int degree : {0, 1, 2}) {
        if (degree == 2) left = left_after(left, absent);
        for (auto& each : ballots)
            if (each.voter_class == of.id && pleased(each) == degree) left = left_after(left, each.votes);
    }
    std::erase_if(ballots, [](const OptionBallot& each) { return each.votes == 0; });
    ballots.push_back({of.id, {{target, form == BallotForm::scores ? 5 : 1}}, members - left});
    return ballots;
}

} // namespace

bool prefers(BallotForm form, const std::vector<OptionMark>& marks, std::int64_t first, std::int64_t second) {
    return liking(form, marks, first) > liking(form, marks, second);
}

std::vector<std::int64_t> weights_by_class(const std::vector<ElectorateClass>& electorate,
                                           const std::vector<OptionBallot>& ballots) {
    return weights_of_votes(electorate, votes_by_class(electorate, ballots));
}

rules::ProcedureCharter procedure_for(const rules::ProcedureCharter& procedure, const Option& option) {
    return option.return_margin ? rules::raised_by(procedure, *option.return_margin) : procedure;
}

tally::Election option_election(const rules::ProcedureCharter& procedure,
                                const std::vector<ElectorateClass>& electorate, const std::vector<Option>& options,
                                const std::vector<OptionBallot>& ballots) {
    const auto form = rules::ballot_form(procedure);
    tally::Election election{.kind = kind_of(form), .groups = {}};
    if (form == BallotForm::scores) election.score_max = 5;
    for (const auto& each : options) election.candidates.push_back({std::to_string(each.number), each.value});
    const auto weights = weights_by_class(electorate, ballots);
    for (const auto& each : electorate) election.groups.push_back(each.id);
    for (const auto& each : ballots) {
        auto paper = paper_of(form, options, each);
        const auto found = std::ranges::find(electorate, each.voter_class, &ElectorateClass::id);
        paper.group = static_cast<std::uint32_t>(found - electorate.begin());
        paper.weight = weights[paper.group];
        election.ballots.add(paper);
    }
    election.ballots.compress();
    return election;
}

OptionCount count_options(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                          const std::vector<Option>& options, const std::vector<OptionBallot>& ballots) {
    const auto election = option_election(procedure, electorate, options, ballots);
    const auto counted = counted_by_method(procedure, election);
    const auto order = in_order(procedure, electorate, options, ballots, counted.outcome.ranking);
    OptionCount count{
        .outcome = {.method = std::string(rules::counted_by(procedure)),
                    .winner = {},
                    .options = {},
                    .turned_by = {},
                    .account = tally::json_of(counted.method->name, counted.options, election, counted.outcome)},
        .counts = {},
        .result = {}};
    count.outcome.votes = election.ballots.votes().text();
    std::int64_t place = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || order[i].group != order[i - 1].group) place = static_cast<std::int64_t>(i) + 1;
        count.outcome.options.push_back(result_of(order[i], place));
    }
    auto shown = std::ranges::find_if(order, &Placed::passes);
    if (shown != order.end())
        count.outcome.winner = shown->option->number;
    else
        shown = std::ranges::find_if(order, [](const Placed& each) { return each.result.has_value(); });
    count.counts = shown->counts;
    count.result = *shown->result;
    count.outcome.turned_by = turn_of(procedure, electorate, options, ballots);
    return count;
}

std::optional<OptionTurn> turn_of(const rules::ProcedureCharter& procedure,
                                  const std::vector<ElectorateClass>& electorate, const std::vector<Option>& options,
                                  const std::vector<OptionBallot>& ballots) {
    const auto form = rules::ballot_form(procedure);
    const auto winner = winner_of(procedure, electorate, options, ballots);
    const auto cast = votes_by_class(electorate, ballots);
    std::optional<OptionTurn> fewest;
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        const auto& of = electorate[i];
        const auto needed = (of.eligible * of.quorum.hundredths + 9'999) / 10'000;
        const auto lacking = std::max<std::int64_t>(0, needed - cast[i]);
        for (const auto& target : options) {
            if (target.number == winner) continue;
            const auto turns = [&](std::int64_t members) {
                const auto otherwise = with_members_for(form, of, ballots, target.number, winner, members, lacking);
                return winner_of(procedure, electorate, options, otherwise) == target.number;
            };
            // Halving finds a number that turns it where all of them do: the smallest, where more never turn it back.
            std::int64_t low = std::max<std::int64_t>(1, lacking),
                         high = std::min(of.eligible, fewest ? fewest->members - 1 : of.eligible);
            if (low > high || !turns(high)) continue;
            while (low < high) {
                const auto middle = low + (high - low) / 2;
                if (turns(middle))
                    high = middle;
                else
                    low = middle + 1;
            }
            fewest = OptionTurn{of.name, high, target.number};
        }
    }
    return fewest;
}

std::vector<OptionBallot> listed(const EqualBallots& equal) {
    std::vector<OptionBallot> ballots;
    for (const auto& [ballot, votes] : equal) ballots.push_back({ballot.first, ballot.second, votes});
    return ballots;
}

std::vector<OptionBallot> option_ballots(store::Connection& connection, IdValue proposal,
                                         const std::vector<ElectorateClass>& electorate) {
    EqualBallots equal;
    for (const auto& [ballot, votes] : counted_ballots(connection, proposal, electorate))
        if (ballot.marks) equal[{ballot.voter_class, from_recorded<std::vector<OptionMark>>(*ballot.marks)}] += votes;
    return listed(equal);
}

void choose(const CloseFacts& facts, ProposalDecided& decided) {
    const auto chosen = std::ranges::find(facts.options, decided.options->winner.value_or(as_it_is), &Option::number);
    if (decided.options->winner) decided.value = chosen->value;
    for (const auto& each : facts.alternatives)
        if (each.option == decided.options->winner) {
            decided.reason = {VaultReference{each.reason, each.author.value}};
            decided.proposer = each.author;
        }
}

void keep_choice(store::Connection& connection, const ProposalDecided& event) {
    const auto alternatives = alternatives_of(connection, event.proposal);
    const auto chosen = std::ranges::find(alternatives, *event.options->winner, &AlternativeRow::option);
    if (chosen == alternatives.end()) return;
    connection.run(
        "UPDATE {decisions_changes} SET first_value = value, value = $1, return_margin = $2 WHERE proposal = $3",
        chosen->value, chosen->return_margin, event.proposal);
}

} // namespace reef::decisions
