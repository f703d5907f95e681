#include "core/base/prose.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef {
namespace {

TEST(Prose, of_the_same_words_has_one_text) {
    EXPECT_EQ(Prose::parse("Be kind.\r\n\r\n\r\nBe fair.  \nAnd early.\n")->text(), "Be kind.\n\nBe fair.\nAnd early.");
    EXPECT_EQ(Prose::parse("  Wees vriendelijk, ook 's nachts – altijd. ")->text(),
              "Wees vriendelijk, ook 's nachts – altijd.");
}

TEST(Prose, that_cannot_be_read_is_refused_by_name) {
    const auto code = [](std::string_view text) { return Prose::parse(text).error().code; };
    EXPECT_EQ(code(""), "input.no_words");
    EXPECT_EQ(code(" \n\n \t"), "input.no_words");
    EXPECT_EQ(code("Be \x01 kind."), "input.not_prose");
    EXPECT_EQ(code("Be \xC3 kind."), "input.not_prose");
    EXPECT_EQ(code(std::string(1'201, 'x')), "input.paragraph_too_long");
    std::string many;
    for (int i = 0; i < 61; ++i) many += std::string(99, 'x') + "\n\n";
    EXPECT_EQ(code(many), "input.prose_too_long");
    // Characters are counted, not bytes.
    std::string wide;
    for (int i = 0; i < 1'200; ++i) wide += "é";
    EXPECT_TRUE(Prose::parse(wide));
}

TEST(Prose, is_told_by_its_first_words) {
    const auto english = [](std::string_view words) { return std::string(words); };
    EXPECT_EQ(in_short("Be kind.", english), "Be kind.");
    EXPECT_EQ(in_short("Be kind.\n\nBe fair.", english), "“Be kind. …” (2 paragraphs)");
    const std::string one = "Whoever drives, rides or decides here keeps what was agreed, and says so early where that "
                            "cannot be; whoever is wronged says so without fear, is heard, and hears what was found, "
                            "with reasons, before long.";
    EXPECT_EQ(in_short(one, english), "“Whoever drives, rides or decides here keeps what was …” (1 paragraph)");
    EXPECT_EQ(first_words(std::string(300, 'x')), "“" + std::string(60, 'x') + " …”");
}

RC_GTEST_PROP(Prose, comes_back_from_its_text, (const std::vector<std::string>& lines)) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    const auto prose = Prose::parse(text);
    if (!prose) return;
    RC_ASSERT(*Prose::parse(prose->text()) == *prose);
    RC_ASSERT(Prose::parse("\n\n" + prose->text() + "  \n")->text() == prose->text());
}

} // namespace
} // namespace reef
