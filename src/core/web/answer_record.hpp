// What is counted, and on request logged, of each answer: the pattern of its route, never the path. Only this room
// includes it.
#pragma once
#include "core/base/figures.hpp"
#include "core/base/quantity.hpp"
#include "core/web/http.hpp"
#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>

namespace reef::web {

class AnswerRecord {
  public:
    AnswerRecord(FigureSheet sheet, bool writes_log);

    /// A pattern such as `/decisions/{decision}`, and its figures once there are any.
    struct Route {
        std::string pattern;
        struct Figures {
            std::array<std::atomic<prometheus::Counter*>, 5> by_status = {}; // 1xx to 5xx
            std::atomic<prometheus::Histogram*> seconds = nullptr;
        };
        std::array<Figures, 4> by_method = {};
    };
    /// The same each time; it stays where it is.
    Route& route(std::string_view pattern);
    using Moment = std::chrono::steady_clock::time_point;
    void add(Route& route, std::string_view method, const Response& response, Moment asked);

  private:
    FigureSheet sheet_;
    const bool writes_log_;
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Histogram>& seconds_;
    std::deque<Route> routes_;
};

} // namespace reef::web
