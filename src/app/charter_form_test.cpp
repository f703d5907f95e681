#include "app/charter_form.hpp"
#include "app/rooms.hpp"
#include <gmock/gmock.h>
#include <set>

namespace reef::app {
namespace {

const engine::Registry& registry() {
    static const engine::Registry all(rooms());
    return all;
}

const Say english = [](std::string_view text) { return std::string(text); };

web::Pairs sent(const CharterForm& form) {
    web::Pairs pairs;
    const auto add = [&](const std::vector<web::FormField>& inputs) {
        for (const auto& input : inputs)
            if (!input.is_box || input.is_ticked) pairs.emplace_back(input.name, input.is_box ? "true" : input.value);
    };
    for (const auto& section : form.sections) {
        add(section.inputs);
        for (const auto& list : section.lists)
            for (const auto& row : list.rows) add(row.inputs);
    }
    return pairs;
}

TEST(CharterForm, of_every_preset_sends_that_preset) {
    for (const auto& [name, toml] : rules::presets()) {
        const auto charter = to_json(*rules::read_charter(toml, registry()));
        const auto document = web::nested(sent(charter_form(charter, "", registry(), english)));
        ASSERT_TRUE(document) << document.error().sentence();
        const auto again = charter_form(*document, "", registry(), english);
        ASSERT_TRUE(again.charter) << name << ": " << again.faults.at(0).sentence;
        EXPECT_EQ(json_text(to_json(*again.charter)), json_text(charter)) << name;
    }
}

// A single line would lose the paragraphs of a text, so a rule's first value is typed into several.
TEST(CharterForm, lets_a_rule_be_a_text_in_paragraphs) {
    const auto charter = [](std::string_view conduct) {
        auto document = to_json(*rules::read_charter(*embedded_file("charters/ride.toml"), registry()));
        document.at("governance").at("rules") = json::array{{{"rule", "people.conduct"}, {"value", conduct}}};
        return document;
    };
    const auto form = charter_form(charter("Be kind.\n\nBe fair."), "", registry(), english);
    ASSERT_TRUE(form.charter);
    std::vector<web::FormField> words;
    for (const auto& section : form.sections)
        for (const auto& list : section.lists)
            for (const auto& row : list.rows)
                for (const auto& input : row.inputs)
                    if (input.is_words && !row.is_new) words.push_back(input);
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].name, "governance.rules.0.value");
    EXPECT_EQ(words[0].value, "Be kind.\n\nBe fair.");
    EXPECT_FALSE(words[0].is_text);
    // Browsers end lines with a carriage return too.
    const auto typed = charter_form(charter("Be kind.\r\n\r\nBe fair.\r\n"), "", registry(), english);
    ASSERT_TRUE(typed.charter);
    EXPECT_EQ(registry().rule("people.conduct")->normalise(typed.charter->find_rule("people.conduct")->value),
              "Be kind.\n\nBe fair.");
}

TEST(CharterForm, names_all_faults_at_their_fields) {
    auto charter = to_json(*rules::read_charter(*embedded_file("charters/ride.toml"), registry()));
    charter.at("controller") = "nobody";
    charter.at("governance").at("classes").at(1).at("weight") = "a lot";
    const auto form = charter_form(charter, "charter.", registry(), english);
    EXPECT_FALSE(form.charter);
    ASSERT_EQ(form.faults.size(), 2U);
    EXPECT_EQ(form.faults[0].name, "charter.controller");
    EXPECT_EQ(form.faults[1].name, "charter.governance.classes.1.weight");
    EXPECT_EQ(form.sections.at(0).inputs.at(2).error, form.faults[0].sentence);
}

TEST(CharterForm, has_every_label_and_hint_in_every_language) {
    for (const auto& language : web::house_languages()) {
        if (language.code == "en") continue;
        std::set<std::string> missing;
        const auto charter = to_json(*rules::read_charter(*embedded_file("charters/ride.toml"), registry()));
        charter_form(charter, "", registry(), [&](std::string_view text) {
            if (!language.translated(text)) missing.emplace(text);
            return std::string(text);
        });
        EXPECT_EQ(missing, std::set<std::string>{}) << language.name;
    }
}

} // namespace
} // namespace reef::app
