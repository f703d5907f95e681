#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/amendment.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {
using namespace engine;

std::optional<ProposalRow> proposal_row(store::Connection& connection, IdValue proposal) {
    return connection.first<ProposalRow>(std::string(proposal_columns) + "WHERE proposal = $1", proposal);
}
ChangeRow change_row(store::Connection& connection, IdValue proposal) {
    return connection.one<ChangeRow>(
        "SELECT rule, scope, by_law, old_value, old_version, value, rights, development, indicator, direction, size, "
        "expected_by, sunset_at, lapses_if_missed, return_margin, advice, cost, targets, evidence, baseline FROM "
        "{decisions_changes} WHERE proposal = $1",
        proposal);
}
ExpectedResult expected_of(const ChangeRow& change) {
    return {change.indicator, change.direction, change.size, change.expected_by};
}

std::string title_of(const PageRequest& request, const ProposalRow& row) {
    if (row.subject == Subject::resolution) {
        const auto resolution = *resolution_row(request.connection, row.proposal);
        return resolution.act == ResolutionAct::repeal ? request.say("Repeal of “{}”", {resolution.title})
                                                       : resolution.title;
    }
    if (row.subject == Subject::amendment) {
        const auto amended = amendment_voted_on(request.connection, row.proposal).proposal;
        return request.say("Amendment to “{}”", {resolution_row(request.connection, amended)->title});
    }
    if (row.subject == Subject::charter) return request.say("Another charter");
    const auto change = change_row(request.connection, row.proposal);
    const auto* rule = request.registry.rule(change.rule);
    const auto name = rules::rule_in_words(request, rule ? request.say(rule->title) : change.rule, change.rule_scope());
    // Two texts often begin with the same words.
    if (rule && rule->kind == engine::ValueKind::prose) return request.say("{}: another text", {name});
    return request.say("{}: {} instead of {}", {name, rules::value_in_words(request, change.value),
                                                rules::value_in_words(request, change.old_value)});
}

std::string word_of(const PageRequest& request, Stage stage) {
    switch (stage) {
    case Stage::admission:
        return request.say("Seeks sponsors");
    case Stage::unsupported:
        return request.say("Found too few sponsors");
    case Stage::deliberation:
        return request.say("Being talked about");
    case Stage::voting:
        return request.say("Voting is open");
    case Stage::passed:
        return request.say("Accepted");
    case Stage::rejected:
        return request.say("Not accepted");
    case Stage::withdrawn:
        break;
    }
    return request.say("Withdrawn");
}

} // namespace reef::decisions
