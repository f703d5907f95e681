// `reef move`: a platform into PostgreSQL, or back into a file.
#include "app/commands.hpp"
#include "app/moving.hpp"
#include <fmt/format.h>
#include <iostream>

namespace reef::app {

int move_data(const Common& common, const std::string& from, const std::string& to) {
    const auto moved = move_platform({.from = from, .to = to, .progress = progress});
    if (!moved) return say(moved.error());
    if (common.json) {
        std::cout << json_text_indented(json::object{{"tables", moved->tables},
                                                     {"rows", moved->rows},
                                                     {"rows_before", moved->before},
                                                     {"rows_copied", moved->copied},
                                                     {"folder", moved->folder},
                                                     {"left", moved->left},
                                                     {"place", moved->place},
                                                     {"head", json_of(moved->head)}});
        return 0;
    }
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
