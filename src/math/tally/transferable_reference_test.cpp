// Real elections, held against what was published about them or what other counters found.
#include "math/tally/testing.hpp"
#include <algorithm>
#include <boost/json.hpp>
#include <set>

namespace reef::tally {
namespace {

namespace json = boost::json;
using namespace testing;

std::string_view text_of(const json::value& value) { return {value.as_string().data(), value.as_string().size()}; }

/// The reference's names have one space where the file has several.
Election read_with_single_spaces(const std::string& file) {
    auto election = election_from(*reference_text(file));
    for (auto& candidate : election.candidates) {
        auto& name = candidate.name;
        name.erase(std::ranges::unique(name, [](char a, char b) { return a == ' ' && b == ' '; }).begin(), name.end());
    }
    return election;
}

/// Half away from zero, to as many decimals as the published figure has.
Exact as_published(const Exact& value, std::string_view published) {
    const auto point = published.find('.');
    const int decimals = point == std::string_view::npos ? 0 : static_cast<int>(published.size() - point - 1);
    return (value + Exact::ratio(1, 2) / power_of_ten(decimals)).rounded_down(decimals);
}

TEST(StvScottish, agrees_with_every_official_stage_of_thirty_wards) {
    REEF_REQUIRE_REFERENCE(expected, "stv_scotland/expected.json");
    std::size_t wards = 0, figures = 0;
    const auto parsed = json::parse(*expected);
    for (const auto& ward : parsed.as_array()) {
        const std::string file(text_of(ward.at("file")));
        const auto election = election_from(*reference_text("stv_scotland/" + file));
        const auto outcome = outcome_of("stv-scottish", election);
        EXPECT_EQ(fact<Exact>(outcome.account.facts, "quota"), Exact(ward.at("official_quota").as_int64())) << file;
        EXPECT_EQ(election.ballots.voters(), ward.at("ballots").as_int64()) << file;
        auto winners = outcome.winners;
        std::ranges::sort(winners);
        CandidateList official;
        for (const auto& id : ward.at("official_winners").as_array())
            official.push_back(static_cast<CandidateIndex>(id.as_int64() - 1));
        EXPECT_EQ(winners, official) << file;
        const auto& stages = ward.at("official_stages").as_array();
        ASSERT_EQ(outcome.account.stages.size(), stages.size()) << file;
        for (std::size_t i = 0; i < stages.size(); ++i)
            for (const auto& [id, published] : stages[i].as_object()) {
                const auto candidate = static_cast<CandidateIndex>(*parse_integer(id) - 1);
                const auto ours = outcome.account.stages[i].tally.at(candidate);
                EXPECT_EQ(as_published(ours, text_of(published)), *Exact::parse(text_of(published)))
                    << file << " stage " << i + 1 << " candidate " << std::string_view(id) << " ours " << ours.text();
                ++figures;
            }
        ++wards;
    }
    EXPECT_EQ(wards, 30u);
    EXPECT_GT(figures, 1000u);
}

/// Our account in the words of the reference's log.
struct Words {
    std::string exclude;
    int decimals;
};
std::vector<std::string> transfer_log(const Election& election, const Outcome& outcome, const Words& words) {
    std::vector<std::string> log;
    const auto name = [&](CandidateIndex candidate) { return election.candidates[candidate].name; };
    for (const auto& candidate : election.candidates) log.push_back("Add eligible: " + candidate.name);
    const auto amount = [&](const Exact& value) {
        return decimal_text(((value + Exact::ratio(1, 2) / power_of_ten(words.decimals)) * power_of_ten(words.decimals))
                                .floor()
                                .whole(),
                            words.decimals);
    };
    for (const auto& stage : outcome.account.stages) {
        const auto& about = stage.candidates;
        if (stage.action == "transfer_surplus") {
            log.push_back("Transfer high surplus: " + name(about[0]));
            log.push_back("Surplus transferred: " + name(about[0]) + " (" +
                          amount(fact<Exact>(stage.facts, "surplus")) + ")");
        }
        if (stage.action == "exclude") {
            log.push_back(words.exclude + ": " + name(about[0]));
            log.push_back("Transfer defeated: " + name(about[0]));
        }
        auto elected = fact<CandidateList>(stage.facts, "elected");
        for (const auto candidate : elected) log.push_back("Elect, transfer pending: " + name(candidate));
        if (const auto* rest = fact_named(stage.facts, "elected_to_remaining_seats")) {
            for (const auto candidate : std::get<CandidateList>(*rest))
                log.push_back("Elect remaining: " + name(candidate));
        }
    }
    return log;
}

/// The same log whatever words and order it has for seats filled at one time: the reference calls those elected
/// "remaining" who reach the quota when only as many hopefuls are left as seats.
std::vector<std::string> canonical(std::vector<std::string> log) {
    const auto elects = [](const std::string& line) { return line.starts_with("Elect"); };
    for (auto& line : log)
        if (elects(line)) line = "Elect" + line.substr(line.find(": "));
    for (auto run = log.begin(); run != log.end();) {
        run = std::find_if(run, log.end(), elects);
        const auto end = std::find_if_not(run, log.end(), elects);
        std::sort(run, end);
        run = end;
    }
    return log;
}

/// The reference's log is cut after sixty lines, and stops telling of seats once all are filled.
void expect_same_log(const json::value& run, std::vector<std::string> ours, const std::string& label) {
    std::vector<std::string> theirs;
    for (const auto& line : run.at("log").as_array()) {
        if (text_of(line) == "Count Complete" || text_of(line).starts_with("Defeat remaining")) break;
        theirs.emplace_back(text_of(line));
    }
    EXPECT_GT(theirs.size(), 20u) << label;
    ASSERT_GE(ours.size(), theirs.size()) << label;
    ours.resize(theirs.size());
    EXPECT_EQ(canonical(ours), canonical(theirs)) << label;
}

CandidateList winners_in_order_of_the_file(const Outcome& outcome) {
    auto winners = outcome.winners;
    std::ranges::sort(winners);
    return winners;
}
CandidateList winners_of_run(const json::value& run) {
    CandidateList out;
    for (const auto& id : run.at("winners").as_array()) out.push_back(static_cast<CandidateIndex>(id.as_int64() - 1));
    return out;
}

TEST(StvVariants, agree_with_the_reference_in_winners_quota_and_every_step_of_the_transfers) {
    REEF_REQUIRE_REFERENCE(expected, "stv_variants/expected.json");
    struct Variant {
        const char *reference, *method;
        std::map<std::string, std::string> options;
        Words words;
    };
    const Words wigm{"Defeat", 12}, prf{"Defeat", 4};
    const std::vector<Variant> variants = {
        {"scotland", "stv-scottish", {}, {"Defeat low candidate", 5}},
        {"wigm:rational", "stv-wigm", {{"rule", "exact"}}, wigm},
        {"wigm-prf", "stv-wigm", {{"rule", "reference"}}, prf},
    };
    const auto parsed = json::parse(*expected);
    for (const auto& contest : parsed.as_array()) {
        const std::string file(text_of(contest.at("file")));
        const auto election = read_with_single_spaces("stv_variants/" + file);
        for (const auto& [reference, method, options, words] : variants) {
            const auto& run = contest.at("droop").at(reference);
            const auto label = file + " " + reference;
            const auto outcome = outcome_of(method, election, options);
            EXPECT_EQ(winners_in_order_of_the_file(outcome), winners_of_run(run)) << label;
            EXPECT_EQ(fact<Exact>(outcome.account.facts, "quota"), *Exact::parse(text_of(run.at("quota")))) << label;
            expect_same_log(run, transfer_log(election, outcome, words), label);
        }
        // The same rule with eighteen guarded digits tells the same story as rationals do.
        const auto& guarded = contest.at("droop").at("wigm:guarded");
        EXPECT_EQ(winners_in_order_of_the_file(outcome_of("stv-wigm", election)), winners_of_run(guarded)) << file;
        for (const auto* other : {"stv_scottish", "stv_wig_nb"})
            EXPECT_EQ(winners_of_run(contest.at("pref_voting").at(other)), winners_of_run(guarded)) << file;
    }
}

/// Minneapolis counts before it transfers, and names all who go out together on one line.
TEST(StvVariants, agree_with_the_reference_for_minneapolis) {
    REEF_REQUIRE_REFERENCE(expected, "stv_variants/expected.json");
    const auto parsed = json::parse(*expected);
    for (const auto& contest : parsed.as_array()) {
        const std::string file(text_of(contest.at("file")));
        const auto election = read_with_single_spaces("stv_variants/" + file);
        const auto& run = contest.at("droop").at("mpls");
        const auto outcome = outcome_of("stv-wigm", election, {{"rule", "minneapolis"}});
        EXPECT_EQ(winners_in_order_of_the_file(outcome), winners_of_run(run)) << file;
        EXPECT_EQ(fact<Exact>(outcome.account.facts, "quota"), *Exact::parse(text_of(run.at("quota")))) << file;
        std::vector<std::string> ours, theirs;
        const auto name = [&](CandidateIndex candidate) { return election.candidates[candidate].name; };
        for (const auto& stage : outcome.account.stages) {
            std::string names;
            for (const auto candidate : stage.candidates) names += (names.empty() ? "" : ", ") + name(candidate);
            if (stage.action == "exclude") ours.push_back("Transfer defeated: " + names);
            if (stage.action == "transfer_surplus")
                ours.push_back("Transfer surplus: " + names + " (" +
                               decimal_text((fact<Exact>(stage.facts, "surplus") * 10'000).whole(), 4) + ")");
        }
        for (const auto& line : run.at("log").as_array())
            if (text_of(line).starts_with("Transfer")) theirs.emplace_back(text_of(line));
        ASSERT_GE(ours.size(), theirs.size()) << file;
        ours.resize(theirs.size());
        EXPECT_EQ(ours, theirs) << file;
    }
}

std::vector<std::string> meek_log(const Election& election, const Outcome& outcome, bool tells_of_iterations) {
    std::vector<std::string> log;
    const auto name = [&](CandidateIndex candidate) { return election.candidates[candidate].name; };
    const std::map<std::string, std::string> ends = {{"election", "elected"},
                                                     {"surplus_below_omega", "omega"},
                                                     {"sure_losers", "batch"},
                                                     {"surplus_no_longer_falls", "stable"}};
    for (const auto& stage : outcome.account.stages) {
        auto about = stage.candidates;
        std::ranges::sort(about);
        const auto end = fact<std::string>(stage.facts, "iteration_ended_by");
        if (stage.action == "elect")
            for (const auto candidate : about) log.push_back("Elect: " + name(candidate));
        if (tells_of_iterations) log.push_back("Iterate (" + ends.at(end) + ")");
        if (stage.action == "exclude_sure_losers")
            for (const auto candidate : about) log.push_back("Defeat certain loser: " + name(candidate));
        if (stage.action != "exclude") continue;
        const auto surplus = decimal_text((fact<Exact>(stage.facts, "surplus") * power_of_ten(9)).floor().whole(), 9);
        if (end == "surplus_no_longer_falls") log.push_back("Stable state detected (" + surplus + ")");
        log.push_back((end == "surplus_no_longer_falls" ? "Defeat (stable surplus " + surplus
                                                        : "Defeat (surplus " + surplus + " < omega") +
                      "): " + name(about[0]));
    }
    return log;
}

TEST(StvMeek, agrees_with_the_reference_in_winners_quota_and_every_step) {
    REEF_REQUIRE_REFERENCE(expected, "stv_variants/expected.json");
    const auto parsed = json::parse(*expected);
    for (const auto& contest : parsed.as_array()) {
        const std::string file(text_of(contest.at("file")));
        const auto election = read_with_single_spaces("stv_variants/" + file);
        const auto steps = [](const json::value& run, bool keeps_numbers) {
            std::vector<std::string> out;
            for (const auto& line : run.at("log").as_array()) {
                std::string text(text_of(line));
                if (text.starts_with("Add") || text.starts_with("Break") || text.starts_with("Count") ||
                    text.starts_with("Defeat remaining"))
                    continue;
                if (!keeps_numbers && text.starts_with("Defeat ("))
                    text = "Defeat (...)" + text.substr(text.find("):") + 1);
                out.push_back(text);
            }
            return out;
        };
        { // the reference rule: nine decimals, one at a time; ties go to the first in the file
            const auto& run = contest.at("droop").at("meek-prf");
            const auto outcome = outcome_of("stv-meek", election, {{"ties", "order"}});
            EXPECT_EQ(winners_in_order_of_the_file(outcome), winners_of_run(run)) << file;
            const auto theirs = steps(run, true);
            auto ours = meek_log(election, outcome, false);
            ours.resize(std::min(ours.size(), theirs.size()));
            EXPECT_EQ(ours, theirs) << file;
            EXPECT_EQ(outcome_of("stv-meek", election, {{"ties", "order"}, {"decimals", "9"}}).winners,
                      outcome.winners);
        }
        { // eighteen digits and nine to guard them, sure losers together
            const auto& run = contest.at("droop").at("meek:guarded");
            const auto outcome = outcome_of(
                "stv-meek", election, {{"ties", "order"}, {"decimals", "27"}, {"omega", "9"}, {"defeat", "batch"}});
            EXPECT_EQ(winners_in_order_of_the_file(outcome), winners_of_run(run)) << file;
            const auto theirs = steps(run, false);
            auto ours = meek_log(election, outcome, true);
            for (auto& line : ours)
                if (line.starts_with("Defeat (")) line = "Defeat (...)" + line.substr(line.find("):") + 1);
            ours.resize(std::min(ours.size(), theirs.size()));
            EXPECT_EQ(ours, theirs) << file;
        }
    }
}

TEST(Irv, agrees_round_by_round_with_the_tabulation_of_minneapolis_2017) {
    REEF_REQUIRE_REFERENCE(votes, "irv/2017_minneapolis_mayor.cvr.tsv");
    REEF_REQUIRE_REFERENCE(report, "irv/2017_minneapolis_mayor_expected_detailed_report.json");
    const auto election = election_from(*votes);
    // The configuration: batchElimination, overvoteRule alwaysSkipToNextRank, maxSkippedRanksAllowed 1.
    const auto outcome =
        outcome_of("irv", election, {{"elimination", "batch"}, {"overvotes", "skip"}, {"skipped-max", "1"}});
    EXPECT_EQ(ids(election, outcome.winners), "Jacob Frey");
    EXPECT_EQ(fact<Exact>(outcome.account.facts, "blank"), 1369);
    const auto parsed = json::parse(*report);
    const auto& rounds = parsed.at("results").as_array();
    ASSERT_EQ(outcome.account.stages.size(), rounds.size());
    for (std::size_t i = 0; i < rounds.size(); ++i) {
        const auto& stage = outcome.account.stages[i];
        std::map<std::string, std::int64_t> ours, theirs;
        for (const auto& [candidate, tally] : stage.tally) ours[election.candidates[candidate].id] = tally.whole();
        for (const auto& [name, tally] : rounds[i].at("tally").as_object())
            theirs[std::string(name)] = *parse_integer(text_of(tally));
        for (const auto& [name, tally] : ours)
            EXPECT_EQ(tally, theirs.contains(name) ? theirs[name] : 0) << name << " round " << i + 1;
        EXPECT_LE(theirs.size(), ours.size());
        std::set<std::string> out, eliminated;
        for (const auto& result : rounds[i].at("tallyResults").as_array())
            if (result.as_object().contains("eliminated")) eliminated.emplace(text_of(result.at("eliminated")));
        if (stage.action == "exclude")
            for (const auto candidate : stage.candidates) out.insert(election.candidates[candidate].id);
        EXPECT_EQ(out, eliminated) << "round " << i + 1;
        const auto& inactive = rounds[i].at("inactiveBallots");
        EXPECT_EQ(fact<Exact>(stage.facts, "exhausted"), *Exact::parse(text_of(inactive.at("exhaustedChoices"))))
            << "round " << i + 1;
        EXPECT_EQ(fact<Exact>(stage.facts, "ended_by_skipped"), *Exact::parse(text_of(inactive.at("skippedRankings"))));
        EXPECT_EQ(fact<Exact>(stage.facts, "ended_by_overvote"), *Exact::parse(text_of(inactive.at("overvotes"))));
        EXPECT_EQ(fact<Exact>(stage.facts, "ended_by_repetition"),
                  *Exact::parse(text_of(inactive.at("repeatedRankings"))));
        EXPECT_EQ(fact<Exact>(stage.facts, "threshold"), *Exact::parse(text_of(rounds[i].at("threshold"))));
    }
}

} // namespace
} // namespace reef::tally
