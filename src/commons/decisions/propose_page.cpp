// The form in which a member proposes another value for a rule.
#include "commons/decisions/decision_page.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

struct IndicatorChoice {
    std::string value;
    std::string label;
    bool chosen = false;
    static constexpr auto fields() {
        return std::tuple{field("value", &IndicatorChoice::value, "its id"),
                          field("label", &IndicatorChoice::label, "its name"),
                          field("chosen", &IndicatorChoice::chosen, "selected")};
    }
};
/// What decides on a change of this rule, before anything is written.
struct HowDecided {
    rules::ModeWords mode;
    std::string who;
    std::string talking;
    std::string voting;
    std::string notice;
    std::string majority;
    std::optional<std::string> going_back;
    static constexpr auto fields() {
        return std::tuple{field("mode", &HowDecided::mode, "how it may change"),
                          field("who", &HowDecided::who, "who proposes and who decides"),
                          field("talking", &HowDecided::talking, "time to talk before the vote"),
                          field("voting", &HowDecided::voting, "time to vote"),
                          field("notice", &HowDecided::notice, "time between the decision and its effect"),
                          field("majority", &HowDecided::majority, "that is needed"),
                          field("going_back", &HowDecided::going_back, "what a return to the value before needs")};
    }
};
struct ProposePage {
    rules::RuleLine rule;
    std::string rule_form;
    std::string summary;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<IndicatorChoice> indicators;
    HowDecided how;
    rules::Constancy constancy;
    static constexpr auto fields() {
        return std::tuple{field("rule", &ProposePage::rule, "the rule to change"),
                          field("rule_form", &ProposePage::rule_form, "how a value is written"),
                          field("summary", &ProposePage::summary, "what this is"),
                          field("may_propose", &ProposePage::may_propose, "whether the viewer may"),
                          field("may_not_propose_because", &ProposePage::may_not_propose_because, "why not"),
                          field("indicators", &ProposePage::indicators, "figures that will tell"),
                          field("how", &ProposePage::how, "who decides, and how"),
                          field("constancy", &ProposePage::constancy, "how stable the rule has been")};
    }
};

HowDecided how_decided(PageRequest& request, const rules::Charter& charter, std::string_view rule) {
    const auto& domain = *charter.domain_of(rule);
    const auto& procedure = *charter.find_procedure(domain.procedure);
    const auto words = [&](Duration span) { return rules::value_in_words(request, span.text()); };
    HowDecided how{.mode = rules::mode_words(request, domain.mode),
                   .who = rules::who_may_change(request, charter, domain),
                   .talking = words(procedure.deliberation),
                   .voting = words(procedure.voting),
                   .notice = words(procedure.notice),
                   .majority = procedure.majority.text()};
    const auto versions = rules::versions_of(request.connection, rule);
    if (versions.size() < 2) return how;
    const auto& before = versions[versions.size() - 2].value;
    if (!rules::is_return(versions, before)) return how;
    const auto margin = rules::in_force(request.connection, rules::reversal_margin, request.now).value;
    how.going_back = request.say("Going back to {} needs {}.", {rules::value_in_words(request, before),
                                                                rules::raised(procedure.majority, margin).text()});
    return how;
}

Result<ProposePage> show_propose(PageRequest& request) {
    const auto* rule = request.registry.rule(request.path.find("rule")->second);
    const auto platform = rules::platform(request.connection);
    if (!rule || !platform) return refuse(not_found);
    ProposePage page{
        .rule = rules::rule_line(request, rule->name),
        .rule_form = request.say(rule->form),
        .summary = request.say(
            "Say what it should be instead, why, and which figure will tell whether it did what you promise."),
        .how = how_decided(request, platform->charter, rule->name),
        .constancy = rules::constancy_of(request, *rule)};
    const auto version = *rules::version_at(request.connection, rule->name, request.now);
    const bool rests = page.constancy.rests_until && !version.sunset_at; // where it would end, it can be renewed
    page.may_propose = page.rule.may_propose && !rests;
    if (rests)
        page.may_not_propose_because =
            request.say("It was changed a short while ago and rests: another value can be proposed from {}.",
                        {page.constancy.rests_until->date_text()});
    else if (!page.may_propose)
        page.may_not_propose_because = request.say("Sign in as a member who may propose here.");
    for (const auto& each : platform->charter.outcomes.indicators)
        page.indicators.push_back({each.id, each.name, page.indicators.empty()});
    return page;
}
} // namespace

PageType propose_page() {
    return page<show_propose>("/rules/{rule}/change", "src/commons/decisions/propose.html",
                              "A form to propose another value for a rule.", anyone());
}

} // namespace reef::decisions
