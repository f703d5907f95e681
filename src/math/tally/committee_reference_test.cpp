// 240 approval profiles and three real budgets taken as elections, held against an independent implementation
// (abcvoting).
#include "math/tally/testing.hpp"
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <set>

namespace reef::tally {
namespace {

using Committees = std::set<CandidateList>;

struct Rule {
    const char* theirs;
    const char* method;
    const char* completion;
};
constexpr Rule committee_rules[] = {
    {"av", "committee-av", nullptr},
    {"sav", "committee-sav", nullptr},
    {"pav", "committee-pav", nullptr},
    {"seqpav", "committee-seq-pav", nullptr},
    {"seqphragmen", "committee-seq-phragmen", nullptr},
    {"equal-shares", "committee-mes", "phragmen"},
    {"equal-shares-with-av-completion", "committee-mes", "av"},
    {"equal-shares-with-increment-completion", "committee-mes", "increment"},
};

Outcome elect(const Rule& rule, const Election& election) {
    std::map<std::string, std::string> options;
    if (rule.completion != nullptr) options["completion"] = rule.completion;
    return testing::outcome_of(rule.method, election, options);
}

CandidateList sorted(CandidateList committee) {
    std::ranges::sort(committee);
    return committee;
}

/// The entries of `compute` in such a file: `- rule_id: av`, `result: [[1, 2]]` over one or more lines, `resolute:
/// false`.
struct Published {
    std::string rule;
    Committees committees;
    bool resolute;
};
std::vector<Published> published_in(std::string_view text) {
    std::vector<Published> out;
    std::string entry;
    const auto finish = [&] {
        if (entry.empty()) return;
        const auto id = entry.find("rule_id:"), result = entry.find("result:"), resolute = entry.find("resolute:");
        const auto word = trimmed(std::string_view(entry).substr(id + 8, entry.find(' ', id + 9) - id - 8));
        Published one{std::string(word), {}, entry.find("true", resolute) != std::string::npos};
        const auto begin = entry.find_first_not_of(' ', result + 7);
        if (entry[begin] == '[') {
            const auto list = boost::json::parse(entry.substr(begin, entry.find("]]", begin) + 2 - begin));
            for (const auto& committee : list.as_array()) {
                CandidateList members;
                for (const auto& member : committee.as_array())
                    members.push_back(static_cast<CandidateIndex>(member.as_int64()));
                one.committees.insert(sorted(members));
            }
        }
        out.push_back(std::move(one));
        entry.clear();
    };
    Lines lines(text.substr(text.find("compute:")));
    std::string_view line;
    lines.next(line);
    while (lines.next(line)) {
        if (line.starts_with("- ")) finish();
        entry += std::string(line) + " ";
    }
    finish();
    return out;
}

TEST(CommitteeReference, every_published_committee_of_small_profiles_is_met) {
    const auto folder = testing::reference_path("abc");
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the reference data is absent: " << folder;
    std::size_t profiles = 0, met = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (!file.path().string().ends_with(".abc.yaml")) continue;
        const auto name = file.path().filename().string();
        const auto text = testing::reference_text("abc/" + name).value();
        const auto election = testing::election_from(text);
        ++profiles;
        for (const auto& published : published_in(text)) {
            const auto rule = std::ranges::find(committee_rules, published.rule, &Rule::theirs);
            if (rule == std::end(committee_rules)) continue;
            const auto ours = elect(*rule, election);
            EXPECT_TRUE(published.committees.contains(sorted(ours.winners))) << name << " " << published.rule;
            ++met;
            if (published.resolute) continue;
            const auto all = testing::fact<std::vector<CandidateList>>(ours.account.facts, "committees");
            EXPECT_EQ(Committees(all.begin(), all.end()), published.committees) << name << " " << published.rule;
            EXPECT_TRUE(testing::fact<bool>(ours.account.facts, "committees_complete"))
                << name << " " << published.rule;
        }
    }
    EXPECT_EQ(profiles, 240U);
    EXPECT_EQ(met, 240U * 15);
}

TEST(CommitteeReference, every_published_committee_of_real_budgets_is_met) {
    REEF_REQUIRE_REFERENCE(text, "pb/expected_committees.json");
    const auto files = boost::json::parse(*text);
    std::size_t met = 0;
    for (const auto& file : files.as_array()) {
        const std::string name(file.at("file").as_string());
        auto election = testing::election_from(testing::reference_text("pb/" + name + ".pb").value());
        election.seats = file.at("k").as_int64();
        for (const auto& rule : committee_rules) {
            const auto* published = file.at("rules").as_object().if_contains(rule.theirs);
            if (published == nullptr) continue;
            std::set<std::string> theirs, ours;
            for (const auto& id : published->at("committees").at(0).as_array()) theirs.emplace(id.as_string());
            for (const auto winner : elect(rule, election).winners) ours.insert(election.candidates[winner].id);
            EXPECT_EQ(ours, theirs) << name << " " << rule.theirs;
            ++met;
        }
    }
    EXPECT_EQ(met, 3U * 6);
}

} // namespace
} // namespace reef::tally
