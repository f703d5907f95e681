// The form in which a member proposes another value for a rule.
#include "commons/decisions/consent_view.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/weighing_view.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct IndicatorChoice {
    std::string value;
    std::string label;
    bool chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &IndicatorChoice::value, "its id"),
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
    std::optional<std::string> method;
    std::optional<std::string> going_back;
    std::optional<std::string> directive;
    std::optional<std::string> bargaining;
    static constexpr auto fields() {
        return FieldTable{field("mode", &HowDecided::mode, "how it may change"),
                          field("who", &HowDecided::who, "who proposes and who decides"),
                          field("talking", &HowDecided::talking, "time to talk before the vote"),
                          field("voting", &HowDecided::voting, "time to vote"),
                          field("notice", &HowDecided::notice, "time between the decision and its effect"),
                          field("majority", &HowDecided::majority, "that is needed"),
                          field("method", &HowDecided::method, "how it is decided, where not by a plain majority"),
                          field("going_back", &HowDecided::going_back, "what a return to the value before needs"),
                          field("directive", &HowDecided::directive, "what a body that decides for others says"),
                          field("bargaining", &HowDecided::bargaining, "where speakers of the classes bargain first")};
    }
};
/// One question about the matter, and its answer in whole percent.
struct FeatureField {
    std::string id;
    std::string label;
    std::string value;
    static constexpr auto fields() {
        return FieldTable{field("id", &FeatureField::id, "the feature"),
                          field("label", &FeatureField::label, "the question"),
                          field("value", &FeatureField::value, "the answer, in whole percent")};
    }
};
struct Weighing {
    std::vector<FeatureField> features;
    bool is_scored = false;
    std::optional<AdviceView> advice;
    std::optional<std::string> fault;
    std::vector<std::string> record;
    static constexpr auto fields() {
        return FieldTable{field("features", &Weighing::features, "questions about the matter"),
                          field("is_scored", &Weighing::is_scored, "all were answered"),
                          field("advice", &Weighing::advice, "once all were answered"),
                          field("fault", &Weighing::fault, "what could not be scored"),
                          field("record", &Weighing::record, "of the matter, which bounds the proposer's word")};
    }
};
/// With what was typed in, where the form was refused.
struct CostClass {
    std::string place;
    std::string id;
    std::string name;
    std::string read_minutes;
    std::string adapt_minutes;
    std::string hour;
    bool is_target = false;
    static constexpr auto fields() {
        return FieldTable{field("place", &CostClass::place, "in the list"),
                          field("id", &CostClass::id, "the class"),
                          field("name", &CostClass::name, "as people see it"),
                          field("read_minutes", &CostClass::read_minutes, "as it was typed"),
                          field("adapt_minutes", &CostClass::adapt_minutes, "as it was typed"),
                          field("hour", &CostClass::hour, "as it was typed"),
                          field("is_target", &CostClass::is_target, "the change is aimed at this class")};
    }
};
/// For whom or what another value may hold.
struct ScopeChoice {
    std::string title;
    std::string href;
    bool chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("title", &ScopeChoice::title, "in words"),
                          field("href", &ScopeChoice::href, "the form for it"),
                          field("chosen", &ScopeChoice::chosen, "this one")};
    }
};
/// The scope that was chosen.
struct ChosenScope {
    std::string scope;
    std::string title;
    std::string value;
    std::string who_decides;
    std::string ending_value;
    bool may_end = false;
    static constexpr auto fields() {
        return FieldTable{field("scope", &ChosenScope::scope, "such as class:driver"),
                          field("title", &ChosenScope::title, "in words"),
                          field("value", &ChosenScope::value, "that holds there now"),
                          field("who_decides", &ChosenScope::who_decides, "the room that is left, or that none is"),
                          field("ending_value", &ChosenScope::ending_value, "to be proposed to end what holds there"),
                          field("may_end", &ChosenScope::may_end, "it has a value of its own")};
    }
};
struct ProposePage {
    rules::RuleLine rule;
    std::vector<ScopeChoice> scopes;
    bool has_scopes = false;
    std::optional<ChosenScope> scope;
    std::string rule_form;
    std::optional<std::string> begin_with = {};
    std::string summary;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<IndicatorChoice> indicators;
    std::vector<IndicatorChoice> reckoned;
    HowDecided how;
    Weighing weighing;
    std::vector<CostClass> cost_classes;
    bool has_typed_cost = false;
    rules::Constancy constancy;
    rules::LawView law;
    bool is_text = false;
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &ProposePage::rule, "the rule to change"),
            field("scopes", &ProposePage::scopes, "for whom or what another value may hold"),
            field("has_scopes", &ProposePage::has_scopes, "whether there are any"),
            field("scope", &ProposePage::scope, "that was chosen; none: the whole platform"),
            field("rule_form", &ProposePage::rule_form, "how a value is written"),
            field("begin_with", &ProposePage::begin_with, "the value in force, where one changes parts of it"),
            field("summary", &ProposePage::summary, "what this is"),
            field("may_propose", &ProposePage::may_propose, "whether the viewer may"),
            field("may_not_propose_because", &ProposePage::may_not_propose_because, "why not"),
            field("indicators", &ProposePage::indicators, "figures that members measure"),
            field("reckoned", &ProposePage::reckoned, "figures that the platform reckons itself"),
            field("how", &ProposePage::how, "who decides, and how"),
            field("weighing", &ProposePage::weighing, "how the matter should be decided"),
            field("cost_classes", &ProposePage::cost_classes, "whom a change may cost time"),
            field("has_typed_cost", &ProposePage::has_typed_cost, "a refused form said some of it"),
            field("constancy", &ProposePage::constancy, "how stable the rule has been"),
            field("law", &ProposePage::law, "what the register of law says of it"),
            field("is_text", &ProposePage::is_text, "a value is a text in paragraphs")};
    }
};

