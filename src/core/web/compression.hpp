// gzip, for text that is worth it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace reef::web {

enum class Effort { least, most };

/// In the gzip format (RFC 1952).
std::string gzip(std::string_view bytes, Effort effort);

/// Whether a media type shrinks: text, JSON, scripts, SVG and their like.
bool is_compressible(std::string_view content_type);

/// A file that never changes while we run, in both forms, compressed once.
struct Asset {
    std::string content_type;
    std::string plain;
    std::string gzipped; // empty where it would not be smaller
    std::string etag;
};
std::shared_ptr<const Asset> make_asset(std::string_view bytes, std::string_view content_type);

} // namespace reef::web
