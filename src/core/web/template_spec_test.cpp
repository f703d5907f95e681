// The official specification of mustache as our judge: https://github.com/mustache/spec, its JSON files read in place.
#include "core/base/ensure.hpp"
#include "core/web/template.hpp"
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>

namespace reef::web {
namespace {

namespace json = boost::json;

std::filesystem::path data_directory() {
    const char* given = std::getenv("REEF_DATA");
    return given ? std::filesystem::path(given) : std::filesystem::path(REEF_SOURCE_DIR) / "../shared/data";
}

/// What a lambda of the specification answers to the raw text of its section. Ours is built in and named `_`: its
/// answer is the translation.
using Lambda = std::function<std::string(const std::string&)>;
const std::map<std::string, Lambda, std::less<>> section_lambdas = {
    {"Section", [](const std::string& text) { return text == "{{x}}" ? "yes" : "no"; }},
    {"Section - Expansion", [](const std::string& text) { return text + "{{planet}}" + text; }},
    {"Section - Alternate Delimiters", [](const std::string& text) { return text + "{{planet}} => |planet|" + text; }},
    {"Section - Multiple Calls", [](const std::string& text) { return "__" + text + "__"; }},
    {"Inverted Section", [](const std::string&) { return "false"; }},
};

/// Lambdas as values: our documents are JSON, which holds no code. These are all the cases that do not apply.
const std::set<std::string, std::less<>> not_applicable = {"Interpolation", "Interpolation - Expansion",
                                                           "Interpolation - Alternate Delimiters",
                                                           "Interpolation - Multiple Calls", "Escaping"};

std::string as_built_in(std::string text) {
    for (auto at = text.find("lambda"); at != std::string::npos; at = text.find("lambda", at)) text.replace(at, 6, "_");
    return text;
}

class Specification : public testing::TestWithParam<const char*> {};

TEST_P(Specification, is_kept_in_every_case) {
    const auto path = data_directory() / "mustache_spec" / (std::string(GetParam()) + ".json");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "The mustache specification is not at " << path << ".";
    std::ifstream file(path);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto cases = json::parse(bytes);
    ASSERT_GT(cases.at("tests").as_array().size(), 5U);
    const bool of_lambdas = GetParam() == std::string_view("lambdas");
    std::size_t left_out = 0;

    for (const auto& one : cases.at("tests").as_array()) {
        const std::string name(one.at("name").as_string());
        SCOPED_TRACE(name + ": " + std::string(one.at("desc").as_string()));
        if (of_lambdas && not_applicable.contains(name)) {
            ++left_out;
            continue;
        }
        const auto* partials = one.as_object().if_contains("partials");
        const auto load = [&](std::string_view wanted) -> std::optional<std::string> {
            if (wanted == "the case") return as_built_in(std::string(one.at("template").as_string()));
            const auto* partial = partials ? partials->as_object().if_contains(wanted) : nullptr;
            if (!partial) return {};
            return std::string(partial->as_string());
        };
        TemplateSet set(load, {.missing_partial = MissingPartial::is_empty});
        Environment environment;
        std::string answer;
        if (of_lambdas)
            environment.translate = [&](std::string_view text) -> std::optional<std::string_view> {
                answer = section_lambdas.at(name)(std::string(text));
                return answer;
            };
        EXPECT_EQ(render(set.get("the case"), one.at("data"), environment), one.at("expected").as_string());
    }
    EXPECT_EQ(left_out, of_lambdas ? not_applicable.size() : 0);
}

INSTANTIATE_TEST_SUITE_P(Mustache, Specification,
                         testing::Values("comments", "delimiters", "interpolation", "inverted", "partials", "sections",
                                         "inheritance", "dynamic-names", "lambdas"),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

} // namespace
} // namespace reef::web
