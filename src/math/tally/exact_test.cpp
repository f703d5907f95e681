#include "math/tally/exact.hpp"
#include <gmpxx.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::tally {
namespace {

TEST(Exact, is_written_as_a_decimal_where_the_fraction_ends_and_as_a_fraction_otherwise) {
    EXPECT_EQ(Exact::ratio(1, 8).text(), "0.125");
    EXPECT_EQ(Exact::ratio(-5, 4).text(), "-1.25");
    EXPECT_EQ(Exact::ratio(7, 3).text(), "7/3");
    EXPECT_EQ(Exact::ratio(-14, -6).text(), "7/3");
    EXPECT_EQ(Exact(12).text(), "12");
    EXPECT_EQ((power_of_ten(30) / 3).text(), "1000000000000000000000000000000/3");
    EXPECT_EQ((1 / power_of_ten(25)).text(), "0.0000000000000000000000001");
}

TEST(Exact, reads_what_people_write_and_refuses_the_rest) {
    EXPECT_EQ(*Exact::parse("1738.00000"), Exact(1738));
    EXPECT_EQ(*Exact::parse("-0.25"), Exact::ratio(-1, 4));
    EXPECT_EQ(*Exact::parse("2/4"), Exact::ratio(1, 2));
    EXPECT_EQ(*Exact::parse("08"), Exact(8));
    for (const auto* wrong : {"", "-", ".5", "5.", "1/0", "1/-2", "1e3", "+1", " 1", "0x10", "1.2.3", "1/2/3"})
        EXPECT_EQ(Exact::parse(wrong).error().code, "tally.not_a_number") << wrong;
}

TEST(Exact, rounds_towards_minus_infinity_or_upwards_when_told) {
    EXPECT_EQ(Exact::ratio(2, 3).rounded_down(5).text(), "0.66666");
    EXPECT_EQ(Exact::ratio(2, 3).rounded_up(5).text(), "0.66667");
    EXPECT_EQ(Exact::ratio(-7, 2).floor(), Exact(-4));
    EXPECT_EQ(Exact(3).rounded_up(2), Exact(3));
}

RC_GTEST_PROP(Exact, agrees_with_gmp_on_every_operation_however_large, ()) {
    const auto number = [] {
        const auto size = *rc::gen::element<std::int64_t>(3, 1000, 4'000'000'000, INT64_MAX);
        return std::pair{*rc::gen::inRange<std::int64_t>(-size, size), *rc::gen::inRange<std::int64_t>(1, size)};
    };
    Exact ours = 1;
    mpq_class theirs = 1;
    for (int step = 0; step < 8; ++step) {
        const auto [above, below] = number();
        const Exact b = Exact::ratio(above, below);
        mpq_class c(mpz_class(static_cast<long>(above)), mpz_class(static_cast<long>(below)));
        c.canonicalize();
        switch (*rc::gen::inRange(0, above == 0 ? 3 : 4)) {
        case 0:
            ours += b, theirs += c;
            break;
        case 1:
            ours -= b, theirs -= c;
            break;
        case 2:
            ours *= b, theirs *= c;
            break;
        default:
            ours /= b, theirs /= c;
        }
        RC_ASSERT(ours.sign() == sgn(theirs));
        RC_ASSERT((ours < b) == (theirs < c));
        RC_ASSERT((ours == b) == (theirs == c));
        RC_ASSERT(ours == *Exact::parse(theirs.get_str()));
        RC_ASSERT(*Exact::parse(ours.text()) == ours);
        mpz_class whole;
        mpz_fdiv_q(whole.get_mpz_t(), theirs.get_num_mpz_t(), theirs.get_den_mpz_t());
        RC_ASSERT(ours.floor() == *Exact::parse(whole.get_str()));
    }
}

} // namespace
} // namespace reef::tally
