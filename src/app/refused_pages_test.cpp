// Pages and files that refuse by name: who may not see them, and what there is none of.
#include "app/living_example_testing.hpp"

namespace reef::app {
namespace {

using namespace engine;

/// The code of the refusal that a page gets, with its status; the status alone where it is shown.
std::string page_for(LivingExample& example, const std::string& address, const std::string& as) {
    const auto answer = example.get(address, as, "application/json");
    const auto status = std::to_string(answer.status);
    return answer.status < 400 ? status : status + " " + std::string(parse_json(answer.body)->at("code").as_string());
}
std::string first_of(LivingExample& example, std::string_view stakeholder_class) {
    return people::members_of(*example.engine->read(), stakeholder_class).front().text();
}

TEST(RefusedPages, are_rides_for_all_but_their_parties_those_asked_and_auditors) {
    LivingExample example(1);
    using Row = std::tuple<IdValue, MemberId, MemberId>;
    const auto [ride, rider, driver] = example.engine->read()->one<Row>(
        "SELECT ride, rider, driver FROM {market_rides} WHERE completed_at IS NOT NULL ORDER BY ride LIMIT 1");
    const auto address = "/rides/" + ride.text();
    for (const auto& as : {rider.text(), driver.text(), first_of(example, "staff")})
        EXPECT_EQ(page_for(example, address, as), "200") << as;
    const auto riders = people::members_of(*example.engine->read(), "rider");
    const auto other = riders.front() == rider ? riders.back() : riders.front();
    EXPECT_EQ(page_for(example, address, other.text()), "403 market.not_yours_to_see");
    EXPECT_EQ(page_for(example, address, ""), "401 access.sign_in");
}

TEST(RefusedPages, are_tables_of_accounts_of_others_and_books_in_formats_that_there_are_none_of) {
    LivingExample example(1);
    const auto driver = first_of(example, "driver"), rider = first_of(example, "rider"),
               clerk = first_of(example, "staff");
    const auto table = "/money/accounts/member:" + driver + "/transfers.csv";
    EXPECT_EQ(page_for(example, table, driver), "200");
    EXPECT_EQ(page_for(example, table, clerk), "200") << "the office audits";
    for (const auto& as : {rider, std::string()})
        EXPECT_EQ(page_for(example, table, as), "403 ledger.not_your_books") << as;
    EXPECT_EQ(page_for(example, "/money/accounts/treasury/transfers.csv", ""), "200");
    for (const auto* format : {"hledger", "ledger", "beancount", "csv", "csv-excel"})
        EXPECT_EQ(page_for(example, std::string("/money/books/") + format, clerk), "200") << format;
    EXPECT_EQ(page_for(example, "/money/books/pdf", clerk), "404 ledger.no_such_format");
}

TEST(RefusedPages, are_order_files_in_other_formats_or_of_payees_who_were_all_erased) {
    LivingExample example(1);
    const auto driver = first_of(example, "driver"), clerk = first_of(example, "staff");
    const auto give = [&](const std::string& as, Call command) {
        const auto answer = example.engine->perform(*Actor::parse(as), "test", std::move(command));
        EXPECT_TRUE(answer) << answer.error().sentence();
        return answer ? answer->id() : "";
    };
    give(clerk, {"payments.keep_house_account", json::object{{"holder", "Ride"}, {"iban", "DE89370400440532013000"}}});
    give(driver, {"payments.keep_bank_account", json::object{{"holder", "Anna"}, {"iban", "NL91ABNA0417164300"}}});
    const auto payout = give(driver, {"payments.ask_payout", json::object{{"amount", "1.00 EUR"}}});
    give(clerk, {"payments.sign", json::object{{"payments", json::array{payout}}}});
    const auto batch = give(clerk, {"payments.make_batch", json::object{}});
    const auto file = "/payments/batches/" + batch + "/pain.001.xml";
    for (const auto* format : {"", "?format=pain.001.001.09", "?format=pain.001.001.03"})
        EXPECT_EQ(page_for(example, file + format, clerk), "200") << format;
    EXPECT_EQ(page_for(example, file + "?format=pain.001.001.02", clerk), "404 payments.no_such_format");
    give(driver, {"people.leave", json::object{}});
    EXPECT_EQ(page_for(example, file, clerk), "410 payments.payees_erased");
}

} // namespace
} // namespace reef::app
