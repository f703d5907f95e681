#include "core/base/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef {
namespace {

TEST(Money, has_one_text_form_by_the_decimals_of_its_currency) {
    EXPECT_EQ(Money::parse("12.50 EUR")->text(), "12.50 EUR");
    EXPECT_EQ(Money::parse("12.5 EUR")->minor, 1250);
    EXPECT_EQ(Money::parse("-0.05 EUR")->text(), "-0.05 EUR");
    EXPECT_EQ(Money::parse("700 JPY")->minor, 700);
    EXPECT_EQ(Money::parse("1.234 KWD")->minor, 1234);
    EXPECT_EQ(Money::parse("7.5 HRS")->text(), "7.50 HRS");
    EXPECT_EQ(Money::parse("120 PTS")->minor, 120);
    EXPECT_EQ(Money::parse("0.5 PTS").error().code, "input.not_money");
    for (const auto* wrong : {"12.505 EUR", "12,50 EUR", "EUR 12", "12.5", "1e3 EUR", "", "12.5 eur", "7.5 JPY"})
        EXPECT_EQ(Money::parse(wrong).error().code, "input.not_money") << wrong;
}

TEST(Currency, is_three_capital_letters) {
    EXPECT_EQ(Currency::parse("EUR")->text(), "EUR");
    for (const auto* wrong : {"eur", "EURO", "EU", "E1R", ""})
        EXPECT_EQ(Currency::parse(wrong).error().code, "input.not_a_currency") << wrong;
}

TEST(Percent, is_exact_to_hundredths) {
    EXPECT_EQ(Percent::parse("12.5%")->hundredths, 1250);
    EXPECT_EQ(Percent::parse("12.50 %")->text(), "12.5%");
    EXPECT_EQ(Percent::parse("12.345%").error().code, "input.not_a_percentage");
    // Half a cent is rounded away from zero: 15% of 0.10 is 0.015.
    EXPECT_EQ(percent(15).of(*Money::parse("0.10 EUR")).text(), "0.02 EUR");
    EXPECT_EQ(percent(15).of(*Money::parse("-0.10 EUR")).text(), "-0.02 EUR");
}

TEST(Duration, reads_and_writes_the_largest_exact_unit) {
    EXPECT_EQ(Duration::parse("3 days")->text(), "3 days");
    EXPECT_EQ(Duration::parse("90 minutes")->text(), "90 minutes");
    EXPECT_EQ(Duration::parse("2 weeks")->text(), "14 days");
    EXPECT_EQ(Duration::parse("1 day")->text(), "1 day");
    for (const auto* wrong : {"3", "days", "-3 days", "3 fortnights", "99999999999999999 weeks"})
        EXPECT_EQ(Duration::parse(wrong).error().code, "input.not_a_duration") << wrong;
}

TEST(Time, is_rfc_3339_in_utc) {
    EXPECT_EQ(Time::parse("2026-11-21T19:28:00Z")->text(), "2026-11-21T19:28:00.000Z");
    EXPECT_EQ(Time::parse("2026-11-21")->text(), "2026-11-21T00:00:00.000Z");
    for (const auto* wrong :
         {"2026-02-30", "2026-11-21 19:28", "2026-11-21T24:00:00Z", "2026-11-21T19:28:00+01:00", "x"})
        EXPECT_EQ(Time::parse(wrong).error().code, "input.not_a_time") << wrong;
}

TEST(Id, has_one_spelling) {
    EXPECT_EQ(MemberId::parse("8841.2")->text(), "8841.2");
    EXPECT_EQ(MemberId::parse("8841")->value, 8841);
    for (const auto* wrong : {"0", "-1", "08", "8.0", "8.", "x", "8841.99999999"})
        EXPECT_EQ(MemberId::parse(wrong).error().code, "input.not_an_id") << wrong;
}

TEST(ShareOut, gives_the_left_over_units_to_the_largest_remainders) {
    const auto share = [](std::int64_t total, std::vector<std::int64_t> weights) { return share_out(total, weights); };
    EXPECT_EQ(share(10'000, {1, 1, 1}), (std::vector<std::int64_t>{3334, 3333, 3333}));
    EXPECT_EQ(share(100'000, {1234, 877, 555}), (std::vector<std::int64_t>{46286, 32896, 20818}));
    EXPECT_EQ(share(100'003, {123456, 7, 888888}), (std::vector<std::int64_t>{12195, 1, 87807}));
}

RC_GTEST_PROP(ShareOut, sums_to_the_total_and_stays_within_one_unit_of_the_exact_part, ()) {
    const auto total = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    auto weights =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1'000'000)));
    weights.push_back(1);
    const auto parts = share_out(total, weights);
    __int128 sum = 0, weight_sum = 0;
    for (const auto part : parts) sum += part;
    for (const auto weight : weights) weight_sum += weight;
    RC_ASSERT(sum == total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const __int128 exact = static_cast<__int128>(total) * weights[i];
        RC_ASSERT(parts[i] * weight_sum > exact - weight_sum);
        RC_ASSERT(parts[i] * weight_sum < exact + weight_sum);
    }
}

RC_GTEST_PROP(Quantities, text_is_read_back_as_the_same_value, ()) {
    const Money money{*rc::gen::inRange<std::int64_t>(-9'000'000'000'000'000, 9'000'000'000'000'000), {}};
    RC_ASSERT(*Money::parse(money.text()) == money);
    const Time time{*rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999)};
    RC_ASSERT(*Time::parse(time.text()) == time);
    const Duration span{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000)};
    RC_ASSERT(*Duration::parse(span.text()) == span);
    const Percent part{*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000)};
    RC_ASSERT(*Percent::parse(part.text()) == part);
}

} // namespace
} // namespace reef
