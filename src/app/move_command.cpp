// `reef move`: a platform into PostgreSQL, or back into a file.
#include "app/commands.hpp"
#include "app/moving.hpp"
#include <fmt/format.h>

namespace reef::app {

int move_data(const std::string& from, const std::string& to) {
    const auto moved = move_platform({.from = from, .to = to, .progress = progress});
    if (!moved) return say(moved.error());
    fmt::print("Moved {} rows in {} tables{}: both places hold the same, and the chain holds.\nHead {}:{}\n",
               moved->rows, moved->tables,
               moved->before > 0 ? fmt::format(", {} of them before it was interrupted", moved->before) : "",
               moved->head.number, moved->head.hash.text());
    fmt::print(
        "The platform of {} lives in {} from now on.\n{} holds it as it was until now and is not served any more. "
        "Once you have a backup, delete it.\n",
        moved->folder, moved->place, moved->left);
    return 0;
}

} // namespace reef::app
