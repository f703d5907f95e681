#include "app/tally_command.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace reef {
namespace {

struct Counted {
    int code;
    std::string out, errors;
};
Counted run(const std::vector<std::string>& arguments) {
    std::ostringstream out, errors;
    const int code = tally_command(arguments, out, errors);
    return {code, out.str(), errors.str()};
}

std::string file_with(const std::string& name, const std::string& text) {
    const auto path = ::testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
}

TEST(TallyCommand, prints_the_result_as_one_line_of_json) {
    const auto file = file_with("tally_ward.blt", "3 2\n3 1 2 0\n2 2 3 0\n0\n\"Anna\"\n\"Bo\"\n\"Chi\"\n\"Ward\"\n");
    const auto stv = run({"--method", "stv-scottish", file});
    EXPECT_EQ(stv.code, 0) << stv.errors;
    EXPECT_TRUE(stv.out.starts_with(
        R"({"method":"stv-scottish","options":{"seed":"","ties":"report"},"title":"Ward","seats":2,"ballots":5,)"))
        << stv.out;
    EXPECT_NE(stv.out.find(R"("winners":["1","2"])"), std::string::npos) << stv.out;
    EXPECT_TRUE(stv.out.ends_with("}\n"));
    // A method for one winner elects one from a file for two, unless asked for more.
    EXPECT_NE(run({"--method", "borda", file}).out.find(R"("winners":["2"])"), std::string::npos);
    EXPECT_NE(run({"--method", "borda", "--seats", "2", file}).out.find(R"("winners":["2","1"])"), std::string::npos);
    EXPECT_NE(run({"--method", "borda", "--option", "unranked=ignored", file}).out.find(R"("unranked":"ignored")"),
              std::string::npos);
}

TEST(TallyCommand, lists_every_method_option_and_format) {
    const auto list = run({"--list"});
    EXPECT_EQ(list.code, 0);
    for (const auto* expected : {"\nstv-meek\n", "--option unranked=last|ignored", "--option decimals=N",
                                 "--option threshold=NUMBER", "--option seed=TEXT", "    blt: "})
        EXPECT_NE(list.out.find(expected), std::string::npos) << expected;
}

TEST(TallyCommand, refuses_with_a_sentence_and_an_exit_code) {
    const auto file = file_with("tally_bad.blt", "3 2\n3 1 9 0\n0\n");
    const auto bad = run({"--method", "irv", file});
    EXPECT_EQ(bad.code, 1);
    EXPECT_EQ(bad.errors, "reef tally: Line 2, column 5: \"9\" is no candidate: they are numbered from 1 to 3.\n");
    EXPECT_EQ(bad.out, "");
    EXPECT_EQ(run({"--method", "irv", "/nowhere/at.all"}).errors, "reef tally: \"/nowhere/at.all\" cannot be read.\n");
    EXPECT_EQ(run({"--method", "oracle", file}).code, 1);
    using Wrong = std::pair<const char*, std::vector<std::string>>;
    for (const auto& [sentence, wrong] :
         {Wrong{"A method and a file are needed.", {}}, Wrong{"A method and a file are needed.", {"--method", "irv"}},
          Wrong{"A method and a file are needed.", {file}}, Wrong{"--method needs a value.", {"--method"}},
          Wrong{"There is no option --what.", {"--what", file}},
          Wrong{"One file is counted at a time.", {"--method", "irv", file, file}},
          Wrong{"--seats is a whole number, at least 1.", {"--method", "irv", "--seats", "0", file}},
          Wrong{"--option is written as KEY=VALUE.", {"--method", "irv", "--option", "ties", file}},
          Wrong{"The option ties is given twice.",
                {"--method", "irv", "--option", "ties=lot", "--option", "ties=order", file}}}) {
        const auto refused = run(wrong); // tally.wrong_usage
        EXPECT_EQ(refused.code, 2) << sentence;
        EXPECT_NE(refused.errors.find(sentence), std::string::npos) << refused.errors;
        EXPECT_NE(refused.errors.find("usage: reef tally"), std::string::npos);
    }
}

} // namespace
} // namespace reef
