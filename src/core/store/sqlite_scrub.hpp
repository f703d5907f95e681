// What `secure_delete` leaves behind in SQLite's pages, and how we remove it. Only this room includes it.
#pragma once
#include <cstdint>
#include <span>

namespace reef::store {

/// SQLite overwrites what it deletes, but not what it moves: when a B-tree is balanced, cells are copied to a
/// neighbouring page and their old bytes stay in the unallocated space between the cell pointers and the cells, where a
/// later deletion does not find them (pages that are rebuilt are not cleared; seen in 3.40). So every page is cleared
/// of that space on its way into the database file. This is the name of a file system layer of SQLite's (VFS) that does
/// so; it is registered on first use.
const char* scrubbing_file_system();

/// The tell-tale first byte of a B-tree page is the highest of a page number in other pages. Below this many pages it
/// cannot be mistaken (128 GiB of 4 KiB pages; a platform beyond that wants PostgreSQL).
constexpr std::int64_t pages_max = (std::int64_t{1} << 25) - 1;

/// Fills the unallocated space of a B-tree page with zeros (https://www.sqlite.org/fileformat2.html, section 1.6);
/// leaves pages of other kinds as they are.
void scrub_page(std::span<unsigned char> page, bool is_first);

} // namespace reef::store
