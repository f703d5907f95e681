// The books as other programs read them: hledger, ledger and beancount take them at their strictest, and come to our
// balances, account by account. What is wrong with books does not pass them.
#include "app/living_example_testing.hpp"
#include "commons/ledger/module.hpp"
#include <fstream>
#include <sstream>

namespace reef::app {
namespace {

using namespace engine;

/// What a program said, and whether it was content.
struct Said {
    int code = 0;
    std::string text;
};
Said run(const std::string& command) {
    Said said;
    auto* pipe = popen((command + " 2>&1").c_str(), "r");
    char buffer[4096];
    while (const auto size = std::fread(buffer, 1, sizeof buffer, pipe)) said.text.append(buffer, size);
    said.code = pclose(pipe);
    return said;
}
bool is_installed(const std::string& program) { return run("command -v " + program).code == 0; }

/// A living example whose bookkeeper did all that can be done by hand, in several units.
struct ExampleBooks : testing::Test {
    LivingExample example{2};
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("reef_books_" + hex(Chance::of_the_machine()->bytes(6)));

    void SetUp() override {
        for (const auto* program : {"hledger", "ledger", "bean-check", "bean-query"})
            if (!is_installed(program)) GTEST_SKIP() << program << " is not installed: scripts/install test";
        std::filesystem::create_directories(folder);
        const auto staff = people::members_of(*example.engine->read(), "staff").front();
        const auto driver = ledger::account_of(people::members_of(*example.engine->read(), "driver").front());
        const auto give = [&](const Actor& actor, Call command) {
            const auto answer = example.engine->perform(actor, "test", std::move(command));
            EXPECT_TRUE(answer) << answer.error().sentence();
            return answer->id();
        };
        const auto by_hand = Actor::of(staff);
        give(by_hand, {"ledger.book_income", json::object{{"to", "fund:local-work"},
                                                          {"amount", "500.00 EUR"},
                                                          {"income", "subsidy; \"the city\" | 2026"},
                                                          {"note", "letter 12"}}});
        const auto cost = give(by_hand, {"ledger.book_cost", json::object{{"from", "fund:local-work"},
                                                                          {"amount", "12.34 EUR"},
                                                                          {"cost", "course"},
                                                                          {"note", "invoice 7"}}});
        const auto entry = parse_integer(cost).value();
        give(by_hand, {"ledger.reverse", json::object{{"entry", entry}, {"reason", "paid twice"}}});
        example.clock.pass(days(1));
        const auto in = [](std::int64_t minor, const char* code) { return Money{minor, *Currency::parse(code)}; };
        give(Actor::platform(), call(ledger::Post{{{"outside", driver, in(350, "HRS"), "work"},
                                                   {"outside", driver, in(12, "PTS"), "care"},
                                                   {driver, "escrow:8841.2", in(10, "PTS"), "held"},
                                                   {"treasury", "reserve:legal_a", in(100, "EUR"), "reserve"}},
                                                  "/test",
                                                  {}}));
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string books(const std::string& format, const std::string& from = "", const std::string& to = "") {
        std::ostringstream out;
        ledger::write_books(*example.engine->read(), *ledger::books_format_named(format),
                            *ledger::books_period(from, to), out);
        return std::move(out).str();
    }
    std::string file(const std::string& name, const std::string& text) {
        const auto path = (folder / name).string();
        std::ofstream(path) << text;
        return path;
    }

    Said hledger(const std::string& text) {
        return run("hledger -f " + file("books.journal", text) + " check -s ordereddates payees");
    }
    Said ledger_program(const std::string& text) {
        return run("ledger --args-only --pedantic --check-payees -f " + file("books.ledger", text) + " balance");
    }
    Said beancount(const std::string& text) { return run("bean-check " + file("books.beancount", text)); }

    /// Our balances, as the programs reckon.
    std::map<std::string, std::int64_t> ours() {
        std::map<std::string, std::int64_t> balances; // by "account currency"
        using Row = std::tuple<std::string, std::string, std::int64_t>;
        for (const auto& [account, code, minor] : example.engine->read()->all<Row>(
                 "SELECT account, currency, balance FROM {ledger_accounts} WHERE balance <> 0"))
            balances[ledger::book_name(*ledger::Account::parse(account)) + " " + code] = -minor;
        return balances;
    }
    /// Lines of `account` … `amount CUR` in any order, as the programs print them.
    static void add(std::map<std::string, std::int64_t>& balances, const std::string& account, std::string amount,
                    const std::string& code) {
        std::erase(amount, ',');
        const auto digits = Currency::parse(code)->digits();
        if (digits == 0) amount = amount.substr(0, amount.find('.'));
        const auto minor = parse_decimal(amount, digits);
        ASSERT_TRUE(minor) << account << " " << amount;
        if (*minor != 0) balances[account + " " + code] = *minor;
    }
};

TEST_F(ExampleBooks, are_accepted_by_three_programs_at_their_strictest) {
    for (const auto& [from, to] : {std::pair{"", ""}, {"2026-03-04", ""}, {"2026-03-04", "2026-03-05"}}) {
        const auto one = hledger(books("hledger", from, to));
        EXPECT_EQ(one.code, 0) << "hledger from " << from << ": " << one.text.substr(0, 2'000);
        const auto two = ledger_program(books("ledger", from, to));
        EXPECT_EQ(two.code, 0) << "ledger from " << from << ": " << two.text.substr(0, 2'000);
        const auto three = beancount(books("beancount", from, to));
        EXPECT_EQ(three.code, 0) << "bean-check from " << from << ": " << three.text.substr(0, 2'000);
        EXPECT_EQ(three.text, "");
    }
}

TEST_F(ExampleBooks, come_to_our_balances_in_all_three_programs) {
    const auto expected = ours();
    ASSERT_GT(expected.size(), 10u);
    for (const std::string from : {"", "2026-03-04"}) {
        std::map<std::string, std::int64_t> found;
        std::smatch line;
        const auto journal = run("hledger -f " + file("books.journal", books("hledger", from)) +
                                 " balance -N --flat -O csv --layout=bare");
        std::istringstream rows(journal.text);
        static const std::regex row(R"re("([A-Z][^"]*)","([A-Z]{3})","(-?[0-9.]+)")re");
        for (std::string text; std::getline(rows, text);)
            if (std::regex_search(text, line, row)) add(found, line[1], line[3], line[2]);
        EXPECT_EQ(found, expected) << "hledger\n" << journal.text;

        found.clear();
        const auto other = run("ledger --args-only -f " + file("books.ledger", books("ledger", from)) +
                               " balance --flat --no-total --format '%(join(strip(display_total)))|%(account)\\n'");
        std::istringstream other_rows(other.text);
        static const std::regex amount(R"re((-?[0-9.]+) ([A-Z]{3}))re");
        for (std::string text; std::getline(other_rows, text);) {
            const auto account = text.substr(text.find('|') + 1);
            for (std::sregex_iterator at(text.begin(), text.end(), amount), end; at != end; ++at)
                add(found, account, (*at)[1], (*at)[2]);
        }
        EXPECT_EQ(found, expected) << "ledger\n" << other.text;

        found.clear();
        const auto third = run("bean-query -f csv " + file("books.beancount", books("beancount", from)) +
                               " 'SELECT account, sum(number), currency GROUP BY account, currency'");
        std::istringstream third_rows(third.text);
        static const std::regex bean(R"re(^([A-Z][A-Za-z0-9:-]*) *, *(-?[0-9.]+) *, *([A-Z]{3}))re");
        for (std::string text; std::getline(third_rows, text);)
            if (std::regex_search(text, line, bean)) add(found, line[1], line[2], line[3]);
        EXPECT_EQ(found, expected) << "beancount\n" << third.text;
    }
}

/// The text with the last line that holds `where` changed.
std::string with_fault(std::string text, const std::string& where, const std::string& from, const std::string& to) {
    const auto line = text.rfind(where);
    const auto at = line == std::string::npos ? line : text.find(from, line);
    EXPECT_NE(at, std::string::npos) << where << ": there is nothing to break";
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}
std::string without_line(std::string text, const std::string& line) {
    const auto at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    if (at != std::string::npos) text.erase(at, text.find('\n', at) + 1 - at);
    return text;
}

TEST_F(ExampleBooks, with_a_fault_pass_no_judge) {
    // A cent more on one side of one transfer; the same in a balance that is asserted; another currency; an account
    // that was not declared.
    const auto caught = [](const Said& said, std::string_view by) { EXPECT_NE(said.code, 0) << by << " let it pass"; };
    const auto journal = books("hledger"), bean = books("beancount");
    for (const auto& [where, from, to] : {std::tuple{"course", "12.34 EUR", "12.35 EUR"},
                                          {"course", "12.34 EUR", "12.34 HRS"},
                                          {"Equity:Funds:Local-work ", "-500.00 EUR", "-500.01 EUR"}}) {
        caught(hledger(with_fault(journal, where, from, to)), std::string("hledger: ") + to);
        caught(ledger_program(with_fault(journal, where, from, to)), std::string("ledger: ") + to);
        caught(beancount(with_fault(bean, where, from, to)), std::string("bean-check: ") + to);
    }
    caught(hledger(without_line(journal, "account Equity:Treasury")), "hledger: an account");
    caught(ledger_program(without_line(journal, "account Equity:Treasury")), "ledger: an account");
    caught(beancount(without_line(bean, "2026-03-02 open Equity:Treasury")), "bean-check: an account");
    caught(hledger(without_line(journal, "payee commission")), "hledger: a payee");
    caught(ledger_program(without_line(journal, "payee commission")), "ledger: a payee");
}

TEST_F(ExampleBooks, are_what_the_chronicle_says_and_name_what_is_not) {
    const auto whole = ledger::check_books(*example.engine->read());
    EXPECT_FALSE(whole.fault) << *whole.fault;
    EXPECT_EQ(whole.transfers, example.engine->read()->one<std::int64_t>("SELECT count(*) FROM {ledger_transfers}"));
    EXPECT_GT(whole.accounts, 10);
    const auto fault_after = [&](std::string_view change, std::string_view back) {
        EXPECT_FALSE(example.engine->write_beside([&](store::Connection& connection) { connection.run(change); }));
        const auto fault = ledger::check_books(*example.engine->read()).fault.value_or("none");
        EXPECT_FALSE(example.engine->write_beside([&](store::Connection& connection) { connection.run(back); }));
        return fault;
    };
    EXPECT_TRUE(fault_after("UPDATE {ledger_accounts} SET balance = balance + 1 WHERE account = 'fund:local-work'",
                            "UPDATE {ledger_accounts} SET balance = balance - 1 WHERE account = 'fund:local-work'")
                    .starts_with("fund:local-work is booked with 500.01 EUR as its balance; its transfers come to "
                                 "500.00 EUR."));
    EXPECT_TRUE(fault_after("UPDATE {ledger_accounts} SET pending_out = 7 WHERE account = 'treasury'",
                            "UPDATE {ledger_accounts} SET pending_out = 0 WHERE account = 'treasury'")
                    .starts_with("treasury is booked with 0.07 EUR held to leave it"));
    EXPECT_TRUE(fault_after("UPDATE {ledger_transfers} SET minor = minor + 1 WHERE purpose = 'work'",
                            "UPDATE {ledger_transfers} SET minor = minor - 1 WHERE purpose = 'work'")
                    .starts_with("Transfer "));
    EXPECT_FALSE(ledger::check_books(*example.engine->read()).fault);
}

TEST_F(ExampleBooks, as_a_table_have_a_row_for_each_transfer_and_opening_balance) {
    const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
    const auto count = example.engine->read()->one<std::int64_t>("SELECT count(*) FROM {ledger_transfers}");
    EXPECT_EQ(lines(books("csv")), count + 1);
    EXPECT_EQ(lines(books("csv", "2030-01-01")), std::ssize(ours()) + 1) << "opening balances alone";
    EXPECT_NE(books("csv").find(",12.34,EUR,course,/money/desk,\r\n"), std::string::npos);
    EXPECT_NE(books("csv-excel").find(";12,34;EUR;course;/money/desk;\r\n"), std::string::npos);
}

TEST(BookNames, are_ones_that_all_programs_take_and_no_two_accounts_share) {
    const auto name = [](std::string_view account) { return ledger::book_name(*ledger::Account::parse(account)); };
    EXPECT_EQ(name("member:12"), "Liabilities:Members:M12");
    EXPECT_EQ(name("capital:12"), "Liabilities:Capital:M12");
    EXPECT_EQ(name("outside"), "Assets:Outside");
    EXPECT_EQ(name("fund:local-work"), "Equity:Funds:Local-work");
    std::set<std::string> names;
    for (const auto* of : {"a-b", "a_b", "a.b", "ab", "a-b.c", "a.b-c"}) names.insert(name("fund:" + std::string(of)));
    EXPECT_EQ(names.size(), 6u);
}

TEST(BooksPeriod, is_refused_by_name_where_its_days_are_none) {
    EXPECT_EQ(ledger::books_period("2026-02-30", "").error().field, "from");
    EXPECT_EQ(ledger::books_period("", "x").error().code, "input.not_a_time");
    EXPECT_EQ(ledger::books_period("2026-03-02", "2026-03-01").error().code, "ledger.days_turned_round");
    EXPECT_TRUE(ledger::books_period("2026-03-02", "2026-03-02"));
}

} // namespace
} // namespace reef::app
