#include "math/opinion/evaluations.hpp"
#include "math/opinion/planted_test.hpp"
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace reef::opinion {
namespace {

TEST(Evaluations, count_the_last_word_of_each_participant_on_each_statement) {
    const std::vector<Evaluation> given = {{9, 70, Choice::agree},
                                           {-4, 50, Choice::pass},
                                           {9, 50, Choice::disagree},
                                           {9, 70, Choice::disagree},
                                           {9, 70, Choice::pass}};
    const Evaluations evaluations(given);
    EXPECT_EQ(std::vector(evaluations.participants().begin(), evaluations.participants().end()),
              (std::vector<std::int64_t>{-4, 9}));
    EXPECT_EQ(std::vector(evaluations.statements().begin(), evaluations.statements().end()),
              (std::vector<std::int64_t>{50, 70}));
    EXPECT_EQ(evaluations.size(), 3U);
    EXPECT_EQ(std::vector(evaluations.row(1).begin(), evaluations.row(1).end()),
              (std::vector<Cell>{{0, Choice::disagree}, {1, Choice::pass}}));
}

RC_GTEST_PROP(Evaluations, are_the_same_given_at_once_or_one_by_one, ()) {
    const auto given = *some_evaluations(8, 8);
    Evaluations one_by_one;
    std::map<std::pair<std::int64_t, std::int64_t>, Choice> last;
    for (const auto& evaluation : given) {
        one_by_one.set(evaluation);
        last[{evaluation.participant, evaluation.statement}] = evaluation.choice;
    }
    RC_ASSERT(one_by_one == Evaluations(given));
    RC_ASSERT(one_by_one.size() == last.size());
    for (std::size_t p = 0; p < one_by_one.participants().size(); ++p)
        for (const Cell cell : one_by_one.row(p))
            RC_ASSERT(last.at({one_by_one.participants()[p], one_by_one.statements()[cell.statement()]}) ==
                      cell.choice());
}

} // namespace
} // namespace reef::opinion
