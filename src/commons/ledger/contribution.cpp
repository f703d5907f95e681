#include "commons/ledger/contribution.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind no_such_contribution{"ledger.no_such_contribution", "There is no contribution with this number.",
                                           404};
constexpr RefusalKind counted_by_time{"ledger.counted_by_time",
                                      "This is counted by time: say how long it took, such as \"3 hours\".", 422};
constexpr RefusalKind counted_in_pieces{"ledger.counted_in_pieces",
                                        "This is counted in pieces: say how many there are, from 1 to 1000.", 422};
constexpr RefusalKind own_contribution{"ledger.own_contribution",
                                       "This is your own contribution; others say whether it counts.", 403};
constexpr RefusalKind same_class{
    "ledger.same_class", "A contribution is attested by members of other classes than those of whoever made it.", 403};
constexpr RefusalKind attested_already{"ledger.attested_already", "You attested this contribution already.", 409};
constexpr RefusalKind contribution_final{"ledger.contribution_final", "This contribution is final.", 409};
constexpr RefusalKind contribution_disputed{
    "ledger.contribution_disputed", "This contribution is disputed; members who audit the books settle it.", 409};
constexpr RefusalKind not_disputed{"ledger.not_disputed", "Nobody disputes this contribution.", 409};

/// "Conversion tables are rules": points for an hour, or for a piece.
Rule<Count> points_for(std::string_view name, std::string_view title, std::string_view meaning, std::int64_t points) {
    return {name, title, meaning, {points}, Count{0}, Count{10'000}};
}
const std::array<Rule<Count>, 6> points_rules = {
    points_for("ledger.points_for_work", "Points for work", "What an hour of work for the platform is worth.", 20),
    points_for("ledger.points_for_care", "Points for care", "What an hour of care and moderation is worth.", 20),
    points_for("ledger.points_for_governance", "Points for governance", "What an hour in a jury or a body is worth.",
               20),
    points_for("ledger.points_for_content", "Points for content", "What a piece of content is worth.", 5),
    points_for("ledger.points_for_data", "Points for data", "What a set of data is worth.", 5),
    points_for("ledger.points_for_referral", "Points for a referral", "What somebody who joins and stays is worth.",
               10)};
const Rule<Count> attestations{"ledger.attestations",
                               "Attestations of a contribution",
                               "How many members of other classes attest a contribution before it counts.",
                               {2},
                               Count{1},
                               Count{10}};
const Rule<Duration> dispute_within{"ledger.dispute_within",
                                    "Time to dispute a contribution",
                                    "After a contribution is attested, anyone may dispute it for so long.",
                                    days(7),
                                    days(1),
                                    days(60)};

const Currency& points_unit() {
    static const Currency unit = *Currency::parse("PTS");
    return unit;
}
const Currency& hours_unit() {
    static const Currency unit = *Currency::parse("HRS");
    return unit;
}
std::int64_t minor_in_one(const Currency& unit) {
    std::int64_t minor = 1;
    for (int i = 0; i < unit.digits(); ++i) minor *= 10;
    return minor;
}

ContributionFacts facts_of(store::Connection& connection, IdValue contribution) {
    using Row =
        std::tuple<MemberId, ContributionState, std::int64_t, std::int64_t, std::int64_t, std::optional<std::int64_t>>;
    const auto row = connection.first<Row>("SELECT member, state, needed, dispute_within, points, hours FROM "
                                           "{ledger_contributions} WHERE contribution = $1",
                                           contribution);
    if (!row) return {};
    const auto& [member, state, needed, within, points, hours] = *row;
    ContributionFacts facts{.member = member,
                            .state = state,
                            .classes = people::classes_of(connection, member),
                            .attestations_needed = needed,
                            .dispute_within = {within},
                            .points = {points, points_unit()}};
    if (hours) facts.hours = Money{*hours, hours_unit()};
    facts.attested_by = connection.all<MemberId>(
        "SELECT member FROM {ledger_attestations} WHERE contribution = $1 ORDER BY member", contribution);
    return facts;
}

/// What keeps anybody from saying more about it: that it is not there, one's own, or final.
std::optional<Refusal> may_not_judge(const ContributionFacts& facts, const Context& context) {
    if (!facts.member) return refuse(no_such_contribution, "contribution").error();
    if (*facts.member == context.actor.member) return refuse(own_contribution).error();
    if (is_final(facts.state)) return refuse(contribution_final).error();
    return {};
}

/// Points, and hours where they are counted, come into the books when a contribution counts.
ContributionSettled accepted(const ContributionFacts& facts, IdValue contribution, Context& context) {
    std::vector<Movement> movements;
    const auto to = account_of(*facts.member);
    if (facts.points.minor > 0) movements.push_back({std::string(outside), to, facts.points, "points"});
    if (facts.hours) movements.push_back({std::string(outside), to, *facts.hours, "hours"});
    ContributionSettled settled{contribution, *facts.member, true, {}, {}};
    if (!movements.empty()) settled.posted = post(movements, "/money/contributions", {*facts.member}, context);
    return settled;
}

} // namespace

std::vector<RuleDeclaration> contribution_rules() {
    std::vector<RuleDeclaration> all{attestations.declaration(), dispute_within.declaration()};
    for (const auto& rule : points_rules) all.push_back(rule.declaration());
    return all;
}

ClaimFacts load(store::Connection& connection, const Context& context, const ClaimContribution& claim) {
    return {rules::in_force(connection, points_rules[static_cast<std::size_t>(claim.kind)], context.at),
            rules::in_force(connection, attestations, context.at).value.number,
            rules::in_force(connection, dispute_within, context.at).value};
}
Decision decide(const ClaimFacts& facts, const ClaimContribution& claim, Context& context) {
    ContributionClaimed claimed{.contribution = context.new_id(),
                                .member = context.actor.member,
                                .kind = claim.kind,
                                .points_version = facts.points.version,
                                .attestations_needed = facts.attestations_needed,
                                .dispute_within = facts.dispute_within,
                                .description = claim.description};
    const Money worth{facts.points.value.number * minor_in_one(points_unit()), points_unit()};
    if (is_by_time(claim.kind)) {
        if (!claim.time || claim.time->ms < minutes(1).ms || *claim.time > days(365) || claim.pieces)
            return refuse(counted_by_time, "time");
        claimed.points = scaled(worth, claim.time->ms, hours(1).ms);
        claimed.hours = scaled({minor_in_one(hours_unit()), hours_unit()}, claim.time->ms, hours(1).ms);
    } else {
        if (!claim.pieces || *claim.pieces < 1 || *claim.pieces > 1'000 || claim.time)
            return refuse(counted_in_pieces, "pieces");
        claimed.points = scaled(worth, *claim.pieces, 1);
    }
    return Events{claimed};
}
void apply(store::Connection& connection, const Meta& meta, const ContributionClaimed& event) {
    connection.run("INSERT INTO {ledger_contributions} (contribution, member, kind, points, hours, needed, "
                   "dispute_within, description, claimed_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                   event.contribution, event.member, event.kind, event.points.minor,
                   event.hours ? std::optional(event.hours->minor) : std::nullopt, event.attestations_needed,
                   event.dispute_within.ms, event.description.reference.commitment, meta.at,
                   ContributionState::claimed);
}

ContributionFacts load(store::Connection& connection, const Context&, const AttestContribution& attest) {
    return facts_of(connection, attest.contribution);
}
/// "Attested: two or more from another class."
Decision decide(const ContributionFacts& facts, const AttestContribution& attest, Context& context) {
    if (auto refusal = may_not_judge(facts, context)) return std::unexpected(std::move(*refusal));
    if (facts.state == ContributionState::disputed) return refuse(contribution_disputed);
    if (std::ranges::any_of(facts.classes, [&](const auto& each) { return context.standing.has("class:" + each); }))
        return refuse(same_class);
    if (std::ranges::find(facts.attested_by, context.actor.member) != facts.attested_by.end())
        return refuse(attested_already);
    ContributionAttested attested{attest.contribution, context.actor.member, {}};
    const bool is_last = std::ssize(facts.attested_by) + 1 == facts.attestations_needed;
    if (is_last) attested.final_at = context.at + facts.dispute_within;
    return Events{attested};
}
void apply(store::Connection& connection, const Meta& meta, const ContributionAttested& event) {
    connection.run("INSERT INTO {ledger_attestations} (contribution, member, at) VALUES ($1, $2, $3)",
                   event.contribution, event.by, meta.at);
    if (event.final_at)
        connection.run("UPDATE {ledger_contributions} SET state = $1, final_at = $2 WHERE contribution = $3",
                       ContributionState::attested, *event.final_at, event.contribution);
}

ContributionFacts load(store::Connection& connection, const Context&, const DisputeContribution& dispute) {
    return facts_of(connection, dispute.contribution);
}
Decision decide(const ContributionFacts& facts, const DisputeContribution& dispute, Context& context) {
    if (auto refusal = may_not_judge(facts, context)) return std::unexpected(std::move(*refusal));
    if (facts.state == ContributionState::disputed) return refuse(contribution_disputed);
    return Events{ContributionDisputed{dispute.contribution, context.actor.member, dispute.reasons}};
}
void apply(store::Connection& connection, const Meta&, const ContributionDisputed& event) {
    connection.run(
        "UPDATE {ledger_contributions} SET state = $1, final_at = NULL, dispute = $2 WHERE contribution = $3",
        ContributionState::disputed, event.reasons.reference.commitment, event.contribution);
}

ContributionFacts load(store::Connection& connection, const Context&, const SettleContribution& settle) {
    return facts_of(connection, settle.contribution);
}
Decision decide(const ContributionFacts& facts, const SettleContribution& settle, Context& context) {
    if (auto refusal = may_not_judge(facts, context)) return std::unexpected(std::move(*refusal));
    if (facts.state != ContributionState::disputed) return refuse(not_disputed);
    auto settled = settle.accept ? accepted(facts, settle.contribution, context)
                                 : ContributionSettled{settle.contribution, *facts.member, false, {}, {}};
    settled.reasons = settle.reasons;
    return Events{settled};
}
ContributionFacts load(store::Connection& connection, const Context&, const FinishContribution& finish) {
    return facts_of(connection, finish.contribution);
}
Decision decide(const ContributionFacts& facts, const FinishContribution& finish, Context& context) {
    return Events{accepted(facts, finish.contribution, context)};
}
void apply(store::Connection& connection, const Meta& meta, const ContributionSettled& event) {
    connection.run(
        "UPDATE {ledger_contributions} SET state = $1, final_at = NULL, settlement = $2 WHERE contribution = $3",
        event.accepted ? ContributionState::accepted : ContributionState::rejected,
        event.reasons ? std::optional(event.reasons->reference.commitment) : std::nullopt, event.contribution);
    if (event.posted) book(connection, meta, *event.posted);
}

Schedule contribution_schedule() {
    return schedule<IdValue>("ledger.contributions", "attested contributions count when nobody disputes them in time",
                             "SELECT final_at, contribution FROM {ledger_contributions} WHERE final_at <= $1 ORDER BY "
                             "final_at, contribution LIMIT 1",
                             [](IdValue contribution) { return call(FinishContribution{contribution}); });
}

} // namespace reef::ledger
