#include "core/base/ensure.hpp"
#include "core/web/template.hpp"
#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace reef::web {
namespace {

namespace json = boost::json;
using Files = std::map<std::string, std::string, std::less<>>;

Formatters test_formatters() {
    return {
        {"shout",
         {[](const json::value& value, const Environment&) { return std::string(value.as_string()) + "<!>"; }}},
        {"bold",
         {[](const json::value& value, const Environment&) { return "<b>" + std::string(value.as_string()) + "</b>"; },
          FormatterOutput::markup}}};
}

TemplateSet::Loader from(const Files& files) {
    return [&files](std::string_view name) -> std::optional<std::string> {
        const auto found = files.find(name);
        if (found == files.end()) return {};
        return found->second;
    };
}

std::string rendered(const std::string& source, std::string_view document, const Environment& environment = {}) {
    const Files files{{"page", source}};
    TemplateSet set(from(files), {.formatters = test_formatters()});
    return render(set.get("page"), json::parse(document), environment);
}

std::string mistake_in(const Files& files) {
    TemplateSet set(from(files), {.formatters = test_formatters()});
    try {
        set.get("page");
        return "none";
    } catch (const BrokenAssumption& mistake) {
        return mistake.what();
    }
}

Environment in_dutch() {
    Environment environment{.language = "nl"};
    environment.translate = [](std::string_view text) -> std::optional<std::string_view> {
        if (text == "Your voice is needed, {{name}}") return "{{name}}, uw stem is nodig";
        if (text == "Vote") return "Stem";
        return {};
    };
    return environment;
}

TEST(Template, escapes_what_could_end_text_or_an_attribute) {
    EXPECT_EQ(
        rendered("<p title='{{x}}'>{{x}}{{{x}}}</p>", R"({"x": "<a href=\"'\">&"})"),
        "<p title='&lt;a href=&quot;&#39;&quot;&gt;&amp;'>&lt;a href=&quot;&#39;&quot;&gt;&amp;<a href=\"'\">&</p>");
}

TEST(Template, numbers_are_written_whole) {
    EXPECT_EQ(rendered("{{a}} {{b}} {{c}}", R"({"a": -9223372036854775808, "b": 18446744073709551615, "c": 0.1})"),
              "-9223372036854775808 18446744073709551615 0.1");
}

TEST(Template, nothing_empty_or_zero_is_true) {
    for (const auto* empty : {"null", "false", "0", "0.0", "\"\"", "[]"})
        EXPECT_EQ(rendered("{{#x}}yes{{/x}}{{^x}}no{{/x}}", std::string("{\"x\":") + empty + "}"), "no") << empty;
    EXPECT_EQ(rendered("{{#x}}yes{{/x}}{{^x}}no{{/x}}", R"({"x": {}})"), "yes");
}

TEST(Template, looks_in_the_surroundings_for_what_the_document_does_not_have) {
    const json::value surroundings = {{"viewer", "Ada"}, {"title", "Reef"}};
    Environment environment;
    environment.surroundings = &surroundings;
    EXPECT_EQ(rendered("{{viewer}}: {{title}}", R"({"title": "Rules"})", environment), "Ada: Rules");
}

TEST(Template, words_are_translated_by_their_folded_english) {
    const std::string page = "<p>\n  {{#_}}\n    Your voice\n    is needed, {{ name }}\n  {{/_}}\n</p>";
    const std::string folded_name = "<p>{{#_}} Your voice\n is needed, {{name}} {{/_}}</p>";
    EXPECT_EQ(rendered(folded_name, R"({"name": "A&B"})", in_dutch()), "<p>A&amp;B, uw stem is nodig</p>");
    EXPECT_EQ(rendered(folded_name, R"({"name": "A&B"})"), "<p>Your voice is needed, A&amp;B</p>");
    // Another spelling of a tag is another text; the space around the words stays outside them.
    EXPECT_EQ(rendered(page, R"({"name": "Bo"})", in_dutch()), "<p>\n  Your voice is needed, Bo\n</p>");
}

TEST(Template, words_see_where_they_stand) {
    EXPECT_EQ(rendered("{{#people}}{{#_}}Your voice is needed, {{name}}{{/_}}; {{/people}}",
                       R"({"people": [{"name": "Ada"}, {"name": "Bo"}]})", in_dutch()),
              "Ada, uw stem is nodig; Bo, uw stem is nodig; ");
}

TEST(Template, lists_its_words_with_their_places) {
    const Files files{{"page", "{{>card}}\n{{#_}}Vote{{/_}}"}, {"card", "{{#x}}\n{{#_}}Read  it{{/_}}{{/x}}"}};
    TemplateSet set(from(files));
    set.get("page");
    EXPECT_EQ(set.texts(), (std::vector<TranslatableText>{{"Read it", "card", 2}, {"Vote", "page", 2}}));
}

TEST(Template, names_in_a_text_can_be_compared_with_its_translation) {
    EXPECT_EQ(names_in_text("{{a.b}} of {{#c}}{{.}}{{/c}} {{x | shout}}", test_formatters()),
              (std::vector<std::string>{"", "a.b", "c", "x"}));
}

