#include "commons/deliberation/testing.hpp"
#include <gtest/gtest.h>

namespace reef::deliberation {
namespace {

using testing::outcome;

const IdValue imported{50};

std::vector<ImportedStatement> statements(std::size_t count) {
    return std::vector<ImportedStatement>(count, {1, {{Hash{}, 7}}, {}, false});
}
std::vector<ImportedEvaluation> evaluations(std::size_t count) { return std::vector<ImportedEvaluation>(count); }

TEST(Import, goes_on_where_one_is_under_way) {
    const auto steps = [](const ImportFacts& facts) {
        return std::vector{outcome(facts, ImportStatements{imported, statements(1)}),
                           outcome(facts, ImportEvaluations{imported, 0, evaluations(1)}),
                           outcome(facts, FinishImport{imported})};
    };
    EXPECT_EQ(steps(ImportState{imported}),
              (std::vector<std::string>{"deliberation.statements_imported", "deliberation.evaluations_imported",
                                        "deliberation.import_finished"}));
    const std::vector<std::string> refused(3, "deliberation.no_import deliberation");
    EXPECT_EQ(steps({}), refused);
    EXPECT_EQ(steps(ImportState{imported, true}), refused) << "it is complete";
}

TEST(Import, takes_a_thousand_rows_at_a_time) {
    const ImportState begun{imported};
    EXPECT_EQ(outcome(begun, ImportStatements{imported, statements(1'000)}), "deliberation.statements_imported");
    EXPECT_EQ(outcome(begun, ImportStatements{imported, statements(1'001)}), "deliberation.too_many_rows rows");
    EXPECT_EQ(outcome(begun, ImportEvaluations{imported, 0, evaluations(1'000)}), "deliberation.evaluations_imported");
    EXPECT_EQ(outcome(begun, ImportEvaluations{imported, 0, evaluations(1'001)}), "deliberation.too_many_rows rows");
}

TEST(Import, takes_evaluations_in_the_order_of_the_source) {
    const ImportState begun{imported, false, 12, 700};
    const auto from = [&](std::int64_t row) {
        return outcome(begun, ImportEvaluations{imported, row, evaluations(1)});
    };
    EXPECT_EQ(from(700), "deliberation.evaluations_imported");
    for (const auto row : {0, 699, 701}) EXPECT_EQ(from(row), "deliberation.out_of_order first_row") << row;
}

} // namespace
} // namespace reef::deliberation
