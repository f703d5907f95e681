#include "app/backup.hpp"
#include "app/rooms.hpp"

namespace reef::app {
using namespace engine;
namespace {
constexpr RefusalKind in_use{"backup.in_use", "Another run is writing to {} just now.", 409};
}

std::vector<chronicle::CredentialTable> credential_tables() {
    return {{"platform_secrets", ""},         {"web_credentials", "member"},    {"web_tokens", "member"},
            {"web_second_factors", "member"}, {"web_recovery_codes", "member"}, {"web_passkeys", "member"}};
}

std::vector<std::string> tables_left_out() {
    return {"market_positions", "platform_once", "store_migrations", "mail_outbox",
            "mail_places",      "web_sessions",  "web_challenges",   "web_sign_in_links"};
}

Result<chronicle::BackupReport> back_up(const PlatformBackupOptions& options) {
    try {
        const auto place = database_of(options.data);
        if (!place) return std::unexpected(place.error());
        const auto database = store::Database::open(*place, {.create = false});
        if (!database) return std::unexpected(database.error());
        if (auto elsewhere = refusal_of_mark(**database, *place)) return std::unexpected(std::move(*elsewhere));
        const auto lock = FolderLock::take(options.to);
        if (!lock && is_in_use(options.to)) return refuse(in_use, {}, {options.to});
        if (!lock) return std::unexpected(lock.error());
        const Registry registry(rooms());
        const MachineClock machine;
        const auto snapshot = (*database)->read();
        return chronicle::write_backup(
            *snapshot, options.to,
            {.release = std::string(release),
             .now = (options.clock ? options.clock : &machine)->now(),
             .keys_folder = options.keys,
             .keeps_keys = options.keeps_keys,
             .credentials = credential_tables(),
             .vaulted = [&](const chronicle::Entry& entry) { return vaulted_in(registry, entry); },
             .progress = options.progress});
    } catch (const store::StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
}

} // namespace reef::app
