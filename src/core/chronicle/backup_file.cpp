#include "core/chronicle/backup_file.hpp"
#include "core/store/module.hpp"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

namespace reef::chronicle {
namespace {

constexpr RefusalKind file_missing{"backup.file_missing", "The backup is incomplete: {} is missing.", 409};
constexpr RefusalKind file_damaged{"backup.file_damaged", "The backup is damaged: {}: {}.", 409};
constexpr std::size_t buffer_bytes = 65'536;

[[noreturn]] void fail_at(const std::filesystem::path& path, int problem) {
    using enum store::StoreFailure::Kind;
    const auto kind = problem == ENOSPC || problem == EDQUOT || problem == EFBIG  ? full
                      : problem == EACCES || problem == EPERM || problem == EROFS ? read_only
                                                                                  : unreachable;
    throw store::StoreFailure(kind, path.string(), std::strerror(problem));
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code problem;
    if (!std::filesystem::create_directories(folder, problem) && problem) fail_at(folder, problem.value());
}

} // namespace

// --- Hashes ----------------------------------------------------------------------------------------------------------

struct RunningHash::State {
    crypto_hash_sha256_state state;
};
RunningHash::RunningHash() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->state); }
RunningHash::~RunningHash() = default;
void RunningHash::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_->state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}
Hash RunningHash::so_far() const {
    auto copy = state_->state;
    Hash hash;
    crypto_hash_sha256_final(&copy, hash.value.data());
    return hash;
}

// --- Writing ---------------------------------------------------------------------------------------------------------

FileWriter::FileWriter(const std::filesystem::path& folder, std::string name)
    : folder_(folder), partial_(folder / (name + ".partial")), name_(std::move(name)) {
    make_folder(partial_.parent_path());
    file_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file_ < 0) fail();
}

FileWriter::~FileWriter() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(partial_.c_str());
}

void FileWriter::fail() const { fail_at(folder_ / name_, errno); }

void FileWriter::line(std::string_view text) {
    ensure(text.find('\n') == std::string_view::npos, "what goes into a line has no other");
    buffer_.append(text).append("\n");
    bytes_ += static_cast<std::int64_t>(text.size()) + 1;
    ++lines_;
    hash_.add(text);
    hash_.add("\n");
    if (buffer_.size() >= buffer_bytes) flush();
}

void FileWriter::flush() {
    for (std::string_view rest = buffer_; !rest.empty();) {
        const auto written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail();
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

FileNote FileWriter::note() const { return {name_, bytes_, lines_, hash_.so_far()}; }

FileNote FileWriter::finish() {
    flush();
    if (::fsync(file_) != 0) fail();
    if (::rename(partial_.c_str(), (folder_ / name_).c_str()) != 0) fail();
    ::close(std::exchange(file_, -1));
    sync_folder(partial_.parent_path());
    return note();
}

FileNote FileWriter::finish_as(std::string name) {
    name_ = std::move(name);
    return finish();
}

void replace_file(const std::filesystem::path& path, std::string_view text) {
    const auto partial = path.string() + ".partial";
    make_folder(path.parent_path());
    const int file = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail_at(path, errno);
    const bool written = ::write(file, text.data(), text.size()) == std::ssize(text) && ::fsync(file) == 0;
    const int problem = errno;
    ::close(file);
    if (!written) fail_at(path, problem);
    if (::rename(partial.c_str(), path.c_str()) != 0) fail_at(path, errno);
    sync_folder(path.parent_path());
}

void sync_folder(const std::filesystem::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = handle >= 0 && ::fsync(handle) == 0;
    const int problem = errno;
    if (handle >= 0) ::close(handle);
    if (!synced) fail_at(folder, problem);
}

// --- Reading ---------------------------------------------------------------------------------------------------------

Refusal damaged_file(std::string name, std::string what) {
    return refuse(file_damaged, {}, {std::move(name), std::move(what)}).error();
}

std::optional<Refusal> fault_of(const std::filesystem::path& folder, const FileNote& note) {
    std::ifstream file(folder / note.name, std::ios::binary);
    if (!file) return refuse(file_missing, {}, {note.name}).error();
    RunningHash hash;
    std::int64_t size = 0;
    std::string block(buffer_bytes, '\0');
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.add(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())));
        size += file.gcount();
    }
    if (size != note.bytes) return damaged_file(note.name, fmt::format("it has {} bytes, not {}", size, note.bytes));
    if (hash.so_far() != note.sha256) return damaged_file(note.name, "its bytes are not those that were written");
    return {};
}

std::optional<Refusal> each_line(const std::filesystem::path& folder, const std::string& name,
                                 const std::function<std::optional<std::string>(std::string_view)>& visit) {
    std::ifstream file(folder / name, std::ios::binary);
    if (!file) return refuse(file_missing, {}, {name}).error();
    std::string line;
    for (std::int64_t number = 1; std::getline(file, line); ++number)
        if (const auto wrong = visit(line)) return damaged_file(name, fmt::format("line {}: {}", number, *wrong));
    return {};
}

} // namespace reef::chronicle
