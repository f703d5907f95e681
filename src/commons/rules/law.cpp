#include "commons/rules/law.hpp"
#include "commons/rules/by_law.hpp"
#include "commons/rules/rule_page.hpp"
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind below_law{"rules.breaks_law", "{} forbids less than {} (see {}).", 422};
constexpr RefusalKind above_law{"rules.breaks_law", "{} forbids more than {} (see {}).", 422};

/// What a rule has now, and what it is about to have, wherever it has a value of its own: a law binds by-laws too.
std::vector<std::string> values_from(store::Connection& connection, std::string_view rule, Time at) {
    std::vector<std::string> values;
    for (const auto& recorded : connection.all<std::string>(
             "SELECT DISTINCT scope FROM {rules_versions} WHERE rule = $1 ORDER BY scope", rule)) {
        const auto scope = scope_from_record(recorded);
        const auto current = version_at(connection, rule, at, scope);
        for (const auto& version : versions_of(connection, rule, scope))
            if (current && version.version >= current->version && version.value != parents_value)
                values.push_back(version.value);
    }
    return values;
}

/// The rules that a law holds to the value of another one.
std::vector<std::string> held_by(store::Connection& connection, const LawCharter& law) {
    auto rules = connection.all<std::string>("SELECT DISTINCT rule FROM {rules_versions} ORDER BY rule");
    std::erase_if(rules, [&](const std::string& rule) { return !fits(law.rules, rule) || rule == law.not_above; });
    return rules;
}

} // namespace

/// "No more than another rule" binds that other rule too: it cannot go below those that it holds.
std::vector<LawBound> law_bounds(store::Connection& connection, const Charter& charter, std::string_view rule,
                                 Time at) {
    std::vector<LawBound> bounds;
    for (const auto& law : charter.laws_on(rule)) {
        const auto bound = [&](bool is_highest, const std::string& value, const std::string& by_rule) {
            bounds.push_back({law.name, law.reference, is_highest, value, by_rule});
        };
        if (law.not_above == rule) {
            for (const auto& held : held_by(connection, law))
                for (const auto& value : values_from(connection, held, at)) bound(false, value, held);
            continue;
        }
        if (law.lowest) bound(false, *law.lowest, "");
        if (law.highest) bound(true, *law.highest, "");
        if (law.not_above)
            for (const auto& value : values_from(connection, *law.not_above, at)) bound(true, value, *law.not_above);
    }
    return bounds;
}

std::optional<Refusal> refusal_under_law(const std::vector<LawBound>& bounds, const RuleDeclaration& rule,
                                         std::string_view value) {
    for (const auto& each : bounds) {
        const bool is_beyond = each.is_highest ? rule.is_less(each.value, value) : rule.is_less(value, each.value);
        if (!is_beyond) continue;
        const auto limit = each.by_rule.empty() ? each.value : fmt::format("{} ({})", each.by_rule, each.value);
        return refuse(each.is_highest ? above_law : below_law, "value", {each.law, limit, each.reference}).error();
    }
    return {};
}

Result<std::string> lawful_value(store::Connection& connection, const Charter& charter, const RuleDeclaration& rule,
                                 const std::optional<Scope>& scope, std::string_view text, Time at) {
    if (scope && trimmed(text) == parents_value) return std::string(parents_value);
    auto value = rule_value(charter, rule, text);
    if (!value) return value;
    if (auto refusal = refusal_under_law(law_bounds(connection, charter, rule.name, at), rule, *value))
        return std::unexpected(std::move(*refusal));
    if (auto refusal = refusal_beyond_parent(charter, rule, scope, *value)) return std::unexpected(std::move(*refusal));
    return value;
}

LawView law_view(const PageRequest& request, const Charter& charter, std::string_view rule) {
    LawView view;
    const auto title = [&](const std::string& name) {
        const auto* declared = request.registry.rule(name);
        return declared ? request.say(declared->title) : name;
    };
    for (const auto& law : charter.laws_on(rule)) {
        LawLine line{law.name, law.reference, {}};
        if (law.not_above == rule) {
            for (const auto& held : held_by(request.connection, law))
                line.says.push_back(request.say("not below: {}", {title(held)}));
        } else {
            if (law.lowest) line.says.push_back(request.say("at least {}", {value_in_words(request, *law.lowest)}));
            if (law.highest) line.says.push_back(request.say("at most {}", {value_in_words(request, *law.highest)}));
            if (law.not_above) line.says.push_back(request.say("not above: {}", {title(*law.not_above)}));
        }
        view.laws.push_back(std::move(line));
    }
    view.is_grey_zone = view.laws.empty();
    return view;
}

} // namespace reef::rules
