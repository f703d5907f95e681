#include "commons/ledger/module.hpp"
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reef::ledger {
namespace {

TEST(Chart, knows_every_kind_of_account_by_its_name) {
    const std::map<std::string, Account> accounts = {{"member:12", {AccountKind::member, "12"}},
                                                     {"capital:12", {AccountKind::capital, "12"}},
                                                     {"notes:12", {AccountKind::notes, "12"}},
                                                     {"body:office", {AccountKind::body, "office"}},
                                                     {"treasury", {AccountKind::treasury, ""}},
                                                     {"escrow:8841.2", {AccountKind::escrow, "8841.2"}},
                                                     {"reserve:legal", {AccountKind::reserve, "legal"}},
                                                     {"fund:local-work", {AccountKind::fund, "local-work"}},
                                                     {"share-capital", {AccountKind::share_capital, ""}},
                                                     {"outside", {AccountKind::outside, ""}}};
    EXPECT_EQ(accounts.size(), names_of(AccountKind{}).size());
    for (const auto& [name, account] : accounts) {
        const auto read = Account::parse(name);
        ASSERT_TRUE(read) << name;
        EXPECT_EQ(*read, account) << name;
        EXPECT_EQ(account.text(), name);
    }
    EXPECT_EQ(account_of(MemberId(12)), "member:12");
    EXPECT_EQ(capital_of(MemberId(12)), "capital:12");
    EXPECT_EQ(notes_of(MemberId(12)), "notes:12");
    EXPECT_EQ(Account::parse("capital:12")->member(), MemberId(12));
    EXPECT_FALSE(Account::parse("reserve:12")->member()) << "nobody's";
}

TEST(Chart, refuses_by_name_what_is_no_account) {
    for (const auto* wrong : {"",           "bank",    "Treasury",        "treasury:",          "treasury:x",
                              "member",     "member:", "member:0",        "member:012",         "member:x",
                              "capital:-1", "body:",   "body:The office", "body:Office",        "fund:a..b",
                              "fund:-a",    "fund:a_", "fund:a:b",        "escrow:/rides/8841", "reserve:caf\xc3\xa9",
                              " outside",   "outside "})
        EXPECT_EQ(Account::parse(wrong).error().code, "ledger.no_such_account") << wrong;
    EXPECT_TRUE(Account::parse("fund:" + std::string(60, 'a')));
    EXPECT_FALSE(Account::parse("fund:" + std::string(61, 'a')));
}

TEST(Chart, lets_only_the_treasury_and_the_outside_be_below_zero) {
    for (std::size_t i = 0; i < names_of(AccountKind{}).size(); ++i) {
        const auto kind = static_cast<AccountKind>(i);
        EXPECT_EQ(may_be_below_zero(kind), kind == AccountKind::treasury || kind == AccountKind::outside)
            << names_of(kind).at(i);
    }
}

RC_GTEST_PROP(Chart, reads_back_every_name_that_it_takes, ()) {
    Account account{static_cast<AccountKind>(*rc::gen::inRange<std::size_t>(0, names_of(AccountKind{}).size())), {}};
    const auto pieces = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf("ab12"s)))));
    const auto kind = account.kind;
    if (kind == AccountKind::member || kind == AccountKind::capital || kind == AccountKind::notes)
        account.of = std::to_string(*rc::gen::inRange(1, 1'000'000));
    else if (kind != AccountKind::treasury && kind != AccountKind::share_capital && kind != AccountKind::outside)
        account.of = join(pieces, *rc::gen::element<std::string>("-", "_", "."));
    RC_PRE(account.of.size() <= 60u);
    const auto read = Account::parse(account.text());
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == account);
}

} // namespace
} // namespace reef::ledger
