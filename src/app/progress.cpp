#include "app/progress.hpp"
#include <chrono>
#include <fmt/format.h>
#include <unistd.h>

namespace reef::app {
namespace {

constexpr Duration too_short_to_tell = seconds(2);

/// `40 s`, `3 min`, `2 h`; rounded up, since nobody minds being early.
std::string rough_text(Duration span) {
    const auto whole = (span.ms + 999) / 1000;
    if (whole < 90) return fmt::format("{} s", whole);
    if (whole < 90 * 60) return fmt::format("{} min", (whole + 59) / 60);
    return fmt::format("{} h", (whole + 3599) / 3600);
}

} // namespace

std::string progress_text(std::string_view stage, std::int64_t done, std::int64_t of, std::int64_t before,
                          Duration took) {
    auto text = fmt::format("{}: {} of {}", stage, done, of);
    if (took >= too_short_to_tell && done > before && done < of) {
        const auto left =
            static_cast<double>(took.ms) / static_cast<double>(done - before) * static_cast<double>(of - done);
        text += fmt::format(", about {} left", rough_text({static_cast<std::int64_t>(left)}));
    }
    return text;
}

void progress(std::string_view stage, std::int64_t done, std::int64_t of) {
    using Clock = std::chrono::steady_clock;
    static struct {
        std::string stage;
        std::int64_t before = 0;
        Clock::time_point begun;
    } now;
    if (isatty(STDERR_FILENO) == 0) return;
    if (now.stage != stage) now = {std::string(stage), done, Clock::now()};
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - now.begun).count();
    fmt::print(stderr, "\r\x1b[K{}", done < of ? progress_text(stage, done, of, now.before, {took}) : "");
    std::fflush(stderr);
}

} // namespace reef::app
