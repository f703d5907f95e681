// What whoever watches over a server asks it, and what it counts of its answers.
#include "core/web/site_bench_test.hpp"
#include <gmock/gmock.h>
#include <prometheus/text_serializer.h>
#include <sstream>

namespace reef::web {
namespace {

using namespace wall;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const FigureSheet& sheet) {
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, sheet.registry->Collect());
    return out.str();
}

TEST(Health, is_told_though_the_data_cannot_be_read) {
    Bench bench(true, {}, {}, Duration{100});
    Browser browser(*bench.site);
    std::vector<store::ReadLease> all;
    for (int i = 0; i < 4; ++i) all.push_back(bench.engine->read());
    EXPECT_EQ(browser.get("/healthz").status, 200);
    const auto refused = browser.get("/readyz");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(code_of(refused), "store.busy");
    all.clear();
    EXPECT_EQ(browser.get("/readyz").status, 200);
}

TEST(Health, of_a_server_that_leaves_is_refused_and_all_else_goes_on) {
    Bench bench;
    Browser browser(*bench.site);
    bench.site->take_leave();
    const auto refused = browser.get("/readyz");
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(code_of(refused), "platform.leaving");
    EXPECT_EQ(browser.get("/healthz").status, 200);
    EXPECT_EQ(browser.get("/notes").status, 200);
}

TEST(Figures, count_answers_by_route_and_never_by_what_people_send) {
    const FigureSheet sheet;
    Bench bench(true, {.figures = sheet});
    Browser browser(*bench.site);
    for (const auto* path : {"/notes?q=secret", "/notes/99", "/notes/98", "/nowhere/secret", "/healthz"})
        browser.get(path, {{"Accept", "application/json"}});
    bench.site->answer(Request{.method = "SECRET", .path = "/notes"});
    bench.site->answer(Request{.method = "POST", .path = "/commands/secret"});
    const auto figures = text_of(sheet);
    EXPECT_THAT(figures, Not(HasSubstr("secret")));
    EXPECT_THAT(figures, Not(HasSubstr("SECRET")));
    for (const auto* line :
         {R"({method="GET",route="/notes",status="2xx"} 1)", R"({method="GET",route="/notes/{note}",status="4xx"} 2)",
          R"({method="GET",route="none",status="4xx"} 1)", R"({method="GET",route="/healthz",status="2xx"} 1)",
          R"({method="other",route="none",status="4xx"} 1)",
          R"({method="POST",route="/commands/{command}",status="4xx"} 1)"})
        EXPECT_THAT(figures, HasSubstr(std::string("reef_http_requests_total") + line + "\n"));
    EXPECT_THAT(figures,
                HasSubstr(R"(reef_http_request_duration_seconds_count{method="GET",route="/notes/{note}"} 2)"));
}

} // namespace
} // namespace reef::web
