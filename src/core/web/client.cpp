#include "core/web/client.hpp"
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include <curl/curl.h>

namespace reef::web {
namespace {

constexpr RefusalKind nobody_there{"client.nobody_there", "Nothing answers at {}. Is the server running?", 503};
constexpr RefusalKind too_late{"client.too_late", "{} did not answer within {}.", 504};
constexpr RefusalKind answer_too_large{"client.too_large", "The answer of {} is larger than {} bytes.", 502};
constexpr RefusalKind broken_off{"client.broken_off", "The answer of {} could not be read: {}.", 502};

/// What has come in so far.
struct Arrival {
    Response response = {};
    std::size_t body_bytes_max = 0;
    bool is_too_large = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& arrival = *static_cast<Arrival*>(to);
    arrival.is_too_large = arrival.response.body.size() + count > arrival.body_bytes_max;
    if (arrival.is_too_large) return 0;
    arrival.response.body.append(bytes, count);
    return count;
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& headers = static_cast<Arrival*>(to)->response.headers;
    const std::string_view line(bytes, count);
    if (line.starts_with("HTTP/")) headers = {}; // after 100 Continue the real ones come
    const auto colon = line.find(':');
    if (colon != std::string_view::npos && colon > 0)
        headers.add(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    return count;
}

struct CurlRelease {
    void operator()(CURL* call) const { curl_easy_cleanup(call); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Call = std::unique_ptr<CURL, CurlRelease>;
using Fields = std::unique_ptr<curl_slist, CurlRelease>;

Fields header_fields(const Headers& headers) {
    Fields fields;
    const auto add = [&](const std::string& line) { fields.reset(curl_slist_append(fields.release(), line.c_str())); };
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto [name, value] = headers.at(i);
        add(std::string(name).append(value.empty() ? ";" : ": ").append(value));
    }
    // What libcurl adds by itself, unless asked for.
    if (!headers.get("Content-Type")) add("Content-Type:");
    if (!headers.get("Expect")) add("Expect:");
    return fields;
}

void set_up(CURL* call, const ClientRequest& request, const curl_slist* fields, Arrival& arrival) {
    curl_easy_setopt(call, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(call, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(call, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(call, CURLOPT_PROXY, ""); // whatever the environment says: this is not the open web
    curl_easy_setopt(call, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(call, CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_max.ms));
    curl_easy_setopt(call, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(call, CURLOPT_ACCEPT_ENCODING, request.headers.get("Accept-Encoding") ? nullptr : "gzip");
    curl_easy_setopt(call, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(call, CURLOPT_WRITEDATA, &arrival);
    curl_easy_setopt(call, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(call, CURLOPT_HEADERDATA, &arrival);
    if (!request.local_socket.empty()) curl_easy_setopt(call, CURLOPT_UNIX_SOCKET_PATH, request.local_socket.c_str());
    if (request.method == "HEAD") curl_easy_setopt(call, CURLOPT_NOBODY, 1L);
    if (!request.body.empty() || request.method == "POST") {
        curl_easy_setopt(call, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(call, CURLOPT_POSTFIELDS, request.body.data());
    }
    curl_easy_setopt(call, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

} // namespace

Result<Response> fetch(const ClientRequest& request) {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    ensure(ready, "libcurl starts");
    const Call call(curl_easy_init());
    ensure(call != nullptr, "libcurl makes a call");
    const auto fields = header_fields(request.headers);
    Arrival arrival{.body_bytes_max = request.body_bytes_max};
    set_up(call.get(), request, fields.get(), arrival);

    const auto outcome = curl_easy_perform(call.get());
    const auto& where = request.local_socket.empty() ? request.url : request.local_socket;
    if (arrival.is_too_large) return refuse(answer_too_large, {}, {where, std::to_string(request.body_bytes_max)});
    if (outcome == CURLE_COULDNT_CONNECT || outcome == CURLE_COULDNT_RESOLVE_HOST)
        return refuse(nobody_there, {}, {where});
    if (outcome == CURLE_OPERATION_TIMEDOUT) return refuse(too_late, {}, {where, request.time_max.text()});
    if (outcome != CURLE_OK) return refuse(broken_off, {}, {where, curl_easy_strerror(outcome)});
    long status = 0;
    curl_easy_getinfo(call.get(), CURLINFO_RESPONSE_CODE, &status);
    arrival.response.status = static_cast<int>(status);
    return std::move(arrival.response);
}

} // namespace reef::web
