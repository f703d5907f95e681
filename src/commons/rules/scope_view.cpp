#include "commons/rules/scope_view.hpp"
#include "commons/rules/constancy.hpp"
#include "commons/rules/domain_words.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;
namespace {

std::vector<Scope> scopes_of(PageRequest& request, const Charter& charter, std::string_view rule) {
    std::vector<Scope> scopes;
    for (const auto& room : charter.governance.by_laws)
        if (room.rule == rule) scopes.push_back(room.scope);
    for (const auto& recorded : request.connection.all<std::string>(
             "SELECT DISTINCT scope FROM {rules_versions} WHERE rule = $1 AND scope <> '' ORDER BY scope", rule)) {
        const auto scope = *scope_from_record(recorded);
        if (std::ranges::find(scopes, scope) == scopes.end()) scopes.push_back(scope);
    }
    return scopes;
}

ScopeSection section_of(PageRequest& request, const PlatformRow& platform, const RuleDeclaration& rule,
                        const Scope& scope) {
    const auto& charter = platform.charter;
    const auto version = *version_at(request.connection, rule.name, request.now, scope);
    const auto domain = charter.domain_for(rule.name, scope);
    auto history = history_of(request, charter, rule.name, scope);
    ScopeSection section{.scope = scope.text(),
                         .title = scope_in_words(request, scope),
                         .value = shown_value(request, version.value),
                         .is_parents = version.value == parents_value,
                         .version = std::to_string(version.version),
                         .set_by = version.version > 0 ? std::optional(set_by(request, version)) : std::nullopt,
                         .room = {},
                         .mode = mode_words(request, domain.mode).word,
                         .who_may_change = who_may_change(request, charter, domain),
                         .coming = std::move(history.coming),
                         .ending = std::move(history.ending),
                         .rests_until = {},
                         .may_propose = may_propose_in(request, platform, domain),
                         .change_href = fmt::format("/rules/{}/change?scope={}", rule.name, scope.text()),
                         .versions = std::move(history.versions)};
    section.has_versions = !section.versions.empty();
    if (const auto* room = charter.room_for(rule.name, scope))
        section.room = bounds_in_words(request, {room->lowest, room->highest});
    const auto rest = in_force(request.connection, cool_down, request.now).value;
    const auto until = rests_until(versions_of(request.connection, rule.name, scope), rest);
    if (until && *until > request.now) section.rests_until = until;
    return section;
}

std::string word_of_kind(const PageRequest& request, ScopeKind kind) {
    switch (kind) {
    case ScopeKind::category:
        return request.say("category");
    case ScopeKind::body:
        return request.say("body");
    case ScopeKind::space:
        return request.say("space");
    case ScopeKind::stakeholder_class:
        break;
    }
    return request.say("class");
}

} // namespace

std::vector<ScopeSection> scope_sections(PageRequest& request, const PlatformRow& platform,
                                         const RuleDeclaration& rule) {
    std::vector<ScopeSection> sections;
    for (const auto& scope : scopes_of(request, platform.charter, rule.name))
        sections.push_back(section_of(request, platform, rule, scope));
    return sections;
}

std::optional<std::string> kinds_in_words(const PageRequest& request, const RuleDeclaration& rule) {
    if (rule.scopes.empty()) return {};
    auto kinds = rule.scopes;
    std::ranges::sort(kinds);
    std::vector<std::string> words;
    for (const auto kind : kinds) words.push_back(word_of_kind(request, kind));
    return join(words, ", ");
}

} // namespace reef::rules
