#include "commons/funding/gift.hpp"

namespace reef::funding {
using namespace engine;
namespace {

constexpr RefusalKind nothing_to_give{"funding.nothing_to_give", "Results are rated; nobody gives to them.", 409};
constexpr RefusalKind gift_currency{"funding.gift_currency", "This round is held in {}.", 422};
constexpr RefusalKind gift_too_small{"funding.gift_too_small", "A gift in this round is at least {}.", 422};
constexpr RefusalKind gift_too_large{
    "funding.gift_too_large", "One member gives a project of this round {} at most; you gave it {} before.", 422};
constexpr RefusalKind not_enough{"funding.not_enough", "{} is on your account to give.", 422};
constexpr RefusalKind round_full{"funding.round_full", "This round has {} gifts, as many as it can take.", 409};

} // namespace

std::vector<GiftRow> gifts_of(store::Connection& connection, IdValue round) {
    return connection.all<GiftRow>(
        "SELECT gift.project AS project, gift.member AS member, gift.minor AS minor FROM {funding_gifts} gift JOIN "
        "{funding_projects} put ON put.project = gift.project WHERE gift.round = $1 AND put.standing ORDER BY "
        "gift.project, gift.member",
        round);
}
std::vector<GiftRow> gifts_to(store::Connection& connection, IdValue project) {
    return connection.all<GiftRow>(
        "SELECT project, member, minor FROM {funding_gifts} WHERE project = $1 ORDER BY member", project);
}
Call gift_back(IdValue round, MemberId member, const Money& amount) {
    return call(ledger::Post{{{escrow_of(round), ledger::account_of(member), amount, std::string(purpose::gift_back)}},
                             address_of(round),
                             {member}});
}

GiveFacts load(store::Connection& connection, const Context& context, const Give& give) {
    GiveFacts facts{.project = find_project(connection, give.project)};
    if (!facts.project) return facts;
    facts.round = find_round(connection, facts.project->round);
    const auto currency = facts.round->pot.currency;
    const auto member = context.actor.member;
    facts.given = {connection
                       .first<std::int64_t>("SELECT minor FROM {funding_gifts} WHERE project = $1 AND member = $2",
                                            give.project, member)
                       .value_or(0),
                   currency};
    facts.available = ledger::balance_and_pending_of(connection, ledger::account_of(member), currency).available();
    facts.gifts =
        connection.one<std::int64_t>("SELECT count(*) FROM {funding_gifts} WHERE round = $1", facts.project->round);
    return facts;
}
/// Whoever put a project gives nothing to it: matching would pay them for their own money.
Decision decide(const GiveFacts& facts, const Give& give, Context& context) {
    if (!facts.project) return refuse(no_such_project, "project", {give.project.text()});
    const auto& round = *facts.round;
    if (round.state != RoundState::standing) return refuse(round_over, "project", {round.round.text()});
    if (round.kind != RoundKind::matched) return refuse(nothing_to_give, "project");
    if (!facts.project->standing) return refuse(taken_out, "project", {give.project.text()});
    if (context.at < round.opens_at)
        return refuse(not_open_yet, "project", {round.round.text(), round.opens_at.date_text()});
    if (facts.project->is_of(context.actor.member)) return refuse(own_project, "project");
    if (give.amount.currency != round.pot.currency) return refuse(gift_currency, "amount", {round.pot.currency.text()});
    if (give.amount.minor <= 0 || give.amount < round.terms.gift_least)
        return refuse_by_rule(gift_too_small, gift_least.name, "amount", {round.terms.gift_least.text()});
    if (facts.given + give.amount > round.terms.gift_most)
        return refuse_by_rule(gift_too_large, gift_most.name, "amount",
                              {round.terms.gift_most.text(), facts.given.text()});
    if (give.amount > facts.available) return refuse(not_enough, "amount", {facts.available.text()});
    if (facts.given.minor == 0 && facts.gifts >= gifts_max)
        return refuse(round_full, "project", {std::to_string(facts.gifts)});
    return Events{Given{round.round, give.project, context.actor.member, give.amount}};
}
void apply(store::Connection& connection, const Meta&, const Given& event) {
    const auto before = connection.first<std::int64_t>(
        "SELECT minor FROM {funding_gifts} WHERE project = $1 AND member = $2", event.project, event.member);
    connection.run("INSERT INTO {funding_gifts} (project, member, round, minor) VALUES ($1, $2, $3, $4) ON CONFLICT "
                   "(project, member) DO UPDATE SET minor = excluded.minor",
                   event.project, event.member, event.round, before.value_or(0) + event.amount.minor);
}

std::vector<Call> ledger_calls(store::Connection&, const Meta&, const Given& given) {
    return {call(ledger::Post{
        {{ledger::account_of(given.member), escrow_of(given.round), given.amount, std::string(purpose::gift)}},
        address_of(given.round),
        {given.member}})};
}

} // namespace reef::funding
