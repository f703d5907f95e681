#include "core/engine/performer.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::engine {
namespace {

constexpr RefusalKind unknown_command{"command.unknown", "There is no command \"{}\". `reef commands` lists them.",
                                      404};

constexpr int depth_max = 8;
/// How often the same refusal of the same actor is kept.
constexpr Duration refusal_kept_every = hours(1);

void note_parties(const Registry& registry, store::Connection& connection, const chronicle::Entry& entry) {
    std::vector<MemberId> members;
    const auto actor = Actor::parse(entry.actor);
    ensure(actor.has_value(), "a recorded actor is readable");
    if (actor->kind == Actor::Kind::member) members.push_back(actor->member);
    if (const auto* type = registry.command(entry.command.name))
        collect_members(entry.command.data, type->shape, members);
    for (const auto& event : entry.events)
        if (const auto* type = registry.event(event.name)) collect_members(event.data, type->shape, members);
    std::ranges::sort(members);
    const auto repeated = std::ranges::unique(members);
    members.erase(repeated.begin(), repeated.end());
    for (const MemberId member : members)
        connection.run("INSERT INTO {platform_parties} (member, entry) VALUES ($1, $2)", member, entry.number);
}

} // namespace

void apply_entry(const Registry& registry, store::Connection& connection, const chronicle::Entry& entry) {
    const auto actor = Actor::parse(entry.actor);
    ensure(actor.has_value(), "a recorded actor is readable");
    const Meta meta{entry.number, entry.at, *actor};
    for (const auto& event : entry.events) {
        const auto* type = registry.event(event.name);
        ensure(type != nullptr, fmt::format("the event {} is known", event.name));
        type->apply(connection, meta, event.data);
        if (const auto subject = type->erased_subject(event.data))
            connection.run(
                "INSERT INTO {platform_erased} (subject, entry) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING",
                *subject, entry.number);
    }
    if (entry.refused)
        connection.run("INSERT INTO {platform_refusals} (actor, code, at) VALUES ($1, $2, $3) "
                       "ON CONFLICT (actor, code) DO UPDATE SET at = $3",
                       entry.actor, *entry.refused, entry.at);
    note_parties(registry, connection, entry);
}

Outcome Performer::perform(const Incoming& incoming, Time at, Chance* chance) {
    at = std::max(at, head_.at);
    discharge(at);
    IdSource ids(head_.number + 1);
    return perform_asked({incoming.actor, incoming.via, incoming.call, {}, at, incoming.from_form, 0}, ids, chance);
}

void Performer::discharge(Time now) {
    std::optional<Due> last;
    while (const auto due = registry_.earliest_due(connection_, now)) {
        ensure(due != last, fmt::format("{} is no longer due once it was given", due->call.name));
        IdSource ids(head_.number + 1);
        Asked asked{Actor::clock(), "schedule", due->call, {}, std::max(due->at, head_.at)};
        const auto* type = registry_.command(due->call.name);
        if (type && type->observes) {
            asked.observes = record_.is_live();
            if (auto data = record_.observed(due->call)) asked.call.data = std::move(*data);
        }
        const auto outcome = perform_asked(asked, ids, nullptr);
        ensure(outcome.answer.has_value(),
               fmt::format("what falls due can be done: {}", outcome.answer ? "" : outcome.answer.error().sentence()));
        last = due;
    }
}

chronicle::Entry Performer::entry_for(const Asked& asked, json::value data) const {
    return {.number = head_.number + 1,
            .at = asked.at,
            .actor = asked.actor.text(),
            .via = asked.via,
            .cause = asked.cause,
            .edition = own_edition(),
            .command = {asked.call.name, std::move(data)},
            .previous = head_.hash};
}

Outcome Performer::perform_asked(const Asked& asked, IdSource& ids, Chance* chance) {
    const auto* type = registry_.command(asked.call.name);
    if (!type) return {refuse(unknown_command, {}, {asked.call.name.substr(0, 80)})};
    Context context{asked.actor, registry_.standing(connection_, asked.actor), asked.at, head_.number + 1, &ids,
                    &registry_};
    if (auto refusal = type->access.refusal_for(context.standing)) return {std::unexpected(std::move(*refusal))};

    // A member's words lie under the member's own key; a newcomer's under the number that this entry gives.
    std::optional<chronicle::VaultSealer> sealer;
    if (chance)
        sealer.emplace(*chance, asked.actor.kind == Actor::Kind::member ? asked.actor.member.value : context.entry);
    json::value data;
    const auto decision = type->decide(connection_, context, asked.call.data, sealer ? &*sealer : nullptr,
                                       asked.from_form, chance != nullptr || asked.observes, data);
    if (!decision) {
        keep_refusal(asked, data, decision.error());
        return {std::unexpected(decision.error())};
    }
    if (decision->recorded().empty()) return {Answer{.at = asked.at}};

    auto entry = entry_for(asked, std::move(data));
    entry.events = decision->recorded();
    record_.record(head_, entry);
    const Answer answer{entry.number, head_.hash, entry.at, entry.events};
    if (sealer) sealer->keep(connection_);
    apply_entry(registry_, connection_, entry);
    if (after_entry) after_entry(entry);
    if (auto refusal = react(entry, ids, asked.depth)) return {std::unexpected(std::move(*refusal)), true};
    return {answer};
}

std::optional<Refusal> Performer::react(const chronicle::Entry& entry, IdSource& ids, int depth) {
    ensure(depth < depth_max, "reactions come to an end");
    const Meta meta{entry.number, entry.at, *Actor::parse(entry.actor)};
    for (const auto& event : entry.events) {
        for (const Reaction& reaction : registry_.reactions_to(event.name)) {
            for (const Call& call : reaction.calls(connection_, meta, event.data)) {
                const Asked asked{Actor::platform(),
                                  "reaction",
                                  call,
                                  chronicle::Cause{entry.number, std::string(reaction.name)},
                                  entry.at,
                                  false,
                                  depth + 1,
                                  false};
                const auto outcome = perform_asked(asked, ids, nullptr);
                if (outcome.answer) continue;
                if (reaction.fate == Reaction::Fate::requires_ || outcome.undo) return outcome.answer.error();
                auto refused = entry_for(asked, call.data);
                refused.refused = outcome.answer.error().code;
                record_.record(head_, refused);
                apply_entry(registry_, connection_, refused);
            }
        }
    }
    return {};
}

/// "A refusal by `decide` that names a rule is kept as an entry without events (rate-limited)."
void Performer::keep_refusal(const Asked& asked, const json::value& data, const Refusal& refusal) {
    if (refusal.rule.empty() || asked.cause) return;
    const auto last = connection_.first<Time>("SELECT at FROM {platform_refusals} WHERE actor = $1 AND code = $2",
                                              asked.actor.text(), refusal.code);
    if (last && asked.at - *last < refusal_kept_every) return;
    auto entry = entry_for(asked, data);
    entry.refused = refusal.code;
    record_.record(head_, entry);
    apply_entry(registry_, connection_, entry);
}

} // namespace reef::engine
