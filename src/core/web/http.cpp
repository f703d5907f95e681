#include "core/web/http.hpp"
#include "core/base/ensure.hpp"
#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr RefusalKind left_unanswered{
    "server.failed", "Something went wrong on our side, and nothing was changed. Please try again later.", 500};

bool same_name(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a.size() == b.size() && std::ranges::equal(a, b, {}, low, low);
}

} // namespace

// --- Headers ---

Headers::Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    for (const auto& [name, value] : fields) add(name, value);
}

void Headers::add(std::string_view name, std::string_view value) {
    const auto ends_a_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    ensure(!name.empty() && std::ranges::none_of(name, ends_a_line) && std::ranges::none_of(value, ends_a_line),
           "a header field is one line");
    fields_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                       static_cast<std::uint32_t>(value.size())});
    text_.append(name).append(value);
}

void Headers::set(std::string_view name, std::string_view value) {
    std::erase_if(fields_, [&](const Place& field) {
        return same_name(std::string_view(text_).substr(field.at, field.name_size), name);
    });
    add(name, value);
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (std::size_t i = 0; i < size(); ++i)
        if (const auto [found, value] = at(i); same_name(found, name)) return value;
    return {};
}

std::string Headers::joined(std::string_view name) const {
    std::string out;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto [found, value] = at(i);
        if (same_name(found, name)) out.append(out.empty() ? "" : ", ").append(value);
    }
    return out;
}

std::size_t Headers::count(std::string_view name) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size(); ++i) count += same_name(at(i).first, name);
    return count;
}

std::pair<std::string_view, std::string_view> Headers::at(std::size_t index) const {
    const Place& field = fields_.at(index);
    const std::string_view text(text_);
    return {text.substr(field.at, field.name_size), text.substr(field.at + field.name_size, field.value_size)};
}

// --- Replies ---

void Reply::operator()(Response response) {
    ensure(static_cast<bool>(answer_), "a request is answered once");
    std::exchange(answer_, nullptr)(std::move(response));
}

Reply& Reply::operator=(Reply&& other) noexcept {
    if (this == &other) return *this;
    Reply dropped(std::move(*this));
    answer_ = std::exchange(other.answer_, nullptr);
    return *this;
}

Reply::~Reply() {
    if (answer_) answer_(problem_json(refuse(left_unanswered).error()));
}

// --- Responses ---

std::string_view status_phrase(int status) {
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 451:
        return "Unavailable For Legal Reasons";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return "Other";
    }
}

std::string http_date(Time at) {
    using namespace std::chrono;
    static constexpr std::string_view weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day_start = floor<std::chrono::days>(sys_time<milliseconds>{milliseconds{at.ms}});
    const year_month_day date{day_start};
    const hh_mm_ss clock{floor<std::chrono::seconds>(sys_time<milliseconds>{milliseconds{at.ms}} - day_start)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays[weekday{day_start}.c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

Response text_response(std::string body, std::string_view content_type, int status) {
    return {.status = status, .headers = {{"Content-Type", content_type}}, .body = std::move(body)};
}

Response redirect(std::string_view to, int status) { return {.status = status, .headers = {{"Location", to}}}; }

Response problem_json(const Refusal& refusal) {
    json::object problem{{"type", "about:blank"},
                         {"title", status_phrase(refusal.status)},
                         {"status", refusal.status},
                         {"detail", refusal.sentence()},
                         {"code", refusal.code}};
    if (!refusal.field.empty()) problem["field"] = refusal.field;
    return text_response(json_text(problem), "application/problem+json", refusal.status);
}

bool is_local_target(std::string_view target) {
    const auto plain = [](char c) { return c > ' ' && c < 0x7F && c != '\\'; };
    return target.starts_with('/') && !target.starts_with("//") && std::ranges::all_of(target, plain);
}

} // namespace reef::web
