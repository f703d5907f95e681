#include "commons/rules/rule_page.hpp"
#include "commons/rules/charter_check.hpp"
#include "commons/rules/domain_words.hpp"
#include "commons/rules/index_view.hpp"
#include "commons/rules/law.hpp"
#include "commons/rules/rule_amount.hpp"
#include "commons/rules/scope_view.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;
namespace {

struct RuleGroup {
    std::string title;
    std::vector<RuleLine> rules;
    static constexpr auto fields() {
        return FieldTable{field("title", &RuleGroup::title, "the room they steer"),
                          field("rules", &RuleGroup::rules, "its rules")};
    }
};

struct RulesPage {
    std::string summary;
    bool has_indexed = false;
    std::vector<IndexedLine> indexed;
    std::vector<RuleGroup> groups;
    static constexpr auto fields() {
        return FieldTable{field("summary", &RulesPage::summary, "what this is and what you may do here"),
                          field("has_indexed", &RulesPage::has_indexed, "whether any rule moves by a formula"),
                          field("indexed", &RulesPage::indexed, "those that move by a published formula"),
                          field("groups", &RulesPage::groups, "all rules, by room")};
    }
};

struct RulePage {
    std::string name;
    std::string title;
    std::string value;
    std::string meaning;
    std::string form;
    std::string version;
    Time since;
    SetBy set_by;
    std::optional<std::string> bounds;
    ModeWords mode;
    std::string who_may_change;
    std::optional<ComingVersion> coming;
    std::optional<Ending> ending;
    Constancy constancy;
    LawView law;
    std::optional<IndexView> index;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<VersionLine> versions;
    std::vector<ScopeSection> scopes;
    std::optional<std::string> may_differ_by;
    bool is_text = false;
    std::vector<std::string> paragraphs;
    static constexpr auto fields() {
        return FieldTable{field("name", &RulePage::name, "room and word"),
                          field("title", &RulePage::title, "as people see it"),
                          field("value", &RulePage::value, "in force now"),
                          field("meaning", &RulePage::meaning, "one sentence"),
                          field("form", &RulePage::form, "how a value is written"),
                          field("version", &RulePage::version, "from 1"),
                          field("since", &RulePage::since, "in force since"),
                          field("set_by", &RulePage::set_by, "who set it"),
                          field("bounds", &RulePage::bounds, "within which it may move"),
                          field("mode", &RulePage::mode, "how it may change"),
                          field("who_may_change", &RulePage::who_may_change, "who proposes and who decides"),
                          field("coming", &RulePage::coming, "a version under notice"),
                          field("ending", &RulePage::ending, "where the version in force ends by itself"),
                          field("constancy", &RulePage::constancy, "how stable and predictable it has been"),
                          field("law", &RulePage::law, "what the register of law says of it"),
                          field("index", &RulePage::index, "the formula by which it moves, where it is indexed"),
                          field("may_propose", &RulePage::may_propose, "whether the viewer may propose a change"),
                          field("may_not_propose_because", &RulePage::may_not_propose_because, "why not"),
                          field("versions", &RulePage::versions, "the newest first"),
                          field("scopes", &RulePage::scopes, "where it has, or may have, a value of its own"),
                          field("may_differ_by", &RulePage::may_differ_by, "by what kinds of scope it is asked"),
                          field("is_text", &RulePage::is_text, "a value is a text in paragraphs"),
                          field("paragraphs", &RulePage::paragraphs, "of the text in force")};
    }
};

std::string room_title(const PageRequest& request, std::string_view room) {
    if (room == "market") return request.say("Trading");
    if (room == "ledger") return request.say("Money and shares");
    if (room == "deliberation") return request.say("Deliberation");
    if (room == "rules") return request.say("How rules change");
    if (room == "decisions") return request.say("Deciding");
    std::string title(room);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return request.say(title);
}

Result<RulesPage> show_rules(PageRequest& request) {
    RulesPage page{
        request.say("Every figure that steers the platform is a rule. A rule changes only by the decision that its "
                    "mode names; the operator has no other way."),
        false,
        {},
        {}};
    const auto row = platform(request.connection);
    if (!row) return page;
    page.indexed = indexed_lines(request, row->charter);
    page.has_indexed = !page.indexed.empty();
    for (const auto& room : request.registry.modules()) {
        if (room.rules.empty()) continue;
        RuleGroup group{room_title(request, room.name), {}};
        for (const auto& rule : room.rules) group.rules.push_back(rule_line(request, rule.name));
        page.groups.push_back(std::move(group));
    }
    return page;
}

Result<RulePage> show_rule(PageRequest& request) {
    const auto* rule = request.registry.rule(request.path.find("rule")->second);
    const auto row = platform(request.connection);
    if (!rule || !row) return refuse(not_found);
    const auto line = rule_line(request, rule->name);
    const auto* domain = row->charter.domain_of(rule->name);
    RulePage page{.name = line.name,
                  .title = line.title,
                  .value = line.value,
                  .meaning = line.meaning,
                  .form = request.say(rule->form),
                  .version = line.version,
                  .since = line.since,
                  .set_by = line.set_by,
                  .mode = mode_words(request, domain->mode),
                  .who_may_change = who_may_change(request, row->charter, *domain),
                  .may_propose = line.may_propose};
    page.bounds = bounds_in_words(request, bounds_of(row->charter, *rule));
    page.constancy = constancy_of(request, *rule);
    page.law = law_view(request, row->charter, rule->name);
    page.index = index_view(request, row->charter, rule->name);
    if (page.index) {
        page.constancy.rests_until.reset();
        page.may_not_propose_because = request.say("It moves by its formula alone. Another formula, or none, is "
                                                   "proposed with another charter.");
    } else if (!page.may_propose)
        page.may_not_propose_because = why_not_propose(request, *row, *domain);
    page.is_text = rule->kind == engine::ValueKind::prose;
    if (page.is_text) page.paragraphs = paragraphs_of(line.value);
    page.scopes = scope_sections(request, *row, *rule);
    page.may_differ_by = kinds_in_words(request, *rule);
    auto history = history_of(request, row->charter, rule->name, {});
    page.versions = std::move(history.versions);
    page.coming = std::move(history.coming);
    page.ending = std::move(history.ending);
    return page;
}

} // namespace

