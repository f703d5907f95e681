// The example of docs/opinion.md, worked by hand there: its figures are read from the page and compared.
#include "core/base/module.hpp"
#include "math/opinion/opinions.hpp"
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

namespace reef::opinion {
namespace {

Evaluations six_people() {
    std::vector<Evaluation> given;
    for (std::int64_t p = 1; p <= 6; ++p) {
        given.push_back({p, 'A', p <= 3 ? Choice::agree : Choice::disagree});
        given.push_back({p, 'B', p <= 3 ? Choice::disagree : Choice::agree});
        if (p % 3 != 0) given.push_back({p, 'C', p % 3 == 1 ? Choice::agree : Choice::disagree});
        given.push_back({p, 'D', Choice::agree});
    }
    return Evaluations(given);
}

using Figures = std::map<std::string, std::vector<double>>;

Figures figures_found() {
    const auto found = find_opinions(six_people());
    Figures figures;
    for (const auto& one : found.statements) {
        const std::string name(1, static_cast<char>(one.id));
        figures["mean " + name] = {one.mean};
        figures["loading " + name] = {one.loading.x, one.loading.y};
        figures["place " + name] = {one.position.x, one.position.y};
        figures["extremity " + name] = {one.extremity};
        figures["shared_agreement " + name] = {one.shared_agreement.value_or(NAN)};
        figures["priority " + name] = {one.priority};
    }
    figures["explained"] = {found.explained->x, found.explained->y};
    figures["silhouette"] = {found.tried.at(0).silhouette};
    for (const auto& one : found.participants) {
        const auto name = std::to_string(one.id);
        figures["place " + name] = {one.position.x, one.position.y};
        if (!one.group) continue;
        const auto& group = found.groups.at(static_cast<std::size_t>(*one.group));
        figures["centre of " + name] = {group.centre.x, group.centre.y};
        for (const auto& [statement, choice, stance, is_significant, is_best] : group.representative)
            figures["group of " + name + " on " + std::string(1, static_cast<char>(statement))] = {
                stance.share, stance.test, stance.ratio, stance.ratio_test};
    }
    for (const auto& one : found.consensus.agree)
        figures["consensus " + std::string(1, static_cast<char>(one.statement))] = {one.share, one.test};
    return figures;
}

/// `name = number, number` line by line, from every block of figures on the page.
Figures figures_printed() {
    std::ifstream page(std::string(REEF_SOURCE_DIR) + "/docs/opinion.md");
    Figures figures;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("```")) {
            inside = line == "```figures";
        } else if (inside) {
            const auto equals = line.find(" = ");
            for (const auto number : split(std::string_view(line).substr(equals + 3), ','))
                figures[line.substr(0, equals)].push_back(std::stod(std::string(trimmed(number))));
        }
    }
    return figures;
}

TEST(WorkedExample, is_as_the_page_prints_it) {
    const auto printed = figures_printed(), found = figures_found();
    ASSERT_EQ(printed.size(), 25U);
    for (const auto& [name, numbers] : printed) {
        ASSERT_TRUE(found.contains(name)) << name;
        ASSERT_EQ(found.at(name).size(), numbers.size()) << name;
        for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_NEAR(found.at(name)[i], numbers[i], 5.1e-7) << name;
    }
    EXPECT_FALSE(found.contains("consensus A")); // a share of one half is no consensus
    EXPECT_FALSE(found.contains("group of 1 on C"));
}

} // namespace
} // namespace reef::opinion
