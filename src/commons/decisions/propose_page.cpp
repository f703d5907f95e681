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
struct ProposePage {
    rules::RuleLine rule;
    std::string rule_form;
    std::string summary;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<IndicatorChoice> indicators;
    static constexpr auto fields() {
        return std::tuple{field("rule", &ProposePage::rule, "the rule to change"),
                          field("rule_form", &ProposePage::rule_form, "how a value is written"),
                          field("summary", &ProposePage::summary, "what this is"),
                          field("may_propose", &ProposePage::may_propose, "whether the viewer may"),
                          field("may_not_propose_because", &ProposePage::may_not_propose_because, "why not"),
                          field("indicators", &ProposePage::indicators, "figures that will tell")};
    }
};
Result<ProposePage> show_propose(PageRequest& request) {
    const auto* rule = request.registry.rule(request.path.find("rule")->second);
    const auto platform = rules::platform(request.connection);
    if (!rule || !platform) return refuse(not_found);
    ProposePage page{
        .rule = rules::rule_line(request, rule->name),
        .rule_form = request.say(rule->form),
        .summary = request.say(
            "Say what it should be instead, why, and which figure will tell whether it did what you promise.")};
    page.may_propose = page.rule.may_propose;
    if (!page.may_propose) page.may_not_propose_because = request.say("Sign in as a member who may propose here.");
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
