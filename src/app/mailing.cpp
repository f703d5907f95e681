#include "app/mailing.hpp"
#include "app/waiting.hpp"
#include <fmt/format.h>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind no_sender{"mail.no_sender", "A platform that sends mail needs a sender: give --mail-from.", 422};
constexpr RefusalKind no_platform_address{
    "mail.no_platform_address",
    "Links in mails begin with the platform's own address: give --address, such as https://ride.example.", 422};

std::vector<notices::WaitingLine> waiting_lines(PageRequest& request) {
    std::vector<notices::WaitingLine> lines;
    for (const auto& each : waiting_for(request)) lines.push_back({each.kind, each.title, each.href, each.until});
    return lines;
}

using CallOfLink = Result<Call> (*)(store::Connection&, std::string_view);
Result<json::object> done_by_mail(Engine& engine, const json::object& data, CallOfLink call_of) {
    const auto* token = data.if_contains("token");
    auto call = call_of(*engine.read(), token && token->is_string() ? std::string_view(token->get_string()) : "");
    if (!call) return std::unexpected(std::move(call.error()));
    const auto done = engine.perform(Actor::platform(), "mail", std::move(*call));
    if (!done) return std::unexpected(done.error());
    return json::object{{"done", true}};
}

} // namespace

std::optional<Refusal> refusal_of(const MailOptions& options) {
    if (options.smtp.empty()) return {};
    if (options.from.empty()) return refuse(no_sender).error();
    if (!options.address.starts_with("https://") && !options.address.starts_with("http://"))
        return refuse(no_platform_address).error();
    if (const auto from = mail::MailAddress::parse(options.from); !from) return from.error();
    return mail::refusal_of(mail::SmtpSettings{options.smtp, options.user, options.password});
}

notices::Sending sending_of(const MailOptions& options, std::string_view origin) {
    notices::Sending sending{.waiting = waiting_lines};
    sending.address = options.address.empty() ? fmt::format("https://{}", origin) : options.address;
    while (sending.address.ends_with('/')) sending.address.pop_back();
    if (const auto from = mail::MailAddress::parse(options.from)) sending.from = *from;
    return sending;
}

std::unique_ptr<mail::Postman> make_postman(Engine& engine, const MailOptions& options, std::string_view origin) {
    mail::PostmanOptions work;
    if (!options.smtp.empty()) work.smtp = mail::SmtpSettings{options.smtp, options.user, options.password};
    engine.write_beside([has_server = work.smtp.has_value()](store::Connection& connection) {
        mail::note_sending(connection, has_server);
    });
    work.gather = [gatherer = std::make_shared<notices::Gatherer>(engine)] { return gatherer->portion(); };
    work.write = [&engine, writer = std::make_shared<notices::LetterWriter>(sending_of(options, origin))](
                     store::Connection& connection, const mail::Letter& letter) {
        return writer->mail(connection, engine.registry(), engine.now(), letter);
    };
    return std::make_unique<mail::Postman>(engine, std::move(work));
}

Result<json::object> confirm_by_mail(Engine& engine, const json::object& data) {
    return done_by_mail(engine, data, notices::call_of_confirmation);
}
Result<json::object> stop_by_mail(Engine& engine, const json::object& data) {
    return done_by_mail(engine, data, notices::call_of_stopping);
}

} // namespace reef::app