std::string what_a_directive_says(PageRequest& request) {
    const auto longest = [&](const auto& rule) {
        return rules::value_in_words(request, rules::in_force(request.connection, rule, request.now).value.text());
    };
    return request.say("Name the law or mandate, or the emergency, and an end: at most {} after its first day; {} for "
                       "an emergency, or while all is in flux. Those whom it binds may object.",
                       {longest(directive_time), longest(emergency_time)});
}

using MaybeScope = std::optional<rules::Scope>;

HowDecided how_decided(PageRequest& request, const rules::Charter& charter, std::string_view rule,
                       const MaybeScope& scope) {
    const auto domain = charter.domain_for(rule, scope);
    const auto& procedure = *charter.find_procedure(domain.procedure);
    const auto words = [&](Duration span) { return rules::value_in_words(request, span.text()); };
    HowDecided how{.mode = rules::mode_words(request, domain.mode),
                   .who = rules::who_may_change(request, charter, domain),
                   .talking = words(procedure.deliberation),
                   .voting = words(procedure.voting),
                   .notice = words(procedure.notice),
                   .majority = rules::needed(procedure).text(),
                   .method = method_sentence(request, procedure)};
    if (domain.mode == rules::Mode::directive) how.directive = what_a_directive_says(request);
    if (domain.mode == rules::Mode::negotiated && procedure.negotiation) {
        how.talking = words(*procedure.negotiation);
        how.bargaining = request.say("Until the vote, speakers of the classes bargain by offers. Once all classes "
                                     "accept one, nobody needs to vote.");
    }
    const auto versions = rules::versions_of(request.connection, rule, scope);
    const auto before = rules::value_before(versions, versions.size() - 1);
    if (!before || !rules::is_return(versions, *before)) return how;
    const auto margin = rules::in_force(request.connection, rules::reversal_margin, request.now).value;
    how.going_back =
        request.say("Going back to {} needs {}.", {rules::value_in_words(request, *before),
                                                   rules::needed(rules::raised_by(procedure, margin)).text()});
    return how;
}

/// What came with a form that was refused, by its path in it: `/expected/indicator`.
std::string typed_before(const PageRequest& request, const std::string& path) {
    if (!request.refused_form) return {};
    boost::system::error_code error;
    const auto* sent = request.refused_form->data.find_pointer(path, error);
    return sent && sent->is_string() ? std::string(sent->get_string()) : std::string();
}

