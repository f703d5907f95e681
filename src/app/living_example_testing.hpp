// An example that has lived for some days, and its pages as somebody sees them in some language. For tests.
#pragma once
#include "app/frame.hpp"
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/people/module.hpp"
#include "core/store/testing.hpp"
#include "core/web/module.hpp"
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace reef::app {

struct LivingExample {
    store::TestPlace place;
    engine::ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database;
    std::unique_ptr<engine::Engine> engine;
    std::unique_ptr<web::TemplateSet> templates;
    std::unique_ptr<web::Site> site;
    std::string language = "en";

    /// Three days after the proposal its vote is open; after six days it is decided and in force.
    explicit LivingExample(int days_after_the_proposal, const std::function<void(rules::Charter&)>& change = {}) {
        database = std::move(*store::Database::open(place.where(), {.durable = false}));
        engine = std::move(*engine::Engine::open(
            *database, rooms(), {.clock = &clock, .chance = chance.get(), .migrations = migrations()}));
        const SocietyOptions options{.members = 24, .seed = 1};
        const auto pass = [this](Duration span) { clock.pass(span); };
        auto charter = *preset_charter("ride", engine->registry());
        if (change) change(charter);
        EXPECT_TRUE(found_example(*engine, charter, options, pass));
        EXPECT_TRUE(live_a_day(*engine, options, pass));
        EXPECT_TRUE(propose_lower_commission(*engine));
        for (int day = 0; day < days_after_the_proposal; ++day) EXPECT_TRUE(live_a_day(*engine, options, pass));
        templates = std::make_unique<web::TemplateSet>(web::house_templates(),
                                                       web::TemplateOptions{.formatters = web::standard_formatters()});
        site = std::make_unique<web::Site>(*engine, *templates,
                                           web::SiteOptions{.frame = frame, .sign_up_command = "people.sign_up"});
    }
    LivingExample(const LivingExample&) = delete;
    LivingExample& operator=(const LivingExample&) = delete;
    ~LivingExample() {
        site.reset();
        engine.reset();
        database.reset();
    }

    /// A stranger, the operator, and the first member of some classes.
    std::vector<std::string> viewers() const {
        std::vector<std::string> all = {"", "operator"};
        for (const auto* each : {"driver", "rider", "staff"})
            all.push_back(people::members_of(*engine->read(), each).front().text());
        return all;
    }

    web::Response get(const std::string& address, const std::string& as, std::string_view accept = "text/html") {
        web::Request request{.path = address.substr(0, address.find('?')),
                             .headers = {{"Accept", accept}, {"Accept-Language", language}}};
        if (const auto mark = address.find('?'); mark != std::string::npos) request.query = address.substr(mark + 1);
        if (!as.empty()) {
            request.over_local_socket = true;
            request.headers.set("X-Reef-As", as);
        }
        return site->answer(std::move(request));
    }

    struct Walked {
        std::string address;
        web::Response page;
    };
    /// The pages that can be reached from the first one by links, the nearest first.
    std::vector<Walked> walk(const std::string& as, std::size_t pages_max) {
        static const std::regex link(R"re(<a[^>]* href="([^"#]*)")re");
        std::vector<std::string> waiting = {"/"};
        std::set<std::string> seen = {"/"};
        std::vector<Walked> walked;
        for (std::size_t i = 0; i < waiting.size() && i < pages_max; ++i) {
            const auto address = waiting[i];
            walked.push_back({address, get(address, as)});
            const auto& body = walked.back().page.body;
            for (std::sregex_iterator at(body.begin(), body.end(), link), end; at != end; ++at) {
                auto to = (*at)[1].str();
                if (to.starts_with("?")) to = address.substr(0, address.find('?')) + to;
                if (to.starts_with("/chronicle/") || !to.starts_with("/")) continue; // thousands of entries
                for (std::size_t amp; (amp = to.find("&amp;")) != std::string::npos;) to.replace(amp, 5, "&");
                if (seen.insert(to).second) waiting.push_back(to);
            }
        }
        return walked;
    }
};

} // namespace reef::app
