#include "commons/ledger/module.hpp"
#include <gtest/gtest.h>

namespace reef::ledger {
namespace {

TEST(ShareOffers, have_one_text_form) {
    for (const auto* text :
         {"none", "supporter 25.00 EUR up to 100", "builder 250.00 EUR up to 4; supporter 25.00 EUR up to 100",
          "solar 50.00 EUR up to 20 if 5000.00 EUR by 2026-06-01",
          "solar 50.00 EUR up to 20 if 5000.00 EUR by 2026-06-01T12:00:00.000Z"})
        EXPECT_EQ(ShareOffers::parse(text)->text(), text);
    EXPECT_EQ(ShareOffers::parse(" a 1 EUR up to 2 ;b 2.5 EUR up to 1")->text(),
              "a 1.00 EUR up to 2; b 2.50 EUR up to 1");
}

TEST(ShareOffers, are_refused_by_name) {
    for (const auto* wrong :
         {"", "supporter", "supporter 25.00 EUR", "supporter 0 EUR up to 1", "supporter 5 EUR up to 0",
          "supporter -5 EUR up to 1", "Supporter 5 EUR up to 1", "a 5 EUR up to 1; a 6 EUR up to 1", "a 5 EUR up to 1;",
          "none; a 5 EUR up to 1", "a 5 EUR up to 1000001", "a 5 EUR for up 1", "a 5 EUR up to 1 if 5 EUR",
          "a 5 EUR up to 1 if 5 EUR by soon", "a 5 EUR up to 1 if 0 EUR by 2026-06-01",
          "a 5 EUR up to 1 if 5 USD by 2026-06-01", "a 5 EUR up to 1 when 5 EUR by 2026-06-01"})
        EXPECT_EQ(ShareOffers::parse(wrong).error().code, "ledger.not_an_offer") << wrong;
    EXPECT_EQ(ShareOffers::parse("member 5 EUR up to 1").error().code, "ledger.not_an_offer")
        << "that is the share for membership, which nobody subscribes to";
}

} // namespace
} // namespace reef::ledger
