// Who stands for election: whoever belongs to a class that elects, with a statement, until nominations end.
#pragma once
#include "commons/elections/election.hpp"

namespace reef::elections {

struct Stand {
    IdValue election;
    Vaulted<std::string> statement;
    static constexpr std::string_view name = "elections.stand";
    static constexpr std::string_view about = "Stands for election, with a statement. A later statement replaces it.";
    static constexpr auto fields() {
        return FieldTable{field("election", &Stand::election, "which"),
                          field("statement", &Stand::statement, "what one stands for; everybody can read it")};
    }
};
struct Stood {
    IdValue election;
    MemberId member;
    Vaulted<std::string> statement;
    static constexpr std::string_view name = "elections.stood";
    static constexpr std::string_view about = "A member stands for election.";
    static constexpr auto fields() {
        return FieldTable{field("election", &Stood::election, "which"), field("member", &Stood::member, "who"),
                          field("statement", &Stood::statement, "what they stand for")};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};
struct StandDown {
    IdValue election;
    static constexpr std::string_view name = "elections.stand_down";
    static constexpr std::string_view about = "Stands no more. Possible until nominations end.";
    static constexpr auto fields() { return FieldTable{field("election", &StandDown::election, "which")}; }
};
struct StoodDown {
    IdValue election;
    MemberId member;
    static constexpr std::string_view name = "elections.stood_down";
    static constexpr std::string_view about = "A candidate stands no more.";
    static constexpr auto fields() {
        return FieldTable{field("election", &StoodDown::election, "which"), field("member", &StoodDown::member, "who")};
    }
    std::string topic() const { return "/elections/" + election.text(); }
};

struct StandFacts {
    std::optional<Stage> stage; // none: there is no such election
    std::string body_name;
    bool is_elector = false;
    bool is_standing = false;
};
StandFacts load(store::Connection&, const engine::Context&, const Stand&);
/// Refused: elections.no_such_election, .nominations_over, .not_an_elector.
engine::Decision decide(const StandFacts&, const Stand&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Stood&);
StandFacts load(store::Connection&, const engine::Context&, const StandDown&);
/// Refused: elections.no_such_election, .nominations_over, .not_standing.
engine::Decision decide(const StandFacts&, const StandDown&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const StoodDown&);

/// A candidate, in the order of the ballot, or by number while nominations are open.
struct CandidateRow {
    MemberId member;
    Hash statement;
    std::optional<std::int64_t> elected_place; // from 1, in the order of election
    bool withdrew = false;                     // left the platform before the count
    static constexpr auto fields() {
        return FieldTable{field("member", &CandidateRow::member, ""), field("statement", &CandidateRow::statement, ""),
                          field("elected_place", &CandidateRow::elected_place, ""),
                          field("withdrew", &CandidateRow::withdrew, "")};
    }
};
std::vector<CandidateRow> candidates_of(store::Connection& connection, IdValue election);

inline constexpr RefusalKind no_such_election{"elections.no_such_election", "There is no election with this number.",
                                              404};

} // namespace reef::elections
