// Many platforms in one process, each under its own host name.
#include "app/platforms.hpp"
#include "core/store/testing.hpp"
#include <future>

namespace reef::app {
namespace {

using testing::HasSubstr;

struct SeveralPlatforms : testing::Test {
    store::TemporaryFolder folder;
    HouseOptions options{.password_cost = web::PasswordCost::least};

    web::Response get(Platforms& platforms, const std::string& host) const {
        std::promise<web::Response> answered;
        web::Request request{.path = "/chronicle/checkpoint.txt"};
        request.headers.add("Host", host);
        platforms.answer(std::move(request),
                         web::Reply([&](web::Response response) { answered.set_value(std::move(response)); }));
        return answered.get_future().get();
    }
    void found(const std::string& host) const {
        auto house = House::open(folder.file(host), {.creates = true, .origin = host});
        ASSERT_TRUE(house) << house.error().sentence();
        ASSERT_TRUE((*house)->engine().perform(engine::Actor::system_operator(), "test",
                                               engine::call(engine::OpenPlatform{false, host})));
    }
};

TEST_F(SeveralPlatforms, are_told_apart_by_the_host_that_is_asked_for) {
    found("tide.example");
    found("reed.example");
    auto platforms = Platforms::by_host(folder.path.string(), options);
    ASSERT_TRUE(platforms) << platforms.error().sentence();
    EXPECT_EQ(platforms->count(), 2u);
    EXPECT_THAT(get(*platforms, "tide.example").body, HasSubstr("tide.example"));
    EXPECT_THAT(get(*platforms, "Reed.Example:8080").body, HasSubstr("reed.example"));
    const auto unknown = get(*platforms, "rock.example");
    EXPECT_EQ(unknown.status, 421);
    EXPECT_THAT(unknown.body, HasSubstr("request.unknown_host"));
}

TEST_F(SeveralPlatforms, are_served_though_one_of_them_cannot_be) {
    found("tide.example");
    std::filesystem::create_directory(folder.path / "wreck.example");
    std::ofstream(folder.path / "wreck.example" / "reef.sqlite")
        << "no database at all, but long enough to look like one";
    std::filesystem::create_directory(folder.path / "lost+found");
    auto platforms = Platforms::by_host(folder.path.string(), options);
    ASSERT_TRUE(platforms) << platforms.error().sentence();
    EXPECT_EQ(platforms->count(), 1u);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path / "lost+found")) << "nothing is made in what holds no platform";
    EXPECT_EQ(get(*platforms, "wreck.example").status, 421);
}

TEST_F(SeveralPlatforms, are_refused_where_there_is_none) {
    EXPECT_EQ(Platforms::by_host(folder.path.string(), options).error().code, "platforms.none");
    EXPECT_EQ(Platforms::by_host(folder.file("nowhere"), options).error().code, "platforms.none");
}

TEST_F(SeveralPlatforms, answer_to_any_host_where_there_is_one) {
    found("tide.example");
    auto platforms = Platforms::single(folder.file("tide.example"), options);
    ASSERT_TRUE(platforms) << platforms.error().sentence();
    EXPECT_EQ(get(*platforms, "whatever").status, 200);
}

} // namespace
} // namespace reef::app
