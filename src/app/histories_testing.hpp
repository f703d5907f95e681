// What the tests of random histories share.
#pragma once
#include "core/store/module.hpp"
#include "core/store/testing.hpp"
#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <iostream>
#include <rapidcheck/gtest.h>

namespace reef::app {

/// Lives random histories of one platform, and further ones until they met everything that they are to show, so that
/// chance alone fails no test. `missing` says what no history met yet; nothing when all is met. What failed is not
/// looked for in something shorter: the platform has gone on, and on PostgreSQL that takes hours.
void expect_histories(const auto& live, const std::function<std::string()>& missing) {
    auto params = rc::detail::configuration().testParams;
    params.maxSuccess = store::TestPlace::is_postgres() ? 15 : 40; // there each takes several times as long
    params.disableShrinking = true;
    for (int round = 0; round < 100; ++round, ++params.seed) { // the rarest on PostgreSQL is met in one round of six
        const auto result = rc::detail::checkTestable(live, rc::detail::TestMetadata{}, params);
        rc::detail::printResultMessage(result, std::cerr << "\n");
        ASSERT_TRUE(result.template is<rc::detail::SuccessResult>());
        if (missing().empty()) return;
    }
    ADD_FAILURE() << "no history met: " << missing();
}

/// The first of these questions, SQL that counts, to which the answer is 0.
inline std::string first_zero(store::Database& database, const std::vector<std::string>& counts) {
    const auto lease = database.read();
    const auto zero = [&](const std::string& sql) { return lease->one<std::int64_t>(sql) == 0; };
    const auto first = std::ranges::find_if(counts, zero);
    return first == counts.end() ? "" : *first;
}

} // namespace reef::app
