// What the other side would rather have: media types, languages, encodings, and whether it has the page already.
#pragma once
#include "core/web/http.hpp"
#include <span>

namespace reef::web {

/// The place in `offered` (best first) of the media type that the `Accept` field likes most; the first where it likes
/// several the same, or says nothing; none where it takes none (RFC 9110, 12.5.1).
std::optional<std::size_t> preferred_type(std::string_view accept, std::span<const std::string_view> offered);

/// The same for `Accept-Language`: `nl-BE` is served by `nl` (RFC 4647, 3.4). None: nothing offered was asked for.
std::optional<std::size_t> preferred_language(std::string_view accept_language,
                                              std::span<const std::string_view> offered);

/// Whether `Accept-Encoding` takes gzip (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

/// A weak tag over bytes: the same page, whether compressed or not. `W/"…"`.
std::string etag_of(std::string_view bytes);
/// Whether a GET or HEAD comes from someone who has what `etag` names (`If-None-Match`, RFC 9110, 13.1.2): answer with
/// `not_modified`.
bool has_already(const Request& request, std::string_view etag);
Response not_modified(std::string_view etag);

} // namespace reef::web
