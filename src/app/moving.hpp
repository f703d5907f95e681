// Moving a platform: its tables are copied as they are into an empty place, compared, and only then does the folder
// point there. Whatever happens on the way, never can both places be written.
#pragma once
#include "app/folder.hpp"
#include "app/progress.hpp"
#include "core/engine/module.hpp"

namespace reef::app {

struct MoveOptions {
    std::string from; // a data folder, or `postgresql://…`
    std::string to; // a data folder, whose own file it is to be; or `postgresql://…`, to which the folder then points
    Progress progress = {};
    store::Options disk = {}; // of the new place
};

struct MoveReport {
    std::int64_t tables = 0;
    std::int64_t rows = 0;
    std::int64_t before = 0; // rows of them that an interrupted attempt had copied
    std::int64_t copied = 0; // rows, this time
    chronicle::Head head;
    std::string folder; // that points to the new place
    std::string left;   // the old place, for people
    std::string place;  // the new one, for people
};

/// Given again after it was interrupted, it goes on. Refused: move.nothing_here, .same_place, .no_folder,
/// .other_release, .damaged, .differs; place.not_empty, .another_on_its_way; platform.newer_data;
/// house.folder_in_use, .moved, .arriving; and what the store refuses.
Result<MoveReport> move_platform(const MoveOptions& options);

} // namespace reef::app
