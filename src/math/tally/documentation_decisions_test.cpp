// Executes the examples of docs/counting_proportional.md that are no counts of ballots: decisions by classes, lent
// votes and matched gifts.
//   ```classes            one a row: name, weight in percent, eligible, yes, no, abstentions
//   ```decide [block] [MAJORITY [at-least]]
//   outcome: passed       also weighted, and `turned by NAME`: the fewest of that class who would have turned it
//   ```delegations        one a row: who, to whom
//   ```cast NAME...       when these vote: `NAME: votes`
//   ```gifts              one project a row: name, gifts; every gift from another giver
//   ```match [BOUND]      plain, or pairwise with this bound: `NAME: match`
#include "math/tally/by_class.hpp"
#include "math/tally/delegation.hpp"
#include "math/tally/documentation.hpp"
#include "math/tally/quadratic.hpp"
#include <map>

namespace reef::tally {
namespace {

using namespace testing;

std::vector<std::string> words_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    return {std::istream_iterator<std::string>(stream), {}};
}

std::vector<std::vector<std::string>> rows_of(const Block& block) {
    std::vector<std::vector<std::string>> rows;
    Lines lines(block.body);
    for (std::string_view row; lines.next(row);) rows.push_back(words_of(row));
    return rows;
}

void check_decision(const Block& classes_block, const Block& block) {
    std::vector<ClassVotes> classes;
    for (const auto& row : rows_of(classes_block))
        classes.push_back({.name = row.at(0),
                           .weight = percent(std::stoi(row.at(1))),
                           .eligible = std::stoll(row.at(2)),
                           .yes = std::stoll(row.at(3)),
                           .no = std::stoll(row.at(4)),
                           .abstain = std::stoll(row.at(5))});
    ByClassRule rule;
    for (const auto& word : words_of(block.arguments)) {
        if (word == "block")
            rule.form = ClassForm::block;
        else if (word == "at-least")
            rule.threshold = Threshold::at_least;
        else
            rule.majority = percent(std::stoi(word));
    }
    const auto result = *decide_by_class(classes, rule);
    check_rows(block, [&](const std::string& what) -> std::string {
        if (what == "outcome") return std::string(text(result.outcome));
        if (what == "weighted") return result.weighted_yes.fraction;
        for (const auto& one : result.classes) {
            if (what != "turned by " + one.name) continue;
            if (!one.turning_point) return "nobody";
            return std::to_string(one.turning_point->members) + " " + std::string(text(one.turning_point->act));
        }
        return "no such row";
    });
}

void check_delegations(const Block& delegations, const Block& block) {
    std::map<std::string, MemberIndex> members;
    const auto member = [&](const std::string& name) {
        return members.emplace(name, static_cast<MemberIndex>(members.size())).first->second;
    };
    std::vector<Delegation> given;
    for (const auto& row : rows_of(delegations)) given.push_back({member(row.at(0)), 0, member(row.at(1))});
    std::vector<bool> voted(members.size(), false);
    for (const auto& name : words_of(block.arguments)) voted.at(members.at(name)) = true;
    const auto votes =
        *delegated_votes(*trustees_in(0, members.size(), std::vector<DomainIndex>{no_domain}, given), voted);
    check_rows(block, [&](const std::string& name) { return std::to_string(votes.weight.at(members.at(name))); });
}

void check_matching(const Block& gifts_block, const Block& block) {
    std::map<std::string, std::size_t> projects;
    std::vector<Gift> gifts;
    for (const auto& row : rows_of(gifts_block)) {
        const auto project = static_cast<std::uint32_t>(projects.emplace(row.at(0), projects.size()).first->second);
        for (std::size_t i = 1; i < row.size(); ++i)
            gifts.push_back({static_cast<std::uint32_t>(gifts.size()), project, std::stoll(row[i])});
    }
    MatchingRule rule{.form = MatchingForm::plain, .budget_minor = 1'000'000};
    if (!block.arguments.empty()) {
        rule.form = MatchingForm::pairwise;
        rule.bound_minor = std::stoll(block.arguments);
    }
    const auto matching = *match_gifts(projects.size(), gifts, rule);
    check_rows(block,
               [&](const std::string& name) { return std::to_string(matching.match_minor.at(projects.at(name))); });
}

TEST(Documentation, decisions_delegations_and_gifts_come_out_as_the_page_says) {
    const std::map<std::string, std::pair<std::string, void (*)(const Block&, const Block&)>> checks = {
        {"decide", {"classes", check_decision}},
        {"cast", {"delegations", check_delegations}},
        {"match", {"gifts", check_matching}}};
    std::map<std::string, Block> given;
    std::map<std::string, int> seen;
    for (const auto& block : blocks_of("docs/counting_proportional.md")) {
        given[block.kind] = block;
        if (const auto check = checks.find(block.kind); check != checks.end()) {
            check->second.second(given.at(check->second.first), block);
            ++seen[block.kind];
        }
    }
    for (const auto& [kind, check] : checks) EXPECT_GT(seen[kind], 0) << kind << " has no example";
}

} // namespace
} // namespace reef::tally
