// Every page's template compiles, knows only what there is, and has its Dutch: found out without a browser.
#include "app/rooms.hpp"
#include "core/web/module.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

/// As pages include it: pieces by their name in pages/, others by their path.
std::string template_name(std::string_view file) {
    std::string name(file);
    if (name.starts_with("pages/")) name = name.substr(6, name.size() - 6 - std::string_view(".html").size());
    return name;
}

struct AllTemplates {
    web::TemplateSet set{web::house_templates()};
    std::vector<std::string> broken;
    std::size_t count = 0;

    AllTemplates() {
        for (const auto& file : embedded_files()) {
            if (!file.name.ends_with(".html")) continue;
            ++count;
            try {
                set.get(template_name(file.name));
            } catch (const BrokenAssumption& mistake) {
                broken.push_back(mistake.what());
            }
        }
    }
};

TEST(Templates, all_compile) {
    const AllTemplates all;
    EXPECT_GT(all.count, 40u) << "the binary carries its pages";
    EXPECT_EQ(all.broken, std::vector<std::string>{});
}

TEST(Templates, are_there_for_every_page_of_every_room) {
    for (const auto& room : rooms().modules)
        for (const auto& page : room.pages)
            EXPECT_TRUE(embedded_file(page.html)) << page.path << " is shown through " << page.html;
}

TEST(Templates, are_translated_into_every_language) {
    const AllTemplates all;
    const auto languages = web::house_languages();
    ASSERT_GE(languages.size(), 2u);
    for (auto language = std::next(languages.begin()); language != languages.end(); ++language) {
        std::vector<std::string> untranslated;
        for (const auto& text : all.set.texts())
            if (!language->translated(text.text)) untranslated.push_back(text.text);
        EXPECT_EQ(untranslated, std::vector<std::string>{}) << language->name;
    }
}

TEST(Templates, keep_in_translation_the_values_that_a_text_mentions) {
    const auto formatters = web::standard_formatters();
    for (const auto& language : web::house_languages())
        for (const auto& [english, words] : language.words)
            EXPECT_EQ(web::names_in_text(words, formatters), web::names_in_text(english, formatters))
                << language.name << ": " << english;
}

} // namespace
} // namespace reef::app
