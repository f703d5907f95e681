#include "core/base/module.hpp"
#include "math/measure/generators.hpp"
#include "math/measure/linear_program.hpp"
#include <cmath>
#include <optional>

namespace reef::measure {
namespace {

TEST(LinearProgram, finds_the_corner_of_greatest_gain) {
    LinearProgram program; // max 3x + 5y; x <= 4, 2y <= 12, 3x + 2y <= 18 (Hillier and Lieberman)
    const auto twelve = program.add_row(-unbounded, 12), eighteen = program.add_row(-unbounded, 18);
    const auto x = program.add_variable(3, 0, 4, {{eighteen, 3}});
    const auto y = program.add_variable(5, 0, unbounded, {{twelve, 2}, {eighteen, 2}});
    ASSERT_TRUE(program.solve());
    EXPECT_NEAR(static_cast<double>(program.value(x)), 2, 1e-12);
    EXPECT_NEAR(static_cast<double>(program.value(y)), 6, 1e-12);
    EXPECT_NEAR(static_cast<double>(program.gain()), 36, 1e-12);
    EXPECT_NEAR(static_cast<double>(program.price(eighteen)), -1, 1e-12); // one more allows a gain of one more
}

TEST(LinearProgram, says_when_the_bounds_contradict_each_other) {
    LinearProgram program;
    const auto row = program.add_row(3, 3);
    program.add_variable(1, 0, 1, {{row, 1}});
    EXPECT_FALSE(program.solve());
    program.add_variable(0, 0, 5, {{row, 1}}); // a new column mends it
    EXPECT_TRUE(program.solve());
    EXPECT_NEAR(static_cast<double>(program.gain()), 1, 1e-12);
}

TEST(LinearProgram, without_a_finite_optimum_is_our_own_mistake) {
    LinearProgram program;
    const auto row = program.add_row(0, unbounded);
    program.add_variable(1, 0, unbounded, {{row, 1}});
    EXPECT_THROW(program.solve(), BrokenAssumption);
}

struct Small {
    std::vector<std::vector<Real>> rows;
    std::vector<Real> row_low, row_high, gains, high;
};

/// With two variables the optimum lies where two bounding lines cross: tries every crossing.
std::optional<Real> best_crossing(const Small& p) {
    struct Line {
        Real a, b, c;
    };
    std::vector<Line> lines = {{1, 0, 0}, {1, 0, p.high[0]}, {0, 1, 0}, {0, 1, p.high[1]}};
    for (std::size_t r = 0; r < p.rows.size(); ++r)
        for (const Real bound : {p.row_low[r], p.row_high[r]}) lines.push_back({p.rows[r][0], p.rows[r][1], bound});
    std::optional<Real> best;
    for (const Line& one : lines)
        for (const Line& other : lines) {
            const Real determinant = one.a * other.b - other.a * one.b;
            if (determinant == 0) continue;
            const Real x = (one.c * other.b - other.c * one.b) / determinant;
            const Real y = (one.a * other.c - other.a * one.c) / determinant;
            bool holds = x >= -1e-9L && x <= p.high[0] + 1e-9L && y >= -1e-9L && y <= p.high[1] + 1e-9L;
            for (std::size_t r = 0; r < p.rows.size(); ++r) {
                const Real sum = p.rows[r][0] * x + p.rows[r][1] * y;
                holds &= sum >= p.row_low[r] - 1e-9L && sum <= p.row_high[r] + 1e-9L;
            }
            const Real gain = p.gains[0] * x + p.gains[1] * y;
            if (holds && (!best || gain > *best)) best = gain;
        }
    return best;
}

RC_GTEST_PROP(LinearProgram, agrees_with_trying_every_corner_and_again_after_a_bound_moves, ()) {
    const auto number = [](int low, int high) { return static_cast<Real>(*rc::gen::inRange(low, high + 1)); };
    Small small{{}, {}, {}, {number(-5, 5), number(-5, 5)}, {number(0, 9), number(0, 9)}};
    LinearProgram program;
    const int rows = *rc::gen::inRange(1, 5);
    for (int r = 0; r < rows; ++r) {
        small.rows.push_back({number(-4, 4), number(-4, 4)});
        small.row_low.push_back(number(-20, 10));
        small.row_high.push_back(small.row_low.back() + number(0, 20));
        program.add_row(small.row_low.back(), small.row_high.back());
    }
    for (std::size_t v = 0; v < 2; ++v) {
        std::vector<Coefficient> column;
        for (std::size_t r = 0; r < small.rows.size(); ++r) column.push_back({r, small.rows[r][v]});
        program.add_variable(small.gains[v], 0, small.high[v], column);
    }
    for (int turn = 0; turn < 2; ++turn) {
        const auto best = best_crossing(small);
        RC_ASSERT(program.solve() == best.has_value());
        if (best) RC_ASSERT(std::abs(program.gain() - *best) < 1e-7L);
        program.set_high(0, small.high[0] = number(0, 9));
    }
}

} // namespace
} // namespace reef::measure
