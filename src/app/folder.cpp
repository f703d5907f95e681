#include "app/folder.hpp"
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace reef::app {
namespace {

constexpr RefusalKind folder_unusable{"house.folder_unusable", "The folder {} cannot be used: {}.", 409};
constexpr RefusalKind folder_in_use{
    "house.folder_in_use", "Another process uses {} just now. Stop it, or ask it: `reef do` and `reef show` do.", 409};
constexpr RefusalKind other_database{
    "house.other_database",
    "The platform of {} lives in another database than the one given. Leave --database out, or name another folder.",
    409};
constexpr RefusalKind moved{
    "house.moved", "The platform lives no longer in {}: it was moved to {}. Serve that; nothing may be written here.",
    409};
constexpr RefusalKind arriving{
    "house.arriving",
    "A platform is on its way into {}, from {}, and has not arrived: give the command that brings it once more.", 409};
constexpr std::string_view address_file = "database";

std::string path_of(const std::string& folder, std::string_view name) { return fmt::format("{}/{}", folder, name); }

std::string kept_address(const std::string& folder) {
    std::string address;
    std::ifstream file(path_of(folder, address_file));
    std::getline(file, address);
    return address;
}

/// What was renamed or removed in a folder stays so after a loss of power.
bool sync_folder(const std::string& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    return synced;
}

bool write_whole(const std::string& file, const std::string& text) {
    const auto partial = file + ".partial";
    const int handle = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (handle < 0) return false;
    const bool written =
        ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(handle) == 0;
    ::close(handle);
    return written && ::rename(partial.c_str(), file.c_str()) == 0;
}

} // namespace

Result<FolderLock> FolderLock::take(const std::string& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) return refuse(folder_unusable, {}, {folder, problem.message()});
    FolderLock lock;
    lock.file_ = ::open(path_of(folder, "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.file_ < 0) return refuse(folder_unusable, {}, {folder, std::strerror(errno)});
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) return refuse(folder_in_use, {}, {folder});
    return lock;
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

bool is_in_use(const std::string& folder) {
    const int file = ::open(path_of(folder, "lock").c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return false;
    const bool taken = ::flock(file, LOCK_EX | LOCK_NB) != 0;
    ::close(file);
    return taken;
}

std::string socket_of(const std::string& folder) { return path_of(folder, "reef.sock"); }
std::string own_file_of(const std::string& folder) { return path_of(folder, "reef.sqlite"); }

bool holds_platform(const std::string& folder) {
    return std::filesystem::exists(own_file_of(folder)) || std::filesystem::exists(path_of(folder, address_file));
}

Result<std::string> database_of(const std::string& folder, const std::string& asked) {
    auto kept = kept_address(folder);
    const auto own_file = own_file_of(folder);
    if (kept.empty() && std::filesystem::exists(own_file)) kept = own_file;
    if (!kept.empty() && !asked.empty() && kept != asked) return refuse(other_database, {}, {folder});
    return !kept.empty() ? kept : !asked.empty() ? asked : own_file;
}

std::optional<Refusal> keep_address(const std::string& folder, const std::string& address) {
    if (kept_address(folder) == address) return {};
    const auto file = path_of(folder, address_file);
    const bool kept =
        address.empty() ? ::unlink(file.c_str()) == 0 || errno == ENOENT : write_whole(file, address + "\n");
    if (kept && sync_folder(folder)) return {};
    return refuse(folder_unusable, {}, {folder, std::strerror(errno)}).error();
}

std::optional<Refusal> refusal_of_mark(store::Database& database, const std::string& place) {
    const auto mark = store::mark_of(*database.read());
    if (!mark) return {};
    const auto& kind = mark->state == store::Mark::State::left ? moved : arriving;
    return refuse(kind, {}, {store::shown_place(place), mark->other}).error();
}

} // namespace reef::app
