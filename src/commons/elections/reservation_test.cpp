#include "commons/elections/reservation.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::elections {
namespace {

TEST(Fillable, leaves_what_is_kept_to_those_it_is_kept_for) {
    const auto fill = fillable(5, {{"driver", 2}, {"rider", 2}}, {"driver", "driver", "driver", "rider", "staff"});
    EXPECT_EQ(fill.seats, 4);
    EXPECT_EQ(fill.kept, (std::vector<rules::ReservedSeats>{{"driver", 2}, {"rider", 1}}));
    EXPECT_EQ(fill.empty, (std::vector<EmptySeats>{{"rider", 1}}));
}

/// Whoever follows into empty seats: never more than are empty, of each class as many as is owed if as many follow, and
/// the first in the order whom nothing passes over.
RC_GTEST_PROP(Successors, keep_what_is_kept_as_far_as_somebody_follows, ()) {
    const auto seats = *rc::gen::inRange<std::int64_t>(1, 7);
    const std::vector<std::string> classes{"driver", "rider", "staff"};
    std::vector<rules::ReservedSeats> kept;
    auto left = seats;
    for (const auto& each : classes) {
        kept.push_back({each, *rc::gen::inRange<std::int64_t>(0, left + 1)});
        left -= kept.back().seats;
    }
    const auto sitting = *rc::gen::container<std::vector<std::string>>(
        static_cast<std::size_t>(*rc::gen::inRange<std::int64_t>(0, seats + 1)), rc::gen::elementOf(classes));
    std::vector<Successor> order;
    for (int i = *rc::gen::inRange(0, 9); i > 0; --i) order.push_back({MemberId(i), *rc::gen::elementOf(classes)});
    const auto seated = successors(seats, kept, sitting, order);
    RC_ASSERT(std::ssize(seated) <= seats - std::ssize(sitting));
    std::int64_t owed = 0;
    for (const auto& each : kept) {
        const auto sit = std::ranges::count(sitting, each.stakeholder_class);
        const auto follow = std::ranges::count(order, each.stakeholder_class, &Successor::stakeholder_class);
        const auto came = std::ranges::count_if(order, [&](const auto& one) {
            return one.stakeholder_class == each.stakeholder_class &&
                   std::ranges::find(seated, one.member) != seated.end();
        });
        const auto missing = std::max<std::int64_t>(each.seats - sit, 0);
        owed += missing;
        if (std::ssize(sitting) + missing <= seats && came < std::min<std::int64_t>(missing, follow))
            RC_ASSERT(std::ssize(seated) == seats - std::ssize(sitting)); // more is owed in all than seats are empty
    }
    if (owed == 0 && !order.empty() && std::ssize(sitting) < seats) RC_ASSERT(seated.front() == order.front().member);
}

} // namespace
} // namespace reef::elections
