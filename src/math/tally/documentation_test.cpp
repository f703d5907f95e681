// Executes every worked example of docs/counting.md: a block of ballots, then counts of it with what they must give.
//   ```ballots            the file
//   ```count METHOD [seats=N] [OPTION=VALUE]...
//   winners: a b          ids in order; also ranking, tie (the candidates of the first standing one), refused (a code),
//   scores: a:3 b:1/2     any fact of the account, and
//   stage 2: exclude c; a:3 b:2     the action, whom it concerns, and the tally
#include "math/tally/testing.hpp"
#include <map>

namespace reef::tally {
namespace {

using namespace testing;

std::string stage_text(const Election& election, const Stage& stage) {
    const auto about = ids(election, stage.candidates);
    return stage.action + (about.empty() ? "" : " " + about) + "; " + values_text(election, stage.tally);
}

std::string fact_text(const Election& election, const FactValue& value) {
    if (const auto* number = std::get_if<Exact>(&value)) return number->text();
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
    if (const auto* values = std::get_if<PerCandidate>(&value)) return values_text(election, *values);
    return ids(election, std::get<CandidateList>(value));
}

std::string answer(const Election& election, const Outcome& outcome, const std::string& key) {
    if (key == "winners") return ids(election, outcome.winners);
    if (key == "ranking") return ranking_text(election, outcome.ranking);
    if (key == "tie") {
        for (const auto& tie : outcome.ties)
            if (tie.rule.empty()) return ids(election, tie.among);
        return "none";
    }
    if (key.starts_with("stage ")) {
        const auto number = static_cast<std::size_t>(parse_integer(key.substr(6)).value_or(0));
        const auto& stages = outcome.account.stages;
        return number >= 1 && number <= stages.size() ? stage_text(election, stages[number - 1]) : "no such stage";
    }
    const auto* value = outcome.account.stated(key);
    return value ? fact_text(election, *value) : "no such fact";
}

/// Checks one block; gives the name of its method.
std::string check(const std::string& heading, const std::string& body, const std::string& ballots, std::size_t line) {
    std::istringstream words(heading);
    std::string method, word;
    words >> method;
    auto election = election_from(ballots);
    std::map<std::string, std::string> options;
    while (words >> word) {
        const auto equals = word.find('=');
        if (word.starts_with("seats="))
            election.seats = *parse_integer(word.substr(6));
        else
            options[word.substr(0, equals)] = word.substr(equals + 1);
    }
    const auto counted = count(method, election, options);
    Lines lines(body);
    for (std::string_view row; lines.next(row);) {
        const auto colon = row.find(':');
        const std::string key(row.substr(0, colon)), expected(trimmed(row.substr(std::min(colon + 1, row.size()))));
        const auto found = key == "refused" ? (counted ? "counted" : counted.error().code)
                           : counted        ? answer(election, counted->outcome, key)
                                            : counted.error().sentence();
        EXPECT_EQ(found, expected) << "docs/counting.md line " << line + lines.number() << " " << heading << " " << key;
    }
    return method;
}

TEST(Documentation, examples_give_what_the_pages_say) {
    std::ifstream file(REEF_SOURCE_DIR "/docs/counting.md");
    ASSERT_TRUE(file) << "docs/counting.md is missing";
    std::map<std::string, int> seen;
    std::string row, heading, body, ballots;
    std::size_t line = 0, begin = 0;
    for (bool inside = false; std::getline(file, row);) {
        ++line;
        if (!row.starts_with("```")) {
            if (inside) body += row + "\n";
            continue;
        }
        if (inside && heading == "ballots") ballots = body;
        if (inside && heading.starts_with("count ")) ++seen[check(heading.substr(6), body, ballots, begin)];
        inside = !inside;
        heading = row.substr(3);
        body.clear();
        begin = line;
    }
    for (const auto* method :
         {"plurality", "majority", "consent", "approval", "score", "star", "majority-judgment", "borda", "irv",
          "stv-scottish", "stv-wigm", "stv-meek", "schulze-margins", "schulze-winning-votes", "ranked-pairs",
          "minimax-margins", "minimax-winning-votes", "copeland", "kemeny"})
        EXPECT_GT(seen[method], 0) << method << " has no worked example";
}

} // namespace
} // namespace reef::tally
