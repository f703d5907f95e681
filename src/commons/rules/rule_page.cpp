#include "commons/rules/rule_page.hpp"
#include "commons/rules/charter_check.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;
namespace {

struct RuleGroup {
    std::string title;
    std::vector<RuleLine> rules;
    static constexpr auto fields() {
        return std::tuple{field("title", &RuleGroup::title, "the room they steer"),
                          field("rules", &RuleGroup::rules, "its rules")};
    }
};

struct RulesPage {
    std::string summary;
    std::vector<RuleGroup> groups;
    static constexpr auto fields() {
        return std::tuple{field("summary", &RulesPage::summary, "what this is and what you may do here"),
                          field("groups", &RulesPage::groups, "all rules, by room")};
    }
};

struct ModeWords {
    std::string word;
    std::string meaning;
    static constexpr auto fields() {
        return std::tuple{field("word", &ModeWords::word, "directive, self-regulated or negotiated"),
                          field("meaning", &ModeWords::meaning, "in one sentence")};
    }
};

struct VersionLine {
    std::string version;
    std::string value;
    Time at;
    bool is_in_force = false;
    bool is_coming = false;
    SetBy set_by;
    std::optional<std::string> reason;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return std::tuple{field("version", &VersionLine::version, "from 1"),
                          field("value", &VersionLine::value, "as it is written"),
                          field("at", &VersionLine::at, "in force from"),
                          field("is_in_force", &VersionLine::is_in_force, "now"),
                          field("is_coming", &VersionLine::is_coming, "decided, still under notice"),
                          field("set_by", &VersionLine::set_by, "who set it"),
                          field("reason", &VersionLine::reason, "why"),
                          field("proof", &VersionLine::proof, "the entry that set it")};
    }
};

struct ComingVersion {
    std::string value;
    Time at;
    SetBy decision;
    static constexpr auto fields() {
        return std::tuple{field("value", &ComingVersion::value, "the new value"),
                          field("at", &ComingVersion::at, "in force from"),
                          field("decision", &ComingVersion::decision, "that decided it")};
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
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<VersionLine> versions;
    static constexpr auto fields() {
        return std::tuple{field("name", &RulePage::name, "room and word"),
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
                          field("may_propose", &RulePage::may_propose, "whether the viewer may propose a change"),
                          field("may_not_propose_because", &RulePage::may_not_propose_because, "why not"),
                          field("versions", &RulePage::versions, "the newest first")};
    }
};

struct CharterPage {
    std::string summary;
    std::string state;
    Charter charter;
    std::string toml;
    bool may_change = false;
    Proof proof;
    static constexpr auto fields() {
        return std::tuple{
            field("summary", &CharterPage::summary, "what this is"),
            field("state", &CharterPage::state, "draft or in force"),
            field("charter", &CharterPage::charter, "the founding document"),
            field("toml", &CharterPage::toml, "the same, as the file from which a platform can be founded"),
            field("may_change", &CharterPage::may_change, "the founder, until the launch"),
            field("proof", &CharterPage::proof, "the entry that set it")};
    }
};

ModeWords words_for(const PageRequest& request, Mode mode) {
    switch (mode) {
    case Mode::directive:
        return {request.say("Directive"),
                request.say("A mandated body sets it, by a vote among its members, with reasons.")};
    case Mode::self_regulated:
        return {request.say("Self-regulated"),
                request.say("Those whom it binds decide among themselves, within its bounds.")};
    case Mode::negotiated:
        break;
    }
    return {request.say("Negotiated"), request.say("The classes decide together, by vote.")};
}

std::string who_may_change(const PageRequest& request, const Charter& charter, const DomainCharter& domain) {
    if (domain.mode == Mode::directive)
        return request.say("The members of {} propose and decide.", {charter.find_body(*domain.body)->name});
    std::vector<std::string> names;
    for (const auto& each : charter.governance.classes)
        if (domain.classes.empty() || std::ranges::find(domain.classes, each.id) != domain.classes.end())
            names.push_back(each.name);
    return request.say("Any member may propose; {} decide.", {join(names, ", ")});
}

std::string room_title(const PageRequest& request, std::string_view room) {
    if (room == "market") return request.say("Trading");
    if (room == "ledger") return request.say("Money and shares");
    if (room == "deliberation") return request.say("Deliberation");
    std::string title(room);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return request.say(title);
}

Result<RulesPage> show_rules(PageRequest& request) {
    RulesPage page{
        request.say("Every figure that steers the platform is a rule. A rule changes only by the decision that its "
                    "mode names; the operator has no other way."),
        {}};
    if (!platform(request.connection)) return page;
    for (const auto& room : request.registry.modules()) {
        if (room.rules.empty()) continue;
        RuleGroup group{room_title(request, room.name), {}};
        for (const auto& rule : room.rules) group.rules.push_back(rule_line(request, rule.name));
        page.groups.push_back(std::move(group));
    }
    return page;
}

VersionLine version_line(PageRequest& request, const Version& version, std::int64_t in_force_version) {
    return {std::to_string(version.version),
            version.value,
            version.effective_at,
            version.version == in_force_version,
            version.effective_at > request.now,
            set_by(request, version),
            chronicle::reveal_text(request.connection, version.reason),
            proof_of(request.connection, version.entry)};
}

std::optional<std::string> bounds_in_words(const PageRequest& request, const Bounds& bounds) {
    const auto lowest = value_in_words(request, bounds.lowest), highest = value_in_words(request, bounds.highest);
    if (lowest.empty() && highest.empty()) return {};
    if (lowest.empty()) return request.say("at most {}", {highest});
    if (highest.empty()) return request.say("at least {}", {lowest});
    return request.say("between {} and {}", {lowest, highest});
}

std::string why_not_propose(const PageRequest& request, const PlatformRow& platform, const DomainCharter& domain) {
    if (!platform.launched())
        return request.say("This platform is a draft: its founder edits the charter until launch.");
    if (!request.signed_in()) return request.say("Sign in as a member to propose a change.");
    if (domain.mode != Mode::directive)
        return request.say("Only members may propose; you have not joined a class yet.");
    return request.say("Only the members of {} may propose here.", {platform.charter.find_body(*domain.body)->name});
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
                  .mode = words_for(request, domain->mode),
                  .who_may_change = who_may_change(request, row->charter, *domain),
                  .may_propose = line.may_propose};
    page.bounds = bounds_in_words(request, bounds_of(row->charter, *rule));
    if (!page.may_propose) page.may_not_propose_because = why_not_propose(request, *row, *domain);
    const auto in_force_version = *parse_integer(line.version);
    for (const auto& version : versions_of(request.connection, rule->name)) {
        if (version.effective_at > request.now && !page.coming)
            page.coming = {version.value, version.effective_at, set_by(request, version)};
        page.versions.insert(page.versions.begin(), version_line(request, version, in_force_version));
    }
    return page;
}

