#include "math/measure/worked_examples.hpp"
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace reef::measure {
namespace {

std::string page() {
    std::ifstream file(std::string(REEF_SOURCE_DIR) + "/docs/measures.md");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Example {
    std::string name;
    json::object arguments;
    json::value expected;
    std::string line;
};

/// The lines of the page's ```example blocks.
std::vector<Example> examples() {
    std::vector<Example> found;
    std::istringstream lines(page());
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("```")) {
            inside = line == "```example";
        } else if (inside) {
            const auto open = line.find(" {"), close = line.rfind("} = ");
            ensure(open != std::string::npos && close != std::string::npos, "an example reads `name {...} = value`");
            found.push_back({line.substr(0, open), json::parse(line.substr(open + 1, close - open)).as_object(),
                             json::parse(line.substr(close + 4)), line});
        }
    }
    return found;
}

Evaluators evaluators() {
    Evaluators all;
    add_distribution_examples(all);
    add_network_examples(all);
    add_fairness_examples(all);
    add_conduct_examples(all);
    return all;
}

/// Numbers agree to the six decimals that the page prints.
bool agree(const json::value& one, const json::value& other) {
    if (one.is_number() && other.is_number())
        return std::abs(one.to_number<double>() - other.to_number<double>()) < 6e-7;
    if (one.kind() != other.kind()) return false;
    if (one.is_array()) return std::ranges::equal(one.get_array(), other.get_array(), agree);
    if (one.is_object())
        return std::ranges::equal(one.get_object(), other.get_object(), [](const auto& a, const auto& b) {
            return a.key() == b.key() && agree(a.value(), b.value());
        });
    return one == other;
}

TEST(MeasuresPage, every_worked_example_comes_out_as_printed) {
    const auto evaluate = evaluators();
    const auto found = examples();
    ASSERT_FALSE(found.empty());
    for (const auto& example : found) {
        ASSERT_TRUE(evaluate.contains(example.name)) << example.line;
        const auto value = evaluate.at(example.name)(example.arguments);
        EXPECT_TRUE(agree(value, example.expected)) << example.line << "\n  comes out as " << json::serialize(value);
    }
}

TEST(MeasuresPage, has_a_section_and_an_example_for_every_formula) {
    const std::string text = page();
    std::set<std::string, std::less<>> shown;
    for (const auto& example : examples()) shown.insert(example.name);
    std::set<std::string_view> ids;
    for (const auto& formula : formulas()) {
        EXPECT_TRUE(ids.insert(formula.id).second) << formula.id << " stands twice in the catalogue";
        const auto heading = "### " + std::string(formula.id) + ", version " + std::to_string(formula.version) + "\n";
        const auto start = text.find(heading);
        ASSERT_NE(start, std::string::npos) << "docs/measures.md lacks: " << heading;
        const auto section = text.substr(start, text.find("\n### ", start + 1) - start);
        for (const auto part : {formula.statement, formula.range, formula.source})
            EXPECT_NE(section.find(part), std::string::npos) << formula.id << " in docs/measures.md lacks: " << part;
        EXPECT_NE(section.find("\n- Least data: "), std::string::npos) << formula.id;
        EXPECT_TRUE(shown.contains(formula.id)) << "no worked example of " << formula.id;
    }
}

TEST(MeasuresPage, numbers_that_differ_are_seen) {
    EXPECT_FALSE(agree(json::parse("[1, 0.25]"), json::parse("[1, 0.250002]")));
    EXPECT_FALSE(agree(json::parse("[1]"), json::parse("[1, 2]")));
    EXPECT_FALSE(agree(json::parse("\"1/3\""), json::parse("\"1/4\"")));
}

} // namespace
} // namespace reef::measure
