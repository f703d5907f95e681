// An election: called by the clock before a term ends, or by members before that; candidates stand, members rank them,
// the count seats them. Everything that it needs is settled when it is called, so that no later rule changes it.
#pragma once
#include "commons/decisions/module.hpp"

namespace reef::elections {
using namespace std::literals;

/// `nominations` -> `voting` -> `decided`; from `nominations` to `decided` where no more stand than there are seats.
enum class Stage { nominations, voting, decided };
constexpr auto names_of(Stage) { return std::array{"nominations"sv, "voting"sv, "decided"sv}; }

/// A method of the counting room that takes ranked ballots.
struct Method {
    std::string name;
    bool operator==(const Method&) const = default;
    /// One that counts rankings of any number of candidates for any number of seats. Refused: elections.no_such_method.
    static Result<Method> parse(std::string_view text);
    const std::string& text() const { return name; }
    static constexpr std::string_view form = "a method for ranked ballots such as \"stv-scottish\"";
};

extern const engine::Rule<Duration> nomination_time;
extern const engine::Rule<Duration> voting_time;
extern const engine::Rule<Percent> demand_share;
extern const engine::Rule<Method> method;

/// Given by the clock, so that the new members are known when the term of the old ones ends; at launch; and when the
/// last who sat there left. Nothing where an election is running.
struct CallElection {
    std::string body;
    static constexpr std::string_view name = "elections.call";
    static constexpr std::string_view about = "Calls the election of a body whose term ends, or in which nobody sits.";
    static constexpr auto fields() { return FieldTable{field("body", &CallElection::body, "which")}; }
};
struct ElectionCalled {
    IdValue election;
    std::string body;
    std::int64_t seats = 0;
    Duration term;
    Method method;
    Time nominations_until;
    Duration voting_time;
    std::vector<rules::ReservedSeats> at_least;
    static constexpr std::string_view name = "elections.called";
    static constexpr std::string_view about = "An election began: whoever belongs to the classes that elect may stand.";
    static constexpr auto fields() {
        return FieldTable{field("election", &ElectionCalled::election, "its number"),
                          field("body", &ElectionCalled::body, "which"),
                          field("seats", &ElectionCalled::seats, "to be filled"),
                          field("term", &ElectionCalled::term, "of the seats"),
                          field("method", &ElectionCalled::method, "by which ballots are counted"),
                          field("nominations_until", &ElectionCalled::nominations_until, "candidates may stand"),
                          field("voting_time", &ElectionCalled::voting_time, "from then, members may vote"),
                          field("at_least", &ElectionCalled::at_least, "of the seats, kept for members of one class")};
    }
    std::string topic() const { return "/elections"; }
};

/// Members may end a term early: whoever elects may elect anew.
struct DemandElection {
    std::string body;
    static constexpr std::string_view name = "elections.demand";
    static constexpr std::string_view about =
        "Demands a new election before the term ends. With enough demands it is called at once.";
    static constexpr auto fields() { return FieldTable{field("body", &DemandElection::body, "which")}; }
};
struct ElectionDemanded {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "elections.demanded";
    static constexpr std::string_view about = "A member demanded a new election of a body.";
    static constexpr auto fields() {
        return FieldTable{field("body", &ElectionDemanded::body, "which"),
                          field("member", &ElectionDemanded::member, "who", Audience::parties)};
    }
    std::string topic() const { return "/elections"; }
};
struct WithdrawDemand {
    std::string body;
    static constexpr std::string_view name = "elections.withdraw_demand";
    static constexpr std::string_view about = "Takes back one's demand for a new election.";
    static constexpr auto fields() { return FieldTable{field("body", &WithdrawDemand::body, "which")}; }
};
struct DemandWithdrawn {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "elections.demand_withdrawn";
    static constexpr std::string_view about = "A member took back their demand for a new election.";
    static constexpr auto fields() {
        return FieldTable{field("body", &DemandWithdrawn::body, "which"),
                          field("member", &DemandWithdrawn::member, "who", Audience::parties)};
    }
    std::string topic() const { return "/elections"; }
};

struct CallFacts {
    std::optional<rules::BodyCharter> body;
    Duration nomination_time;
    Duration voting_time;
    Method method;
    Percent demand_share;
    bool is_running = false;
    bool is_elector = false; // whoever demands
    bool has_demanded = false;
    std::int64_t demands = 0; // of electors, without this one
    std::int64_t electors = 0;
};
CallFacts load(store::Connection&, const engine::Context&, const CallElection&);
engine::Decision decide(const CallFacts&, const CallElection&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ElectionCalled&);
CallFacts load(store::Connection&, const engine::Context&, const DemandElection&);
/// Refused: elections.no_such_body, .not_an_elector, .already_running.
engine::Decision decide(const CallFacts&, const DemandElection&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ElectionDemanded&);
CallFacts load(store::Connection&, const engine::Context&, const WithdrawDemand&);
/// Refused: elections.no_such_body, .not_demanded.
engine::Decision decide(const CallFacts&, const WithdrawDemand&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DemandWithdrawn&);

/// An election as the room needs it.
struct ElectionRow {
    IdValue election;
    std::string body;
    std::int64_t seats = 0;
    Duration term;
    std::string method;
    Stage stage = Stage::nominations;
    Time called_at;
    Time nominations_until;
    Duration voting_time;
    std::optional<Time> voting_until;
    std::optional<EntryNumber> frozen_entry;               // whoever belonged to the electing classes then may vote
    std::optional<people::AssuranceLevel> least_assurance; // and of whom one was so sure who they are
    std::int64_t electors = 0;
    std::optional<Time> decided_at;
    std::optional<EntryNumber> decided_entry;
    std::optional<Time> term_ends_at;
    std::optional<Time> call_again_at; // none once it was
    std::optional<Hash> seed;
    std::optional<std::string> account;
    std::string at_least = "[]";      // as JSON
    std::optional<std::string> empty; // kept seats for which nobody stood, as JSON
    std::vector<rules::ReservedSeats> kept() const {
        return from_recorded<std::vector<rules::ReservedSeats>>(at_least);
    }
    static constexpr auto fields() {
        return FieldTable{field("election", &ElectionRow::election, ""),
                          field("body", &ElectionRow::body, ""),
                          field("seats", &ElectionRow::seats, ""),
                          field("term", &ElectionRow::term, ""),
                          field("method", &ElectionRow::method, ""),
                          field("stage", &ElectionRow::stage, ""),
                          field("called_at", &ElectionRow::called_at, ""),
                          field("nominations_until", &ElectionRow::nominations_until, ""),
                          field("voting_time", &ElectionRow::voting_time, ""),
                          field("voting_until", &ElectionRow::voting_until, ""),
                          field("frozen_entry", &ElectionRow::frozen_entry, ""),
                          field("least_assurance", &ElectionRow::least_assurance, ""),
                          field("electors", &ElectionRow::electors, ""),
                          field("decided_at", &ElectionRow::decided_at, ""),
                          field("decided_entry", &ElectionRow::decided_entry, ""),
                          field("term_ends_at", &ElectionRow::term_ends_at, ""),
                          field("call_again_at", &ElectionRow::call_again_at, ""),
                          field("seed", &ElectionRow::seed, ""),
                          field("account", &ElectionRow::account, ""),
                          field("at_least", &ElectionRow::at_least, ""),
                          field("empty", &ElectionRow::empty, "")};
    }
};
/// Who elects into a body when the chronicle stands at `entry`, by number.
std::vector<MemberId> electors_at(store::Connection& connection, const rules::BodyCharter& body,
                                  std::optional<people::AssuranceLevel> least, EntryNumber entry);
std::optional<ElectionRow> find_election(store::Connection& connection, IdValue election);
/// Those that are not decided yet.
std::vector<ElectionRow> running_elections(store::Connection& connection);
/// The last one of a body, running or decided.
std::optional<ElectionRow> latest_election(store::Connection& connection, std::string_view body);

/// The last one of a body that was decided.
std::optional<ElectionRow> latest_decided_election(store::Connection& connection, std::string_view body);

/// Whoever belongs to one of a body's classes elects it, and may stand.
bool is_elector(const rules::BodyCharter& body, const engine::Standing& standing);
/// How many demand a new election and still elect.
std::int64_t demands_for(store::Connection& connection, const rules::BodyCharter& body, MemberId without = {});

/// Elections are called, and their stages end, at their time.
std::vector<engine::Schedule> election_schedules();

} // namespace reef::elections