Result<CharterPage> show_charter(PageRequest& request) {
    const auto row = platform(request.connection);
    if (!row) return refuse(not_found);
    return CharterPage{
        row->launched()
            ? request.say(
                  "What this platform promises, and how it is governed. It changes by its members' decisions only.")
            : request.say("What this platform shall promise. It is a draft; its founder may still change it."),
        row->launched() ? request.say("in force") : request.say("draft"),
        row->charter,
        write_charter(row->charter),
        !row->launched() && request.viewer.has("founder"),
        *proof_of(request.connection, row->entry)};
}

} // namespace

std::string value_in_words(const PageRequest& request, std::string_view value) {
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

SetBy set_by(const PageRequest& request, const Version& version) {
    if (!version.decision) return {request.say("the charter"), "/charter"};
    return {request.say("decision {}", {version.decision->text()}),
            fmt::format("/decisions/{}", version.decision->text())};
}

RuleLine rule_line(PageRequest& request, std::string_view name) {
    const auto* rule = request.registry.rule(name);
    ensure(rule != nullptr, "a rule that a page explains is declared");
    const auto version = version_at(request.connection, name, request.now);
    ensure(version.has_value(), "a declared rule is recorded");
    const auto row = founded_platform(request.connection);
    const auto* domain = row.charter.domain_of(name);
    const bool may = row.launched() && (domain->mode == Mode::directive ? request.viewer.has("body:" + *domain->body)
                                                                        : request.viewer.has("member"));
    return {std::string(name),     request.say(rule->title),   fmt::format("/rules/{}", name),
            version->value,        request.say(rule->meaning), std::to_string(version->version),
            version->effective_at, set_by(request, *version),  may};
}

PageType rules_page() {
    return page<show_rules>("/rules", "src/commons/rules/rules.html", "All rules in force.", anyone());
}
PageType rule_page() {
    return page<show_rule>("/rules/{rule}", "src/commons/rules/rule.html",
                           "One rule: its value, how it may change, its history.", anyone());
}
PageType charter_page() {
    return page<show_charter>("/charter", "src/commons/rules/charter.html", "The founding document.", anyone());
}

} // namespace reef::rules
