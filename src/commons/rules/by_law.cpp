#include "commons/rules/by_law.hpp"
#include <algorithm>
#include <set>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind not_by_scope{"rules.not_by_scope", "{} has one value for every {}. It may differ by: {}.", 422};
constexpr RefusalKind unknown_scope{"rules.unknown_scope", "The charter names nothing \"{}\".", 422};
constexpr RefusalKind beyond_parent{
    "rules.beyond_parent",
    "The charter leaves by-laws in {} room between {} and {}, and {} lies outside. All members may widen that by "
    "another charter (governance.by_laws, /charter/propose).",
    422};

std::string word_of(ScopeKind kind) { return std::string(names_of(kind).at(static_cast<std::size_t>(kind))); }

std::string kinds_of(const RuleDeclaration& rule) {
    std::vector<std::string> words;
    for (const auto kind : rule.scopes) words.push_back(word_of(kind));
    return words.empty() ? "nothing" : join(words, ", ");
}

} // namespace

bool names_something(const Charter& charter, const Scope& scope) {
    const auto& spaces = charter.technology.spaces;
    switch (scope.kind) {
    case ScopeKind::stakeholder_class:
        return charter.find_class(scope.id) != nullptr;
    case ScopeKind::body:
        return charter.find_body(scope.id) != nullptr;
    case ScopeKind::space:
        return std::ranges::find(spaces, scope.id, &SpaceCharter::id) != spaces.end();
    case ScopeKind::category:
        break;
    }
    return std::ranges::any_of(spaces, [&](const SpaceCharter& each) {
        return std::ranges::find(each.categories, scope.id) != each.categories.end();
    });
}

std::vector<Scope> possible_scopes(const Charter& charter, const RuleDeclaration& rule) {
    std::vector<Scope> scopes;
    const auto add = [&](ScopeKind kind, const std::string& id) {
        if (rule.is_asked_by(kind)) scopes.push_back({kind, id});
    };
    for (const auto& each : charter.governance.classes) add(ScopeKind::stakeholder_class, each.id);
    for (const auto& space : charter.technology.spaces) add(ScopeKind::space, space.id);
    for (const auto& body : charter.governance.bodies) add(ScopeKind::body, body.id);
    for (const auto& space : charter.technology.spaces)
        for (const auto& category : space.categories) add(ScopeKind::category, category);
    return scopes;
}

std::optional<Refusal> refusal_of_scope(const Charter& charter, const RuleDeclaration& rule,
                                        const std::optional<Scope>& scope) {
    if (!scope) return {};
    if (!rule.is_asked_by(scope->kind))
        return refuse(not_by_scope, "scope", {std::string(rule.name), word_of(scope->kind), kinds_of(rule)}).error();
    if (!names_something(charter, *scope)) return refuse(unknown_scope, "scope", {scope->text()}).error();
    return {};
}

std::optional<Refusal> refusal_beyond_parent(const Charter& charter, const RuleDeclaration& rule,
                                             const std::optional<Scope>& scope, std::string_view value) {
    const auto* room = charter.room_for(rule.name, scope);
    if (!room || confined(rule, *room, value) == value) return {};
    return refuse(beyond_parent, "value", {scope->text(), room->lowest, room->highest, std::string(value)}).error();
}

std::string confined(const RuleDeclaration& rule, const ByLawCharter& room, std::string_view value) {
    if (value == parents_value) return std::string(value);
    if (rule.is_less(value, room.lowest)) return *rule.normalise(room.lowest);
    if (rule.is_less(room.highest, value)) return *rule.normalise(room.highest);
    return std::string(value);
}

void apply(store::Connection& connection, const Meta& meta, const ByLawNarrowed& event) {
    connection.run("INSERT INTO {rules_versions} (rule, scope, version, value, effective_at, entry, decision, "
                   "published_at, origin, sunset_at, by_law) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, TRUE)",
                   event.rule, event.scope.text(), event.version, event.value, event.effective_at, meta.entry,
                   event.decision, meta.at, Origin::narrowed, event.sunset_at);
}

std::vector<StandingByLaw> standing_by_laws(store::Connection& connection, const Charter& before, const Charter& after,
                                            Time at) {
    std::set<std::pair<std::string, Scope>> rooms;
    for (const auto* charter : {&before, &after})
        for (const auto& room : charter->governance.by_laws) rooms.emplace(room.rule, room.scope);
    std::vector<StandingByLaw> standing;
    for (const auto& [rule, scope] : rooms) {
        auto versions = versions_of(connection, rule, scope);
        const auto in_force = version_at(connection, rule, at, scope)->version;
        std::erase_if(versions, [&](const Version& each) { return each.version < in_force; });
        standing.push_back({rule, scope, std::move(versions)});
    }
    return standing;
}

std::vector<ByLawNarrowed> narrowed(const StandingByLaw& by_law, const RuleDeclaration& rule, const Charter& charter,
                                    IdValue decision, Time at) {
    const auto* room = charter.room_for(by_law.rule, by_law.scope);
    std::vector<ByLawNarrowed> anew;
    bool is_outside = false;
    // A later version takes the place of all before it: so what is to come is said again after what holds now.
    auto number = by_law.versions.back().version;
    for (const auto& each : by_law.versions) {
        auto value = room ? confined(rule, *room, each.value) : each.by_law ? std::string(parents_value) : each.value;
        is_outside = is_outside || value != each.value;
        anew.push_back({by_law.rule, by_law.scope, ++number, std::move(value), each.value, decision,
                        std::max(at, each.effective_at), each.sunset_at});
    }
    if (!is_outside) anew.clear();
    return anew;
}

} // namespace reef::rules
