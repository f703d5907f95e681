// A data folder as the file system shows it: who holds it, where its platform lives, and whether it lives there still.
#pragma once
#include "core/store/module.hpp"

namespace reef::app {

/// Held by the one process that has the folder open; two processes never fork a chronicle.
class FolderLock {
  public:
    FolderLock() = default;
    /// Makes the folder if need be. Refused: house.folder_in_use, house.folder_unusable.
    static Result<FolderLock> take(const std::string& folder);
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~FolderLock();

  private:
    int file_ = -1;
};

/// True where another process holds the folder.
bool is_in_use(const std::string& folder);
/// The socket of a served folder.
std::string socket_of(const std::string& folder);
/// The file that a platform lives in where its folder names no address.
std::string own_file_of(const std::string& folder);
bool holds_platform(const std::string& folder);
/// The database that a folder's platform lives in: the address that was kept there, `asked` for a new folder, otherwise
/// a file in it. Refused (house.other_database): another one than that.
Result<std::string> database_of(const std::string& folder, const std::string& asked = {});
/// From now on the folder's platform lives at that address; empty: in its own file. On the disk when it returns.
std::optional<Refusal> keep_address(const std::string& folder, const std::string& address);

/// house.moved, house.arriving: the platform does not live in this database any more, or not yet.
std::optional<Refusal> refusal_of_mark(store::Database& database, const std::string& place);

} // namespace reef::app
