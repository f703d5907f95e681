// A draw on an example: a program that knows nothing of Reef draws the same panel from the published file.
#include "app/living_example_testing.hpp"
#include "commons/panels/module.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace reef::app {
namespace {

using namespace engine;

rules::BodyCharter& council_of(rules::Charter& charter) {
    return *std::ranges::find(charter.governance.bodies, "council", &rules::BodyCharter::id);
}

struct DrawnExample : LivingExample {
    DrawnExample()
        : LivingExample(3, [](rules::Charter& charter) {
              council_of(charter).filled = rules::Filling::lot;
              council_of(charter).drawn_from = rules::DrawnFrom::all;
              council_of(charter).at_least = {{"staff", 1}};
          }) {}
};

/// What the program says of a file: its exit status.
int replayed(const std::string& text) {
    const auto file =
        std::filesystem::temp_directory_path() / ("reef_draw_" + hex(Chance::of_the_machine()->bytes(6)) + ".json");
    std::ofstream(file) << text;
    const auto status = std::system(
        ("python3 " + std::string(REEF_SOURCE_DIR) + "/tests/panels/replay.py " + file.string() + " > /dev/null 2>&1")
            .c_str());
    std::filesystem::remove(file);
    return status;
}

TEST(Panels, can_be_drawn_again_from_the_published_file) {
    DrawnExample example;
    const auto draw = panels::latest_draw(*example.engine->read(), "council");
    ASSERT_TRUE(draw && draw->seed);
    EXPECT_GT(*draw->seed_entry, *draw->frozen_entry - 1) << "the seed is no older than the pool";
    EXPECT_EQ(*draw->seed_entry, *draw->drawn_entry - 1);
    const auto text = example.get("/panels/" + draw->draw.text() + "/draw.json", {}).body;
    EXPECT_EQ(replayed(text), 0) << text;
    auto otherwise = text;
    const auto seed = draw->seed->text();
    otherwise.replace(otherwise.find(seed), seed.size(), sha256({seed}).text());
    EXPECT_NE(replayed(otherwise), 0) << "another seed, another panel";
}

TEST(Panels, name_nobody_to_a_stranger) {
    DrawnExample example;
    const auto address = "/panels/" + panels::latest_draw(*example.engine->read(), "council")->draw.text();
    const auto seen = example.get(address, {}, "application/json").body;
    EXPECT_NE(seen.find("Member "), std::string::npos);
    const auto page = parse_json(example.get(address, example.viewers().back(), "application/json").body)->as_object();
    for (const auto& stratum : page.at("strata").as_array())
        for (const auto& each : stratum.at("places").as_array())
            EXPECT_EQ(seen.find(std::string(each.at("member").at("name").as_string())), std::string::npos);
}

} // namespace
} // namespace reef::app
