// Reading a charter from TOML and checking it whole: every fault at once, with line and key.
#pragma once
#include "commons/rules/charter.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

/// One thing wrong with a charter. `line` counts from 1 and is 0 where the fault lies in what is missing altogether;
/// `key` is dotted; the sentence is a pattern and what fills it, so that it can be said in other languages.
struct CharterFault {
    std::int64_t line = 0;
    std::string key;
    std::string sentence_pattern;
    std::vector<std::string> arguments = {};

    std::string sentence() const { return fill(sentence_pattern, arguments); }
};

/// A charter, or every fault in it.
std::expected<Charter, std::vector<CharterFault>> read_charter(std::string_view toml, const engine::Registry& registry);
/// The charter in the TOML that `read_charter` reads.
std::string write_charter(const Charter& charter);

/// The presets that come with Reef (`charters/*.toml`): their TOML by name.
std::map<std::string, std::string_view> presets();
/// A profile of what becomes of a surplus (`charters/surplus`) as a document, if there is one of this name.
std::optional<json::value> surplus_profile(std::string_view name);

/// Within which a rule's value may move: as the charter narrows it, or as the release declares it. Empty: no bound.
struct Bounds {
    std::string lowest;
    std::string highest;
};
Bounds bounds_of(const Charter& charter, const engine::RuleDeclaration& rule);
/// The value of a rule as it is written for good. Refused: what cannot be read, lies out of bounds
/// (rules.out_of_bounds) or is in another currency than the platform's (rules.other_currency).
Result<std::string> rule_value(const Charter& charter, const engine::RuleDeclaration& rule, std::string_view text);

/// The release's default as this platform writes it: nothing is nothing in its currency too.
std::string default_value(const Charter& charter, const engine::RuleDeclaration& rule);

/// What is wrong in the sense of a charter that is well formed: references, sums, bounds. Keys as in the document.
std::vector<CharterFault> check_charter(const Charter& charter, const engine::Registry& registry);

} // namespace reef::rules
