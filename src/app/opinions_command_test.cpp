#include "app/opinions_command.hpp"
#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <unistd.h>

namespace reef {
namespace {

namespace json = boost::json;

/// A folder of its own for a test, gone afterwards.
class Folder {
  public:
    Folder() {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("reef_opinions_" + std::to_string(::getpid()) + "_" + std::to_string(++count));
        std::filesystem::create_directory(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

struct Ran {
    int status = 0;
    std::string out, errors;
    json::object result() const { return json::parse(out).as_object(); }

    explicit Ran(const std::vector<std::string>& arguments) {
        std::ostringstream to, to_errors;
        status = opinions_command(arguments, to, to_errors);
        out = to.str();
        errors = to_errors.str();
    }
};

std::filesystem::path shared_data(const std::string& name) {
    const char* elsewhere = std::getenv("REEF_DATA");
    return (elsewhere ? std::filesystem::path(elsewhere)
                      : std::filesystem::path(REEF_SOURCE_DIR) / ".." / "shared" / "data") /
           name;
}

json::value read_json(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
}

/// The first of two names that a row has, as text.
std::string either(const json::value& row, const char* name, const char* other_name) {
    return json::serialize(row.as_object().contains(name) ? row.at(name) : row.at(other_name));
}

/// Two camps who disagree about six statements and agree on a seventh.
void write_two_camps(const Folder& folder, int first, int second) {
    std::string comments = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n";
    std::string votes = "timestamp,datetime,comment-id,voter-id,vote\n";
    for (int s = 0; s < 7; ++s) {
        comments += "1000," + std::to_string(s) + ",0,0,0,1,Statement " + std::to_string(s) + "\n";
        for (int p = 0; p < first + second; ++p)
            votes += "2000,," + std::to_string(s) + "," + std::to_string(p) + "," +
                     (s == 6 || (p < first) == (s % 2 == 0) ? "1" : "-1") + "\n";
    }
    folder.write("comments.csv", comments);
    folder.write("votes.csv", votes);
    folder.write("summary.csv", "topic,Seven statements\nurl,https://example.org/7\n");
}

TEST(OpinionsCommand, prints_the_map_of_an_export) {
    const Folder folder;
    write_two_camps(folder, 10, 6);
    const Ran run({folder.path()});
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto result = run.result();
    EXPECT_EQ(result.at("topic"), "Seven statements");
    EXPECT_EQ(result.at("participants").as_array().size(), 16U);
    EXPECT_EQ(result.at("statements").as_array()[3].at("text"), "Statement 3");
    EXPECT_EQ(result.at("k"), 2);
    EXPECT_EQ(result.at("centres").as_array().size(), 2U);
    EXPECT_EQ(result.at("groups").as_array()[0].at("members").as_array().size(), 10U); // the largest first
    EXPECT_EQ(result.at("groups").as_array()[1].at("members").as_array().size(), 6U);
    EXPECT_EQ(result.at("consensus").at("agree").as_array().size(), 1U);
    EXPECT_EQ(result.at("consensus").at("agree").as_array()[0].at("statement"), 6);
    EXPECT_TRUE(result.at("insufficient_data").as_array().empty());
}

TEST(OpinionsCommand, says_when_the_data_are_insufficient) {
    const Folder folder;
    write_two_camps(folder, 2, 2);
    const auto result = Ran({folder.path()}).result();
    EXPECT_EQ(result.at("insufficient_data"),
              (json::array{json::object{{"threshold", "minimum_participants"}, {"have", 4}, {"need", 6}}}));
    EXPECT_TRUE(result.at("participants").as_array()[0].at("group").is_null());
    EXPECT_TRUE(result.at("statements").as_array()[0].at("shared_agreement").is_null());
}

TEST(OpinionsCommand, reproduces_what_it_printed) {
    const Folder folder;
    write_two_camps(folder, 10, 6);
    const auto printed = folder.write("printed.json", Ran({folder.path()}).out);
    const auto once = Ran({folder.path()}).result();
    const auto again =
        Ran({folder.path(), "--components", printed, "--centres", printed, "--included", printed, "--k", "2"}).result();
    EXPECT_EQ(again.at("groups"), once.at("groups"));
    EXPECT_EQ(again.at("components").at("loadings"), once.at("components").at("loadings"));
    EXPECT_TRUE(again.at("components").at("explained").is_null());
    // Bare arrays do as well, and the signs of the axes follow the centres.
    json::array turned;
    for (const auto& centre : once.at("centres").as_array())
        turned.push_back(json::array{-centre.as_array()[0].as_double(), -centre.as_array()[1].as_double()});
    const auto mirror = folder.write("centres.json", json::serialize(turned));
    const auto bare = folder.write("components.json", json::serialize(once.at("components").at("loadings")));
    const auto mirrored = Ran({folder.path(), "--components", bare, "--centres", mirror}).result();
    EXPECT_NEAR(mirrored.at("centres").as_array()[0].as_array()[0].as_double(), turned[0].as_array()[0].as_double(),
                1e-12);
    EXPECT_EQ(mirrored.at("groups").as_array()[0].at("members"), once.at("groups").as_array()[0].at("members"));
}

TEST(OpinionsCommand, shows_published_groups_that_are_too_small_to_find) {
    const Folder folder;
    write_two_camps(folder, 3, 2);
    EXPECT_TRUE(Ran({folder.path()}).result().at("groups").as_array().empty());
    const auto centres = folder.write("centres.json", "[[1, 0], [-1, 0]]");
    const auto result = Ran({folder.path(), "--centres", centres}).result();
    ASSERT_EQ(result.at("groups").as_array().size(), 2U);
    EXPECT_EQ(result.at("groups").as_array()[1].at("size"), 2);
    EXPECT_TRUE(result.at("insufficient_data").as_array().empty());
}

TEST(OpinionsCommand, lists_every_wrong_row) {
    const Folder folder;
    write_two_camps(folder, 2, 2);
    folder.write("votes.csv", "timestamp,comment-id,voter-id,vote\n1,0,0,1\n1,0,1,5\n1,99,1,1\n");
    const Ran run({folder.path()});
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(run.out.empty());
    EXPECT_EQ(run.errors,
              "votes.csv, line 3, vote: \"5\" is not a vote: 1 (agree), -1 (disagree) or 0 (pass).\n"
              "votes.csv, line 4, comment-id: Statement 99 is not in comments.csv, so this vote has no object.\n");
}

TEST(OpinionsCommand, refuses_arguments_it_cannot_follow) {
    const Folder folder;
    write_two_camps(folder, 4, 4);
    const auto text = folder.write("text.json", "not json");
    const auto array = folder.write("array.json", "[[1, 2], [3]]");
    const auto three = folder.write("three.json", "[[1, 2], [3, 4], [5, 6]]");
    const auto expect = [&](const std::string& sentence, std::vector<std::string> arguments) {
        const Ran run(arguments);
        EXPECT_EQ(run.status, 2) << sentence;
        EXPECT_TRUE(run.out.empty());
        EXPECT_NE(run.errors.find(sentence), std::string::npos) << run.errors;
    };
    expect("Name one folder that holds comments.csv and votes.csv.", {});
    expect("Name one folder that holds comments.csv and votes.csv.", {folder.path(), folder.path()});
    expect("Unknown option \"--clusters\".", {folder.path(), "--clusters"});
    expect("--k needs a value.", {folder.path(), "--k"});
    for (const std::string k : {"1", "two", "101", "-2"})
        expect("\"" + k + "\" is not a number of groups: 2 to 100.", {folder.path(), "--k", k});
    for (const auto* option : {"--components", "--centres", "--included"}) {
        expect("Cannot read the file", {folder.path(), option, folder.path() + "/nothing.json"});
        expect("is not JSON.", {folder.path(), option, text});
    }
    expect("holds no two components of", {folder.path(), "--components", array});
    expect("holds no centres: two to a hundred pairs of numbers.", {folder.path(), "--centres", array});
    expect("holds no ids of participants.", {folder.path(), "--included", array});
    expect("--k says 2 groups, the file of centres holds 3.", {folder.path(), "--centres", three, "--k", "2"});
    for (const auto* ids : {"[0.5]", "[1e300]", "[-1e19]", R"({"in-conv": [9007199254740994]})"})
        expect("holds no ids of participants.", {folder.path(), "--included", folder.write("ids.json", ids)});
    EXPECT_EQ(Ran({folder.path() + "/nothing"}).status, 1);
    EXPECT_EQ(Ran({"--help"}).status, 0);
    EXPECT_NE(Ran({"--help"}).out.find("--components"), std::string::npos);
}

// A published run, from the votes of its participants to its groups, with nothing but files.
TEST(OpinionsCommand, reproduces_a_run_that_a_polis_server_published) {
    if (!std::filesystem::exists(shared_data("polis_math")))
        GTEST_SKIP() << "no shared data at " << shared_data("polis_math") << "; set REEF_DATA to its folder";
    for (const std::string name : {"25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"}) {
        const auto source = shared_data("polis_math/" + name);
        const Folder folder;
        std::string comments = "timestamp,comment-id,author-id,moderated,is-meta,comment-body\n";
        const auto statements = read_json(source / "comments.json"), given = read_json(source / "votes.json");
        for (const auto& row : statements.as_array())
            comments += "0," + either(row, "statement_id", "tid") + ",0," + either(row, "moderated", "mod") + "," +
                        either(row, "is_meta", "is_meta") + ",text\n";
        std::string votes = "timestamp,comment-id,voter-id,vote\n";
        for (const auto& row : given.as_array())
            votes += "0," + either(row, "statement_id", "tid") + "," + either(row, "participant_id", "pid") + "," +
                     either(row, "vote", "vote") + "\n";
        folder.write("comments.csv", comments);
        folder.write("votes.csv", votes);
        const auto math = (source / "math-pca2.json").string();
        const Ran run({folder.path(), "--components", math, "--centres", math, "--included", math});
        ASSERT_EQ(run.status, 0) << run.errors;
        // A server's groups hold base clusters, those hold participants.
        const auto result = run.result();
        const auto published = read_json(math);
        std::map<std::int64_t, json::array> members_of_base;
        const auto& bases = published.at("base-clusters");
        for (std::size_t b = 0; b < bases.at("id").as_array().size(); ++b)
            members_of_base[bases.at("id").as_array()[b].as_int64()] = bases.at("members").as_array()[b].as_array();
        for (const auto& group : published.at("group-clusters").as_array()) {
            std::set<std::int64_t> expected, found;
            for (const auto& base : group.at("members").as_array())
                for (const auto& participant : members_of_base.at(base.as_int64()))
                    expected.insert(participant.as_int64());
            const auto& own = result.at("groups").as_array()[static_cast<std::size_t>(group.at("id").as_int64())];
            for (const auto& participant : own.at("members").as_array()) found.insert(participant.as_int64());
            EXPECT_EQ(found, expected) << name << ", group " << group.at("id");
        }
        // Its components alone put everyone where the server saw them.
        const auto placed = Ran({folder.path(), "--components", math, "--included", math}).result();
        std::map<std::int64_t, std::pair<double, double>> place;
        for (const auto& participant : placed.at("participants").as_array())
            place[participant.at("id").as_int64()] = {participant.at("x").as_double(), participant.at("y").as_double()};
        for (std::size_t b = 0; b < bases.at("id").as_array().size(); ++b) {
            ASSERT_EQ(bases.at("members").as_array()[b].as_array().size(), 1U);
            const auto& [x, y] = place.at(bases.at("members").as_array()[b].as_array()[0].as_int64());
            EXPECT_NEAR(x, bases.at("x").as_array()[b].to_number<double>(), 1e-9);
            EXPECT_NEAR(y, bases.at("y").as_array()[b].to_number<double>(), 1e-9);
        }
        // Centres alone give the same groups: the axes are found anew, their signs follow the centres.
        EXPECT_EQ(Ran({folder.path(), "--centres", math, "--included", math})
                      .result()
                      .at("groups")
                      .as_array()[0]
                      .at("members"),
                  result.at("groups").as_array()[0].at("members"))
            << name;
    }
}

} // namespace
} // namespace reef
