#include "core/base/paragraphs.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef {
namespace {

using Kind = DiffPart::Kind;

/// Few different paragraphs, so that texts share some.
Paragraphs any_paragraphs() {
    return *rc::gen::container<Paragraphs>(rc::gen::element<std::string>("one", "two", "three", "four", "five"));
}

/// Every paragraph its own, each kept or rewritten under the mark.
Paragraphs rewritten(const Paragraphs& base, const std::vector<bool>& changes, std::string_view mark) {
    auto text = base;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (changes[i]) text[i].append(mark);
    return text;
}

TEST(Paragraphs, are_what_stands_between_empty_lines_whatever_ends_a_line) {
    EXPECT_EQ(paragraphs_of("\n One  \r\nline.\r\n \t\r\n\nTwo.\n"), (Paragraphs{" One\nline.", "Two."}));
    EXPECT_EQ(joined({"One.", "Two."}), "One.\n\nTwo.");
    EXPECT_EQ(paragraphs_of(" \n\n"), Paragraphs{});
}

TEST(Diff, says_what_was_removed_before_what_was_added) {
    EXPECT_EQ(diff({"a", "b", "c"}, {"a", "x", "c", "d"}),
              (std::vector<DiffPart>{
                  {Kind::same, "a"}, {Kind::removed, "b"}, {Kind::added, "x"}, {Kind::same, "c"}, {Kind::added, "d"}}));
}

TEST(Merged, keeps_both_changes_where_they_touch_different_paragraphs) {
    const Paragraphs base{"a", "b", "c"};
    EXPECT_EQ(merged(base, {"A", "b", "c"}, {"a", "b", "C"}), (Paragraphs{"A", "b", "C"}));
    EXPECT_EQ(merged(base, {"A", "b", "c"}, {"a", "B", "c"}), (Paragraphs{"A", "B", "c"})) << "neighbours";
    EXPECT_EQ(merged(base, {"b", "c"}, {"a", "b", "c", "d"}), (Paragraphs{"b", "c", "d"}));
    EXPECT_EQ(merged(base, {"A", "b", "c"}, {"A", "b", "C"}), (Paragraphs{"A", "b", "C"})) << "the same is no conflict";
}

TEST(Merged, is_nothing_where_they_touch_the_same_paragraph_or_the_same_gap) {
    const Paragraphs base{"a", "b", "c"};
    EXPECT_EQ(merged(base, {"a", "x", "c"}, {"a", "y", "c"}), std::nullopt);
    EXPECT_EQ(merged(base, {"a", "c"}, {"a", "y", "c"}), std::nullopt) << "removed by one, rewritten by the other";
    EXPECT_EQ(merged(base, {"a", "x", "b", "c"}, {"a", "y", "b", "c"}), std::nullopt) << "who comes first is not plain";
    EXPECT_EQ(merged(base, {"A", "b", "c"}, {"a", "y", "b", "c"}), std::nullopt) << "beside what the other rewrote";
}

RC_GTEST_PROP(Diff, tells_both_texts, ()) {
    const auto before = any_paragraphs(), after = any_paragraphs();
    Paragraphs said_before, said_after;
    for (const auto& part : diff(before, after)) {
        if (part.kind != Kind::added) said_before.push_back(part.paragraph);
        if (part.kind != Kind::removed) said_after.push_back(part.paragraph);
    }
    RC_ASSERT(said_before == before);
    RC_ASSERT(said_after == after);
}

RC_GTEST_PROP(Paragraphs, come_back_from_the_text_that_they_make, ()) {
    const auto some = any_paragraphs();
    RC_ASSERT(paragraphs_of(joined(some)) == some);
}

RC_GTEST_PROP(Merged, with_the_base_is_the_change_and_both_ways_are_the_same, ()) {
    const auto base = any_paragraphs(), ours = any_paragraphs(), theirs = any_paragraphs();
    RC_ASSERT(merged(base, ours, base) == std::optional(ours));
    RC_ASSERT(merged(base, base, theirs) == std::optional(theirs));
    RC_ASSERT(merged(base, ours, theirs) == merged(base, theirs, ours));
}

RC_GTEST_PROP(Merged, of_rewritten_paragraphs_has_each_as_whoever_touched_it_wrote_it, ()) {
    const auto choices = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3));
    Paragraphs base;
    std::vector<bool> mine, other;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        base.push_back("p" + std::to_string(i));
        mine.push_back(choices[i] == 1);
        other.push_back(choices[i] == 2);
    }
    const auto ours = rewritten(base, mine, "!"), theirs = rewritten(base, other, "?");
    RC_ASSERT(merged(base, ours, theirs) == std::optional(rewritten(ours, other, "?")));
}

} // namespace
} // namespace reef
