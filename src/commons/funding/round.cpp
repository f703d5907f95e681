#include "commons/funding/round.hpp"
#include "commons/funding/gift.hpp"
#include <algorithm>

namespace reef::funding {
using namespace engine;

const Rule<MandatedBody> opened_by{"funding.opened_by", "Who opens funding rounds",
                                   "The body whose members open matched rounds and call them off; none: nobody does.",
                                   MandatedBody{}};
const Rule<Percent> pot_part{"funding.pot_part",
                             "Largest pot of a round",
                             "The most of what the treasury holds that one round sets aside.",
                             percent(20),
                             percent(0),
                             percent(100)};
const Rule<Duration> longest_round{"funding.longest_round",
                                   "Longest round",
                                   "A round is paid out at most so long after it was opened.",
                                   days(90),
                                   days(1),
                                   days(365)};
const Rule<Money> gift_least{
    "funding.gift_least", "Smallest gift",  "A gift to a project is at least so much.", {100, {}},
    Money{0, {}},         Money{10'000, {}}};
const Rule<Money> gift_most{
    "funding.gift_most", "Largest gift", "The most that one member gives to one project of a round.",
    {25'000, {}},        Money{0, {}},   Money{1'000'000, {}}};
const Rule<Money> pair_bound{"funding.pair_bound",
                             "Bound on a pair",
                             "However much two people give to the same projects, together they draw less than twice "
                             "this from the pot.",
                             {2'500, {}},
                             Money{0, {}},
                             Money{1'000'000, {}}};
const Rule<Percent> project_part{"funding.project_part",
                                 "Largest part of one project",
                                 "The most of a round's pot that one project receives.",
                                 percent(20),
                                 percent(1),
                                 percent(100)};
const Rule<Count> projects_each{"funding.projects_each",
                                "Projects for each member",
                                "How many projects one member puts into one round, so that all are seen.",
                                {3},
                                Count{1},
                                Count{100}};

const Rule<Count> raters_least{"funding.raters_least",
                               "Members of a class who rate",
                               "The points of a class count for a result once so many of its members rated it.",
                               {3},
                               Count{1},
                               Count{100}};
const Rule<Count> score_least{"funding.score_least",
                              "Points that are paid nothing for",
                              "Of ten points, a result is paid for those above this many.",
                              {3},
                              Count{0},
                              Count{9}};

namespace {

constexpr RefusalKind not_a_body{"funding.not_a_body",
                                 "\"{}\" is no short name of a body. Write one as in the charter, or \"none\".", 422};
constexpr RefusalKind not_launched{"funding.not_launched", "This platform has not launched yet.", 409};
constexpr RefusalKind not_mandated{"funding.not_mandated",
                                   "Rounds are opened by members of the body that the rule names: {}.", 403};
constexpr RefusalKind other_currency{"funding.other_currency", "Rounds are held in {}.", 422};
constexpr RefusalKind no_pot{"funding.no_pot", "A pot is more than nothing.", 422};
constexpr RefusalKind pot_too_large{"funding.pot_too_large",
                                    "A round sets aside {} of what the treasury holds at most: {} now.", 409};
constexpr RefusalKind opens_in_the_past{"funding.opens_in_the_past", "{} is over; leave it empty to open at once.",
                                        422};
constexpr RefusalKind rated_too_soon{"funding.rated_too_soon",
                                     "Results are nominated before they are rated: say from when they are rated.", 422};
constexpr RefusalKind closes_too_soon{"funding.closes_too_soon", "A round closes after it opens.", 422};
constexpr RefusalKind closes_too_late{"funding.closes_too_late", "A round closes within {}.", 422};
constexpr RefusalKind not_your_round{"funding.not_your_round", "This is for members of the body \"{}\".", 403};

} // namespace

Result<MandatedBody> MandatedBody::parse(std::string_view text) {
    if (text == "none") return MandatedBody{};
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (text.empty() || text.size() > 60 || !std::ranges::all_of(text, is_plain))
        return refuse(not_a_body, {}, {std::string(text.substr(0, 60))});
    return MandatedBody{std::string(text)};
}

std::string address_of(IdValue round) { return "/funding/" + round.text(); }
std::string escrow_of(IdValue round) { return "escrow:round-" + round.text(); }

namespace {

constexpr std::string_view round_columns = "SELECT round, kind, entry, body, title, purpose, opens_at, closes_at, pot, "
                                           "currency, terms, state, over_entry, reasons, "
                                           "paid, scaled_down FROM {funding_rounds} ";

template <store::Argument... A>
std::vector<RoundRow> rounds_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    using Row = std::tuple<IdValue, RoundKind, EntryNumber, std::string, Hash, Hash, Time, Time, std::int64_t, Currency,
                           std::string, RoundState, std::optional<EntryNumber>, std::optional<Hash>,
                           std::optional<std::int64_t>, std::optional<bool>>;
    std::vector<RoundRow> found;
    for (const auto& [round, kind, entry, body, title, purpose, opens_at, closes_at, pot, currency, terms, state, over,
                      reasons, paid, scaled_down] :
         connection.all<Row>(std::string(round_columns) + std::string(where), arguments...))
        found.push_back({round, kind, entry, body, title, purpose, opens_at, closes_at, Money{pot, currency},
                         *from_json<RoundTerms>(*parse_json(terms)), state, over, reasons, paid,
                         scaled_down.value_or(false)});
    return found;
}

} // namespace

std::optional<RoundRow> find_round(store::Connection& connection, IdValue round) {
    auto found = rounds_where(connection, "WHERE round = $1", round);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<RoundRow> rounds(store::Connection& connection, std::int64_t limit, std::int64_t offset) {
    return rounds_where(connection,
                        "ORDER BY CASE WHEN state = 'standing' THEN 0 ELSE 1 END, round DESC LIMIT $1 OFFSET $2", limit,
                        offset);
}

OpenRoundFacts load(store::Connection& connection, const Context& context, const OpenRound&) {
    const auto platform = rules::platform(connection);
    if (!platform) return {};
    const auto now = [&](const auto& rule) { return rules::in_force(connection, rule, context.at); };
    const auto currency = platform->charter.currency;
    return {.launched = platform->launched(),
            .currency = currency,
            .held = ledger::balance_and_pending_of(connection, ledger::treasury, currency).available(),
            .opened_by = now(opened_by),
            .pot_part = now(pot_part).value,
            .longest = now(longest_round).value,
            .terms = {now(gift_least).value, now(gift_most).value, now(pair_bound).value, now(project_part).value,
                      now(projects_each).value.number, now(raters_least).value.number, now(score_least).value.number}};
}
/// The pot is a part of what is there: the treasury may owe, a promise to members may not rest on that.
Decision decide(const OpenRoundFacts& facts, const OpenRound& open, Context& context) {
    if (!facts.launched) return refuse(not_launched);
    const auto& body = facts.opened_by.value;
    if (body.id.empty() || !context.standing.has("body:" + body.id)) return refuse(not_mandated, {}, {body.text()});
    if (open.pot.currency != facts.currency) return refuse(other_currency, "pot", {facts.currency.text()});
    if (open.pot.minor <= 0) return refuse(no_pot, "pot");
    const auto held = std::max(facts.held, Money{0, facts.currency});
    if (const auto most = facts.pot_part.of(held); open.pot > most)
        return refuse_by_rule(pot_too_large, pot_part.name, "pot", {facts.pot_part.text(), most.text()});
    const auto opens_at = open.opens_at.value_or(context.at);
    if (opens_at < context.at) return refuse(opens_in_the_past, "opens_at", {opens_at.date_text()});
    if (open.kind == RoundKind::retroactive && opens_at <= context.at) return refuse(rated_too_soon, "opens_at");
    if (open.closes_at <= opens_at) return refuse(closes_too_soon, "closes_at");
    if (open.closes_at > context.at + facts.longest)
        return refuse_by_rule(closes_too_late, longest_round.name, "closes_at", {facts.longest.text()});
    return Events{RoundOpened{context.new_id(), open.kind.value_or(RoundKind::matched), body.id, open.title,
                              open.purpose, open.pot, opens_at, open.closes_at, facts.terms}};
}
void apply(store::Connection& connection, const Meta& meta, const RoundOpened& event) {
    connection.run(
        "INSERT INTO {funding_rounds} (round, kind, entry, body, title, purpose, announced_at, opens_at, closes_at, "
        "pot, currency, terms, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        event.round, event.kind, meta.entry, event.body, event.title.reference.commitment,
        event.purpose.reference.commitment, meta.at, event.opens_at, event.closes_at, event.pot.minor,
        event.pot.currency, json_text(to_json(event.terms)), RoundState::standing);
}

RoundFacts load(store::Connection& connection, const Context&, const CallOffRound& command) {
    return {find_round(connection, command.round)};
}
Decision decide(const RoundFacts& facts, const CallOffRound& command, Context& context) {
    if (!facts.round) return refuse(no_such_round, "round", {command.round.text()});
    if (!context.standing.has("body:" + facts.round->body)) return refuse(not_your_round, "round", {facts.round->body});
    if (facts.round->state != RoundState::standing) return refuse(round_over, "round", {command.round.text()});
    return Events{RoundCalledOff{command.round, command.reasons}};
}
void apply(store::Connection& connection, const Meta& meta, const RoundCalledOff& event) {
    connection.run("UPDATE {funding_rounds} SET state = $1, over_entry = $2, reasons = $3 WHERE round = $4",
                   RoundState::called_off, meta.entry, event.reasons.reference.commitment, event.round);
}

std::vector<Call> ledger_calls(store::Connection&, const Meta&, const RoundOpened& opened) {
    return {call(
        ledger::Post{{{std::string(ledger::treasury), escrow_of(opened.round), opened.pot, std::string(purpose::pot)}},
                     address_of(opened.round),
                     {}})};
}
/// A posting of its own for each giver, so that nobody reads what others gave.
std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const RoundCalledOff& event) {
    const auto round = *find_round(connection, event.round);
    std::map<MemberId, std::int64_t> given;
    for (const auto& gift : gifts_of(connection, event.round)) given[gift.member] += gift.minor;
    std::vector<Call> calls;
    for (const auto& [member, minor] : given)
        calls.push_back(gift_back(event.round, member, {minor, round.pot.currency}));
    calls.push_back(call(ledger::Post{
        {{escrow_of(event.round), std::string(ledger::treasury), round.pot, std::string(purpose::pot_back)}},
        address_of(event.round),
        {}}));
    return calls;
}

} // namespace reef::funding
