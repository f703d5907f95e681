// Requests and responses as plain values. What travels them is server.hpp; what reads their parts is form.hpp and
// negotiation.hpp.
#pragma once
#include "core/base/quantity.hpp"
#include "core/base/refusal.hpp"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reef::web {

class EventStream;
struct Asset;

/// Header fields in their order; names compare without regard to case (RFC 9110, 5.1). Kept in one text, for a browser
/// sends twenty of them with each request.
class Headers {
  public:
    Headers() = default;
    Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);
    void add(std::string_view name, std::string_view value);
    /// In place of all fields of that name.
    void set(std::string_view name, std::string_view value);
    /// The first of that name.
    std::optional<std::string_view> get(std::string_view name) const;
    /// All of that name as one list (RFC 9110, 5.3).
    std::string joined(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    std::size_t size() const { return fields_.size(); }
    std::pair<std::string_view, std::string_view> at(std::size_t index) const;

  private:
    struct Place {
        std::uint32_t at, name_size, value_size;
    };
    std::string text_;
    std::vector<Place> fields_;
};

struct Request {
    std::string method = "GET";
    std::string path = "/"; // decoded, valid UTF-8, begins with "/", no empty, "." or ".." segment inside
    std::string query = {}; // after "?", as sent; read it with parse_form
    Headers headers = {};
    std::string body = {};
    std::string peer = {}; // the address of who connected: the front proxy's, where there is one
    bool over_local_socket = false;
    bool from_proxy = false; // one that is believed about what came before it
};

/// One of `body`, `asset` and `events`.
struct Response {
    int status = 200;
    Headers headers = {};
    std::string body = {};
    std::shared_ptr<const Asset> asset = {};
    std::shared_ptr<EventStream> events = {};
};

/// What a handler answers with: once, from any thread, now or later. Dropped without an answer it answers 500.
class Reply {
  public:
    explicit Reply(std::move_only_function<void(Response)> answer) : answer_(std::move(answer)) {}
    Reply(Reply&& other) noexcept : answer_(std::exchange(other.answer_, nullptr)) {}
    Reply& operator=(Reply&& other) noexcept;
    ~Reply();
    void operator()(Response response);

  private:
    std::move_only_function<void(Response)> answer_;
};

using Handler = std::function<void(Request, Reply)>;

/// "Not Found" for 404.
std::string_view status_phrase(int status);
/// `Sat, 21 Nov 2026 19:28:00 GMT` (RFC 9110, 5.6.7).
std::string http_date(Time at);

Response text_response(std::string body, std::string_view content_type, int status = 200);
/// See Other: the browser comes back with a GET.
Response redirect(std::string_view to, int status = 303);
/// RFC 9457, `application/problem+json`: type, title, status, detail, and our code and field.
Response problem_json(const Refusal& refusal);

/// Whether a redirect there stays on this site: a path of ours, in printable ASCII, that no browser takes for a host.
bool is_local_target(std::string_view target);

} // namespace reef::web
