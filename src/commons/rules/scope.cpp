#include "commons/rules/scope.hpp"

namespace reef::rules {
namespace {

constexpr RefusalKind not_a_scope{
    "rules.not_a_scope",
    "\"{}\" is not a scope. Write a kind (class, space, body or category) and a name, such as \"class:driver\".", 422};

} // namespace

Result<Scope> Scope::parse(std::string_view text) {
    const auto whole = trimmed(text);
    const auto colon = whole.find(':');
    const auto kind = whole.substr(0, colon);
    const auto id = colon == whole.npos ? std::string_view() : trimmed(whole.substr(colon + 1));
    constexpr auto kinds = names_of(ScopeKind{});
    const auto found = std::ranges::find(kinds, kind);
    if (found == kinds.end() || id.empty()) return refuse(not_a_scope, {}, {std::string(whole.substr(0, 60))});
    return Scope{static_cast<ScopeKind>(found - kinds.begin()), std::string(id)};
}

std::string Scope::text() const { return std::string(names_of(kind).at(static_cast<std::size_t>(kind))) + ":" + id; }

std::string recorded_scope(const std::optional<Scope>& scope) { return scope ? scope->text() : std::string(); }

std::optional<Scope> scope_from_record(std::string_view recorded) {
    if (recorded.empty()) return {};
    auto scope = Scope::parse(recorded);
    ensure(scope.has_value(), "a recorded scope is one");
    return std::move(*scope);
}

std::vector<Scope> narrowest_first(const Selector& selector) {
    std::vector<Scope> scopes;
    if (selector.category) scopes.push_back({ScopeKind::category, *selector.category});
    for (const auto& body : selector.bodies) scopes.push_back({ScopeKind::body, body});
    if (selector.space) scopes.push_back({ScopeKind::space, *selector.space});
    for (const auto& each : selector.classes) scopes.push_back({ScopeKind::stakeholder_class, each});
    return scopes;
}

} // namespace reef::rules
