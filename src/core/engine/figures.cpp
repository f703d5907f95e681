#include "core/engine/figures.hpp"

namespace reef::engine {
namespace {

using Bounds = prometheus::Histogram::BucketBoundaries;
const Bounds batch_bounds{1, 2, 4, 8, 16, 32, 64, 128};
const Bounds time_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};

prometheus::Histogram& histogram(const FigureSheet& sheet, const std::string& name, const std::string& about,
                                 const Bounds& bounds) {
    return prometheus::BuildHistogram().Name(name).Help(about).Register(*sheet.registry).Add(sheet.labels, bounds);
}

double seconds_between(EngineFigures::Moment from, EngineFigures::Moment to) {
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

EngineFigures::EngineFigures(FigureSheet sheet)
    : sheet_(std::move(sheet)),
      commands_(prometheus::BuildCounter()
                    .Name("reef_commands_total")
                    .Help("Commands answered, by name and outcome.")
                    .Register(*sheet_.registry)),
      batch_commands_(histogram(sheet_, "reef_batch_commands",
                                "Commands and writes beside the chronicle that shared a transaction.", batch_bounds)),
      batch_seconds_(histogram(sheet_, "reef_batch_duration_seconds",
                               "From the beginning of a transaction of the writer to the end of its commit.",
                               time_bounds)),
      commit_seconds_(histogram(sheet_, "reef_commit_duration_seconds",
                                "Of it, the commit: until the disk or the database has it.", time_bounds)) {}

void EngineFigures::answered(std::string_view command, std::string_view outcome) {
    commands_.Add(sheet_.with({{"command", std::string(command)}, {"outcome", std::string(outcome)}})).Increment();
}

void EngineFigures::committed(std::size_t commands, Moment begun, Moment decided) {
    const auto now = std::chrono::steady_clock::now();
    batch_commands_.Observe(static_cast<double>(commands));
    batch_seconds_.Observe(seconds_between(begun, now));
    commit_seconds_.Observe(seconds_between(decided, now));
}

} // namespace reef::engine