/// As they were asked for in the address, or came with a form that was refused.
std::string answer_to(const PageRequest& request, std::string_view feature) {
    if (const auto asked = request.asked(feature); !asked.empty()) return std::string(asked);
    const auto value = Percent::parse(typed_before(request, "/features/" + std::string(feature)));
    return value ? std::to_string(value->hundredths / 100) : std::string();
}

void offer_indicators(const PageRequest& request, const rules::Charter& charter, ProposePage& page) {
    const auto typed = typed_before(request, "/expected/indicator");
    for (const auto& each : charter.outcomes.indicators)
        page.indicators.push_back({each.id, each.name, each.id == typed});
    for (const auto& room : request.registry.modules())
        for (const auto& each : room.indicators)
            if (reckoned_indicator(request.registry, charter, each.name))
                page.reckoned.push_back(
                    {std::string(each.name), request.say(each.title), std::string(each.name) == typed});
}

void ask_for_costs(const PageRequest& request, const rules::Charter& charter, ProposePage& page) {
    const auto target = typed_before(request, "/targets");
    for (const auto& each : charter.governance.classes) {
        const auto place = std::to_string(page.cost_classes.size());
        const auto typed = [&](const char* what) { return typed_before(request, "/cost/classes/" + place + what); };
        page.cost_classes.push_back({place, each.id, each.name, typed("/read_minutes"), typed("/adapt_minutes"),
                                     typed("/hour"), each.id == target});
        const auto& last = page.cost_classes.back();
        page.has_typed_cost = page.has_typed_cost || !(last.read_minutes + last.adapt_minutes + last.hour).empty();
    }
}

