// The catalogues of translations: `pages/words/nl.json` gives the Dutch for the English that stands in pages and
// refusals.
#pragma once
#include "core/base/module.hpp"
#include <map>

namespace reef::web {

struct Language {
    std::string code; // `nl`
    std::string name; // in itself: Nederlands
    std::map<std::string, std::string, std::less<>> words = {};
    std::optional<std::string_view> translated(std::string_view english) const;
};

/// English first, then those that the binary carries a catalogue of.
std::vector<Language> house_languages();

/// The refusal in another language; of its arguments those that the catalogue knows.
Refusal translated(Refusal refusal, const Language& language);

} // namespace reef::web
