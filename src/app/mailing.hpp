// The settings of a platform's mail, and the postman that goes by them.
#pragma once
#include "commons/notices/module.hpp"

namespace reef::app {

/// As `reef serve` is given them.
struct MailOptions {
    std::string smtp;     // smtp:// or smtps://; empty: no mail is sent, and letters wait where they can be seen
    std::string user;     // for signing in there
    std::string password; // from the environment or a file
    std::string from;     // the sender's address
    std::string address;  // of the platform from outside, such as https://ride.example
};

/// What could not be sent by these: mail.no_sender, mail.no_platform_address, mail.bad_address, mail.bad_server.
std::optional<Refusal> refusal_of(const MailOptions& options);

/// How letters are written; `origin` names the platform where nothing else does.
notices::Sending sending_of(const MailOptions& options, std::string_view origin);

/// Goes through what happens and sends letters; notes whether there is a mail server.
std::unique_ptr<mail::Postman> make_postman(engine::Engine& engine, const MailOptions& options,
                                            std::string_view origin);

/// What links in mails do: confirm an address, end mails of one kind. `data` has the `token`.
Result<json::object> confirm_by_mail(engine::Engine& engine, const json::object& data);
Result<json::object> stop_by_mail(engine::Engine& engine, const json::object& data);

} // namespace reef::app
