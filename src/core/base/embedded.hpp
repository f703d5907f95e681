// Files that the binary carries with it: pages, styles, scripts, catalogues, SQL, presets (see cmake/embed.cmake).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reef {

struct EmbeddedFile {
    std::string_view name; // path from the repository's root
    struct Range {
        const char* begin;
        const char* end;
    } bytes;
    std::string_view text() const { return {bytes.begin, static_cast<std::size_t>(bytes.end - bytes.begin)}; }
};

std::span<const EmbeddedFile> embedded_files();
std::optional<std::string_view> embedded_file(std::string_view name);

} // namespace reef
