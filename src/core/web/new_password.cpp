#include "core/web/new_password.hpp"
#include "core/mail/module.hpp"
#include "core/web/credentials.hpp"
#include "core/web/form.hpp"
#include "core/web/password_link.hpp"
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace reef::web {
namespace {

constexpr RefusalKind no_mail{
    "accounts.no_mail",
    "This platform sends no mail, so it cannot send a link either. Please ask whoever runs it to let you in again.",
    409};
constexpr RefusalKind asked_too_often{"accounts.too_often", "That was tried too often. Please wait {} and try again.",
                                      429};
constexpr RefusalKind password_link_worn{
    "accounts.password_link_worn", "This link was used already, is more than an hour old, or is not from here.", 401};

struct ForgottenDocument {
    bool sends = false;
    bool asked = false;
    static constexpr auto fields() {
        return FieldTable{field("sends", &ForgottenDocument::sends, "whether this platform sends mail"),
                          field("asked", &ForgottenDocument::asked, "a link was just asked for")};
    }
};
Result<ForgottenDocument> show_forgotten(engine::PageRequest& request) {
    return ForgottenDocument{mail::sends(request.connection), request.asked("asked") == "yes"};
}

struct NewPasswordDocument {
    std::string token;
    static constexpr auto fields() { return FieldTable{field("token", &NewPasswordDocument::token, "of the link")}; }
};
/// Whether it is good is found out when it is used: the machine's time, which decides it, is not the page's.
Result<NewPasswordDocument> show_new_password(engine::PageRequest& request) {
    return NewPasswordDocument{std::string(request.asked("token"))};
}

} // namespace

NewPassword::NewPassword(engine::Engine& engine, Answers& answers, const SiteOptions& options,
                         const engine::Clock& clock)
    : engine_(engine),
      answers_(answers),
      options_(options),
      clock_(clock),
      of_account_(options.sign_ins_of_account),
      of_address_(options.sign_ins_of_address) {}

bool NewPassword::is_too_often(Limits& limits, const std::string& key, const VisitPtr& visit, const Sent& sent) {
    const auto wait = limits.take(key, clock_.now());
    if (!wait) return false;
    visit->retry_after = wait;
    answers_.refuse(visit, reef::refuse(asked_too_often, {}, {minutes((wait->ms + 59'999) / 60'000).text()}).error(),
                    &sent);
    return true;
}

void NewPassword::ask(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    const auto login = lower_ascii(trimmed(take_text(sent->data, "login")));
    if (is_too_often(of_address_, visit->viewer.address, visit, *sent)) return;
    if (is_too_often(of_account_, login, visit, *sent)) return;
    if (!mail::sends(*engine_.read())) return answers_.refuse(visit, reef::refuse(no_mail).error(), &*sent);
    // Answered before anybody looks, so that the time it takes tells nothing.
    sent->then = "/sign-in/forgotten?asked=yes";
    answers_.done(visit, *sent, {.document = {{"asked", true}}});
    engine_.write_beside(
        [login, now = clock_.now()](store::Connection& connection) {
            const auto found = find_credential(connection, login);
            if (!found) return;
            const auto key = fmt::format("password:{}:{}", found->member.text(), now.ms);
            mail::put(connection, {key, found->member, "password", {}}, now);
        },
        [](const std::optional<Refusal>& refusal) {
            if (refusal) spdlog::warn("a link for a new password was not written: {}", refusal->sentence());
        });
}

void NewPassword::choose(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    auto data = sent->data;
    const auto token = take_text(data, "token"), password = take_text(data, "password");
    if (is_too_often(of_address_, visit->viewer.address, visit, *sent)) return;
    if (const auto refusal = checked({"anybody", password}); !refusal)
        return answers_.refuse(visit, refusal.error(), &*sent);
    if (!member_of_password_link(*engine_.read(), token, clock_.now()))
        return answers_.refuse(visit, reef::refuse(password_link_worn).error(), &*sent);
    const bool started = hashing_.start([this, visit, sent = *sent, token, password] {
        answers_.guarded(visit, [&] { write(visit, sent, token, password); });
    });
    if (!started) answers_.refuse(visit, reef::refuse(hashing_is_busy).error(), &*sent);
}

void NewPassword::write(const VisitPtr& visit, const Sent& sent, const std::string& token,
                        const std::string& password) {
    const auto hash = hash_password(password, options_.password_cost);
    const auto good = std::make_shared<bool>(false);
    const auto work = [=, now = clock_.now()](store::Connection& connection) {
        const auto member = member_of_password_link(connection, token, now);
        *good = member.has_value();
        if (!member) return;
        connection.run("UPDATE {web_credentials} SET password_hash = $2 WHERE member = $1", *member, hash);
        connection.run("DELETE FROM {web_sessions} WHERE member = $1", *member);
    };
    engine_.write_beside(work, [this, visit, sent, good](std::optional<Refusal> refusal) {
        if (!refusal && !*good) refusal = reef::refuse(password_link_worn).error();
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        auto onward = sent;
        onward.then = "/sign-in";
        answers_.done(visit, onward, {.notice = "new-password", .document = {{"changed", true}}});
    });
}

engine::PageType forgotten_page() {
    return engine::page<show_forgotten>("/sign-in/forgotten", "src/core/web/forgotten.html",
                                        "Asks for a link to a new password.", engine::anyone());
}
engine::PageType new_password_page() {
    return engine::page<show_new_password>("/sign-in/new-password", "src/core/web/new_password.html",
                                           "Where the link leads with which one chooses a new password.",
                                           engine::anyone());
}

} // namespace reef::web
