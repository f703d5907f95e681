#include "commons/payments/pain001.hpp"
#include <gtest/gtest.h>

namespace reef::payments {
namespace {

Initiation two_batches() {
    const auto amount = [](std::string_view text) { return *Money::parse(text); };
    const auto iban = *Iban::parse("DE89370400440532013000");
    const CreditTransfer first{"REEF-1", amount("0.10 EUR"), "Anna Núñez", iban, "März"};
    const CreditTransfer second{"REEF-2", amount("1234.56 EUR"), "Bo", iban, ""};
    const CreditTransfer yen{"REEF-3", amount("7 JPY"), "Chie", iban, "x"};
    const auto day = *Time::parse("2026-03-06T15:00:00Z");
    return {"REEF-9",
            day,
            "Ride & Co",
            {{"REEF-9.1", day, "Ride & Co", iban, {first, second}}, {"REEF-9.2", day, "Ride", iban, {yen}}}};
}
std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST(Pain001, counts_and_adds_up_what_it_orders) {
    const auto text = pain001(two_batches(), OrderFormat::version_09);
    EXPECT_EQ(count(text, "<NbOfTxs>3</NbOfTxs>"), 1U) << "of all";
    EXPECT_EQ(count(text, "<CtrlSum>1241.66</CtrlSum>"), 1U) << "numbers of all currencies, with the most decimals";
    EXPECT_EQ(count(text, "<CtrlSum>1234.66</CtrlSum>"), 1U) << "of the first batch";
    EXPECT_EQ(count(text, "<CtrlSum>7</CtrlSum>"), 1U) << "yen have no decimals";
    EXPECT_EQ(count(text, "<InstdAmt Ccy=\"EUR\">0.10</InstdAmt>"), 1U);
    EXPECT_EQ(count(text, "<Cd>SEPA</Cd>"), 1U) << "euros alone are paid through SEPA";
    EXPECT_EQ(count(text, "<Nm>Anna Nunez</Nm>"), 1U);
    EXPECT_EQ(count(text, "<Ustrd>Marz</Ustrd>"), 1U);
    EXPECT_EQ(count(text, "<RmtInf>"), 2U) << "an empty message is none";
    EXPECT_EQ(count(text, "<Dt>2026-03-06</Dt>"), 2U);
}

TEST(Pain001, is_the_same_however_often_it_is_written) {
    EXPECT_EQ(pain001(two_batches(), OrderFormat::version_09), pain001(two_batches(), OrderFormat::version_09));
}

TEST(Pain001, names_orders_so_that_the_bank_leads_back_to_them) {
    for (const auto payment : {IdValue{8841}, IdValue::of(8841, 12)})
        EXPECT_EQ(id_of_name_at_bank(name_at_bank(payment)), payment);
    EXPECT_FALSE(id_of_name_at_bank("NOTPROVIDED"));
    EXPECT_FALSE(id_of_name_at_bank("REEF-"));
    EXPECT_FALSE(id_of_name_at_bank("REEF-x"));
}

} // namespace
} // namespace reef::payments
