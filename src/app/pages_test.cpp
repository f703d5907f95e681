// The house as visitors walk it: on a living example every link that a page shows leads to a page, for every kind of
// viewer.
#include "core/store/testing.hpp"
#include "app/home_page.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "core/web/module.hpp"
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace reef::app {
namespace {

using namespace engine;

struct LivingExample {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<web::TemplateSet> templates;
    std::unique_ptr<web::Site> site;

    LivingExample() {
        database = std::move(*store::Database::open(place.where()));
        engine = std::move(
            *Engine::open(*database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
        const SocietyOptions options{.members = 24, .seed = 1};
        const auto pass = [this](Duration span) { clock.pass(span); };
        EXPECT_TRUE(found_example(*engine, *preset_charter("ride", engine->registry()), options, pass));
        EXPECT_TRUE(live_a_day(*engine, options, pass));
        EXPECT_TRUE(propose_lower_commission(*engine));
        for (int day = 0; day < 3; ++day) EXPECT_TRUE(live_a_day(*engine, options, pass));
        templates = std::make_unique<web::TemplateSet>(web::house_templates(),
                                                       web::TemplateOptions{.formatters = web::standard_formatters()});
        site = std::make_unique<web::Site>(*engine, *templates,
                                           web::SiteOptions{.frame = frame, .sign_up_command = "people.sign_up"});
    }
    ~LivingExample() {
        site.reset();
        engine.reset();
        database.reset();
    }

    web::Response get(const std::string& address, const std::string& as) {
        web::Request request{.path = address.substr(0, address.find('?')), .headers = {{"Accept", "text/html"}}};
        if (const auto mark = address.find('?'); mark != std::string::npos) request.query = address.substr(mark + 1);
        if (!as.empty()) {
            request.over_local_socket = true;
            request.headers.set("X-Reef-As", as);
        }
        return site->answer(std::move(request));
    }

    /// Every page that can be reached from the first one by links, and those links that lead nowhere or to a broken
    /// page.
    std::pair<std::size_t, std::vector<std::string>> walk(const std::string& as, std::size_t pages_max) {
        static const std::regex link(R"re(<a[^>]* href="([^"#]*)")re");
        std::vector<std::string> waiting = {"/"}, dead;
        std::set<std::string> seen = {"/"};
        std::size_t walked = 0;
        for (; walked < waiting.size() && walked < pages_max; ++walked) {
            const auto address = waiting[walked];
            const auto page = get(address, as);
            // What is another's alone (a receipt) is refused by name, and that is an answer.
            const bool is_answer = page.status == 200 || page.status == 303 || page.status == 403;
            if (!is_answer) dead.push_back(std::to_string(page.status) + " " + address);
            for (std::sregex_iterator at(page.body.begin(), page.body.end(), link), end; at != end; ++at) {
                auto to = (*at)[1].str();
                if (to.starts_with("?")) to = address.substr(0, address.find('?')) + to;
                if (to.starts_with("/chronicle/") || !to.starts_with("/")) continue; // thousands of entries
                for (std::size_t amp; (amp = to.find("&amp;")) != std::string::npos;) to.replace(amp, 5, "&");
                if (seen.insert(to).second) waiting.push_back(to);
            }
        }
        return {walked, dead};
    }
};

TEST(Pages, lead_everywhere_they_say_on_a_living_example) {
    LivingExample example;
    std::vector<std::string> viewers = {"", "operator"};
    for (const auto* each : {"driver", "rider", "staff"})
        viewers.push_back(people::members_of(*example.engine->read(), each).front().text());
    for (const auto& as : viewers) {
        const auto [walked, dead] = example.walk(as, 60);
        EXPECT_GT(walked, 30u) << "as " << as;
        EXPECT_EQ(dead, std::vector<std::string>{}) << "as " << (as.empty() ? "a stranger" : as);
    }
}

} // namespace
} // namespace reef::app
