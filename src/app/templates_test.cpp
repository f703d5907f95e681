// Every page's template compiles, knows only what there is, and has its Dutch: found out without a browser.
#include "app/rooms.hpp"
#include "core/web/module.hpp"
#include <filesystem>
#include <fstream>
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
    web::TemplateSet set{web::house_templates(), {.formatters = web::standard_formatters()}};
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
            EXPECT_TRUE(page.html.empty() || embedded_file(page.html))
                << page.path << " is shown through " << page.html;
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

/// Where a sample is not what the page's document is: a name too many, a name too few, another kind of value.
void compare(const json::value& value, const Shape& shape, const std::string& at,
             std::vector<std::string>& differences) {
    using Kind = Shape::Kind;
    if (value.is_null()) {
        if (!shape.optional && shape.kind != Kind::anything) differences.push_back(at + " is never null");
        return;
    }
    const bool fits = shape.kind == Kind::anything || (shape.kind == Kind::list && value.is_array()) ||
                      (shape.kind == Kind::document && value.is_object()) ||
                      (shape.kind == Kind::boolean && value.is_bool()) ||
                      (shape.kind == Kind::integer && value.is_int64()) ||
                      ((shape.kind == Kind::text || shape.kind == Kind::choice) && value.is_string());
    if (!fits) return differences.push_back(at + " is of another kind");
    if (shape.kind == Kind::list)
        for (const auto& item : value.get_array()) compare(item, *shape.item, at + "[]", differences);
    if (shape.kind != Kind::document) return;
    for (const auto& field : shape.fields) {
        const auto* inner = value.get_object().if_contains(field.name);
        const auto path = at + "." + std::string(field.name);
        if (inner)
            compare(*inner, field.shape, path, differences);
        else
            differences.push_back(path + " is missing");
    }
    for (const auto& [name, inner] : value.get_object())
        if (std::ranges::find(shape.fields, std::string_view(name), &FieldShape::name) == shape.fields.end())
            differences.push_back(at + "." + std::string(name) + " is not in the document");
}

TEST(Samples, are_shaped_as_the_documents_of_their_pages) {
    const std::filesystem::path folder = std::string(REEF_SOURCE_DIR) + "/tests/browser/samples";
    std::vector<std::string> differences;
    std::size_t compared = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const auto name = file.path().filename().string();
        const auto page_name = name.substr(0, name.find('.'));
        std::ifstream in(file.path());
        auto document = *parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
        for (const auto& room : rooms().modules)
            for (const auto& page : room.pages) {
                if (std::filesystem::path(page.html).stem() != page_name) continue;
                ++compared;
                document.as_object().erase("frame");
                const bool has_form =
                    std::ranges::find(page.shape.fields, "form", &FieldShape::name) != page.shape.fields.end();
                if (!has_form) document.as_object().erase("form");
                compare(document, page.shape, name, differences);
            }
    }
    EXPECT_GT(compared, 35u);
    EXPECT_EQ(differences, std::vector<std::string>{});
}

} // namespace
} // namespace reef::app
