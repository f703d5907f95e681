// A domain of the charter as people read it, by the rules that it holds.
#pragma once
#include "commons/rules/scope.hpp"

namespace reef::rules {

/// Of a rule's name, or the beginning of names and `*`.
std::string domain_in_words(const engine::PageRequest& request, std::string_view domain);
/// In a list of all domains, where `*` is what the others leave.
std::string listed_domain_in_words(const engine::PageRequest& request, std::string_view domain);

/// A scope as people name it: "Drivers", "airport".
std::string scope_in_words(const engine::PageRequest& request, const Scope& scope);
/// A rule's title with the scope that is meant: "Price of the start (airport)".
std::string rule_in_words(const engine::PageRequest& request, const std::string& title,
                          const std::optional<Scope>& scope);

} // namespace reef::rules
