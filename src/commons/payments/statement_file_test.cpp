#include "commons/payments/statement_file.hpp"
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace reef::payments {
namespace {

std::string balance(std::string_view kind, std::string_view amount, std::string_view sign = "CRDT") {
    return fmt::format(
        "<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>"
        "<Dt><Dt>2026-03-06</Dt></Dt></Bal>",
        kind, amount, sign);
}
std::string entry(std::string_view amount, std::string_view sign, std::string_view details = "",
                  std::string_view state = "<Cd>BOOK</Cd>") {
    return fmt::format("<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>{}</Sts><BookgDt><DtTm>"
                       "2026-03-06T23:30:00+01:00</DtTm></BookgDt>{}</Ntry>",
                       amount, sign, state, details);
}
std::string file(std::string_view inside) {
    return fmt::format(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:x\"><BkToCstmrStmt><Stmt><Id>7</Id><Acct><Id><IBAN>"
        "DE89370400440532013000</IBAN></Id></Acct>{}</Stmt></BkToCstmrStmt></Document>",
        inside);
}
/// The file as our own document.
json::object read(const std::string& text) {
    const auto document = BankFile::from_file(text);
    EXPECT_TRUE(document) << document.error().sentence();
    return document ? document->at("statements").at(0).as_object() : json::object();
}
json::array lines(std::string_view entries) {
    return read(file(balance("OPBD", "1.00") + balance("CLBD", "2.00") + std::string(entries))).at("lines").as_array();
}

TEST(BankFile, is_read_for_what_matters_of_it) {
    const auto statement =
        read(file(balance("PRCD", "1.00", "DBIT") + balance("CLBD", "11.00") + entry("12.00", "CRDT")));
    EXPECT_EQ(statement.at("iban"), "DE89370400440532013000");
    EXPECT_EQ(statement.at("identification"), "7");
    EXPECT_EQ(statement.at("opening"), "-1.00 EUR");
    EXPECT_EQ(statement.at("closing"), "11.00 EUR");
    const auto& line = statement.at("lines").at(0);
    EXPECT_EQ(line.at("amount"), "12.00 EUR");
    EXPECT_EQ(line.at("booked_on"), "2026-03-06T00:00:00.000Z") << "the day counts, whatever the bank's clock says";
    EXPECT_TRUE(line.at("payment").is_null());
}

TEST(BankFile, with_several_transactions_in_an_entry_has_a_line_for_each_if_they_add_up) {
    const auto two = [](std::string_view second) {
        return "<NtryDtls><TxDtls><Refs><EndToEndId>REEF-8841</EndToEndId></Refs><Amt Ccy=\"EUR\">5.00</Amt></TxDtls>"
               "<TxDtls><Refs><EndToEndId>OTHER</EndToEndId></Refs><Amt Ccy=\"EUR\">" +
               std::string(second) + "</Amt></TxDtls></NtryDtls>";
    };
    const auto both = lines(entry("12.00", "DBIT", two("7.00")));
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].at("payment"), "8841");
    EXPECT_EQ(both[0].at("amount"), "-5.00 EUR") << "its sign is the entry's, where it has none";
    EXPECT_TRUE(both[1].at("payment").is_null()) << "another's name of an order is no business of ours";
    const auto one = lines(entry("12.00", "DBIT", two("7.01")));
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].at("amount"), "-12.00 EUR");
}

TEST(BankFile, tells_whose_money_comes_and_what_comes_back) {
    const auto details = [](std::string_view inside) {
        return "<NtryDtls><TxDtls>" + std::string(inside) + "</TxDtls></NtryDtls>";
    };
    const auto structured =
        details("<RltdPties><Dbtr><Pty><Nm>Bo</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf>"
                "<Ref>RF32M12</Ref></CdtrRefInf></Strd></RmtInf>");
    const auto typed =
        details("<RltdPties><Dbtr><Nm>Bo</Nm></Dbtr></RltdPties><RmtInf><Ustrd> rf32 m12 </Ustrd></RmtInf>");
    for (const auto& found : {lines(entry("3.00", "CRDT", structured)), lines(entry("3.00", "CRDT", typed))}) {
        EXPECT_EQ(found.at(0).at("member"), "12");
        EXPECT_EQ(found.at(0).at("counterparty"), "Bo");
        EXPECT_EQ(found.at(0).at("is_return"), false);
    }
    const auto back = details("<Refs><EndToEndId>REEF-9</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>");
    EXPECT_EQ(lines(entry("3.00", "CRDT", back)).at(0).at("is_return"), true);
}

TEST(BankFile, passes_over_what_is_not_booked_yet) {
    EXPECT_TRUE(lines(entry("3.00", "CRDT", "", "<Cd>PDNG</Cd>")).empty());
    EXPECT_EQ(lines(entry("3.00", "CRDT", "", "BOOK")).size(), 1U) << "as editions before the eighth write it";
}

TEST(BankFile, that_is_none_is_refused_with_what_is_wrong) {
    const auto sentence = [](const std::string& text) {
        const auto read = BankFile::from_file(text);
        EXPECT_FALSE(read) << text;
        return read ? "" : read.error().code + " " + read.error().sentence();
    };
    const auto complete = balance("OPBD", "1.00") + balance("CLBD", "2.00");
    for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
             {"", "at byte"},
             {"<Document><BkToCstmrStmt>", "at byte"},
             {"<html></html>", "Document/BkToCstmrStmt"},
             {"<Document><BkToCstmrStmt/></Document>", "no statement"},
             {file(balance("OPBD", "1.00")), "balance"},
             {file(balance("OPBD", "1.00") + balance("CLBD", "1,00")), "number"},
             {file(complete + entry("1.005", "CRDT")), "number"},
             {file(complete + entry("1.00", "PLUS")), "received nor paid"},
             {file(complete + "<Ntry><Amt>1.00</Amt><Sts>BOOK</Sts></Ntry>"), "currency"},
             {file(complete + "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>"),
              "day"}}) {
        EXPECT_TRUE(sentence(text).starts_with("payments.not_a_statement ")) << text;
        EXPECT_NE(sentence(text).find(why), std::string::npos) << sentence(text);
    }
    EXPECT_TRUE(
        sentence("<Document><BkToCstmrStmt><Stmt/></BkToCstmrStmt></Document>").starts_with("payments.bad_iban"));
}

} // namespace
} // namespace reef::payments
