// A folder that holds no platform, or cannot hold one, and the link that makes a founder.
#include "app/house_testing.hpp"
#include <gtest/gtest.h>

namespace reef::app {
namespace {

TEST(Folder, without_a_platform_is_refused_and_nothing_is_made) {
    FolderBench bench;
    EXPECT_EQ(bench.refused(bench.at("nothing")), "house.no_platform");
    EXPECT_FALSE(std::filesystem::exists(bench.at("nothing")));
}

TEST(Folder, that_cannot_be_one_is_named) {
    FolderBench bench;
    std::ofstream(bench.at("a-file")) << "hello";
    const auto below = bench.at("a-file") + "/mine";
    const auto house = bench.open(below, {}, true);
    ASSERT_FALSE(house);
    EXPECT_EQ(house.error().code, "house.folder_unusable");
    EXPECT_NE(house.error().sentence().find(below), std::string::npos);
}

TEST(Folder, keeps_to_the_database_it_began_with) {
    FolderBench bench;
    bench.make(bench.at("mine"));
    const auto house = bench.open(bench.at("mine"), bench.at("other.sqlite"));
    ASSERT_FALSE(house);
    EXPECT_EQ(house.error().code, "house.other_database");
    EXPECT_FALSE(std::filesystem::exists(bench.at("other.sqlite")));
}

TEST(FounderLink, asks_a_stranger_to_make_an_account_first) {
    FolderBench bench;
    bench.make(bench.at("mine"));
    const auto house = std::move(bench.open(bench.at("mine")).value());
    web::Request request{.method = "POST", .path = "/founder", .body = R"({"token":"of a link"})"};
    request.headers.add("Host", "ride.example");
    request.headers.add("Content-Type", "application/json");
    request.peer = "192.0.2.7";
    const auto answer = house->site().answer(std::move(request));
    EXPECT_EQ(answer.status, 401);
    EXPECT_NE(answer.body.find("house.no_account"), std::string::npos) << answer.body;
}

} // namespace
} // namespace reef::app
