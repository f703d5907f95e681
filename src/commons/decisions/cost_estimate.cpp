#include "commons/decisions/cost_estimate.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind no_costs{"decisions.no_costs", "Costs are estimated of a rule's change alone.", 409};
constexpr RefusalKind too_late_to_estimate{
    "decisions.too_late_to_estimate", "What a change costs is estimated while it is talked about, before the vote.",
    409};
constexpr RefusalKind speaks_not_for_class{
    "decisions.speaks_not_for_class",
    "Those who speak for the class \"{}\" estimate its costs, and you are not one of "
    "them.",
    403};

} // namespace

std::vector<NegotiatorTerms> speakers_of(store::Connection& connection, const rules::Charter& charter,
                                         const std::vector<std::string>& classes) {
    std::vector<NegotiatorTerms> speakers;
    for (const auto& each : classes) {
        const auto* body = charter.speaker_of(each);
        const bool speaks = body && people::count_in_body(connection, *body) > 0;
        speakers.push_back({each, speaks ? std::optional(body->id) : std::nullopt});
    }
    return speakers;
}
std::vector<std::string> speaks_for(const std::vector<NegotiatorTerms>& speakers, const Standing& standing) {
    std::vector<std::string> classes;
    for (const auto& each : speakers)
        if (standing.has(each.body ? "body:" + *each.body : "class:" + each.stakeholder_class))
            classes.push_back(each.stakeholder_class);
    return classes;
}

EstimateFacts load(store::Connection& connection, const Context& context, const EstimateCost& estimate) {
    EstimateFacts facts;
    const auto row = proposal_row(connection, estimate.proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    facts.is_of_a_rule = row->subject == Subject::rule_change;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    facts.currency = charter.currency;
    std::vector<std::string> classes;
    for (const auto& each : charter.governance.classes) {
        classes.push_back(each.id);
        facts.sizes.push_back({each.id, people::count_members_at(connection, each.id, row->entry)});
    }
    facts.speaks_for = speaks_for(speakers_of(connection, charter, classes), context.standing);
    return facts;
}
Decision decide(const EstimateFacts& facts, const EstimateCost& estimate, Context& context) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal");
    if (!facts.is_of_a_rule) return refuse(no_costs, "proposal");
    if (*facts.stage != Stage::deliberation) return refuse(too_late_to_estimate);
    const auto line = class_cost(estimate.estimate, facts.sizes, facts.currency, "estimate.");
    if (!line) return std::unexpected(line.error());
    if (std::ranges::find(facts.speaks_for, estimate.estimate.stakeholder_class) == facts.speaks_for.end())
        return refuse(speaks_not_for_class, {}, {estimate.estimate.stakeholder_class});
    return Events{CostEstimated{estimate.proposal, context.actor.member, estimate.estimate, *line, estimate.because}};
}
void apply(store::Connection& connection, const Meta& meta, const CostEstimated& event) {
    connection.run(
        "INSERT INTO {decisions_cost_estimates} (proposal, class, estimate, line, speaker, reason, at) VALUES "
        "($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (proposal, class) DO UPDATE SET estimate = $3, line = $4, "
        "speaker = $5, reason = $6, at = $7",
        event.proposal, event.estimate.stakeholder_class, json_text(to_json(event.estimate)),
        json_text(to_json(event.line)), event.speaker, event.because.reference.commitment, meta.at);
}

std::vector<SpokenCost> spoken_costs(store::Connection& connection, IdValue proposal) {
    using Row = std::tuple<std::string, std::string, MemberId, Hash, Time>;
    std::vector<SpokenCost> costs;
    for (const auto& [line, estimate, speaker, reason, at] : connection.all<Row>(
             "SELECT line, estimate, speaker, reason, at FROM {decisions_cost_estimates} WHERE proposal = $1 ORDER BY "
             "class",
             proposal))
        costs.push_back({from_recorded<CostLine>(line), from_recorded<ClassCost>(estimate), speaker, reason, at});
    return costs;
}

} // namespace reef::decisions
