#include "core/web/answer_record.hpp"
#include "core/base/log.hpp"
#include "core/web/compression.hpp"
#include <algorithm>

namespace reef::web {
namespace {

/// Anybody may send any word as a method.
constexpr std::array<std::string_view, 4> methods = {"GET", "HEAD", "POST", "other"};

const prometheus::Histogram::BucketBoundaries time_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                          0.1,    0.25,  0.5,    1,     2.5,  5};

} // namespace

AnswerRecord::AnswerRecord(FigureSheet sheet, bool writes_log)
    : sheet_(std::move(sheet)),
      writes_log_(writes_log),
      requests_(prometheus::BuildCounter()
                    .Name("reef_http_requests_total")
                    .Help("Requests answered, by route and class of status.")
                    .Register(*sheet_.registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("reef_http_request_duration_seconds")
                   .Help("From a request that was read to its answer, before it is written.")
                   .Register(*sheet_.registry)) {}

AnswerRecord::Route& AnswerRecord::route(std::string_view pattern) {
    const auto found = std::ranges::find(routes_, pattern, &Route::pattern);
    if (found != routes_.end()) return *found;
    auto& made = routes_.emplace_back();
    made.pattern = pattern;
    return made;
}

void AnswerRecord::add(Route& route, std::string_view method, const Response& response, Moment asked) {
    const auto took = std::chrono::steady_clock::now() - asked;
    const auto known = std::ranges::find(methods, method);
    const auto place = static_cast<std::size_t>(std::min<std::ptrdiff_t>(known - methods.begin(), 3));
    const auto status_class = static_cast<std::size_t>(std::clamp(response.status / 100, 1, 5));
    auto& figures = route.by_method[place];
    // Two threads may both look one up: they find the same.
    auto* counter = figures.by_status[status_class - 1].load();
    if (!counter) {
        const auto labels = sheet_.with({{"method", std::string(methods[place])}, {"route", route.pattern}});
        auto with_status = labels;
        with_status["status"] = std::to_string(status_class) + "xx";
        figures.seconds = &seconds_.Add(labels, time_bounds); // before the counter, which says that both are there
        figures.by_status[status_class - 1] = counter = &requests_.Add(with_status);
    }
    counter->Increment();
    figures.seconds.load()->Observe(std::chrono::duration<double>(took).count());
    if (!writes_log_) return;
    log_with(
        spdlog::level::info, "answered",
        {{"method", methods[place]},
         {"route", route.pattern},
         {"status", response.status},
         {"duration_us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()},
         {"bytes", static_cast<std::int64_t>(response.asset ? response.asset->plain.size() : response.body.size())}});
}

} // namespace reef::web
