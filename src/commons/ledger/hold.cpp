#include "commons/ledger/hold.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_hold{"ledger.no_such_hold", "Nothing is held under the number {}.", 404};
constexpr RefusalKind hold_resolved{"ledger.hold_resolved",
                                    "What was held under the number {} has moved or was released already.", 409};
constexpr RefusalKind more_than_held{"ledger.more_than_held", "{} is held; no more than that can move, and not {}.",
                                     422};
constexpr RefusalKind not_held_at_desk{
    "ledger.not_held_at_desk",
    "Who keeps the books resolves what was held at the treasurer's desk. What is held under the number {} is resolved "
    "by what it is for.",
    403};
constexpr RefusalKind expires_in_the_past{"ledger.expires_in_the_past",
                                          "What is held is held for some time: {} is not in the future.", 422};

constexpr std::string_view hold_columns =
    "SELECT hold, from_account, to_account, minor, currency, purpose, reference, at, expires_at, state FROM "
    "{ledger_holds} ";
using HoldColumns = std::tuple<IdValue, std::string, std::string, std::int64_t, std::string, std::string, std::string,
                               Time, std::optional<Time>, HoldState>;

HoldRow row_of(HoldColumns columns) {
    auto& [hold, from, to, minor, currency, purpose, reference, at, expires_at, state] = columns;
    return {hold,
            {std::move(from), std::move(to), {minor, *Currency::parse(currency)}, std::move(purpose)},
            std::move(reference),
            at,
            expires_at,
            state};
}

template <store::Argument... A>
std::vector<HoldRow> holds_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    std::vector<HoldRow> holds;
    const auto sql = std::string(hold_columns) + std::string(where);
    for (auto& columns : connection.all<HoldColumns>(sql, arguments...)) holds.push_back(row_of(std::move(columns)));
    return holds;
}

void move_pending(store::Connection& connection, const Movement& movement, std::int64_t minor) {
    const auto add = [&](std::string_view account, std::int64_t out, std::int64_t in) {
        connection.run("INSERT INTO {ledger_accounts} (account, currency, balance, pending_out, pending_in) "
                       "VALUES ($1, $2, 0, $3, $4) ON CONFLICT (account, currency) DO UPDATE SET "
                       "pending_out = {ledger_accounts}.pending_out + $3, "
                       "pending_in = {ledger_accounts}.pending_in + $4",
                       account, movement.amount.currency.text(), out, in);
    };
    add(movement.from, minor, 0);
    add(movement.to, 0, minor);
}

void resolve(store::Connection& connection, const Meta& meta, IdValue hold, HoldState state, std::int64_t moved_minor) {
    const auto row = find_hold(connection, hold);
    move_pending(connection, row->movement, -row->movement.amount.minor);
    connection.run("UPDATE {ledger_holds} SET state = $1, moved_minor = $2, resolved_entry = $3 WHERE hold = $4", state,
                   moved_minor, meta.entry, hold);
}

/// Held from the treasurer's desk. What another room holds, that room resolves: by two keys, perhaps.
bool is_from_the_desk(const HoldRow& hold) { return hold.reference == desk_address; }

/// What keeps anybody from resolving it now.
std::optional<Refusal> cannot_resolve(const HoldFacts& facts, IdValue hold, const Context& context) {
    if (!facts.hold) return refuse(no_such_hold, "hold", {hold.text()}).error();
    if (facts.hold->state != HoldState::pending) return refuse(hold_resolved, "hold", {hold.text()}).error();
    if (context.actor.kind == Actor::Kind::member && !is_from_the_desk(*facts.hold))
        return refuse(not_held_at_desk, "hold", {hold.text()}).error();
    return {};
}

Decision release(const HoldFacts& facts, IdValue hold, HoldState state, const Context& context) {
    if (auto refusal = cannot_resolve(facts, hold, context)) return std::unexpected(std::move(*refusal));
    return Events{HoldReleased{hold, state, facts.hold->movement, parties_of({facts.hold->movement})}};
}

} // namespace

std::optional<HoldRow> find_hold(store::Connection& connection, IdValue hold) {
    auto found = holds_where(connection, "WHERE hold = $1", hold);
    if (found.empty()) return {};
    return std::move(found.front());
}

std::vector<HoldRow> pending_holds(store::Connection& connection, std::string_view account) {
    return holds_where(connection,
                       "WHERE state = 'pending' AND (from_account = $1 OR to_account = $1) ORDER BY at, hold", account);
}

std::vector<HoldRow> pending_holds_for(store::Connection& connection, std::string_view reference) {
    return holds_where(connection, "WHERE reference = $1 AND state = 'pending' ORDER BY hold", reference);
}

