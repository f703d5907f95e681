// Conversations made for tests: people of known camps, and evaluations at random.
#pragma once
#include "math/opinion/evaluations.hpp"
#include "math/opinion/seeded.hpp"
#include <algorithm>
#include <rapidcheck.h>
#include <vector>

namespace reef::opinion {

/// Camp of participant p: p % camps. Each camp agrees with its own statements (statement % camps == camp) and disagrees
/// with the others, but for a `noise` share of answers at random; a `silence` share of cells is not given.
inline std::vector<Evaluation> planted(std::size_t participants, std::size_t statements, std::size_t camps,
                                       double noise, double silence, std::uint64_t seed) {
    Seeded seeded(seed);
    std::vector<Evaluation> all;
    for (std::size_t p = 0; p < participants; ++p)
        for (std::size_t s = 0; s < statements; ++s) {
            if (seeded.fraction() < silence) continue;
            const Choice meant = s % camps == p % camps ? Choice::agree : Choice::disagree;
            const auto any = static_cast<Choice>(static_cast<int>(seeded.next() % 3) - 1);
            all.push_back(
                {static_cast<std::int64_t>(p), static_cast<std::int64_t>(s), seeded.fraction() < noise ? any : meant});
        }
    return all;
}

/// Some evaluations by few people of few statements, the same cell perhaps several times.
inline rc::Gen<std::vector<Evaluation>> some_evaluations(std::int64_t participants, std::int64_t statements) {
    return rc::gen::container<std::vector<Evaluation>>(rc::gen::construct<Evaluation>(
        rc::gen::inRange<std::int64_t>(0, participants), rc::gen::inRange<std::int64_t>(0, statements),
        rc::gen::element(Choice::disagree, Choice::pass, Choice::agree)));
}

} // namespace reef::opinion
