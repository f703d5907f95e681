#include "commons/payments/iban.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::payments {
namespace {

// Examples of the IBAN registry (SWIFT).
TEST(Iban, is_read_as_it_is_printed_and_written_so_again) {
    for (const std::string text :
         {"NL91 ABNA 0417 1643 00", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19",
          "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "NO93 8601 1117 947", "FR14 2004 1010 0505 0001 3M02 606"}) {
        const auto read = Iban::parse(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->in_groups(), text);
    }
    EXPECT_EQ(Iban::parse(" nl91abna0417164300 ")->text(), "NL91ABNA0417164300");
}

TEST(Iban, is_refused_by_what_is_wrong_with_it) {
    const auto code = [](std::string_view text) { return Iban::parse(text).error().code; };
    EXPECT_EQ(code(""), "payments.bad_iban");
    EXPECT_EQ(code("0417164300"), "payments.bad_iban");
    EXPECT_EQ(code("XX91 ABNA 0417 1643 00"), "payments.bad_iban");
    EXPECT_EQ(code("NL91-ABNA-0417-1643-00"), "payments.bad_iban");
    EXPECT_EQ(code("NL91 ABNA 0417 1643"), "payments.iban_length");
    EXPECT_EQ(code("NL92 ABNA 0417 1643 00"), "payments.iban_mistyped");
    EXPECT_EQ(code("NLA1 ABNA 0417 1643 00"), "payments.iban_mistyped");
}

/// MOD 97-10 finds every single mistyped character and every swap of two neighbours (ISO 7064).
RC_GTEST_PROP(IbanProperty, one_slip_of_the_hand_is_found, ()) {
    const std::string right = "DE89370400440532013000";
    auto wrong = right;
    const auto place = *rc::gen::inRange<std::size_t>(4, right.size());
    if (*rc::gen::arbitrary<bool>())
        wrong[place] = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    else if (place + 1 < right.size())
        std::swap(wrong[place], wrong[place + 1]);
    RC_ASSERT(Iban::parse(wrong).has_value() == (wrong == right));
}

TEST(CreditorReference, leads_back_to_the_member) {
    EXPECT_EQ(creditor_reference(MemberId(12)), "RF32M12"); // M12RF00 is 2212271500, which leaves 66 of 97; 98 - 66
    for (const auto member : {MemberId(1), MemberId(8841), MemberId(IdValue::of(8841, 3))}) {
        const auto reference = creditor_reference(member);
        EXPECT_EQ(member_of_reference(reference), member) << reference;
        EXPECT_LE(reference.size(), 25U);
    }
    EXPECT_EQ(member_of_reference("rf32 m12"), MemberId(12));
    const auto shares = creditor_reference(*IdValue::parse("8841.2"));
    EXPECT_EQ(subscription_of_reference(shares), *IdValue::parse("8841.2"));
    EXPECT_FALSE(member_of_reference(shares)) << "a subscription is no member";
    EXPECT_FALSE(subscription_of_reference("RF32M12"));
}

TEST(CreditorReference, of_another_or_mistyped_leads_to_nobody) {
    for (const auto* text : {"", "RF", "RF18 5390 0754 7034", "RF32M13", "RF33M12", "M12", "RFM5712", "rf32 m12!"})
        EXPECT_FALSE(member_of_reference(text)) << text;
}

TEST(BankLetters, are_latin_without_marks_and_no_longer_than_asked) {
    EXPECT_EQ(in_bank_letters("Anna Núñez & Søn", 70), "Anna Nunez Son");
    EXPECT_EQ(in_bank_letters("Straße 7 / Łódź", 70), "Strasse 7 / Lodz");
    EXPECT_EQ(in_bank_letters("Ελένη", 70), "Elene");
    EXPECT_EQ(in_bank_letters("one two three", 7), "one two");
    EXPECT_EQ(in_bank_letters("★", 70), "");
}

} // namespace
} // namespace reef::payments
