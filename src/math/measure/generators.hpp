// Random inputs for the property tests of this room.
#pragma once
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace reef::measure {

/// `count_min` to `count_max` whole amounts from 0 to 1,000 as numbers; the last one is positive.
inline std::vector<double> some_amounts(int count_min, int count_max) {
    std::vector<double> amounts;
    const int count = *rc::gen::inRange(count_min, count_max + 1);
    for (int i = 0; i < count; ++i) amounts.push_back(*rc::gen::inRange(i + 1 < count ? 0 : 1, 1001));
    return amounts;
}

} // namespace reef::measure
