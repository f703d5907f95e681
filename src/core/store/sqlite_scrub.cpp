#include "core/store/sqlite_scrub.hpp"
#include "core/base/ensure.hpp"
#include <algorithm>
#include <new>
#include <sqlite3.h>
#include <vector>

namespace reef::store {
namespace {

/// A database file; the real one lies behind it in the same memory, which SQLite gives.
struct ScrubbingFile {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<ScrubbingFile*>(file)->real(); }

int write_scrubbed(sqlite3_file* file, const void* data, int length, sqlite3_int64 offset) {
    const bool whole_page = length >= 512 && (length & (length - 1)) == 0 && offset % length == 0;
    auto* target = real(file);
    if (!whole_page) return target->pMethods->xWrite(target, data, length, offset);
    try {
        thread_local std::vector<unsigned char> page;
        const auto* bytes = static_cast<const unsigned char*>(data);
        page.assign(bytes, bytes + length);
        scrub_page(page, offset == 0);
        return target->pMethods->xWrite(target, page.data(), length, offset);
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
}

/// Everything but writing is handed on. Version 2 has no memory-mapped pages, which would go past the writing.
const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    .xRead = [](sqlite3_file* f, void* to, int length,
                sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, length, at); },
    .xWrite = write_scrubbed,
    .xTruncate = [](sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); },
    .xSync = [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); },
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    .xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    .xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    .xCheckReservedLock = [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
    .xFileControl = [](sqlite3_file* f, int code,
                       void* what) { return real(f)->pMethods->xFileControl(real(f), code, what); },
    .xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    .xDeviceCharacteristics = [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    .xShmMap = [](sqlite3_file* f, int region, int size, int extend,
                  void volatile** out) { return real(f)->pMethods->xShmMap(real(f), region, size, extend, out); },
    .xShmLock = [](sqlite3_file* f, int at, int count,
                   int flags) { return real(f)->pMethods->xShmLock(real(f), at, count, flags); },
    .xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    .xShmUnmap = [](sqlite3_file* f, int erase) { return real(f)->pMethods->xShmUnmap(real(f), erase); },
};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    auto* system = static_cast<sqlite3_vfs*>(vfs->pAppData);
    // The log and the like hold no pages that stay.
    if (!(flags & SQLITE_OPEN_MAIN_DB)) return system->xOpen(system, name, file, flags, flags_out);
    auto* target = real(file);
    target->pMethods = nullptr;
    const int code = system->xOpen(system, name, target, flags, flags_out);
    file->pMethods = target->pMethods ? &methods : nullptr;
    return code;
}

} // namespace

const char* scrubbing_file_system() {
    static constexpr const char* name = "reef-scrubbing";
    static const bool registered = [] {
        auto* system = sqlite3_vfs_find(nullptr);
        ensure(system != nullptr, "SQLite has a file system");
        static sqlite3_vfs vfs = *system;
        vfs.zName = name;
        vfs.pNext = nullptr;
        vfs.szOsFile += static_cast<int>(sizeof(ScrubbingFile));
        vfs.pAppData = system;
        vfs.xOpen = open_file;
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    ensure(registered, "the scrubbing file system is registered");
    return name;
}

void scrub_page(std::span<unsigned char> page, bool is_first) {
    const std::size_t header = is_first ? 100 : 0; // the file's own header stands before
    const auto number = [&](std::size_t at) { return static_cast<std::size_t>(page[at] << 8 | page[at + 1]); };
    const unsigned char kind = page[header];
    const bool interior = kind == 2 || kind == 5, leaf = kind == 10 || kind == 13;
    if (!interior && !leaf) return;
    const std::size_t pointers_end = header + (leaf ? 8 : 12) + 2 * number(header + 3);
    const std::size_t cells_begin = number(header + 5) == 0 ? 65536 : number(header + 5);
    if (pointers_end >= cells_begin || cells_begin > page.size()) return;
    std::fill(page.begin() + static_cast<std::ptrdiff_t>(pointers_end),
              page.begin() + static_cast<std::ptrdiff_t>(cells_begin), static_cast<unsigned char>(0));
}

} // namespace reef::store
