#include "targets.hpp"
#include "math/opinion/module.hpp"
#include "math/tally/format_list.hpp"
#include "math/tally/method.hpp"
#include <array>
#include <utility>

namespace reef::fuzz {
namespace {

/// What readers of ballots promise to those who count.
void check_election(const tally::Election& election) {
    ensure(!election.candidates.empty(), "an election that was read has candidates");
    ensure(election.seats >= 1, "and a seat");
    std::vector<std::size_t> seen(election.candidates.size(), 0);
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        ensure(ballot.count > 0, "every distinct ballot was cast");
        ensure(ballot.levels.size() == (election.kind == tally::BallotKind::ranked ? ballot.candidates.size() : 0),
               "ranked ballots have levels");
        for (std::size_t k = 0; k < ballot.candidates.size(); ++k) {
            ensure(ballot.candidates[k] < seen.size(), "a mark is for a candidate");
            ensure(std::exchange(seen[ballot.candidates[k]], i + 1) != i + 1, "no candidate is marked twice");
            ensure(ballot.levels.empty() || k == 0 || ballot.levels[k] >= ballot.levels[k - 1], "levels ascend");
        }
    }
}

using LooksLike = bool (*)(std::string_view);
using Read = Result<tally::Election> (*)(std::string_view);

/// Reads, and if that gives an election, checks it and counts it by some methods.
template <LooksLike looks_like, Read read>
bool read_ballots(std::string_view input) {
    looks_like(input);
    const auto election = read(input);
    if (!election) {
        ensure(!election.error().sentence().empty(), "a refusal says something");
        return false;
    }
    check_election(*election);
    for (const auto* method :
         {"plurality", "irv", "stv-scottish", "approval", "score", "quadratic", "pb-mes", "committee-mes"})
        if (const auto counted = tally::count(method, *election, {}))
            tally::json_of(method, counted->options, *election, counted->outcome);
    return true;
}

/// What a map of opinions promises: everyone stands somewhere, groups hold the included, the state can be kept.
void check_map(const opinion::Opinions& found, const opinion::Evaluations& evaluations) {
    ensure(found.participants.size() == evaluations.participants().size(), "everyone has a place");
    std::size_t grouped = 0, in_groups = 0;
    for (const auto& participant : found.participants) {
        ensure(participant.is_included || !participant.group, "groups hold the included");
        grouped += participant.group.has_value();
    }
    for (const auto& group : found.groups) in_groups += group.size;
    ensure(grouped == in_groups, "the sizes of groups count their members");
    const auto kept = opinion::OpinionState::parse(found.state.text());
    ensure(kept && *kept == found.state, "a state is read back as it was");
}

/// The files of an export, and the state of an earlier run, one after the other behind lines of `%%%`.
bool read_export(std::string_view input) {
    std::array<std::string_view, 4> parts;
    for (auto& part : parts) {
        constexpr std::string_view next = "%%%\n";
        const auto end = input.find(next);
        part = input.substr(0, end);
        input.remove_prefix(end == input.npos ? input.size() : end + next.size());
    }
    const auto& [comments, votes, summary, state_text] = parts;
    const auto exported = opinion::read_polis_export({comments, votes, summary});
    const auto state = opinion::OpinionState::parse(state_text);
    if (!exported) {
        ensure(!exported.error().empty(), "a refused export has faults");
        for (const auto& fault : exported.error()) ensure(!fault.text().empty(), "a fault says something");
        return false;
    }
    const auto evaluations = opinion::evaluations_of(*exported);
    check_map(
        opinion::find_opinions(evaluations, opinion::roles_of(*exported), state.value_or(opinion::OpinionState{})),
        evaluations);
    return true;
}

constexpr Target list[] = {
    {"abc_yaml", read_ballots<tally::looks_like_abc_yaml, tally::read_abc_yaml>},
    {"blt", read_ballots<tally::looks_like_blt, tally::read_blt>},
    {"cast_votes", read_ballots<tally::looks_like_cast_votes, tally::read_cast_votes>},
    {"debian", read_ballots<tally::looks_like_debian, tally::read_debian>},
    {"pabulib", read_ballots<tally::looks_like_pabulib, tally::read_pabulib>},
    {"preflib", read_ballots<tally::looks_like_preflib, tally::read_preflib>},
    {"reef_csv", read_ballots<tally::looks_like_reef_csv, tally::read_reef_csv>},
    {"polis_export", read_export},
};

} // namespace

std::span<const Target> targets() { return list; }

} // namespace reef::fuzz
