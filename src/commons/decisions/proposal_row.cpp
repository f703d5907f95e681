#include "commons/decisions/proposal_row.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {
using namespace engine;

std::optional<ProposalRow> proposal_row(store::Connection& connection, IdValue proposal) {
    return connection.first<ProposalRow>(std::string(proposal_columns) + "WHERE proposal = $1", proposal);
}
ExpectedResult expected_of(const ProposalRow& row) { return {row.indicator, row.direction, row.size, row.expected_by}; }

std::string title_of(const PageRequest& request, const ProposalRow& row) {
    const auto* rule = request.registry.rule(row.rule);
    return request.say("{}: {} instead of {}",
                       {rule ? request.say(rule->title) : row.rule, rules::value_in_words(request, row.value),
                        rules::value_in_words(request, row.old_value)});
}

std::string word_of(const PageRequest& request, Stage stage) {
    switch (stage) {
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
