// Matched rounds: a body sets a pot aside, members put projects and give to them, and the pot follows what many gave
// (closing.hpp). Opened and called off here; the rules that bind a round are settled when it is opened.
#pragma once
#include "commons/ledger/module.hpp"

namespace reef::funding {

using namespace std::literals;

/// Matched: the pot follows what members give to projects. Retroactive: it follows how members of the classes rate
/// results that are there already.
enum class RoundKind { matched, retroactive };
constexpr auto names_of(RoundKind) { return std::array{"matched"sv, "retroactive"sv}; }

/// A body by its short name, or `none`.
struct MandatedBody {
    std::string id; // empty: none
    bool operator==(const MandatedBody&) const = default;
    static Result<MandatedBody> parse(std::string_view text);
    std::string text() const { return id.empty() ? "none" : id; }
    static constexpr std::string_view form = "the short name of a body, or \"none\"";
};

extern const engine::Rule<MandatedBody> opened_by;
extern const engine::Rule<Percent> pot_part;
extern const engine::Rule<Duration> longest_round;
extern const engine::Rule<Money> gift_least;
extern const engine::Rule<Money> gift_most;
extern const engine::Rule<Money> pair_bound;
extern const engine::Rule<Percent> project_part;
extern const engine::Rule<engine::Count> projects_each;
extern const engine::Rule<engine::Count> raters_least;
extern const engine::Rule<engine::Count> score_least;

/// What binds a round to its end, whatever is decided meanwhile.
struct RoundTerms {
    Money gift_least;
    Money gift_most;
    Money pair_bound;
    Percent project_part;
    std::int64_t projects_each = 0;
    std::int64_t raters_least = 0;
    std::int64_t score_least = 0;
    bool operator==(const RoundTerms&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("gift_least", &RoundTerms::gift_least, "a gift is at least so much"),
            field("gift_most", &RoundTerms::gift_most, "that one member gives to one project"),
            field("pair_bound", &RoundTerms::pair_bound, "M of the formula: two people draw less than 2M"),
            field("project_part", &RoundTerms::project_part, "the most of the pot for one project"),
            field("projects_each", &RoundTerms::projects_each, "that one member may put"),
            field("raters_least", &RoundTerms::raters_least, "of a class, so that its median counts"),
            field("score_least", &RoundTerms::score_least, "points that are paid nothing for")};
    }
};

struct OpenRound {
    std::optional<RoundKind> kind;
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    Money pot;
    std::optional<Time> opens_at;
    Time closes_at;
    static constexpr std::string_view name = "funding.open_round";
    static constexpr std::string_view about =
        "Sets a pot aside from the treasury: it will match what members give to projects, or reward results.";
    static constexpr auto fields() {
        return FieldTable{field("kind", &OpenRound::kind, "matched, or retroactive for results; nothing: matched"),
                          field("title", &OpenRound::title, "in a few words", Audience::everyone, 160),
                          field("purpose", &OpenRound::purpose, "what may be proposed"),
                          field("pot", &OpenRound::pot, "set aside from the treasury"),
                          field("opens_at", &OpenRound::opens_at, "from when one may give, or rate; nothing: at once"),
                          field("closes_at", &OpenRound::closes_at, "when it is paid out")};
    }
};
struct RoundOpened {
    IdValue round;
    RoundKind kind = RoundKind::matched;
    std::string body;
    Vaulted<std::string> title;
    Vaulted<std::string> purpose;
    Money pot;
    Time opens_at;
    Time closes_at;
    RoundTerms terms;
    static constexpr std::string_view name = "funding.round_opened";
    static constexpr std::string_view about = "A pot was set aside for projects or results.";
    static constexpr auto fields() {
        return FieldTable{field("round", &RoundOpened::round, "its number"),
                          field("kind", &RoundOpened::kind, "matched or retroactive"),
                          field("body", &RoundOpened::body, "that opened it"),
                          field("title", &RoundOpened::title, "in a few words"),
                          field("purpose", &RoundOpened::purpose, "what may be proposed"),
                          field("pot", &RoundOpened::pot, "set aside from the treasury"),
                          field("opens_at", &RoundOpened::opens_at, "from when one may give, or rate"),
                          field("closes_at", &RoundOpened::closes_at, "when it is paid out"),
                          field("terms", &RoundOpened::terms, "the rules that bind it to its end")};
    }
    std::string topic() const { return "/funding"; }
};

struct CallOffRound {
    IdValue round;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.call_off_round";
    static constexpr std::string_view about =
        "Calls a round off: every gift goes back to its giver, the pot to the treasury.";
    static constexpr auto fields() {
        return FieldTable{field("round", &CallOffRound::round, "which"),
                          field("reasons", &CallOffRound::reasons, "why; everybody reads them")};
    }
};
struct RoundCalledOff {
    IdValue round;
    Vaulted<std::string> reasons;
    static constexpr std::string_view name = "funding.round_called_off";
    static constexpr std::string_view about = "A round was called off; everything given goes back.";
    static constexpr auto fields() {
        return FieldTable{field("round", &RoundCalledOff::round, "which"),
                          field("reasons", &RoundCalledOff::reasons, "why")};
    }
    std::string topic() const { return "/funding/" + round.text(); }
};

enum class RoundState { standing, closed, called_off };
constexpr auto names_of(RoundState) { return std::array{"standing"sv, "closed"sv, "called-off"sv}; }

/// A round as it stands.
struct RoundRow {
    IdValue round;
    RoundKind kind = RoundKind::matched;
    EntryNumber entry = 0;
    std::string body;
    Hash title;
    Hash purpose;
    Time opens_at;
    Time closes_at;
    Money pot;
    RoundTerms terms;
    RoundState state = RoundState::standing;
    std::optional<EntryNumber> over_entry;
    std::optional<Hash> reasons;
    std::optional<std::int64_t> paid_minor;
    bool scaled_down = false;
};
std::optional<RoundRow> find_round(store::Connection& connection, IdValue round);
/// Those that go on first, the newest first.
std::vector<RoundRow> rounds(store::Connection& connection, std::int64_t limit, std::int64_t offset);

inline constexpr RefusalKind no_such_round{"funding.no_such_round", "There is no funding round {}.", 404};
inline constexpr RefusalKind not_open_yet{"funding.not_open_yet", "Round {} is open from {} on.", 409};
inline constexpr RefusalKind round_over{"funding.round_over", "Round {} is over.", 409};

std::string address_of(IdValue round);
/// Where a round's pot and gifts lie until it is over.
std::string escrow_of(IdValue round);

struct OpenRoundFacts {
    bool launched = false;
    Currency currency;
    Money held; // by the treasury
    engine::InForce<MandatedBody> opened_by;
    Percent pot_part;
    Duration longest;
    RoundTerms terms;
};
OpenRoundFacts load(store::Connection&, const engine::Context&, const OpenRound&);
engine::Decision decide(const OpenRoundFacts&, const OpenRound&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RoundOpened&);

struct RoundFacts {
    std::optional<RoundRow> round;
};
RoundFacts load(store::Connection&, const engine::Context&, const CallOffRound&);
engine::Decision decide(const RoundFacts&, const CallOffRound&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const RoundCalledOff&);

/// What the ledger does about it, in the same fate.
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const RoundOpened&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const RoundCalledOff&);

} // namespace reef::funding
