#include "core/web/words.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr std::pair<std::string_view, std::string_view> known_languages[] = {{"nl", "Nederlands"}};

} // namespace

std::optional<std::string_view> Language::translated(std::string_view english) const {
    const auto found = words.find(english);
    if (found == words.end()) return {};
    return found->second;
}

std::vector<Language> house_languages() {
    std::vector<Language> languages{{"en", "English"}};
    for (const auto& [code, name] : known_languages) {
        const auto file = fmt::format("pages/words/{}.json", code);
        const auto text = embedded_file(file);
        if (!text) continue;
        const auto catalogue = parse_json(*text);
        ensure(catalogue && catalogue->is_object(), file + " is an object of texts");
        Language language{std::string(code), std::string(name)};
        for (const auto& [english, words] : catalogue->get_object()) {
            ensure(words.is_string(), file + " is an object of texts");
            language.words.emplace(english, std::string_view(words.get_string()));
        }
        languages.push_back(std::move(language));
    }
    return languages;
}

Refusal translated(Refusal refusal, const Language& language) {
    if (const auto words = language.translated(refusal.sentence_pattern)) refusal.sentence_pattern = *words;
    for (auto& argument : refusal.arguments) // "members"
        if (const auto words = language.translated(argument)) argument = *words;
    return refusal;
}

} // namespace reef::web
