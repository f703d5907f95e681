#include "math/opinion/csv.hpp"
#include "math/opinion/polis_export.hpp"
#include "math/opinion/shared_data_test.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace reef::opinion {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text) {
    CsvReader reader(text);
    CsvRecord record;
    Rows rows;
    while (reader.next(record)) rows.push_back(record.fault ? std::vector{record.fault->code} : record.fields);
    return rows;
}

TEST(Csv, reads_quoted_commas_quotes_and_line_breaks) {
    EXPECT_EQ(rows_of("a,b\r\n\"1,5\",\"say \"\"yes\"\"\"\n\"two\nlines\",\n"),
              (Rows{{"a", "b"}, {"1,5", "say \"yes\""}, {"two\nlines", ""}}));
    EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                      "a\n\n\nb"),
              (Rows{{"a"}, {"b"}}));
    EXPECT_EQ(rows_of(""), Rows{});
    EXPECT_EQ(rows_of(","), (Rows{{"", ""}}));
    EXPECT_EQ(rows_of("\"\""), (Rows{{""}}));
}

TEST(Csv, goes_on_after_a_line_with_a_wrong_quote) {
    EXPECT_EQ(rows_of("a\"b,c\nd,e\n"), (Rows{{"csv.stray_quote"}, {"d", "e"}}));
    EXPECT_EQ(rows_of("\"a\"b,c\nd,e\n"), (Rows{{"csv.text_after_quote"}, {"d", "e"}}));
    EXPECT_EQ(rows_of("a\n\"b,c\nd,e\n"), (Rows{{"a"}, {"csv.open_quote"}}));
}

RC_GTEST_PROP(Csv, reads_back_whatever_was_quoted, ()) {
    const auto field = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,\"\n\r ")));
    const auto rows = *rc::gen::container<Rows>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(field)));
    std::string text;
    std::size_t line = 1;
    std::vector<std::size_t> lines;
    for (const auto& row : rows) {
        lines.push_back(line);
        for (const auto& cell : row) {
            text += &cell == &row.front() ? "\"" : ",\"";
            for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
            text += '"';
            line += static_cast<std::size_t>(std::ranges::count(cell, '\n'));
        }
        text += "\n";
        ++line;
    }
    CsvReader reader(text);
    CsvRecord record;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(reader.next(record));
        RC_ASSERT(!record.fault);
        RC_ASSERT(record.fields == rows[i]);
        RC_ASSERT(record.line == lines[i]);
    }
    RC_ASSERT(!reader.next(record));
}

constexpr std::string_view comments = "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,comment-body\n"
                                      "1000,0,7,1,0,1,true,\"Buses,\nat night\"\n"
                                      "2000,1,8,0,0,-1,false,No\n";
constexpr std::string_view votes = "timestamp,datetime,comment-id,voter-id,vote\n"
                                   "3000,whenever,0,7,1\n"
                                   "4000,whenever,1,9,-1\n";

TEST(PolisExport, is_read_with_its_line_numbers) {
    const auto read =
        read_polis_export({comments, votes, "topic,\"Night, buses\"\nviews,3\nurl,https://example.org/x\n"});
    ASSERT_TRUE(read) << read.error().front().text();
    EXPECT_EQ(read->topic, "Night, buses");
    EXPECT_EQ(read->url, "https://example.org/x");
    EXPECT_EQ(
        read->statements,
        (std::vector<PolisStatement>{
            {.id = 0,
             .author = 7,
             .created_at = Time{1000},
             .text = "Buses,\nat night",
             .moderated = Moderation::in,
             .is_meta = true,
             .line = 2},
            {.id = 1, .author = 8, .created_at = Time{2000}, .text = "No", .moderated = Moderation::out, .line = 4}}));
    EXPECT_EQ(read->evaluations, (std::vector<PolisEvaluation>{{Time{3000}, 0, 7, 2, Choice::agree},
                                                               {Time{4000}, 1, 9, 3, Choice::disagree}}));
}

std::vector<std::string> faults_of(const PolisFiles& files) {
    std::vector<std::string> texts;
    const auto read = read_polis_export(files);
    if (!read)
        for (const auto& fault : read.error())
            texts.push_back(fault.file + ":" + std::to_string(fault.line) + " " + fault.refusal.field + " " +
                            fault.refusal.code);
    return texts;
}

