#include "math/opinion/state.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::opinion {
namespace {

TEST(OpinionState, is_lines_of_words) {
    OpinionState state;
    state.loadings = {{10, {0.1, -2e-17}}, {11, {0, 1}}};
    state.included = {{-3, 0}, {8, -1}};
    state.groups[2] = {1, -1};
    state.best_count = 3;
    state.best_count_wins = 2;
    state.shown_count = 2;
    EXPECT_EQ(state.text(), "opinion-state 1\ncount 3 2 2\nloading 10 0.1 -2e-17\nloading 11 0 1\nincluded -3 0\n"
                            "included 8 -1\ngroups 2 1 -1\n");
    EXPECT_EQ(*OpinionState::parse(state.text()), state);
    EXPECT_EQ(*OpinionState::parse(OpinionState{}.text()), OpinionState{});
}

RC_GTEST_PROP(OpinionState, is_read_back_to_the_last_bit, ()) {
    OpinionState state;
    for (const double number : *rc::gen::arbitrary<std::vector<double>>())
        state.loadings.push_back({static_cast<std::int64_t>(state.loadings.size()), {number, 1 / (number + 0.3)}});
    const auto count = *rc::gen::inRange<std::int32_t>(0, 5);
    for (std::int32_t i = 0; i < count; ++i) {
        state.included.push_back({i * 7 - 9, *rc::gen::inRange(-1, 100)});
        for (const int k : {2, 3, 5}) state.groups[k].push_back(*rc::gen::inRange(-1, k));
    }
    state.shown_count = *rc::gen::inRange(0, 6);
    RC_ASSERT(*OpinionState::parse(state.text()) == state);
}

TEST(OpinionState, refuses_what_was_not_saved_and_names_the_line) {
    const auto line_of = [](const std::string& text) {
        const auto read = OpinionState::parse(text);
        return read ? "none" : read.error().code + " " + read.error().arguments[0];
    };
    EXPECT_EQ(line_of(""), "opinion.not_a_state 1");
    EXPECT_EQ(line_of("opinion-state 2\n"), "opinion.not_a_state 1");
    for (const auto* wrong :
         {"count 1 2", "count 1 2 -3", "loading 1 0.5", "loading x 0 0", "loading 1 nan 0", "loading 1 inf 0",
          "loading 2 0 0\nloading 1 0 0", "included 1 -2", "included 1 99999999999", "included 3 0\nincluded 3 0",
          "groups 2 0", "included 1 0\ngroups 2 2", "included 1 0\ngroups 1 0", "included 1 0\ngroups 2 0\ngroups 2 0",
          "included 1 0\ngroups 2 0\nincluded 2 0", "surplus 1", "count 1 2 3\n\nloading 1 0 0"}) {
        const std::string text = std::string("opinion-state 1\ncount 0 0 0\n") + wrong + "\n";
        EXPECT_TRUE(line_of(text).starts_with("opinion.not_a_state")) << wrong;
    }
    EXPECT_EQ(line_of("opinion-state 1\ncount 0 0 0\nincluded 1 0\ngroups 2 7\n"), "opinion.not_a_state 4");
}

} // namespace
} // namespace reef::opinion
