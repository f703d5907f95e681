// The files of a backup: lines of JSON, written whole or not at all, and read against what was noted of them.
#pragma once
#include "core/base/module.hpp"
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>

namespace reef::chronicle {

/// What is noted of a file, so that every byte of it can be checked.
struct FileNote {
    std::string name; // from the backup's folder
    std::int64_t bytes = 0;
    std::int64_t lines = 0;
    Hash sha256;
    bool operator==(const FileNote&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("name", &FileNote::name, "from the backup's folder"),
                          field("bytes", &FileNote::bytes, "its size"), field("lines", &FileNote::lines, "its lines"),
                          field("sha256", &FileNote::sha256, "over all its bytes")};
    }
};

/// SHA-256 of what comes piece by piece.
class RunningHash {
  public:
    RunningHash();
    ~RunningHash();
    void add(std::string_view bytes);
    /// Of everything so far; more may follow.
    Hash so_far() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Under a temporary name until `finish`; then on the disk, readable by its owner alone. Without `finish` nothing
/// stays. StoreFailure where the disk is full or cannot be written.
class FileWriter {
  public:
    FileWriter(const std::filesystem::path& folder, std::string name);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    void line(std::string_view text);
    std::int64_t bytes() const { return bytes_; }
    /// What there is so far.
    FileNote note() const;
    FileNote finish();
    /// Under another name than was expected.
    FileNote finish_as(std::string name);

  private:
    void flush();
    [[noreturn]] void fail() const;

    const std::filesystem::path folder_, partial_;
    std::string name_;
    int file_ = -1;
    std::string buffer_;
    std::int64_t bytes_ = 0, lines_ = 0;
    RunningHash hash_;
};

/// Replaces a file's text, whole or not at all.
void replace_file(const std::filesystem::path& path, std::string_view text);
/// What was renamed or removed in a folder stays so after a loss of power.
void sync_folder(const std::filesystem::path& folder);

/// backup.file_missing, backup.file_damaged: what is wrong with the file, or nothing.
std::optional<Refusal> fault_of(const std::filesystem::path& folder, const FileNote& note);
Refusal damaged_file(std::string name, std::string what);

/// Every line of a file, until `visit` finds something wrong with one.
std::optional<Refusal> each_line(const std::filesystem::path& folder, const std::string& name,
                                 const std::function<std::optional<std::string>(std::string_view)>& visit);

} // namespace reef::chronicle
