// `reef backup`, `reef restore`, `reef verify --backup`.
#include "app/backup.hpp"
#include "app/commands.hpp"
#include <fmt/format.h>

namespace reef::app {
namespace {

/// `1,234,567 bytes` would be exact, and nobody reads it.
std::string size_text(std::int64_t bytes) {
    if (bytes < 10'000) return fmt::format("{} bytes", bytes);
    if (bytes < 10'000'000) return fmt::format("{} kB", bytes / 1'000);
    return fmt::format("{} MB", bytes / 1'000'000);
}

void print_head(const chronicle::Head& head) { fmt::print("Head {}:{}\n", head.number, head.hash.text()); }

} // namespace

int back_up_data(const Common& common, const BackupCommandOptions& options) {
    const auto made = back_up({.data = common.data,
                               .to = options.folder,
                               .keys = options.keys,
                               .keeps_keys = days(options.keep_keys_days),
                               .progress = progress});
    if (!made) return say(made.error());
    fmt::print("Added {} entries and {} values to {} before; wrote {}, and {} keys anew. The backup has {}.\n",
               made->entries - made->entries_before, made->values_added, made->entries_before,
               size_text(made->bytes_written), made->keys, size_text(made->bytes));
    print_head(made->head);
    return 0;
}

int restore_data(const std::string& to, const std::string& database, const BackupCommandOptions& options) {
    const auto restored = restore({.from = options.folder,
                                   .to = to,
                                   .database = database,
                                   .keys = options.keys,
                                   .without_keys = options.without_keys,
                                   .progress = progress});
    if (!restored) return say(restored.error());
    fmt::print("Restored {} entries into {}: all of it holds, checked as `reef verify` does. {} keys, {} rows of "
               "credentials.\n",
               restored->head.number, to, restored->keys, restored->credentials);
    if (restored->lost_values > 0)
        fmt::print("{} values cannot be read any more, because their keys are not there.\n", restored->lost_values);
    print_head(restored->head);
    return 0;
}

int verify_backup(const BackupCommandOptions& options) {
    const auto backup = chronicle::BackupReader::open(options.folder, options.keys);
    if (!backup) return say(backup.error());
    if (const auto fault = backup->check(progress)) return say(*fault);
    fmt::print("The backup of {} entries holds: the chain, and every byte of every file. Made {}.\n",
               backup->manifest().head.number, backup->manifest().made_at.text());
    print_head(backup->manifest().head);
    return 0;
}

} // namespace reef::app
