// What the pages of a large deliberation cost: its statements, a page at a time in each order, and its opinion groups,
// the first time and from then on. `deliberation_bench [statements guests answers_each]`
#include "app/rooms.hpp"
#include "app/society.hpp"
#include "commons/deliberation/module.hpp"
#include "core/store/testing.hpp"
#include "math/opinion/seeded.hpp"
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace reef;
using namespace reef::engine;

struct Large {
    store::TestPlace place;
    ManualClock clock{*Time::parse("2026-03-02T06:00:00Z")};
    std::unique_ptr<Chance> chance = Chance::from_seed(5);
    std::unique_ptr<store::Database> database = std::move(*store::Database::open(place.where(), {.durable = false}));
    std::unique_ptr<Engine> engine = std::move(*Engine::open(
        *database, app::rooms(), {.clock = &clock, .chance = chance.get(), .migrations = app::migrations()}));
    std::string id;

    Large(std::int64_t statements, std::int64_t guests, std::int64_t each) {
        const auto charter = *app::preset_charter("ride", engine->registry());
        ensure(app::found_example(*engine, charter, {.members = 24}, [&](Duration s) { clock.pass(s); }).has_value(),
               "the example is founded");
        give("deliberation.begin_import",
             {{"title", "Large"}, {"question", "What?"}, {"source", "bench"}, {"language", "en"}, {"key", "bench"}});
        id = engine->read()->one<IdValue>("SELECT max(deliberation) FROM {deliberation_topics}").text();
        json::array rows;
        for (std::int64_t number = 0; number < statements; ++number) {
            rows.push_back({{"number", number}, {"text", "One opinion of many."}, {"at", at}, {"hidden", false}});
            if (rows.size() == 1'000 || number + 1 == statements)
                give("deliberation.import_statements", {{"deliberation", id}, {"rows", std::exchange(rows, {})}});
        }
        answer(statements, guests, each);
        give("deliberation.finish_import", {{"deliberation", id}});
    }

    double milliseconds(const std::string& path, std::map<std::string, std::string, std::less<>> query = {}) {
        const auto start = std::chrono::steady_clock::now();
        const auto lease = engine->read();
        const Standing stranger;
        for (const auto& room : engine->registry().modules())
            for (const auto& page : room.pages) {
                if (page.path != path) continue;
                PageRequest request{*lease, stranger, engine->registry(), clock.now(), {{"deliberation", id}}, query};
                ensure(page.show(request).has_value(), "the page is shown");
            }
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    }
    /// The middle one of eleven.
    double typical(const std::string& path, const std::map<std::string, std::string, std::less<>>& query = {}) {
        std::vector<double> all;
        for (int i = 0; i < 11; ++i) all.push_back(milliseconds(path, query));
        std::ranges::sort(all);
        return all[5];
    }

  private:
    static constexpr auto at = "2026-01-01T00:00:00.000Z";

    void give(std::string name, json::object data) {
        const auto answer = engine->perform(Actor::system_operator(), "bench", Call{std::move(name), std::move(data)});
        ensure(answer.has_value(), "the import is taken");
    }
    /// Two camps that part on every second statement.
    void answer(std::int64_t statements, std::int64_t guests, std::int64_t each) {
        opinion::Seeded seeded(7);
        json::array rows;
        std::int64_t first = 0;
        for (std::int64_t guest = 0; guest < guests; ++guest)
            for (std::int64_t i = 0; i < each; ++i) {
                const auto number = (static_cast<std::int64_t>(seeded.next() % 1'000) * 7 + i * 1'009) % statements;
                const bool agrees = number % 2 == 0 || guest % 3 == 0;
                rows.push_back({{"number", number},
                                {"guest", guest},
                                {"answer", seeded.fraction() < 0.1 ? "pass"
                                           : agrees                ? "agree"
                                                                   : "disagree"},
                                {"at", at}});
                if (rows.size() < 1'000 && (guest + 1 < guests || i + 1 < each)) continue;
                const auto count = static_cast<std::int64_t>(rows.size());
                give("deliberation.import_evaluations",
                     {{"deliberation", id}, {"first_row", first}, {"rows", std::exchange(rows, {})}});
                first += count;
            }
    }
};

} // namespace

int main(int count, char** arguments) {
    const auto argument = [&](int i, std::int64_t otherwise) {
        return i < count ? std::atoll(arguments[i]) : otherwise;
    };
    const auto statements = argument(1, 10'000), guests = argument(2, 2'000), each = argument(3, 25);
    Large large(statements, guests, each);
    std::printf("%lld statements, %lld answers\n", static_cast<long long>(statements),
                static_cast<long long>(guests * each));
    const std::string page = "/deliberations/{deliberation}";
    for (const auto* sort : {"answered", "agreed", "divided"})
        std::printf("statements by %-9s %8.2f ms, the last page %8.2f ms\n", sort,
                    large.typical(page, {{"sort", sort}}),
                    large.typical(page, {{"sort", sort}, {"page", std::to_string(statements / 20)}}));
    std::printf("opinion groups, drawn   %8.2f ms\n", large.milliseconds(page + "/groups"));
    std::printf("opinion groups, kept    %8.2f ms\n", large.typical(page + "/groups"));
}
