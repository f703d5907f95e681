#include "app/rooms.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>
#include <gmock/gmock.h>

namespace reef::rules {
namespace {

const engine::Registry& registry() {
    static const engine::Registry all(app::rooms());
    return all;
}

std::string preset() { return std::string(*embedded_file("charters/ride.toml")); }

std::string with(std::string_view from, std::string_view to) {
    auto text = preset();
    return text.replace(text.find(from), from.size(), to);
}

/// Line and key of every fault, such as `20 governance.classes.0.weight`.
std::vector<std::string> faults(const std::string& toml) {
    std::vector<std::string> found;
    const auto charter = read_charter(toml, registry());
    if (!charter)
        for (const auto& fault : charter.error()) found.push_back(std::to_string(fault.line) + " " + fault.key);
    return found;
}
int line_in_preset(std::string_view text) {
    const auto toml = preset();
    return 1 + static_cast<int>(
                   std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(toml.find(text)), '\n'));
}

TEST(Charter, of_every_preset_has_no_faults_and_is_written_as_it_is_read) {
    for (const auto& [name, toml] : presets()) {
        const auto charter = read_charter(toml, registry());
        ASSERT_TRUE(charter) << name << ":" << charter.error().front().line << ": "
                             << charter.error().front().sentence();
        const auto again = read_charter(write_charter(*charter), registry());
        ASSERT_TRUE(again);
        EXPECT_EQ(json_text(to_json(*again)), json_text(to_json(*charter)));
    }
}

TEST(Charter, names_what_is_wrong_with_the_room_for_by_laws) {
    const auto key_of = [](std::string_view from, std::string_view to) {
        const auto found = faults(with(from, to));
        return found.empty() ? "" : found.front();
    };
    const auto at = [](std::string_view text, std::string_view key) {
        return std::to_string(line_in_preset(text)) + " governance.by_laws." + std::string(key);
    };
    constexpr auto rule = "rule = \"market.offer_time\"", scope = "scope = \"body:green\"",
                   lowest = "lowest = \"20 seconds\"", highest = "highest = \"2 minutes\"", body = "body = \"green\"",
                   category = "scope = \"category:airport\"";
    EXPECT_EQ(key_of(rule, "rule = \"market.tips\""), at(rule, "0.rule"));
    EXPECT_EQ(key_of(scope, "scope = \"green\""), at(scope, "0.scope"));
    EXPECT_EQ(key_of(scope, "scope = \"body:red\""), at(scope, "0.scope")) << "the charter names no such body";
    EXPECT_EQ(key_of(scope, "scope = \"category:airport\""), at(scope, "0.scope")) << "it is not asked by category";
    EXPECT_EQ(key_of("categories = [\"airport\"]", "categories = [\"harbour\"]"),
              std::to_string(line_in_preset(category)) + " governance.by_laws.1.scope");
    EXPECT_EQ(key_of(lowest, "lowest = \"2 seconds\""), at(lowest, "0.lowest")) << "outside of the rule's own bounds";
    EXPECT_EQ(key_of(lowest, "lowest = \"a while\""), at(lowest, "0.lowest"));
    EXPECT_EQ(key_of(highest, "highest = \"11 seconds\""), at(highest, "0.highest")) << "it leaves no value";
    EXPECT_EQ(key_of(body, "body = \"red\""), at(body, "0.body"));
    auto weightless = with("weight = \"50%\"", "weight = \"0%\"");
    weightless.replace(weightless.find("weight = \"25%\""), 14, "weight = \"0%\"");
    EXPECT_THAT(faults(weightless), testing::Contains(testing::HasSubstr("governance.by_laws.1.classes")))
        << "neither drivers nor riders would decide anything";
    EXPECT_EQ(key_of(body, ""), std::to_string(line_in_preset(rule) - 1) + " governance.by_laws.0.classes");
    EXPECT_EQ(key_of("classes = [\"driver\"]\nquorum = \"30%\"", "classes = [\"driver\"]"),
              std::to_string(line_in_preset(body) - 1) + " governance.by_laws.0.body")
        << "whoever decides has a quorum";
    EXPECT_EQ(key_of("mode = \"self-regulated\"\nprocedure = \"ordinary\"\nbody",
                     "mode = \"directive\"\nprocedure = \"ordinary\"\nbody"),
              at(body, "0.body"))
        << "an alliance has no mandate over others";
    EXPECT_EQ(key_of("procedure = \"ordinary\"\nbody = \"green\"", "procedure = \"swift\"\nbody = \"green\""),
              std::to_string(line_in_preset(body) - 1) + " governance.by_laws.0.procedure");
    EXPECT_EQ(
        key_of("\"ordinary\"\nclasses = [\"driver\", \"rider\"]", "\"ordinary\"\nclasses = [\"driver\", \"pilot\"]"),
        std::to_string(line_in_preset("\"ordinary\"\nclasses = [\"driver\", \"rider\"]") + 1) +
            " governance.by_laws.1.classes");
    EXPECT_EQ(key_of("rule = \"market.fare_start\"\nscope = \"category:airport\"\nlowest = \"2.00 EUR\"\nhighest = "
                     "\"8.00 EUR\"",
                     "rule = \"market.offer_time\"\nscope = \"body:green\"\nlowest = \"20 seconds\"\nhighest = "
                     "\"30 seconds\""),
              std::to_string(line_in_preset(category)) + " governance.by_laws.1.scope")
        << "the same room twice";
}

std::vector<std::string> sentences(const std::string& toml) {
    std::vector<std::string> found;
    const auto charter = read_charter(toml, registry());
    if (!charter)
        for (const auto& fault : charter.error()) found.push_back(fault.key + ": " + fault.sentence());
    return found;
}

TEST(Charter, says_once_how_a_rule_begins_and_who_decides_on_it) {
    const auto twice = [](std::string_view key, std::string_view sentence) {
        return testing::ElementsAre(testing::EndsWith(std::string(key) + ": " + std::string(sentence)));
    };
    EXPECT_THAT(sentences(preset() + "\n[[governance.rules]]\nrule = \"market.commission\"\nvalue = \"14%\"\n"),
                twice(".rule", "\"market.commission\" has a first value already."));
    EXPECT_THAT(sentences(preset() + "\n[[governance.domains]]\nrules = \"*\"\nmode = \"negotiated\"\n"
                                     "procedure = \"ordinary\"\n"),
                twice(".rules", "A domain speaks of \"*\" already."));
}

TEST(Charter, gives_what_has_no_order_no_bounds_no_law_and_no_room_for_by_laws) {
    using testing::ElementsAre;
    const std::string says = "Of two values of \"{}\" none is less, so nothing can bound them.";
    const auto conduct = fill(says, {"people.conduct"}), hours = fill(says, {"market.night_hours"});
    const auto text = preset() + "\n[[governance.rules]]\nrule = \"people.conduct\"\n";
    EXPECT_THAT(sentences(text + "value = \"Be kind.\"\nlowest = \"Be kind.\"\n"),
                ElementsAre(testing::EndsWith(".lowest: " + conduct)));
    EXPECT_THAT(sentences(preset() + "\n[[governance.rules]]\nrule = \"market.night_hours\"\nvalue = \"none\"\n"
                                     "highest = \"Sat-Sun 00:00-24:00\"\n"),
                ElementsAre(testing::EndsWith(".highest: " + hours)));
    EXPECT_THAT(sentences(preset() + "\n[[governance.laws]]\nid = \"kindness\"\nname = \"An act\"\nreference = "
                                     "\"Article 1\"\nrules = \"people.conduct\"\nlowest = \"Be kind.\"\n"),
                ElementsAre(testing::EndsWith(".rules: " + conduct)));
    EXPECT_THAT(sentences(preset() + "\n[[governance.rules]]\nrule = \"elections.method\"\nvalue = \"stv-scottish\"\n"
                                     "highest = \"stv-meek\"\n"),
                ElementsAre(testing::EndsWith(".highest: " + fill(says, {"elections.method"}))));
    EXPECT_THAT(sentences(with("rule = \"market.fare_start\"\nscope", "rule = \"market.night_hours\"\nscope")),
                ElementsAre("governance.by_laws.1.rule: " + hours));
    EXPECT_THAT(sentences(preset() + "\n[[governance.rules]]\nrule = \"market.night_hours\"\nvalue = \"at "
                                     "night\"\n"),
                ElementsAre(testing::HasSubstr("says no hours of the week")));
}

// A text of several paragraphs stands between three quotation marks, and comes back as it was.
TEST(Charter, may_say_a_text_in_paragraphs) {
    const auto charter = read_charter(preset() + "\n[[governance.rules]]\nrule = \"people.conduct\"\nvalue = \"\"\"\n"
                                                 "Be kind.\n\n\nBe fair.\n\"\"\"\n",
                                      registry());
    ASSERT_TRUE(charter);
    const auto again = *read_charter(write_charter(*charter), registry());
    const auto* rule = registry().rule("people.conduct");
    EXPECT_EQ(rule->normalise(again.find_rule("people.conduct")->value), "Be kind.\n\nBe fair.");
}

TEST(Charter, names_every_fault_with_line_and_key) {
    const auto names = [](const std::string& toml, const std::string& fault) {
        return testing::Value(faults(toml), testing::Contains(fault));
    };
    const auto at = [](std::string_view text, std::string_view key) {
        return std::to_string(line_in_preset(text)) + " " + std::string(key);
    };
    EXPECT_TRUE(names(with("weight = \"50%\"", "weight = 0.5"), at("weight = \"50%\"", "governance.classes.0.weight")));
    EXPECT_TRUE(
        names(with("weight = \"50%\"", "weigth = \"50%\""), at("weight = \"50%\"", "governance.classes.0.weigth")));
    EXPECT_TRUE(names(with("form = \"forum\"", "form = \"club\""), at("form = \"forum\"", "governance.bodies.2.form")));
    EXPECT_TRUE(names(with("value = \"15%\"", "value = \"95%\""), at("value = \"15%\"", "governance.rules.0.value")));
    EXPECT_TRUE(names(with("rule = \"market.commission\"", "rule = \"market.fee\""),
                      at("rule = \"market.commission\"", "governance.rules.0.rule")));
    EXPECT_TRUE(
        names(with("weight = \"10%\"", "weight = \"4%\""), at("weight = \"10%\"", "governance.classes.3.weight")));
    EXPECT_TRUE(names(with("weight = \"50%\"", "weight = \"45%\""), at("[[governance.classes]]", "governance.classes")))
        << "weights sum to 95 %";
    EXPECT_TRUE(
        names(with("weight = \"50%\"", "weight = \"0%\""),
              std::to_string(line_in_preset("rules = \"market.offer_time\"") + 3) + " governance.domains.4.classes"))
        << "drivers alone decide there";
    EXPECT_TRUE(names(with("currency = \"EUR\"", "currency = \"JPY\""), at("[[governance.rules]]", "governance.rules")))
        << "amounts without a value in yen";
    EXPECT_TRUE(names(with("value = \"15%\"", "value = \"15%\"\nhighest = \"12%\""),
                      at("value = \"15%\"", "governance.rules.0.value")))
        << "above its own bound";
    EXPECT_TRUE(names(with("value = \"15%\"", "value = \"15%\"\nlowest = \"a bit\""),
                      std::to_string(line_in_preset("value = \"15%\"") + 1) + " governance.rules.0.lowest"));
    EXPECT_TRUE(names(with("quorum = \"50%\"\naudits", "audits"),
                      std::to_string(line_in_preset("body = \"office\"\n") - 1) + " governance.domains.4.body"))
        << "who decides, or may, needs a quorum";
    EXPECT_TRUE(names(with("mediator = \"office\"", "mediator = \"nobody\""),
                      at("mediator = \"office\"", "governance.procedures.1.mediator")));
    EXPECT_TRUE(names(with("negotiation = \"7 days\"", "negotiation = \"7 minutes\""),
                      at("negotiation = \"7 days\"", "governance.procedures.1.negotiation")));
    const auto first = [&](std::string_view said, std::string_view key) {
        return names(with("majority = \"50%\"", "majority = \"50%\"\n" + std::string(said)),
                     std::to_string(line_in_preset("majority = \"50%\"") + 1) + " governance.procedures.0." +
                         std::string(key));
    };
    EXPECT_TRUE(first("method = \"applause\"", "method"));
    EXPECT_TRUE(first("method = \"stv-meek\"", "method")) << "it fills several seats";
    EXPECT_TRUE(first("method = \"budget\"", "method")) << "budgets are decided elsewhere";
    EXPECT_TRUE(names(with("form = \"proportional\"", "form = \"block\"\nmethod = \"ranked\""),
                      at("form = \"proportional\"", "governance.procedures.0.form")));
    EXPECT_TRUE(names(with("negotiation = \"7 days\"", "negotiation = \"7 days\"\nmethod = \"approval\""),
                      at("negotiation = \"7 days\"", "governance.procedures.1.negotiation")));
    EXPECT_TRUE(first("objections_at_most = \"5%\"", "objections_at_most")) << "by majority nobody objects";
    EXPECT_TRUE(first("objections_at_most = \"51%\"\nmethod = \"consent\"", "objections_at_most"));
    EXPECT_TRUE(names(with("form = \"proportional\"", "form = \"block\"\nmethod = \"consent\""),
                      at("form = \"proportional\"", "governance.procedures.0.form")));
    EXPECT_TRUE(
        names(with("body = \"table\"", "body = \"commons\""), at("body = \"table\"", "governance.negotiators.0.body")))
        << "others sit there too";
    EXPECT_TRUE(names(with("rules = \"market.fare_start\"", "rules = \"market.tips\""),
                      at("rules = \"market.fare_start\"", "governance.laws.0.rules")));
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "highest = \"a lot\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.highest")));
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "highest = \"10.00 EUR\"\nlowest = \"11.00 EUR\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.highest")))
        << "a law that leaves no value";
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "not_above = \"market.commission\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.not_above")))
        << "an amount beside a percentage";
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "highest = \"10.00 USD\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.highest")))
        << "the currency of another place";
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "highest = \"0.50 EUR\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.highest")))
        << "the first value breaks it";
    EXPECT_TRUE(names(with("highest = \"10.00 EUR\"", "not_above = \"market.fare_per_km\""),
                      at("highest = \"10.00 EUR\"", "governance.laws.0.not_above")))
        << "the first values break it";
    EXPECT_THAT(faults("name = \"x"), testing::SizeIs(1)) << "what is no TOML";
    const auto two = with("weight = \"50%\"", "weight = \"x\"");
    const auto charter = read_charter(
        std::string(two).replace(two.find("controller = \"members\""), 22, "controller = \"nobody\" "), registry());
    ASSERT_FALSE(charter);
    EXPECT_EQ(charter.error().size(), 2U) << "both faults, not the first alone";
}

