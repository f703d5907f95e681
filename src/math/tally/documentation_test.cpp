// Executes the worked counts of docs/counting.md and docs/counting_proportional.md: a block of ballots, then counts of
// it with what they must give.
//   ```ballots            the file, in any format
//   ```count METHOD [seats=N] [OPTION=VALUE]...
//   winners: a b          ids in order; also ranking, tie (the candidates of the first standing one), refused (a code),
//   scores: a:3 b:1/2     any fact of the account (lists of candidates apart by |),
//   stage 2: exclude c; a:3 b:2     the action, whom it concerns, and the tally, and
//   stage 2 load: 1/4     any fact of a stage
#include "math/tally/documentation.hpp"
#include <map>
#include <set>

namespace reef::tally {
namespace {

using namespace testing;

std::string stage_text(const Election& election, const Stage& stage) {
    const auto about = ids(election, stage.candidates);
    return stage.action + (about.empty() ? "" : " " + about) +
           (stage.tally.empty() ? "" : "; " + values_text(election, stage.tally));
}

std::string fact_text(const Election& election, const FactValue* value) {
    if (!value) return "no such fact";
    if (const auto* number = std::get_if<Exact>(value)) return number->text();
    if (const auto* text = std::get_if<std::string>(value)) return *text;
    if (const auto* flag = std::get_if<bool>(value)) return *flag ? "yes" : "no";
    if (const auto* values = std::get_if<PerCandidate>(value)) return values_text(election, *values);
    if (const auto* list = std::get_if<CandidateList>(value)) return ids(election, *list);
    std::vector<std::string> lists;
    for (const auto& list : std::get<std::vector<CandidateList>>(*value)) lists.push_back(ids(election, list));
    return join(lists, " | ");
}

/// `2` or `2 load`, after the word "stage".
std::string stage_answer(const Election& election, const std::vector<Stage>& stages, const std::string& what) {
    const auto space = std::min(what.find(' '), what.size());
    const auto number = static_cast<std::size_t>(parse_integer(what.substr(0, space)).value_or(0));
    if (number < 1 || number > stages.size()) return "no such stage";
    const auto& stage = stages[number - 1];
    return space == what.size() ? stage_text(election, stage)
                                : fact_text(election, fact_named(stage.facts, what.substr(space + 1)));
}

std::string answer(const Election& election, const Outcome& outcome, const std::string& what) {
    if (what == "winners") return ids(election, outcome.winners);
    if (what == "ranking") return ranking_text(election, outcome.ranking);
    if (what == "tie") {
        for (const auto& tie : outcome.ties)
            if (tie.rule.empty()) return ids(election, tie.among);
        return "none";
    }
    if (what.starts_with("stage ")) return stage_answer(election, outcome.account.stages, what.substr(6));
    if (what == "spent" && outcome.account.budget) return outcome.account.budget->spent.text();
    return fact_text(election, outcome.account.stated(what));
}

/// Checks one block; gives the name of its method.
std::string check(const Block& block, const std::string& ballots) {
    std::istringstream words(block.arguments);
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
    check_rows(block, [&](const std::string& what) -> std::string {
        if (what == "refused") return counted ? "counted" : counted.error().code;
        return counted ? answer(election, counted->outcome, what) : counted.error().sentence();
    });
    return method;
}

TEST(Documentation, examples_give_what_the_pages_say) {
    std::set<std::string, std::less<>> seen;
    for (const auto* page : {"docs/counting.md", "docs/counting_proportional.md"}) {
        std::string ballots;
        for (const auto& block : blocks_of(page)) {
            if (block.kind == "ballots") ballots = block.body;
            if (block.kind == "count") seen.insert(check(block, ballots));
        }
    }
    for (const auto& method : methods()) EXPECT_TRUE(seen.contains(method.name)) << method.name << " has no example";
}

} // namespace
} // namespace reef::tally