TEST(PolisExport, lists_every_wrong_row_with_its_line) {
    const std::string wrong_comments = std::string(comments) + // lines 2 to 4 are good
                                       "x,2,7,0,0,2,false,A\n"
                                       "1000,0,7,0,0,1,false,B\n"
                                       "1000,3,-1,0,0,1,perhaps,\"C\nC\"\n"
                                       "1000,4\n"
                                       "1000,5,7,0,0,1,false,\xFF\n";
    const std::string wrong_votes = std::string(votes) +
                                    "5000,,0,7,2\n"
                                    "5000,,9,7,1\n"
                                    "5000,,3,7,1\n" // the row of statement 3 is wrong, its number known
                                    "5000,,0,99999999999,agree\n"
                                    "-5,,\"0\"\"\"x,7,1\n";
    EXPECT_EQ(faults_of({wrong_comments, wrong_votes, {}}),
              (std::vector<std::string>{
                  "comments.csv:5 timestamp polis.not_a_timestamp", "comments.csv:5 moderated polis.not_a_moderation",
                  "comments.csv:6 comment-id polis.statement_twice", "comments.csv:7 author-id polis.not_an_identifier",
                  "comments.csv:7 is-meta polis.not_a_flag", "comments.csv:9  polis.wrong_field_count",
                  "comments.csv:10 comment-body polis.not_utf8", "votes.csv:4 vote polis.not_a_vote",
                  "votes.csv:5 comment-id polis.unknown_statement", "votes.csv:7 voter-id polis.not_an_identifier",
                  "votes.csv:7 vote polis.not_a_vote", "votes.csv:8  csv.text_after_quote"}));
    EXPECT_EQ(read_polis_export({comments, std::string(votes) + "5000,,0,7,2\n"}).error().front().text(),
              "votes.csv, line 4, vote: \"2\" is not a vote: 1 (agree), -1 (disagree) or 0 (pass).");
}

TEST(PolisExport, says_which_file_lacks_which_column) {
    EXPECT_EQ(faults_of({"", votes}), (std::vector<std::string>{"comments.csv:1  polis.no_header"}));
    EXPECT_EQ(faults_of({comments, "comment-id,voter-id,vote,vote\n"}),
              (std::vector<std::string>{"votes.csv:1 timestamp polis.column_missing",
                                        "votes.csv:1 vote polis.column_twice"}));
    EXPECT_EQ(faults_of({"comment-id\n0\n", votes}),
              (std::vector<std::string>{"comments.csv:1 timestamp polis.column_missing",
                                        "comments.csv:1 author-id polis.column_missing",
                                        "comments.csv:1 moderated polis.column_missing",
                                        "comments.csv:1 comment-body polis.column_missing"}));
    EXPECT_EQ(
        faults_of({comments, votes, "topic,a,b\nurl,\xFF\n"}),
        (std::vector<std::string>{"summary.csv:1 topic polis.wrong_field_count", "summary.csv:2 url polis.not_utf8"}));
}

RC_GTEST_PROP(PolisExport, is_read_or_its_faults_are_listed_whatever_the_bytes, ()) {
    const auto bytes = rc::gen::container<std::string>(
        rc::gen::oneOf(rc::gen::elementOf(std::string("0123456789,,,,,\"\n\r-")), rc::gen::arbitrary<char>()));
    const auto rows_of_comments = *bytes, rows_of_votes = *bytes, summary = *bytes;
    const auto read =
        read_polis_export({std::string(comments) + rows_of_comments, std::string(votes) + rows_of_votes, summary});
    if (read) {
        RC_ASSERT(read->statements.size() >= 2U);
        RC_ASSERT(read->evaluations.size() >= 2U);
        return;
    }
    RC_ASSERT(!read.error().empty());
    for (const auto& fault : read.error()) {
        RC_ASSERT(fault.line > 0U);
        RC_ASSERT(!fault.refusal.code.empty());
    }
}

TEST(PolisExport, reads_the_published_deliberations_whole) {
    struct Published {
        const char* name;
        std::size_t statements, evaluations, participants;
        std::size_t moderated_out;
    };
    for (const auto& set : {Published{"bg2050-volunteers", 371, 14341, 126, 55},
                            Published{"scoop-hivemind.biodiversity", 316, 29802, 536, 162},
                            Published{"vtaiwan.uberx", 197, 49997, 1921, 0}}) {
        REQUIRE_SHARED_DATA("polis");
        const std::string folder = std::string("polis/") + set.name;
        const auto comments_text = shared_file(folder + "/comments.csv");
        const auto votes_text = shared_file(folder + "/votes.csv");
        const auto summary_text = shared_file(folder + "/summary.csv");
        const auto read = read_polis_export({comments_text, votes_text, summary_text});
        ASSERT_TRUE(read) << set.name << ": " << read.error().front().text();
        EXPECT_EQ(read->statements.size(), set.statements) << set.name;
        EXPECT_EQ(read->evaluations.size(), set.evaluations) << set.name;
        EXPECT_TRUE(read->url.starts_with("https://pol.is/")) << set.name;
        std::map<std::int32_t, int> people;
        for (const auto& evaluation : read->evaluations) ++people[evaluation.participant];
        EXPECT_EQ(people.size(), set.participants) << set.name;
        if (set.moderated_out > 0) {
            EXPECT_EQ(static_cast<std::size_t>(
                          std::ranges::count(read->statements, Moderation::out, &PolisStatement::moderated)),
                      set.moderated_out)
                << set.name;
        }
    }
}

} // namespace
} // namespace reef::opinion
