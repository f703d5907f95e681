// What the engine counts of its work.
#pragma once
#include "core/base/figures.hpp"
#include <chrono>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <string_view>

namespace reef::engine {

class EngineFigures {
  public:
    explicit EngineFigures(FigureSheet sheet);
    /// `command`: the name of one that there is, or `unknown`.
    void answered(std::string_view command, std::string_view outcome);
    using Moment = std::chrono::steady_clock::time_point;
    /// A batch that began, was decided, and is on the disk now.
    void committed(std::size_t commands, Moment begun, Moment decided);

  private:
    FigureSheet sheet_;
    prometheus::Family<prometheus::Counter>& commands_;
    prometheus::Histogram& batch_commands_;
    prometheus::Histogram& batch_seconds_;
    prometheus::Histogram& commit_seconds_;
};

} // namespace reef::engine
