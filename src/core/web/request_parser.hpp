// From the bytes of a connection to requests. Boost.Beast reads the syntax, behind this plain face.
#pragma once
#include "core/web/http.hpp"

namespace reef::web {

struct RequestLimits {
    std::size_t header_bytes_max = 16 * 1024; // request line and fields
    std::size_t body_bytes_max = 2 * 1024 * 1024;
};

class RequestParser {
  public:
    enum class Progress {
        needs_more,  // bytes
        header_done, // and the body is still to come
        done,        // `request` is whole
        refused,     // see `refusal`; what follows on the connection cannot be understood
    };

    explicit RequestParser(RequestLimits limits);
    ~RequestParser();
    /// Ready for the next request.
    void begin();
    /// Takes from the front of `bytes` what it can use; what it leaves comes back in front of more.
    Progress feed(std::string_view& bytes);

    Request request = {};
    Refusal refusal = {};
    bool keeps_alive() const;
    bool is_http_1_0() const;
    bool expects_continue() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace reef::web
