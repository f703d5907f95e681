// Handing mails to a mail server (RFC 5321), by libcurl.
#pragma once
#include "core/mail/message.hpp"
#include <atomic>

namespace reef::mail {

struct SmtpSettings {
    std::string url;                 // smtp://host:port, or smtps:// for TLS from the first byte
    std::string user;                // none: without signing in
    std::string password;            // never on a command line
    Duration time_max = seconds(30); // for one mail
};

/// mail.bad_server: no address of a mail server.
std::optional<Refusal> refusal_of(const SmtpSettings& settings);

enum class Handed {
    sent,
    refused,  // for good: this recipient, or this mail
    later,    // this one not now
    no_server // nobody to hand anything to: no connection, no TLS, not signed in, the sender not accepted
};
struct HandedOver {
    Handed how = Handed::sent;
    std::string said = {}; // a code of SMTP or of libcurl; never an address
};

/// One connection, kept while mails go over it. On smtp:// TLS is asked for (STARTTLS), and without it nothing is sent
/// to another machine. For one thread.
class Smtp {
  public:
    explicit Smtp(SmtpSettings settings);
    ~Smtp();
    /// Ends early, as `later`, once `stopping` is true.
    HandedOver hand_over(const Message& message, const std::atomic<bool>& stopping);

  private:
    const SmtpSettings settings_;
    void* const call_; // libcurl's
};

} // namespace reef::mail