/// Near 100% for a few members who decide, near 0% for many.
std::string few_parties_of(PageRequest& request, const rules::Charter& charter, const rules::DomainCharter& domain) {
    if (const auto* body = domain.deciding_body())
        return std::to_string(1'000 / (10 + people::count_in_body(request.connection, *charter.find_body(*body))));
    std::int64_t members = 0;
    for (const auto& each : charter.governance.classes)
        if (domain.classes.empty() || std::ranges::find(domain.classes, each.id) != domain.classes.end())
            members += people::count_members(request.connection, each.id);
    return std::to_string(1'000 / (10 + members));
}

Weighing weigh(PageRequest& request, const rules::Charter& charter, std::string_view rule, const MaybeScope& scope) {
    const auto domain = charter.domain_for(rule, scope);
    const auto record = record_of(request.connection, request.registry, charter, rule, scope, request.now);
    Weighing weighing{.features = {{"severity", request.say("How bad is it when it goes wrong?"), ""},
                                   {"cross_class_effect", request.say("How much does it touch other classes?"), ""},
                                   {"volatility", request.say("How much does the matter still swing?"), ""},
                                   {"reversibility", request.say("How easily is a mistake undone?"), ""},
                                   {"compliance", request.say("How well do people keep to what is agreed?"), ""},
                                   {"few_parties", request.say("Are the parties few (100) or many (0)?"), ""}}};
    weighing.record = record_in_words(request, record);
    Features features;
    bool is_whole = true;
    std::size_t place = 0;
    Features::fields().visit([&](const auto&... f) {
        const auto read = [&](const auto& feature) {
            auto& shown = weighing.features[place++];
            shown.value = answer_to(request, feature.name);
            const auto number = parse_integer(shown.value);
            is_whole = is_whole && number && *number >= -1'000 && *number <= 1'000;
            if (is_whole) features.*feature.member = percent(*number);
        };
        (read(f), ...);
    });
    if (weighing.features.back().value.empty())
        weighing.features.back().value = few_parties_of(request, charter, domain);
    if (!is_whole) return weighing;
    const auto advice = advice_for(features);
    if (advice)
        weighing.advice = advice_view(request, *advice_for(bounded_by(record, features)), domain.mode);
    else
        weighing.fault = request.say("Answer with numbers from 0 to 100.");
    weighing.is_scored = advice.has_value();
    return weighing;
}

/// As the address asks for it, or a form that was refused said.
Result<MaybeScope> scope_asked(const PageRequest& request, const rules::Charter& charter, const RuleDeclaration& rule) {
    const auto typed = typed_before(request, "/scope");
    const auto text = typed.empty() ? std::string(request.asked("scope")) : typed;
    if (text.empty()) return MaybeScope();
    const auto scope = rules::Scope::parse(text);
    if (!scope || rules::refusal_of_scope(charter, rule, *scope)) return refuse(not_found);
    return MaybeScope(*scope);
}

void offer_scopes(const PageRequest& request, const rules::Charter& charter, const RuleDeclaration& rule,
                  const MaybeScope& chosen, ProposePage& page) {
    const auto form = "/rules/" + std::string(rule.name) + "/change";
    if (rule.scopes.empty()) return;
    page.scopes.push_back({request.say("The whole platform"), form, !chosen});
    for (const auto& scope : rules::possible_scopes(charter, rule))
        page.scopes.push_back(
            {rules::scope_in_words(request, scope), form + "?scope=" + scope.text(), scope == chosen});
}

ChosenScope chosen_scope(PageRequest& request, const rules::Charter& charter, const RuleDeclaration& rule,
                         const rules::Scope& scope) {
    const auto version = *rules::version_at(request.connection, rule.name, request.now, scope);
    ChosenScope chosen{.scope = scope.text(),
                       .title = rules::scope_in_words(request, scope),
                       .value = rules::value_in_words(request, version.value),
                       .who_decides = request.say("The charter leaves no room for by-laws here: whoever decides on "
                                                  "the rule decides on this too."),
                       .ending_value = std::string(rules::parents_value),
                       .may_end = version.value != rules::parents_value};
    if (const auto* room = charter.room_for(rule.name, scope))
        chosen.who_decides =
            request.say("A by-law: between {} and {} those named here decide by themselves.",
                        {rules::value_in_words(request, room->lowest), rules::value_in_words(request, room->highest)});
    return chosen;
}

Result<ProposePage> show_propose(PageRequest& request) {
    const auto* rule = request.registry.rule(request.path.find("rule")->second);
    const auto platform = rules::platform(request.connection);
    if (!rule || !platform) return refuse(not_found);
    const auto asked = scope_asked(request, platform->charter, *rule);
    if (!asked) return std::unexpected(asked.error());
    const auto& scope = *asked;
    ProposePage page{
        .rule = rules::rule_line(request, rule->name),
        .rule_form = request.say(rule->form),
        .summary = request.say(
            "Say what it should be instead, why, and which figure will tell whether it did what you promise."),
        .how = how_decided(request, platform->charter, rule->name, scope),
        .weighing = weigh(request, platform->charter, rule->name, scope),
        .constancy = rules::constancy_of(request, *rule, scope),
        .law = rules::law_view(request, platform->charter, rule->name)};
    offer_scopes(request, platform->charter, *rule, scope, page);
    page.has_scopes = !page.scopes.empty();
    page.is_text = rule->kind == engine::ValueKind::prose;
    if (page.is_text || rule->kind == engine::ValueKind::weights) page.begin_with = page.rule.value;
    if (scope) page.scope = chosen_scope(request, platform->charter, *rule, *scope);
    const auto version = *rules::version_at(request.connection, rule->name, request.now, scope);
    const bool rests = page.constancy.rests_until && !version.sunset_at; // where it would end, it can be renewed
    const auto may_here =
        scope ? rules::may_propose_in(request, *platform, platform->charter.domain_for(rule->name, scope))
              : page.rule.may_propose;
    page.may_propose = may_here && !rests;
    if (rests)
        page.may_not_propose_because =
            request.say("It was changed a short while ago and rests: another value can be proposed from {}.",
                        {request.day(*page.constancy.rests_until)});
    else if (!page.may_propose)
        page.may_not_propose_because = request.say("Sign in as a member who may propose here.");
    ask_for_costs(request, platform->charter, page);
    offer_indicators(request, platform->charter, page);
    return page;
}
} // namespace

PageType propose_page() {
    return page<show_propose>("/rules/{rule}/change", "src/commons/decisions/propose.html",
                              "A form to propose another value for a rule.", anyone());
}

} // namespace reef::decisions