std::vector<HoldRow> pending_payments(store::Connection& connection) {
    auto holds = pending_holds(connection, outside);
    std::erase_if(holds, [](const HoldRow& hold) { return !is_from_the_desk(hold); });
    return holds;
}

std::optional<Refusal> cannot_expire(std::optional<Time> expires_at, Time now) {
    if (!expires_at || *expires_at > now) return {};
    return refuse(expires_in_the_past, "expires_at", {expires_at->text()}).error();
}

Held hold(const std::vector<Movement>& movements, std::string reference, std::vector<MemberId> parties,
          std::optional<Time> expires_at, Context& context) {
    Held held{{}, std::move(reference), std::move(parties), expires_at};
    for (const auto& movement : movements) held.holds.push_back({context.new_id(), movement});
    return held;
}

BalanceFacts load(store::Connection& connection, const Context& context, const Hold& command) {
    return load_balances(connection, command.movements, context.at);
}
/// What is held is spoken for: several holds, and holds and transfers, never promise the same money twice.
Decision decide(const BalanceFacts& facts, const Hold& command, Context& context) {
    if (auto refusal = cannot_expire(command.expires_at, context.at)) return std::unexpected(std::move(*refusal));
    if (auto refusal = cannot_hold(facts, command.movements)) return std::unexpected(std::move(*refusal));
    return Events{hold(command.movements, command.reference, command.parties, command.expires_at, context)};
}
void apply(store::Connection& connection, const Meta& meta, const Held& event) {
    for (const auto& [hold, movement] : event.holds) {
        connection.run(
            "INSERT INTO {ledger_holds} (hold, entry, at, from_account, to_account, minor, currency, purpose, "
            "reference, expires_at, state, moved_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
            hold, meta.entry, meta.at, movement.from, movement.to, movement.amount.minor,
            movement.amount.currency.text(), movement.purpose, event.reference, event.expires_at, HoldState::pending);
        move_pending(connection, movement, movement.amount.minor);
    }
}

HoldFacts load(store::Connection& connection, const Context&, const PostHold& command) {
    return {find_hold(connection, command.hold)};
}
/// "Post no more than is pending, the remainder restored; a hold resolves at most once." The balance was kept for it,
/// so nothing can be lacking.
Decision decide(const HoldFacts& facts, const PostHold& command, Context& context) {
    if (auto refusal = cannot_resolve(facts, command.hold, context)) return std::unexpected(std::move(*refusal));
    auto movement = facts.hold->movement;
    const auto held = movement.amount;
    const auto amount = command.amount.value_or(held);
    if (amount.currency != held.currency || amount.minor <= 0 || amount > held)
        return refuse(more_than_held, "amount", {held.text(), amount.text()});
    movement.amount = amount;
    return Events{HoldPosted{command.hold, held - amount,
                             post({movement}, facts.hold->reference, parties_of({movement}), context)}};
}
void settle(store::Connection& connection, const Meta& meta, const HoldPosted& posted) {
    resolve(connection, meta, posted.hold, HoldState::posted, posted.posted.transfers.front().movement.amount.minor);
    book(connection, meta, posted.posted);
}
void apply(store::Connection& connection, const Meta& meta, const HoldPosted& event) {
    connection.run("INSERT INTO {ledger_postings} (entry) VALUES ($1)", meta.entry);
    settle(connection, meta, event);
}

HoldFacts load(store::Connection& connection, const Context&, const VoidHold& command) {
    return {find_hold(connection, command.hold)};
}
Decision decide(const HoldFacts& facts, const VoidHold& command, Context& context) {
    return release(facts, command.hold, HoldState::voided, context);
}
HoldFacts load(store::Connection& connection, const Context&, const ExpireHold& command) {
    return {find_hold(connection, command.hold)};
}
Decision decide(const HoldFacts& facts, const ExpireHold& command, Context& context) {
    return release(facts, command.hold, HoldState::expired, context);
}
void apply(store::Connection& connection, const Meta& meta, const HoldReleased& event) {
    resolve(connection, meta, event.hold, event.state, 0);
}

Schedule hold_schedule() {
    return schedule<IdValue>("ledger.holds", "what is held for a time is released when it is over",
                             "SELECT expires_at, hold FROM {ledger_holds} WHERE state = 'pending' AND expires_at <= $1 "
                             "ORDER BY expires_at, hold LIMIT 1",
                             [](IdValue hold) { return call(ExpireHold{hold}); });
}

} // namespace reef::ledger
