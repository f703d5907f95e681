#include "commons/rules/domain_words.hpp"
#include "commons/rules/in_force.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
using namespace engine;

std::string domain_in_words(const PageRequest& request, std::string_view domain) {
    if (domain == "*") return request.say("Everything");
    if (const auto* rule = request.registry.rule(domain)) return request.say(rule->title);
    std::vector<std::string> titles;
    for (const auto& room : request.registry.modules())
        for (const auto& rule : room.rules)
            if (fits(domain, rule.name)) titles.push_back(request.say(rule.title));
    constexpr std::size_t named = 2;
    if (titles.size() <= named + 1) return join(titles, ", ");
    const auto more = std::to_string(titles.size() - named);
    titles.resize(named);
    return request.say("{} and {} more", {join(titles, ", "), more});
}

std::string listed_domain_in_words(const PageRequest& request, std::string_view domain) {
    return domain == "*" ? request.say("All other rules") : domain_in_words(request, domain);
}

std::string scope_in_words(const PageRequest& request, const Scope& scope) {
    const auto platform = founded_platform(request.connection);
    const auto& charter = platform.charter;
    if (const auto* found = charter.find_class(scope.id); found && scope.kind == ScopeKind::stakeholder_class)
        return found->name;
    if (const auto* body = charter.find_body(scope.id); body && scope.kind == ScopeKind::body) return body->name;
    const auto& spaces = charter.technology.spaces;
    const auto space = std::ranges::find(spaces, scope.id, &SpaceCharter::id);
    return space != spaces.end() && scope.kind == ScopeKind::space ? space->name : scope.id;
}

std::string rule_in_words(const PageRequest& request, const std::string& title, const std::optional<Scope>& scope) {
    return scope ? fmt::format("{} ({})", title, scope_in_words(request, *scope)) : title;
}

} // namespace reef::rules
