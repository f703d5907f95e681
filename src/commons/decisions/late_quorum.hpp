// Late quorums: where the procedure says so, a vote whose quorums were reached only shortly before its end stays open
// once more, so that nobody decides at the last moment while the others hold a vote for lost. (OpenZeppelin's
// GovernorPreventLateQuorum keeps the same promise.) Looked at twice by the clock, so that ballots need not count.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

/// Given by the clock: so long before the end as the procedure says, and, if the quorums were missing then, at the end.
struct LookForQuorum {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.look_for_quorum";
    static constexpr std::string_view about = "Looks whether the quorums of an open vote are reached.";
    static constexpr auto fields() { return FieldTable{field("proposal", &LookForQuorum::proposal, "which")}; }
};
struct QuorumLookedFor {
    IdValue proposal;
    bool is_reached = false;
    std::optional<Time> look_again_at;
    std::optional<ShiftedVote> prolonged;
    static constexpr std::string_view name = "decisions.quorum_looked_for";
    static constexpr std::string_view about =
        "Whether the quorums are reached. If they were reached late, the vote stays open once more.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &QuorumLookedFor::proposal, "which"),
                          field("is_reached", &QuorumLookedFor::is_reached, "of every class"),
                          field("look_again_at", &QuorumLookedFor::look_again_at, "where one was missing: the end"),
                          field("prolonged", &QuorumLookedFor::prolonged, "reached late: the vote ends later")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct QuorumFacts {
    Duration late;
    Time opens_at;
    Time closes_at;
    std::vector<ElectorateClass> electorate;
    std::vector<std::int64_t> represented; // in the electorate's order
};
QuorumFacts load(store::Connection&, const engine::Context&, const LookForQuorum&);
engine::Decision decide(const QuorumFacts&, const LookForQuorum&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const QuorumLookedFor&);

/// Stands before the schedule that closes votes: where both are due at once, a vote is prolonged and not closed.
engine::Schedule quorum_schedule();

} // namespace reef::decisions
