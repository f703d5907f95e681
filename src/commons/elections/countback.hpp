// Countback: a seat that falls empty during a term is filled by counting the ballots of its election again, without
// whoever left it. Nobody who sits loses their seat by it; whoever comes in had stood and been ranked.
#pragma once
#include "commons/elections/count.hpp"

namespace reef::elections {

/// Given when a seat fell empty: somebody left the platform, or was recalled.
struct CountBack {
    std::string body;
    MemberId departed;
    static constexpr std::string_view name = "elections.count_back";
    static constexpr std::string_view about =
        "Fills an empty seat by counting the ballots of its election again, without whoever left it.";
    static constexpr auto fields() {
        return FieldTable{field("body", &CountBack::body, "which"),
                          field("departed", &CountBack::departed, "whose seat fell empty")};
    }
};
struct CountedBack {
    IdValue election;
    std::string body;
    MemberId departed;
    std::vector<MemberId> seated;
    std::vector<MemberId> passed_over;
    std::optional<std::string> account;
    static constexpr std::string_view name = "elections.counted_back";
    static constexpr std::string_view about =
        "The ballots of an election were counted again to fill a seat that had fallen empty.";
    static constexpr auto fields() {
        return FieldTable{
            field("election", &CountedBack::election, "whose ballots"),
            field("body", &CountedBack::body, "which"),
            field("departed", &CountedBack::departed, "whose seat fell empty"),
            field("seated", &CountedBack::seated, "who takes it; nobody, where nobody is left who stood"),
            field("passed_over", &CountedBack::passed_over, "candidates that the count left out: gone, or no electors"),
            field("account", &CountedBack::account,
                  "of the count, as `reef tally` gives it; none where nobody had to be chosen between",
                  Audience::auditors, 1'000'000)};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};

struct CountBackFacts {
    std::optional<ElectionRow> election; // with a vote whose ballots are published; otherwise nothing is counted
    std::vector<MemberId> candidates;    // in the order of the ballot
    std::vector<std::string> classes;    // for which each of them sits
    std::vector<MemberId> sitting;
    std::vector<MemberId> passed_over; // of the candidates
    std::vector<PublishedRanking> ballots;
};
CountBackFacts load(store::Connection&, const engine::Context&, const CountBack&);
engine::Decision decide(const CountBackFacts&, const CountBack&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CountedBack&);

/// As pages show it.
struct CountBackRow {
    MemberId departed;
    std::vector<MemberId> seated;
    Time at;
    EntryNumber entry = 0;
    std::optional<std::string> account;
};
/// In the order in which seats fell empty.
std::vector<CountBackRow> countbacks_of(store::Connection& connection, IdValue election);

} // namespace reef::elections
