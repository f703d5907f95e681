#include "commons/practices/precedent.hpp"
#include <algorithm>

namespace reef::practices {
using namespace engine;
namespace {

constexpr RefusalKind conditions_of_tolerated{
    "practices.conditions_of_tolerated", "What is tolerated has conditions, and nothing else has: write them.", 422};
constexpr RefusalKind names_a_decision{
    "practices.names_a_decision",
    "What is codified names the decision on a rule, a text or the charter that came of it, and nothing else does.",
    422};
constexpr RefusalKind not_accepted{"practices.not_accepted", "Decision {} was not accepted: it codifies nothing.", 409};
constexpr RefusalKind accepted_before{
    "practices.accepted_before", "Decision {} was accepted before the practice was entered: it did not come of it.",
    409};
constexpr RefusalKind says_no_difference{
    "practices.says_no_difference", "Practice {} is a like case and was decided otherwise: say what is different here.",
    422};

} // namespace

std::vector<Precedent> precedents_in(store::Connection& connection, std::string_view domain) {
    using Columns = std::tuple<IdValue, std::string, std::optional<std::string>, std::string,
                               std::optional<std::string>, Outcome, Time>;
    using Strings = std::vector<std::string>;
    std::vector<Precedent> precedents;
    for (const auto& [practice, rules, law, classes, words, outcome, settled_at] :
         connection.all<Columns>("SELECT practice, rules, law, classes, words, state, settled_at FROM "
                                 "{practices_entries} WHERE domain = $1 "
                                 "AND state IN ('codified', 'tolerated', 'not-allowed') ORDER BY practice",
                                 domain))
        precedents.push_back(
            {practice,
             features_of(from_recorded<Strings>(rules), law, from_recorded<Strings>(classes), words_from_record(words)),
             outcome, settled_at});
    return precedents;
}

std::vector<LikeCase> like_cases(const std::vector<Precedent>& precedents, const std::vector<std::string>& features,
                                 Percent least, IdValue except) {
    std::vector<LikeCase> like;
    for (const auto& each : precedents) {
        const auto alike = likeness(each.features, features);
        if (each.practice != except && alike >= least) like.push_back({each, alike});
    }
    std::ranges::stable_sort(like, std::greater{}, &LikeCase::likeness);
    return like;
}

Consistency consistency_of_register(store::Connection& connection) {
    Consistency sum;
    using Columns = std::tuple<std::string, std::string>;
    for (const auto& [followed, departed_from] : connection.all<Columns>(
             "SELECT followed, departed_from FROM {practices_entries} WHERE followed IS NOT NULL")) {
        const auto alike = std::ssize(from_recorded<std::vector<IdValue>>(followed));
        sum.alike += alike;
        sum.compared += alike + std::ssize(from_recorded<std::vector<IdValue>>(departed_from));
    }
    return sum;
}

SettleFacts load(store::Connection& connection, const Context& context, const Settle& settle) {
    SettleFacts facts{.body = body_facts(connection, context, settle.practice)};
    if (settle.proposal) facts.accepted_at = decisions::accepted_at(connection, *settle.proposal);
    if (facts.body.practice)
        facts.like = like_cases(precedents_in(connection, facts.body.practice->domain), facts.body.practice->features(),
                                rules::in_force(connection, like_from, context.at).value, settle.practice);
    return facts;
}
Decision decide(const SettleFacts& facts, const Settle& settle, Context& context) {
    if (auto refusal = may_not_answer(facts.body, settle.practice, context))
        return std::unexpected(std::move(*refusal));
    if (settle.conditions.has_value() != (settle.outcome == Outcome::tolerated))
        return refuse(conditions_of_tolerated, "conditions");
    if (settle.proposal.has_value() != (settle.outcome == Outcome::codified))
        return refuse(names_a_decision, "proposal");
    if (settle.proposal && !facts.accepted_at) return refuse(not_accepted, "proposal", {settle.proposal->text()});
    if (settle.proposal && *facts.accepted_at < facts.body.practice->opened_at)
        return refuse(accepted_before, "proposal", {settle.proposal->text()});
    Settled settled{settle.practice,
                    context.actor.member,
                    settle.outcome,
                    settle.holding,
                    settle.conditions,
                    settle.proposal,
                    settle.distinguished,
                    {},
                    {}};
    for (const auto& each : facts.like)
        (each.precedent.outcome == settle.outcome ? settled.followed : settled.departed_from)
            .push_back(each.precedent.practice);
    if (!settled.departed_from.empty() && !settle.distinguished)
        return refuse_by_rule(says_no_difference, like_from.name, "distinguished",
                              {settled.departed_from.front().text()});
    Events events;
    if (facts.body.practice->state == State::on_trial)
        events.add(TrialEnded{settle.practice, TrialEnd::settled, {}, {}});
    events.add(settled);
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const Settled& event) {
    connection.run(
        "UPDATE {practices_entries} SET state = $1, settled_at = $2, holding = $3, conditions = $4, proposal "
        "= $5, distinguished = $6, followed = $7, departed_from = $8, entry = $9 WHERE practice = $10",
        event.outcome, meta.at, event.holding, event.conditions, event.proposal, event.distinguished,
        json_text(to_json(event.followed)), json_text(to_json(event.departed_from)), meta.entry, event.practice);
}

std::optional<HoldingRow> holding_of(store::Connection& connection, IdValue practice) {
    return connection.first<HoldingRow>("SELECT settled_at, holding, conditions, proposal, distinguished, followed, "
                                        "departed_from FROM {practices_entries} WHERE practice = $1 AND settled_at IS "
                                        "NOT NULL",
                                        practice);
}

} // namespace reef::practices
