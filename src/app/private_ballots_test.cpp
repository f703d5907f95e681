// Private ballots on an example that has lived: whatever is published can be counted again by a stranger, and what is
// recorded holds when every decision is taken again.
#include "app/living_example_testing.hpp"
#include "commons/decisions/module.hpp"

namespace reef::app {
namespace {

using namespace engine;

struct PrivateExample : LivingExample {
    /// Every procedure private, and by the method, if one is named, where classes do not bargain.
    explicit PrivateExample(int days, std::optional<std::string> method = {})
        : LivingExample(days, [&](rules::Charter& charter) {
              for (auto& procedure : charter.governance.procedures) {
                  procedure.ballots_private = true;
                  if (!method) continue;
                  procedure.negotiation.reset(), procedure.unless_agreed.reset(), procedure.mediator.reset();
                  procedure.method = method;
              }
          }) {}
    std::string decision() { return "/decisions/" + decisions::latest(*engine->read())->text(); }
    json::object document(const std::string& address, const std::string& as) {
        return parse_json(get(address, as, "application/json").body)->as_object();
    }
};

void expect_counted_again_by_a_stranger(PrivateExample& example) {
    const auto published = example.document(example.decision() + "/ballots", "");
    std::map<std::string, std::map<std::string, std::int64_t>> counted;
    std::set<std::string> trackers;
    for (const auto& each : published.at("ballots").as_array()) {
        ++counted[std::string(each.at("class_name").as_string())][std::string(each.at("choice").as_string())];
        trackers.emplace(each.at("tracker").as_string());
    }
    EXPECT_EQ(trackers.size(), published.at("ballots").as_array().size());
    EXPECT_GT(trackers.size(), 5u);
    int classes = 0;
    const auto decided = example.document(example.decision(), "");
    for (const auto& each : decided.at("tally").at("classes").as_array()) {
        if (each.at("counts").is_null()) continue;
        ++classes;
        const auto name = std::string(each.at("class_name").as_string());
        for (const auto* choice : {"for", "against", "abstain"})
            EXPECT_EQ(each.at("counts").at(choice).as_int64(), counted[name][choice]) << name << " " << choice;
        counted.erase(name);
    }
    EXPECT_GT(classes, 1);
    EXPECT_TRUE(counted.empty()) << "classes under five are for auditors";
}

TEST(PrivateBallots, are_opened_once_and_hold_when_counted_and_decided_again) {
    PrivateExample example(6);
    const auto report = verify(*example.database, example.engine->registry());
    EXPECT_FALSE(report.fault) << report.fault->entry << ": " << report.fault->what;
    EXPECT_EQ(report.redecided, report.entries);
    expect_counted_again_by_a_stranger(example);
}

TEST(PrivateBallots, by_consent_and_on_several_options_hold_when_counted_and_decided_again) {
    for (const auto* method : {"consent", "approval"}) {
        PrivateExample example(6, method);
        const auto report = verify(*example.database, example.engine->registry());
        EXPECT_FALSE(report.fault) << method << " " << report.fault->entry << ": " << report.fault->what;
        EXPECT_EQ(report.redecided, report.entries);
        std::set<std::string> said; // published, or kept for auditors beside a class under five
        chronicle::each_entry(*example.engine->read(), 1, [&](const chronicle::StoredEntry& stored) {
            const auto entry = *chronicle::Entry::read(stored.bytes.data);
            if (entry.command.name.starts_with("decisions.seal_")) {
                EXPECT_EQ(stored.bytes.data.find("against"), std::string::npos) << "nothing of what it says";
                EXPECT_EQ(stored.bytes.data.find(": 1"), std::string::npos);
            }
            for (const auto& event : entry.events) {
                if (event.name != decisions::BallotsPublished::name) continue;
                const auto& published = event.data.at("published");
                EXPECT_EQ(published.at("ballots").as_array().empty(), *method == 'a')
                    << "among several options nothing beside a class under five";
                for (const auto* list : {"ballots", "withheld"})
                    for (const auto& each : published.at(list).as_array())
                        said.insert(json_text(each.at(*method == 'c' ? "choice" : "marks")));
            }
            return true;
        });
        EXPECT_GT(said.size(), 1U) << method;
    }
}

TEST(PrivateBallots, are_readable_for_their_voters_alone_while_the_vote_is_open) {
    PrivateExample example(3);
    const auto lease = example.engine->read();
    using Cast = std::tuple<MemberId, EntryNumber>;
    std::vector<Cast> ballots;
    chronicle::each_entry(*lease, 1, [&](const chronicle::StoredEntry& stored) {
        const auto entry = *chronicle::Entry::read(stored.bytes.data);
        EXPECT_EQ(stored.bytes.data.find("\"choice\":\"for\""), std::string::npos) << "no choice in the bytes";
        if (entry.command.name == "decisions.cast_private_ballot")
            ballots.emplace_back(*MemberId::parse(entry.actor), entry.number);
        return true;
    });
    ASSERT_GT(ballots.size(), 3u);
    for (const auto& [voter, entry] : ballots) {
        auto viewers = example.viewers();
        viewers.push_back(voter.text());
        for (const auto& as : viewers) {
            const auto facts = example.document("/chronicle/" + std::to_string(entry), as).at("facts").as_array();
            bool is_read = false;
            for (const auto& fact : facts)
                for (const auto& each : fact.at("fields").as_array())
                    if (each.at("name").as_string() == "choice") is_read |= !each.at("value").is_null();
            EXPECT_EQ(is_read, as == voter.text()) << "entry " << entry << " for " << (as.empty() ? "a stranger" : as);
        }
    }
}

} // namespace
} // namespace reef::app
