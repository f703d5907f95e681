// What time it is. A clock is asked at the edge only; decisions get the time with their context.
#pragma once
#include "core/base/module.hpp"
#include <atomic>

namespace reef::engine {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class MachineClock final : public Clock {
  public:
    Time now() const override;
};

/// For tests and for writing the past of an example: stands still until it is put ahead.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Time start) : ms_(start.ms) {}
    Time now() const override { return {ms_.load()}; }
    void pass(Duration span) { ms_ += span.ms; }

  private:
    std::atomic<std::int64_t> ms_;
};

} // namespace reef::engine