ModeWords mode_words(const PageRequest& request, Mode mode) {
    switch (mode) {
    case Mode::directive:
        return {
            request.say("Directive"),
            request.say("A mandated body sets it, by a vote among its members: on a law or in an emergency, with an "
                        "end. Those whom it binds may object.")};
    case Mode::self_regulated:
        return {request.say("Self-regulated"),
                request.say("Those whom it binds decide among themselves, within its bounds.")};
    case Mode::negotiated:
        break;
    }
    return {request.say("Negotiated"),
            request.say("The classes decide together: by accord where they bargain, by vote otherwise.")};
}

std::string who_may_change(const PageRequest& request, const Charter& charter, const DomainCharter& domain) {
    if (const auto* body = domain.deciding_body())
        return request.say("The members of {} propose and decide.", {charter.find_body(*body)->name});
    std::vector<std::string> names;
    for (const auto& each : charter.governance.classes)
        if (domain.classes.empty() || std::ranges::find(domain.classes, each.id) != domain.classes.end())
            names.push_back(each.name);
    return domain.mode == Mode::self_regulated
               ? request.say("Only those bound propose and decide: {}.", {join(names, ", ")})
               : request.say("Any member may propose; {} decide.", {join(names, ", ")});
}

std::string promise_in_words(const PageRequest& request, const Charter& charter, const ExpectedResult& promised) {
    const auto& indicators = charter.outcomes.indicators;
    const auto found = std::ranges::find(indicators, promised.indicator, &IndicatorCharter::id);
    const auto* reckoned = request.registry.indicator(promised.indicator);
    const auto name = found != indicators.end() ? found->name
                      : reckoned                ? request.say(reckoned->title)
                                                : promised.indicator;
    const auto date = request.day(promised.by);
    return promised.direction == Direction::rises ? request.say("{} rises by {} by {}", {name, promised.size, date})
                                                  : request.say("{} falls by {} by {}", {name, promised.size, date});
}

