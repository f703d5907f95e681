// How far something long has come, for whoever waits at a terminal.
#pragma once
#include "core/base/module.hpp"
#include <functional>

namespace reef::app {

/// Called now and then with the stage's name, what is done and what there is to do.
using Progress = std::function<void(std::string_view, std::int64_t, std::int64_t)>;

/// One line on standard error that is written over again; silent where nobody looks.
void progress(std::string_view stage, std::int64_t done, std::int64_t of);

/// `copying rows: 50 of 200, about 30 s left`; of what is done, `before` was done when the stage began, `took` ago.
std::string progress_text(std::string_view stage, std::int64_t done, std::int64_t of, std::int64_t before,
                          Duration took);

} // namespace reef::app
