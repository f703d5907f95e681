// A domain of the charter as people read it, by the rules that it holds.
#pragma once
#include "core/engine/module.hpp"

namespace reef::rules {

/// Of a rule's name, or the beginning of names and `*`.
std::string domain_in_words(const engine::PageRequest& request, std::string_view domain);
/// In a list of all domains, where `*` is what the others leave.
std::string listed_domain_in_words(const engine::PageRequest& request, std::string_view domain);

} // namespace reef::rules
