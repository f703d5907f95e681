// Scopes: a rule may have a value of its own for a class, a space, a body or a category; where several hold, the
// narrowest does.
#pragma once
#include "core/engine/module.hpp"

namespace reef::rules {

using engine::ScopeKind;

/// For whom or what a value holds, where it is not the whole platform: `class:driver`, `space:rides`, `body:green`,
/// `category:airport`.
struct Scope {
    ScopeKind kind = ScopeKind::stakeholder_class;
    std::string id;
    auto operator<=>(const Scope&) const = default;
    /// Refused: rules.not_a_scope.
    static Result<Scope> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "a kind and a name such as \"class:driver\" or \"category:airport\"";
};

/// As tables hold it: empty for the whole platform.
std::string recorded_scope(const std::optional<Scope>& scope);
std::optional<Scope> scope_from_record(std::string_view recorded);

/// The value of a scope that has none of its own: what holds around it holds there too.
inline constexpr std::string_view parents_value = "the parent's";

/// For what a rule is asked. Of several bodies or classes the one named first goes before: the charter's order.
struct Selector {
    std::optional<std::string> category = {};
    std::vector<std::string> bodies = {};
    std::optional<std::string> space = {};
    std::vector<std::string> classes = {};
};
/// The precedence of scopes: category, body, space, class; after them the whole platform.
std::vector<Scope> narrowest_first(const Selector& selector);

} // namespace reef::rules
