#include "core/web/form_fields.hpp"
#include "core/web/sent.hpp"
#include <gtest/gtest.h>

namespace reef::web {
namespace {

using namespace std::literals;

enum class Tide { low, high };
constexpr auto names_of(Tide) { return std::array{"low"sv, "high"sv}; }

struct Shell {
    std::string id;
    Tide tide = Tide::low;
    bool is_open = false;
    std::vector<std::string> colors;
    static constexpr auto fields() {
        return FieldTable{field("id", &Shell::id, "its name"), field("tide", &Shell::tide, "when"),
                          field("is_open", &Shell::is_open, "whether"), field("colors", &Shell::colors, "which")};
    }
};
struct Beach {
    std::int64_t length_m = 0;
    std::vector<Shell> shells;
    static constexpr auto fields() {
        return FieldTable{field("length_m", &Beach::length_m, "in metres"),
                          field("shells", &Beach::shells, "that lie there")};
    }
};
struct Island {
    std::string name;
    Beach beach;
    static constexpr auto fields() {
        return FieldTable{field("name", &Island::name, "of the island"),
                          field("beach", &Island::beach, "where one lands")};
    }
};

const Say english = [](std::string_view text) { return std::string(text); };

std::string nested_text(const Pairs& pairs) {
    const auto document = nested(pairs);
    return document ? json_text(*document) : document.error().code;
}

TEST(Nested, makes_rows_of_numbered_names_in_the_order_of_the_numbers) {
    EXPECT_EQ(nested_text({{"a.10.id", "x"}, {"a.2.id", "y"}, {"a.2.b.0", "z"}, {"a.2.b.1", "w"}}),
              R"({"a":[{"id":"y","b":["z","w"]},{"id":"x"}]})");
}
TEST(Nested, leaves_out_rows_in_which_nothing_is_typed_and_those_that_are_taken_away) {
    EXPECT_EQ(
        nested_text({{"a.0.id", "x"}, {"a.1.id", " "}, {"a.1.b.0", ""}, {"a.2.id", "y"}, {"without.a.0", "true"}}),
        R"({"a":[{"id":"y"}]})");
    EXPECT_EQ(nested_text({{"a.0.id", ""}}), R"({"a":[]})");
}
TEST(Nested, refuses_what_is_no_document) {
    EXPECT_EQ(nested_text({{"0", "x"}}), "request.contradictory_fields");
    EXPECT_EQ(nested_text({{"a.0", "x"}, {"a.0.b", "y"}}), "request.contradictory_fields");
    EXPECT_EQ(nested_text({{"a..b", "x"}}), "request.contradictory_fields");
}

/// What a browser would send of the form as it is.
Pairs sent(const std::vector<FormSection>& sections) {
    Pairs pairs;
    const auto add = [&](const std::vector<FormField>& inputs) {
        for (const auto& input : inputs)
            if (!input.is_box)
                pairs.emplace_back(input.name, input.value);
            else if (input.is_ticked)
                pairs.emplace_back(input.name, "true");
    };
    for (const auto& section : sections) {
        add(section.inputs);
        for (const auto& list : section.lists)
            for (const auto& row : list.rows) add(row.inputs);
    }
    return pairs;
}

TEST(FormSections, give_the_document_back_when_nothing_is_changed) {
    const Island island{"Tern",
                        {1200, {{"cockle", Tide::high, true, {"white", "pink"}}, {"whelk", Tide::low, false, {}}}}};
    const auto sections = form_sections(shape_of<Island>(), to_json(island), "island.", {}, english);
    const auto document = nested(sent(sections));
    ASSERT_TRUE(document) << document.error().sentence();
    const auto read = from_json<Island>(document->at("island"), Reading{.from_form = true});
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(json_text(to_json(*read)), json_text(to_json(island)));
}
TEST(FormSections, end_each_list_with_an_empty_row_in_which_nothing_is_chosen) {
    const auto sections = form_sections(shape_of<Island>(), to_json(Island{"Tern", {1, {{"whelk"}}}}), "", {}, english);
    ASSERT_EQ(sections.size(), 2U);
    const auto& rows = sections[1].lists.at(0).rows;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].title, "whelk · low");
    EXPECT_TRUE(rows[1].is_new);
    EXPECT_EQ(rows[1].inputs.at(1).name, "beach.shells.1.tide");
    EXPECT_TRUE(rows[1].inputs.at(1).choices.at(0).is_chosen);
    EXPECT_EQ(rows[0].inputs.at(1).choices.size(), 2U) << "one that is there must be one of them";
}
TEST(FormSections, show_each_sentence_at_what_it_is_about) {
    const auto typed = *nested({{"beach.length_m", "long"}, {"beach.shells.0.id", "x"}});
    const auto sections = form_sections(shape_of<Island>(), typed, "",
                                        {{"beach.length_m", "No number."}, {"beach.shells", "Too few."}}, english);
    EXPECT_EQ(sections[1].inputs.at(0).value, "long");
    EXPECT_EQ(sections[1].inputs.at(0).error, "No number.");
    EXPECT_EQ(sections[1].inputs.at(0).label, "Length m");
    EXPECT_EQ(sections[1].lists.at(0).error, "Too few.");
    EXPECT_FALSE(sections[1].lists.at(0).rows.at(0).inputs.at(0).error);
    EXPECT_FALSE(sections[1].lists.at(0).rows.at(0).is_open);
    const auto row =
        form_sections(shape_of<Island>(), typed, "", {{"beach.shells.0.id", "Taken."}}, english)[1].lists.at(0).rows.at(
            0);
    EXPECT_TRUE(row.is_open);
    EXPECT_EQ(row.inputs.at(0).error, "Taken.");
}

} // namespace
} // namespace reef::web
