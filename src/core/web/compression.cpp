#include "core/web/compression.hpp"
#include "core/base/ensure.hpp"
#include "core/web/negotiation.hpp"
#include <zlib.h>

namespace reef::web {
namespace {

/// zlib's state is a quarter of a megabyte, so each thread keeps its own.
class Deflater {
  public:
    explicit Deflater(int level) {
        constexpr int gzip_window = 15 + 16, memory = 8;
        ensure(deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, memory, Z_DEFAULT_STRATEGY) == Z_OK,
               "zlib starts");
    }
    Deflater(const Deflater&) = delete;
    ~Deflater() { deflateEnd(&stream_); }

    std::string run(std::string_view bytes) {
        ensure(bytes.size() < (1U << 31), "what is compressed at once is under 2 GB");
        ensure(deflateReset(&stream_) == Z_OK, "zlib starts again");
        std::string out(deflateBound(&stream_, static_cast<uLong>(bytes.size())), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib reads only
        stream_.avail_in = static_cast<uInt>(bytes.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        ensure(deflate(&stream_, Z_FINISH) == Z_STREAM_END, "zlib finishes within its own bound");
        out.resize(out.size() - stream_.avail_out);
        return out;
    }

  private:
    z_stream stream_ = {};
};

} // namespace

std::string gzip(std::string_view bytes, Effort effort) {
    if (effort == Effort::most) return Deflater(Z_BEST_COMPRESSION).run(bytes);
    thread_local Deflater quick(Z_BEST_SPEED);
    return quick.run(bytes);
}

bool is_compressible(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           type == "application/json" || type == "application/javascript" || type == "application/xml" ||
           type == "application/x-ndjson";
}

std::shared_ptr<const Asset> make_asset(std::string_view bytes, std::string_view content_type) {
    auto asset = std::make_shared<Asset>();
    asset->content_type = content_type;
    asset->plain = bytes;
    asset->etag = etag_of(bytes);
    if (!is_compressible(content_type)) return asset;
    auto smaller = gzip(bytes, Effort::most);
    if (smaller.size() < bytes.size()) asset->gzipped = std::move(smaller);
    return asset;
}

} // namespace reef::web
