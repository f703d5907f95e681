// Files for banks, as xmllint judges them against the schemas of ISO 20022, and by what the schemas do not say.
#include "app/living_example_testing.hpp"
#include "commons/payments/module.hpp"
#include <fstream>

namespace reef::app {
namespace {

using namespace engine;

struct BankFiles : ::testing::Test {
    std::string schemas =
        std::string(std::getenv("REEF_DATA") ? std::getenv("REEF_DATA") : REEF_SOURCE_DIR "/../shared/data") +
        "/iso20022/";
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("reef_bank_" + hex(Chance::of_the_machine()->bytes(6)));
    void SetUp() override {
        if (!std::filesystem::exists(schemas)) GTEST_SKIP() << "the schemas of ISO 20022 are absent at " << schemas;
        if (std::system("command -v xmllint >/dev/null") != 0)
            GTEST_SKIP() << "xmllint is not installed: scripts/install test";
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    bool is_valid(const std::string& text, std::string_view schema) {
        const auto file = (folder / "file.xml").string();
        std::ofstream(file, std::ios::binary) << text;
        return std::system(fmt::format("xmllint --noout --nonet --schema {}{}.xsd {} >{}.said 2>&1", schemas, schema,
                                       file, file)
                               .c_str()) == 0;
    }
};

/// A living example whose bookkeeper ordered payments of every kind of text.
struct PayingExample {
    LivingExample example{1};
    Actor bookkeeper = Actor::of(people::members_of(*example.engine->read(), "staff").front());

    std::string give(Call command) {
        const auto answer = example.engine->perform(bookkeeper, "test", std::move(command));
        EXPECT_TRUE(answer) << answer.error().sentence();
        return answer ? answer->id() : "";
    }
    std::string batch() {
        give({"payments.keep_house_account",
              json::object{{"holder", "Ride <Bremen> & \"Umland\" eG"}, {"iban", "DE89370400440532013000"}}});
        for (const auto* payee : {"Øystein & Søn", "Ελένη Παπαδοπούλου", "<script>",
                                  "a very long name of a company "
                                  "that is longer than seventy"})
            give({"payments.order_payment", json::object{{"from", "treasury"},
                                                         {"amount", "7.05 EUR"},
                                                         {"cost", "goods"},
                                                         {"payee", payee},
                                                         {"iban", "NL91ABNA0417164300"},
                                                         {"message", std::string(140, '&')}}});
        return give({"payments.make_batch", json::object{}});
    }
    std::string order_file(const std::string& batch, const std::string& query = "") {
        const auto answer = example.get("/payments/batches/" + batch + "/pain.001.xml" + query, bookkeeper.text());
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.body;
    }
};

TEST_F(BankFiles, of_orders_are_valid_in_both_editions_whatever_people_are_called) {
    PayingExample given;
    const auto batch = given.batch();
    EXPECT_TRUE(is_valid(given.order_file(batch), "pain.001.001.09"));
    EXPECT_TRUE(is_valid(given.order_file(batch, "?format=pain.001.001.03"), "pain.001.001.03"));
    EXPECT_FALSE(is_valid(given.order_file(batch), "pain.001.001.03")) << "the judge can tell them apart";
}

TEST_F(BankFiles, of_orders_are_the_same_whenever_they_are_fetched) {
    PayingExample given;
    const auto batch = given.batch();
    const auto first = given.order_file(batch);
    given.example.clock.pass(days(3));
    EXPECT_EQ(given.order_file(batch), first);
}

TEST_F(BankFiles, of_the_stories_are_such_as_banks_send) {
    for (const auto* name : {"first", "second", "after-a-gap", "does-not-add-up", "another-account"}) {
        std::ifstream file(std::string(REEF_SOURCE_DIR "/tests/scenarios/bank/") + name + ".xml");
        std::string text{std::istreambuf_iterator<char>(file), {}};
        text = std::regex_replace(text, std::regex(R"(\{(\w+)\})"), "8841");
        EXPECT_TRUE(is_valid(text, "camt.053.001.08")) << name;
    }
}

TEST(OrderFiles, leave_out_whose_data_was_erased_and_say_so_when_nobody_is_left) {
    PayingExample given;
    given.give({"payments.keep_house_account", json::object{{"holder", "Ride"}, {"iban", "DE89370400440532013000"}}});
    const auto drivers = people::members_of(*given.example.engine->read(), "driver");
    json::array asked;
    for (const auto driver : {drivers[0], drivers[1]}) {
        const auto ask = [&](Call command) {
            return given.example.engine->perform(Actor::of(driver), "test", command);
        };
        ASSERT_TRUE(
            ask({"payments.keep_bank_account", json::object{{"holder", "Anna"}, {"iban", "NL91ABNA0417164300"}}}));
        const auto payout = ask({"payments.ask_payout", json::object{{"amount", "1.00 EUR"}}});
        ASSERT_TRUE(payout) << payout.error().sentence();
        asked.emplace_back(payout->id());
    }
    given.give({"payments.sign", json::object{{"payments", asked}}});
    const auto batch = given.give({"payments.make_batch", json::object{}});
    EXPECT_NE(given.order_file(batch).find("<NbOfTxs>2</NbOfTxs>"), std::string::npos);
    const auto leave = [&](MemberId member) {
        const auto left = given.example.engine->perform(Actor::of(member), "test", {"people.leave", json::object{}});
        EXPECT_TRUE(left) << left.error().sentence();
    };
    leave(drivers[0]);
    EXPECT_NE(given.order_file(batch).find("<NbOfTxs>1</NbOfTxs>"), std::string::npos);
    leave(drivers[1]);
    const auto answer = given.example.get("/payments/batches/" + batch + "/pain.001.xml", given.bookkeeper.text());
    EXPECT_EQ(answer.status, 410) << answer.body;
}

} // namespace
} // namespace reef::app
