#include "core/web/request_parser.hpp"
#include "core/base/text.hpp"
#include "core/web/form.hpp"
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace reef::web {
namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

constexpr RefusalKind malformed{"request.malformed", "This is not a request as HTTP/1.1 has it.", 400};
constexpr RefusalKind no_host{"request.no_host", "A request names the host that it is for, once.", 400};
constexpr RefusalKind unclear_length{"request.unclear_length",
                                     "A request's body has either a length or chunks, in no other encoding.", 400};
constexpr RefusalKind unmet_expectation{"request.unmet_expectation", "The expectation \"{}\" cannot be met here.", 417};
constexpr RefusalKind header_too_large{"request.header_too_large",
                                       "The header of this request is larger than {} bytes.", 431};
constexpr RefusalKind body_too_large{"request.body_too_large", "What was sent is larger than {} bytes.", 413};

std::string_view plain(string_view text) { return {text.data(), text.size()}; }

class Syntax final : public http::basic_parser<true> {
  public:
    Syntax(Request& request, RequestLimits limits) : request_(request) {
        header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
        body_limit(limits.body_bytes_max);
    }
    std::string target = {};
    int version = 11;

  private:
    void on_request_impl(http::verb, string_view method, string_view sent_target, int sent_version,
                         error_code&) override {
        request_.method = plain(method);
        target = plain(sent_target);
        version = sent_version;
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
        if (!is_header_done()) request_.headers.add(plain(name), plain(value)); // trailers say nothing that we use
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        // Not all at once: a promise of a megabyte costs its maker nothing.
        if (length) request_.body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(*length, 64 * 1024)));
    }
    std::size_t on_body_impl(string_view bytes, error_code&) override {
        request_.body.append(plain(bytes));
        return bytes.size();
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
        request_.body.append(plain(bytes));
        return bytes.size();
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    void on_finish_impl(error_code&) override {}

    Request& request_;
};

} // namespace

struct RequestParser::Inside {
    RequestLimits limits;
    std::optional<Syntax> syntax = {};
    bool header_taken = false;
};

RequestParser::RequestParser(RequestLimits limits) : inside_(std::make_unique<Inside>(limits)) { begin(); }
RequestParser::~RequestParser() = default;

void RequestParser::begin() {
    request = {};
    inside_->syntax.emplace(request, inside_->limits);
    inside_->header_taken = false;
}

namespace {

Result<void> checked_header(Request& request, const Syntax& syntax) {
    const auto hosts = request.headers.count("Host");
    if (hosts > 1 || (hosts == 0 && syntax.version == 11)) return refuse(no_host);
    if (const auto coding = request.headers.joined("Transfer-Encoding"); !coding.empty()) {
        const bool plain_chunks = lower_ascii(coding) == "chunked" && syntax.version == 11;
        if (!plain_chunks || request.headers.get("Content-Length")) return refuse(unclear_length);
    }
    if (const auto expected = request.headers.get("Expect"); expected && lower_ascii(*expected) != "100-continue")
        return refuse(unmet_expectation, {}, {std::string(expected->substr(0, 40))});
    auto target = parse_target(syntax.target);
    if (!target) return std::unexpected(target.error());
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    return {};
}

Refusal refusal_for(const error_code& error, const RequestLimits& limits) {
    const auto said = [](std::size_t bytes) { return std::vector{std::to_string(bytes)}; };
    if (error == http::error::header_limit) return refuse(header_too_large, {}, said(limits.header_bytes_max)).error();
    if (error == http::error::body_limit) return refuse(body_too_large, {}, said(limits.body_bytes_max)).error();
    return refuse(malformed).error();
}

} // namespace

RequestParser::Progress RequestParser::feed(std::string_view& bytes) {
    Syntax& syntax = *inside_->syntax;
    while (true) {
        if (syntax.is_header_done() && !inside_->header_taken) {
            inside_->header_taken = true;
            const auto checked = checked_header(request, syntax);
            if (!checked) {
                refusal = checked.error();
                return Progress::refused;
            }
            if (!syntax.is_done()) return Progress::header_done;
        }
        if (syntax.is_done()) return Progress::done;
        if (bytes.empty()) return Progress::needs_more;
        syntax.eager(inside_->header_taken);
        error_code error;
        bytes.remove_prefix(syntax.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error));
        // Beast bounds the header but neither the extensions of a chunk nor trailers.
        const bool is_endless = bytes.size() > inside_->limits.header_bytes_max;
        if (error == http::error::need_more && !is_endless) return Progress::needs_more;
        if (error == http::error::need_more) error = http::error::header_limit;
        if (error) {
            refusal = refusal_for(error, inside_->limits);
            return Progress::refused;
        }
    }
}

bool RequestParser::keeps_alive() const { return inside_->syntax->keep_alive(); }
bool RequestParser::is_http_1_0() const { return inside_->syntax->version == 10; }
bool RequestParser::expects_continue() const { return request.headers.get("Expect") && !is_http_1_0(); }

} // namespace reef::web
