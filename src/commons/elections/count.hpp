// The count: sealed ballots are opened once, counted by the method that was settled when the election was called, and
// published without names, so that anyone can count them again with any program.
#pragma once
#include "commons/elections/ballot.hpp"
#include "commons/elections/reservation.hpp"

namespace reef::elections {

struct PublishedRanking {
    std::string tracker;
    std::vector<MemberId> ranking;
    bool operator==(const PublishedRanking&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("tracker", &PublishedRanking::tracker, "under which its voter finds it"),
                          field("ranking", &PublishedRanking::ranking, "candidates, the most wanted first")};
    }
};
struct PublishedRankings {
    Hash seed;
    std::vector<PublishedRanking> ballots;
    std::vector<PublishedRanking> withheld;
    static constexpr auto fields() {
        return FieldTable{
            field("seed", &PublishedRankings::seed,
                  "the hash of the entry before voting opened: it gives the order, and the lots where votes are equal"),
            field("ballots", &PublishedRankings::ballots, "in the order of SHA-256(seed, tracker)"),
            field("withheld", &PublishedRankings::withheld, "the same, where fewer than five could vote",
                  Audience::auditors)};
    }
};

/// Given by the clock when voting ends. What the ballots say is observed when it comes in.
struct CloseElection {
    IdValue election;
    std::optional<PublishedRankings> opened;
    static constexpr std::string_view name = "elections.close";
    static constexpr std::string_view about = "Counts the ballots and seats whoever was elected.";
    static constexpr auto fields() {
        return FieldTable{field("election", &CloseElection::election, "which"),
                          field("opened", &CloseElection::opened, "the ballots, opened for the count")};
    }
};
struct ElectionDecided {
    IdValue election;
    std::string body;
    std::vector<MemberId> elected;
    std::vector<MemberId> withdrew;
    std::int64_t electors = 0;
    std::int64_t ballots = 0;
    std::optional<std::string> account;
    Time term_ends_at;
    Time call_again_at;
    std::vector<EmptySeats> empty;
    static constexpr std::string_view name = "elections.decided";
    static constexpr std::string_view about = "Members were elected into a body.";
    static constexpr auto fields() {
        return FieldTable{
            field("election", &ElectionDecided::election, "which"),
            field("body", &ElectionDecided::body, "which"),
            field("elected", &ElectionDecided::elected, "in the order of their election"),
            field("withdrew", &ElectionDecided::withdrew, "candidates who left the platform before the count"),
            field("electors", &ElectionDecided::electors, "who could vote"),
            field("ballots", &ElectionDecided::ballots, "how many did", Audience::auditors),
            field("account", &ElectionDecided::account,
                  "of the count, as `reef tally` gives it; none where no more stood than there are seats",
                  Audience::auditors, 1'000'000),
            field("term_ends_at", &ElectionDecided::term_ends_at, "of those elected"),
            field("call_again_at", &ElectionDecided::call_again_at, "the next election, to be counted by then"),
            field("empty", &ElectionDecided::empty, "kept seats for which too few stood")};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};
struct RankingsPublished {
    IdValue election;
    PublishedRankings published;
    static constexpr std::string_view name = "elections.ballots_published";
    static constexpr std::string_view about = "The ballots of an election, each under its tracker.";
    static constexpr auto fields() {
        return FieldTable{field("election", &RankingsPublished::election, "which"),
                          field("published", &RankingsPublished::published, "the ballots and the seed of their order")};
    }
};

/// Facts at the end of nominations and of voting.
struct CountFacts {
    ElectionRow election;
    std::vector<MemberId> candidates; // in the order of the ballot
    std::vector<MemberId> staying;    // of these, who is still a member
    std::vector<MemberId> leavers;    // and who is not
    std::vector<std::string> classes; // for which each candidate sits
    std::int64_t electors = 0;
    EntryNumber frozen_entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
    Duration nomination_time;
    Duration voting_time;
};
void observe(store::Connection& connection, const engine::Context& context, OpenVoting& open);
CountFacts load(store::Connection&, const engine::Context&, const OpenVoting&);
engine::Decision decide(const CountFacts&, const OpenVoting&, engine::Context&);
void observe(store::Connection& connection, const engine::Context& context, CloseElection& close);
CountFacts load(store::Connection&, const engine::Context&, const CloseElection&);
engine::Decision decide(const CountFacts&, const CloseElection&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ElectionDecided&);
void apply(store::Connection&, const engine::Meta&, const RankingsPublished&);

/// A count of published ballots: who is elected, in the order of their election, and the account of it.
struct Counted {
    std::vector<MemberId> elected;
    std::vector<MemberId> others; // of those who could be elected, the nearest to it first
    std::string account;
};
/// For which class each of those candidates sits who are not `out`.
std::vector<std::string> classes_without(const std::vector<MemberId>& candidates,
                                         const std::vector<std::string>& classes, const std::vector<MemberId>& out);
/// As the election was counted, with the same seed for lots, but without `out`. More must be left than can be elected.
Counted count_again(const ElectionRow& election, const std::vector<MemberId>& candidates,
                    const std::vector<std::string>& classes, const std::vector<MemberId>& out,
                    const std::vector<PublishedRanking>& ballots);

/// Which candidates a ballot names, by their places from 0: marks for whoever does not stand, and second marks, are
/// passed over.
std::vector<tally::CandidateIndex> marks_of(const std::vector<MemberId>& ranking,
                                            const std::vector<MemberId>& candidates);
std::vector<PublishedRanking> published_of(store::Connection& connection, IdValue election);

} // namespace reef::elections
