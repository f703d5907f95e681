// `reef backup`, `reef restore`, `reef verify --backup`.
#include "app/backup.hpp"
#include "app/commands.hpp"
#include <fmt/format.h>
#include <iostream>

namespace reef::app {
namespace {

/// `1,234,567 bytes` would be exact, and nobody reads it.
std::string size_text(std::int64_t bytes) {
    if (bytes < 10'000) return fmt::format("{} bytes", bytes);
    if (bytes < 10'000'000) return fmt::format("{} kB", bytes / 1'000);
    return fmt::format("{} MB", bytes / 1'000'000);
}

constexpr RefusalKind cut_off{
    "backup.cut_off",
    "You kept the hash of entry {}, and the backup ends with entry {}: it is older than that, or its tail was dropped.",
    409};
constexpr RefusalKind rewritten{
    "backup.rewritten", "The hash of entry {} was {} when you kept it, and is {} in the backup: history was rewritten.",
    409};

/// A head that somebody kept must stand in the backup.
std::optional<Refusal> refusal_of_kept(const chronicle::BackupReader& backup,
                                       const std::pair<EntryNumber, Hash>& kept) {
    const auto& [number, hash] = kept;
    const auto found = backup.hash_of(number);
    const auto text = std::to_string(number);
    if (!found) return refuse(cut_off, {}, {text, std::to_string(backup.manifest().head.number)}).error();
    if (*found != hash) return refuse(rewritten, {}, {text, hash.text(), found->text()}).error();
    return {};
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
    if (common.json) {
        std::cout << json_text_indented(json::object{{"entries", made->entries},
                                                     {"entries_before", made->entries_before},
                                                     {"values_added", made->values_added},
                                                     {"keys", made->keys},
                                                     {"bytes_written", made->bytes_written},
                                                     {"bytes", made->bytes},
                                                     {"head", json_of(made->head)}});
        return 0;
    }
    fmt::print("Added {} entries and {} values to {} before; wrote {}, and {} keys anew. The backup has {}.\n",
               made->entries - made->entries_before, made->values_added, made->entries_before,
               size_text(made->bytes_written), made->keys, size_text(made->bytes));
    print_head(made->head);
    return 0;
}

int restore_data(const Common& common, const std::string& to, const BackupCommandOptions& options) {
    const auto restored = restore({.from = options.folder,
                                   .to = to,
                                   .database = common.database,
                                   .keys = options.keys,
                                   .without_keys = options.without_keys,
                                   .progress = progress});
    if (!restored) return say(restored.error());
    if (common.json) {
        std::cout << json_text_indented(json::object{{"folder", to},
                                                     {"entries", restored->head.number},
                                                     {"entries_before", restored->before},
                                                     {"keys", restored->keys},
                                                     {"credentials", restored->credentials},
                                                     {"lost_values", restored->lost_values},
                                                     {"head", json_of(restored->head)}});
        return 0;
    }
    fmt::print("Restored {} entries into {}{}: all of it holds, checked as `reef verify` does. {} keys, {} rows of "
               "credentials.\n",
               restored->head.number, to,
               restored->before > 0 ? fmt::format(", {} of them before it was interrupted", restored->before) : "",
               restored->keys, restored->credentials);
    if (restored->lost_values > 0)
        fmt::print("{} values cannot be read any more, because their keys are not there.\n", restored->lost_values);
    print_head(restored->head);
    return 0;
}

int verify_backup(const Common& common, const BackupCommandOptions& options) {
    std::optional<std::pair<EntryNumber, Hash>> kept;
    if (!options.expect.empty()) {
        auto head = read_kept_head(options.expect);
        if (!head) return say(head.error()), 2;
        kept = *head;
    }
    const auto backup = chronicle::BackupReader::open(options.folder, options.keys);
    if (!backup) return say(backup.error());
    auto fault = backup->check(progress);
    if (!fault && kept) fault = refusal_of_kept(*backup, *kept);
    const auto& manifest = backup->manifest();
    if (common.json)
        std::cout << json_text_indented(
            json::object{{"entries", manifest.head.number},
                         {"head", json_of(manifest.head)},
                         {"made_at", manifest.made_at.text()},
                         {"release", manifest.release},
                         {"fault", fault ? json::value(json::object{{"code", fault->code}, {"what", fault->sentence()}})
                                         : json::value(nullptr)}});
    if (fault) return common.json ? 1 : say(*fault);
    if (common.json) return 0;
    fmt::print("The backup of {} entries holds: the chain, and every byte of every file{}. Made {}.\n",
               manifest.head.number, kept ? ", and the head that you kept" : "", manifest.made_at.text());
    print_head(manifest.head);
    return 0;
}

} // namespace reef::app