std::string finding_in_words(const PageRequest& request, Finding finding) {
    switch (finding) {
    case Finding::achieved:
        return request.say("Promise kept");
    case Finding::not_achieved:
        return request.say("Promise missed");
    case Finding::not_measured:
        break;
    }
    return request.say("Never measured");
}

std::string value_in_words(const PageRequest& request, std::string_view value) {
    if (value == parents_value) return request.say("the parent's");
    if (is_long(value)) return in_short(value, request.words());
    if (const auto hours = WeeklyHours::parse(value); hours && !hours->is_none())
        return hours_in_words(request, *hours);
    if (const auto weights = Weights::parse(value)) return weights_in_words(*weights, request.words());
    const auto duration = Duration::parse(value);
    if (!duration) return std::string(value);
    const auto text = duration->text();
    const auto space = text.find(' ');
    const auto count = text.substr(0, space), unit = text.substr(space + 1);
    if (unit == "day") return request.say("{} day", {count});
    if (unit == "days") return request.say("{} days", {count});
    if (unit == "hour") return request.say("{} hour", {count});
    if (unit == "hours") return request.say("{} hours", {count});
    if (unit == "minute") return request.say("{} minute", {count});
    if (unit == "minutes") return request.say("{} minutes", {count});
    if (unit == "second") return request.say("{} second", {count});
    if (unit == "seconds") return request.say("{} seconds", {count});
    return text;
}

std::string hours_in_words(const PageRequest& request, const WeeklyHours& hours) {
    return hours_in_words(hours, request.words());
}

std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after) {
    std::vector<DiffLine> lines;
    for (auto& part : diff(paragraphs_of(before), paragraphs_of(after)))
        lines.push_back(
            {std::move(part.paragraph), part.kind == DiffPart::Kind::removed, part.kind == DiffPart::Kind::added});
    return lines;
}

std::string shown_value(const PageRequest& request, const std::string& value) {
    return value == parents_value ? request.say("the parent's") : value;
}

SetBy set_by(const PageRequest& request, const Version& version) {
    if (version.origin == Origin::index)
        return {request.say("its formula"), fmt::format("/rules/{}#index", version.rule)};
    if (!version.decision) return {request.say("the charter"), "/charter"};
    return {request.say("decision {}", {version.decision->text()}),
            fmt::format("/decisions/{}", version.decision->text())};
}

RuleLine rule_line(PageRequest& request, std::string_view name) {
    const auto* rule = request.registry.rule(name);
    ensure(rule != nullptr, "a rule that a page explains is declared");
    const auto values = values_at(request.connection, name, request.now);
    const auto row = founded_platform(request.connection);
    const auto* domain = row.charter.domain_of(name);
    RuleLine line{std::string(name),
                  request.say(rule->title),
                  fmt::format("/rules/{}", name),
                  values.platform.value,
                  request.say(rule->meaning),
                  std::to_string(values.platform.version),
                  values.platform.effective_at,
                  set_by(request, values.platform),
                  !row.charter.index_of(name) && may_propose_in(request, row, *domain),
                  {}};
    for (const auto& each : values.scoped)
        line.scoped.push_back(
            {scope_in_words(request, *scope_from_record(each.scope)), each.value, std::to_string(each.version)});
    return line;
}

PageType rules_page() {
    return page<show_rules>("/rules", "src/commons/rules/rules.html", "All rules in force.", anyone());
}
PageType rule_page() {
    return page<show_rule>("/rules/{rule}", "src/commons/rules/rule.html",
                           "One rule: its value, how it may change, its history.", anyone());
}
} // namespace reef::rules