TEST(Template, formatted_text_is_escaped_and_markup_is_not) {
    EXPECT_EQ(rendered("{{x | shout}} {{{x|shout}}} {{x | bold}} {{none | bold}}", R"({"x": "hi"})"),
              "hi&lt;!&gt; hi<!> <b>hi</b> ");
    EXPECT_EQ(rendered("{{= | | =}}|#list||&.||/list|", R"({"list": ["a", "b"]})"), "ab");
}

TEST(Template, a_page_has_the_last_word_on_its_layout_and_its_pieces_keep_their_own) {
    const Files files{{"page", "{{<layout}}{{$title}}Rules{{/title}}{{$content}}"
                               "{{<card}}{{$title}}One rule{{/title}}{{/card}}{{/content}}{{/layout}}"},
                      {"layout", "<title>{{$title}}Reef{{/title}}</title>{{$content}}{{/content}}"},
                      {"card", "<h2>{{$title}}a card{{/title}}</h2>"}};
    TemplateSet set(from(files));
    EXPECT_EQ(render(set.get("page"), json::object()), "<title>Rules</title><h2>One rule</h2>");
}

TEST(Template, indents_every_line_but_the_empty_ones) {
    const Files files{{"page", "<main>\n  {{<list}}\n  {{$row}}\n    <li>\n      {{.}}\n    </li>\n  {{/row}}\n"
                               "  {{/list}}\n</main>\n"},
                      {"list", "<ul>\n{{#rows}}\n  {{$row}}\n  {{/row}}\n{{/rows}}\n\n</ul>\n"}};
    TemplateSet set(from(files));
    EXPECT_EQ(render(set.get("page"), json::parse(R"({"rows": ["a\nb"]})")),
              "<main>\n  <ul>\n    <li>\n      a\nb\n    </li>\n\n  </ul>\n</main>\n");
}

TEST(Template, mistakes_say_where_they_are_and_what_was_expected) {
    const auto in_page = [](std::string source) { return mistake_in({{"page", std::move(source)}}); };
    EXPECT_EQ(in_page("a\n b {{x"), "page:2:4: expected \"}}\" to close this tag");
    EXPECT_EQ(in_page("{{{x}}"), "page:1:1: expected \"}}}\" to close this tag");
    EXPECT_EQ(in_page("\n{{#a}}"), "page:2:1: expected a closing tag for \"a\", which opens here");
    EXPECT_EQ(in_page("{{#a}}{{/b}}"), "page:1:7: expected the closing tag of \"a\", not of \"b\"");
    EXPECT_EQ(in_page("{{/a}}"), "page:1:1: expected no closing tag: no \"a\" is open");
    EXPECT_EQ(in_page("{{}}"), "page:1:1: expected a name in this tag");
    EXPECT_EQ(in_page("{{a b}}"), "page:1:1: expected one name without spaces, not \"a b\"");
    EXPECT_EQ(in_page("{{a..b}}"), "page:1:1: expected a name on both sides of each point in \"a..b\"");
    EXPECT_EQ(in_page("{{#a | bold}}{{/a | bold}}"), "page:1:1: expected one name without spaces, not \"a | bold\"");
    EXPECT_EQ(in_page("{{fare | monney}}"), "page:1:1: expected a formatter, and \"monney\" is none");
    EXPECT_EQ(in_page("{{=a=}}"), "page:1:1: expected two delimiters without spaces or \"=\", such as {{=<% %>=}}");
    EXPECT_EQ(in_page("{{#_}} {{/_}}"), "page:1:1: expected words to translate inside {{#_}}");
    EXPECT_EQ(in_page("{{#_}}a {{#_}}b{{/_}}{{/_}}"), "page:1:9: expected no {{#_}} inside another");
    EXPECT_EQ(in_page("{{_}}"), "page:1:1: expected a section: {{#_}}words to translate{{/_}}");
    EXPECT_EQ(in_page("\n{{>gone}}"), "page:2: expected a template, and there is no \"gone\"");
    EXPECT_EQ(mistake_in({{"page", "{{>card}}"}, {"card", "{{#x}}"}}),
              "card:1:1: expected a closing tag for \"x\", which opens here");
}

TEST(Template, a_mistake_leaves_no_half_linked_template_behind) {
    Files files{{"page", "{{>card}}"}, {"card", "{{#x}}"}};
    TemplateSet set(from(files));
    EXPECT_THROW(set.get("page"), BrokenAssumption);
    files["card"] = "mended";
    EXPECT_EQ(render(set.get("page"), json::object()), "mended");
}

TEST(Template, writing_an_object_or_including_without_end_is_our_mistake) {
    EXPECT_THROW(rendered("{{x}}", R"({"x": {}})"), BrokenAssumption);
    EXPECT_THROW(rendered("{{>page}}", "{}"), BrokenAssumption);
}

TEST(Template, is_read_again_when_a_developer_changes_it) {
    Files files{{"page", "one {{>card}}"}, {"card", "a"}};
    TemplateSet kept(from(files)), reloaded(from(files), {.reload = TemplateReload::when_changed});
    const Template& before = reloaded.get("page");
    kept.get("page");
    files["card"] = "b";
    EXPECT_EQ(render(kept.get("page"), json::object()), "one a");
    EXPECT_EQ(render(reloaded.get("page"), json::object()), "one b");
    EXPECT_EQ(render(before, json::object()), "one a");
}

} // namespace
} // namespace reef::web
