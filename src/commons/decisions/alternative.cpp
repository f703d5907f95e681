#include "commons/decisions/alternative.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const Rule<Count> most_alternatives{"decisions.most_alternatives",
                                    "Most alternatives to a proposal",
                                    "Where members choose among several values: so many may be set beside the one that "
                                    "was proposed.",
                                    {4},
                                    Count{1},
                                    Count{10}};

namespace {

constexpr RefusalKind one_value_only{
    "decisions.one_value_only", "Under this procedure one value is decided on, for or against. Say yours in the talk.",
    409};
constexpr RefusalKind alternatives_over{
    "decisions.alternatives_over", "What is chosen from is settled when the vote opens. Propose it anew afterwards.",
    409};
constexpr RefusalKind alternatives_full{"decisions.alternatives_full",
                                        "There are {} alternatives already, as many as the rule lets be.", 409};
constexpr RefusalKind alternative_exists{"decisions.alternative_exists", "{} is among the options already.", 409};
constexpr RefusalKind no_such_alternative{"decisions.no_such_alternative",
                                          "There is no alternative with this number here.", 404};
constexpr RefusalKind not_your_alternative{"decisions.not_your_alternative",
                                           "Only whoever set an alternative there takes it back.", 403};

} // namespace

std::vector<AlternativeRow> alternatives_of(store::Connection& connection, IdValue proposal) {
    return connection.all<AlternativeRow>("SELECT option, author, value, reason, return_margin FROM "
                                          "{decisions_alternatives} WHERE proposal = $1 AND NOT taken_back ORDER BY "
                                          "option",
                                          proposal);
}

std::vector<Option> options_of(store::Connection& connection, IdValue proposal) {
    const auto row = proposal_row(connection, proposal);
    if (!row || row->subject != Subject::rule_change ||
        !rules::chooses_among_options(from_recorded<rules::ProcedureCharter>(row->procedure)))
        return {};
    const auto change = change_row(connection, proposal);
    const auto proposed = connection.one<std::string>(
        "SELECT coalesce(first_value, value) FROM {decisions_changes} WHERE proposal = $1", proposal);
    std::vector<Option> options{{as_it_is, change.old_value, {}}, {as_proposed, proposed, change.return_margin}};
    for (const auto& each : alternatives_of(connection, proposal))
        options.push_back({each.option, each.value, each.return_margin});
    return options;
}

AlternativeFacts alternative_facts(store::Connection& connection, const Registry& registry, IdValue proposal,
                                   std::string_view value, Time at) {
    AlternativeFacts facts;
    const auto row = proposal_row(connection, proposal);
    if (!row) return facts;
    facts.stage = row->stage;
    facts.options = options_of(connection, proposal);
    if (facts.options.empty()) return facts;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    facts.domain = from_recorded<rules::DomainCharter>(row->domain);
    const auto change = change_row(connection, proposal);
    const auto scope = rules::scope_from_record(change.scope);
    facts.rule = change.rule;
    facts.value = rules::lawful_value(connection, charter, *registry.rule(change.rule), scope, value, at);
    facts.is_return = facts.value && rules::is_return(rules::versions_of(connection, change.rule, scope), *facts.value);
    facts.reversal_margin = rules::in_force(connection, rules::reversal_margin, at).value;
    facts.next = 1 + connection.one<std::int64_t>("SELECT coalesce(max(option), $2) FROM {decisions_alternatives} "
                                                  "WHERE proposal = $1",
                                                  proposal, as_proposed);
    facts.most = rules::in_force(connection, most_alternatives, at).value.number;
    facts.voting_opens_at = row->voting_opens_at;
    return facts;
}
AlternativeFacts load(store::Connection& connection, const Context& context, const AddAlternative& add) {
    return alternative_facts(connection, *context.registry, add.proposal, add.value, context.at);
}

std::optional<Refusal> refusal_to_add(const AlternativeFacts& facts, const Standing& standing, Time at) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal").error();
    if (facts.options.empty()) return refuse(one_value_only, "proposal").error();
    if (*facts.stage != Stage::deliberation || at >= facts.voting_opens_at) return refuse(alternatives_over).error();
    if (auto refusal = may_not_propose(facts.domain, standing)) return refusal;
    const auto alternatives = std::ssize(facts.options) - 2;
    if (alternatives >= facts.most)
        return refuse_by_rule(alternatives_full, most_alternatives.name, {}, {std::to_string(alternatives)}).error();
    return {};
}

Decision decide(const AlternativeFacts& facts, const AddAlternative& add, Context& context) {
    if (auto refusal = refusal_to_add(facts, context.standing, context.at)) return std::unexpected(std::move(*refusal));
    if (!facts.value) {
        auto refusal = facts.value.error();
        refusal.field = "value";
        return std::unexpected(std::move(refusal));
    }
    if (std::ranges::find(facts.options, *facts.value, &Option::value) != facts.options.end())
        return refuse(alternative_exists, "value", {first_words(*facts.value)});
    return Events{AlternativeAdded{add.proposal, facts.next, context.actor.member, *facts.value, add.reason,
                                   facts.is_return ? std::optional(facts.reversal_margin) : std::nullopt}};
}
void apply(store::Connection& connection, const Meta& meta, const AlternativeAdded& event) {
    connection.run("INSERT INTO {decisions_alternatives} (proposal, option, author, value, reason, return_margin, at, "
                   "taken_back) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)",
                   event.proposal, event.option, event.author, event.value, event.reason.reference.commitment,
                   event.return_margin, meta.at);
}

TakeBackFacts load(store::Connection& connection, const Context&, const TakeBackAlternative& take) {
    return {connection.first<Stage>("SELECT stage FROM {decisions_proposals} WHERE proposal = $1", take.proposal),
            connection.first<MemberId>("SELECT author FROM {decisions_alternatives} WHERE proposal = $1 AND option = "
                                       "$2 AND NOT taken_back",
                                       take.proposal, take.option)};
}
Decision decide(const TakeBackFacts& facts, const TakeBackAlternative& take, Context& context) {
    if (!facts.stage) return refuse(no_such_proposal, "proposal");
    if (!facts.author) return refuse(no_such_alternative, "option");
    if (*facts.author != context.actor.member) return refuse(not_your_alternative);
    if (*facts.stage != Stage::deliberation) return refuse(alternatives_over);
    return Events{AlternativeTakenBack{take.proposal, take.option}};
}
void apply(store::Connection& connection, const Meta&, const AlternativeTakenBack& event) {
    connection.run("UPDATE {decisions_alternatives} SET taken_back = TRUE WHERE proposal = $1 AND option = $2",
                   event.proposal, event.option);
}

} // namespace reef::decisions