TEST(Charter, of_a_closed_platform_names_who_lets_people_in) {
    const auto keys = [](const std::string& toml) {
        std::vector<std::string> found;
        for (const auto& fault : faults(toml)) found.push_back(fault.substr(fault.find(' ') + 1));
        return found;
    };
    EXPECT_THAT(keys(with("openness = \"open\"", "openness = \"closed\"")),
                testing::ElementsAre("governance.classes.0.admitted_by", "governance.classes.1.admitted_by"));
    EXPECT_THAT(keys(with("openness = \"open\"", "openness = \"invited\"")), testing::IsEmpty());
    EXPECT_THAT(keys(with("admission = \"share\"", "admission = \"share\"\nadmitted_by = \"nobody\"")),
                testing::ElementsAre("governance.classes.0.admitted_by"));
}

TEST(Charter, finds_the_domain_of_a_rule_by_the_longest_pattern) {
    const auto charter = *read_charter(preset(), registry());
    EXPECT_EQ(charter.domain_of("market.commission")->rules, "*");
    EXPECT_EQ(charter.domain_of("market.offer_time")->mode, Mode::self_regulated);
    EXPECT_EQ(charter.domain_of("ledger.share_price")->procedure, "grave");
}

TEST(Charter, that_breaks_off_is_refused_with_its_line_whatever_the_library_takes_for_granted) {
    const auto read = read_charter("name = \"Tide\"\n\n[\nopenness = \"open\"\n", registry());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().at(0).line, 4) << "the line after the one that is not ended";
    EXPECT_FALSE(read_charter("name = \"Ti\xbc\"\n", registry())) << "not UTF-8";
    EXPECT_FALSE(read_charter("[governance.r\u00e9sum\u00e9]\n", registry())) << "a letter that no bare key has";
}

} // namespace
} // namespace reef::rules
