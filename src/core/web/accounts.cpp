#include "core/web/accounts.hpp"
#include "core/web/commands.hpp"
#include "core/web/credentials.hpp"
#include "core/web/passkey_store.hpp"
#include "core/web/second_factor.hpp"
#include "core/web/session.hpp"
#include "core/web/sign_in_link.hpp"

namespace reef::web {
namespace {

constexpr RefusalKind wrong_password{"accounts.wrong_password",
                                     "Name and password do not belong together. Please look at both again.", 401};
constexpr RefusalKind code_needed{"accounts.code_needed",
                                  "This account asks for a code as well: of your telephone, or a recovery code.", 401};
constexpr RefusalKind wrong_code{
    "accounts.wrong_code", "This code is not of this moment, or was used already. Please wait for the next one.", 401};
constexpr RefusalKind no_passkey{"accounts.no_passkey", "This account has no passkey. Please sign in without one.",
                                 409};
constexpr RefusalKind login_taken{"accounts.login_taken",
                                  "Somebody signs in with this name already. Please choose another.", 409};
constexpr RefusalKind nobody_signs_up{"accounts.nobody_signs_up", "Nobody signs up by themselves on this platform.",
                                      403};
constexpr RefusalKind not_an_example{"doors.not_an_example",
                                     "Doors stand open on examples alone. Please sign in as yourself.", 403};
constexpr RefusalKind no_door{"doors.unknown", "There is no door \"{}\".", 404};

} // namespace

Accounts::Accounts(engine::Engine& engine, const Pages& pages, Answers& answers, const SiteOptions& options,
                   const engine::Clock& clock, Chance& chance)
    : engine_(engine),
      pages_(pages),
      answers_(answers),
      options_(options),
      clock_(clock),
      chance_(chance),
      of_account_(options.sign_ins_of_account),
      of_address_(options.sign_ins_of_address),
      sign_ups_(options.sign_ups_of_address) {}

// --- Signing in ------------------------------------------------------------------------------------------------------

void Accounts::sign_in(const VisitPtr& visit) {
    with_password(visit, [this, visit](const Sent& sent, const std::string& login, MemberId member) {
        begin_with_factor(visit, sent, login, member);
    });
}

void Accounts::ask_for_passkey(const VisitPtr& visit) {
    with_password(visit, [this, visit](const Sent& sent, const std::string&, MemberId member) {
        ask_passkey_of(visit, sent, member);
    });
}

void Accounts::with_password(const VisitPtr& visit, const Known& known) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    const auto login = lower_ascii(trimmed(take_text(sent->data, "login")));
    auto refusal = refusal_of_pace(of_address_, visit->viewer.address, clock_.now(), *visit);
    if (!refusal) refusal = refusal_of_pace(of_account_, login, clock_.now(), *visit);
    if (refusal) return answers_.refuse(visit, *refusal, &*sent);
    const auto password = take_text(sent->data, "password");
    const bool started = hashing_.start([this, visit, sent = *sent, login, password, known] {
        answers_.guarded(visit, [&] { try_password(visit, sent, login, password, known); });
    });
    if (!started) answers_.refuse(visit, refuse(hashing_is_busy).error(), &*sent);
}

void Accounts::try_password(const VisitPtr& visit, const Sent& sent, const std::string& login,
                            const std::string& password, const Known& known) {
    const auto found = [&] {
        const auto connection = engine_.read();
        return find_credential(*connection, login);
    }();
    const auto hash = found ? std::optional(found->password_hash) : std::nullopt;
    if (!is_password(password, hash, options_.password_cost))
        return answers_.refuse(visit, refuse(wrong_password, "password").error(), &sent);
    known(sent, login, found->member);
}

void Accounts::begin_with_factor(const VisitPtr& visit, const Sent& sent, const std::string& login, MemberId member) {
    auto data = sent.data;
    const std::string code(trimmed(take_text(data, "code")));
    const auto passkey = take_passkey(data);
    begin(visit, sent, member,
          [this, login, code, passkey, member, party = relying_party(*visit),
           now = clock_.now()](store::Connection& connection) -> std::optional<Refusal> {
              if (has_second_factor(connection, member)) {
                  if (passkey) {
                      if (auto refusal = refusal_of_passkey(connection, member, *passkey, party, now)) return refusal;
                  } else {
                      if (code.empty()) return refuse(code_needed, "code").error();
                      if (!use_code(connection, member, code, now)) return refuse(wrong_code, "code").error();
                  }
              }
              of_account_.forgive(login);
              return {};
          });
}

void Accounts::ask_passkey_of(const VisitPtr& visit, const Sent& sent, MemberId member) {
    const auto challenge = base64url(chance_.bytes(32));
    const auto question = std::make_shared<std::optional<json::object>>();
    const auto write = [=, party = relying_party(*visit), now = clock_.now()](store::Connection& connection) {
        if (passkeys_of(connection, member).empty()) return;
        keep_challenge(connection, challenge, member, PasskeyPurpose::sign_in, now);
        *question = passkey_question(connection, member, challenge, party);
    };
    engine_.write_beside(write, [this, visit, sent, question](std::optional<Refusal> refusal) {
        if (!refusal && !*question) refusal = refuse(no_passkey).error();
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {.document = **question});
    });
}

Done Accounts::begun(const Visit& visit, MemberId member, std::string_view token) const {
    return {.id = member.text(),
            .notice = "signed-in",
            .document = {{"member", member.text()}},
            .cookies = {cookie_text(visit.viewer, cookies::session, token, session_idle_max.ms / 1000),
                        cookie_text(visit.viewer, cookies::visit, "", 0)}};
}

void Accounts::begin(const VisitPtr& visit, const Sent& sent, MemberId member, const Check& check) {
    const auto token = new_token(chance_);
    const auto refused = std::make_shared<std::optional<Refusal>>();
    const auto write = [visit, token, member, check, refused, now = clock_.now()](store::Connection& connection) {
        *refused = check ? check(connection) : std::nullopt;
        if (*refused) return;
        end_session(connection, visit->viewer.session_token);
        begin_session(connection, token, member, now);
    };
    engine_.write_beside(write, [this, visit, sent, token, member, refused](std::optional<Refusal> refusal) {
        if (*refused) refusal = *refused;
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        auto onward = sent;
        if (onward.then.empty()) onward.then = "/"; // not back to the page that asks to sign in
        answers_.done(visit, onward, begun(*visit, member, token));
    });
}

void Accounts::sign_out(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    if (sent->then.empty()) sent->then = "/";
    const auto write = [visit](store::Connection& connection) { end_session(connection, visit->viewer.session_token); };
    engine_.write_beside(write, [this, visit, sent = *sent](std::optional<Refusal> refusal) {
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent,
                      {.notice = "signed-out", .cookies = {cookie_text(visit->viewer, cookies::session, "", 0)}});
    });
}

void Accounts::door(const VisitPtr& visit) {
    const auto sent = answers_.received(visit);
    if (!sent) return;
    const auto& name = visit->values.at(0);
    std::optional<MemberId> member;
    {
        const auto connection = engine_.read();
        const auto state = engine::platform_state(*connection);
        if (!state || !state->example)
            return visit->answer(pages_.refused(*visit, *connection, refuse(not_an_example).error()));
        if (options_.door) member = options_.door(*connection, name);
        if (!member)
            return visit->answer(
                pages_.refused(*visit, *connection, refuse(no_door, {}, {name.substr(0, 80)}).error()));
    }
    begin(visit, *sent, *member);
}

void Accounts::by_link(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    const auto token = take_text(sent->data, "token");
    const auto member = member_of_link(*engine_.read(), token, clock_.now());
    if (!member) return answers_.refuse(visit, refuse(link_worn).error(), &*sent);
    begin(visit, *sent, *member, [token, now = clock_.now()](store::Connection& connection) -> std::optional<Refusal> {
        if (!use_link(connection, token, now)) return refuse(link_worn).error();
        return {};
    });
}

// --- Signing up ------------------------------------------------------------------------------------------------------

/// First the name is kept for this sign-up, then looked for: two who ask at once cannot both have it.
bool Accounts::reserve(const std::string& login) {
    {
        const std::lock_guard lock(mutex_);
        if (!reserved_.insert(login).second) return false;
    }
    const bool is_taken = find_credential(*engine_.read(), login).has_value();
    if (is_taken) release(login);
    return !is_taken;
}

void Accounts::release(const std::string& login) {
    const std::lock_guard lock(mutex_);
    reserved_.erase(login);
}

void Accounts::sign_up(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent) return;
    if (options_.sign_up_command.empty()) return answers_.refuse(visit, refuse(nobody_signs_up).error(), &*sent);
    auto data = sent->data;
    const auto login = take_text(data, "login"), password = take_text(data, "password");
    const auto credential = checked({login, password});
    if (!credential) return answers_.refuse(visit, credential.error(), &*sent);
    if (const auto refusal = refusal_of_pace(sign_ups_, visit->viewer.address, clock_.now(), *visit))
        return answers_.refuse(visit, *refusal, &*sent);
    if (!reserve(credential->login)) return answers_.refuse(visit, refuse(login_taken, "login").error(), &*sent);
    const bool started = hashing_.start([this, visit, sent = *sent, credential = *credential, data = std::move(data)] {
        answers_.guarded(visit, [&] { make_member(visit, sent, credential.login, credential.password, data); });
    });
    if (started) return;
    release(credential->login);
    answers_.refuse(visit, refuse(hashing_is_busy).error(), &*sent);
}

/// Member, credential and session come about in one transaction, or none of them does.
void Accounts::make_member(const VisitPtr& visit, const Sent& sent, const std::string& login,
                           const std::string& password, json::value data) {
    const auto hash = hash_password(password, options_.password_cost);
    const auto token = new_token(chance_);
    engine::Submission submission{{engine::Actor::stranger(),
                                   std::string(visit->viewer.via()),
                                   {options_.sign_up_command, std::move(data)},
                                   sent.as == SentAs::form}};
    submission.beside = [login, hash, token, now = clock_.now()](store::Connection& connection,
                                                                 const engine::Answer& answer) {
        ensure(answer.entry != 0, "who signs up becomes a member");
        connection.run("INSERT INTO {web_credentials} (login, member, password_hash) VALUES ($1, $2, $3)", login,
                       answer.entry, hash);
        begin_session(connection, token, MemberId(answer.entry), now);
    };
    engine_.submit(std::move(submission), [this, visit, sent, login, token](Result<engine::Answer> answer) {
        release(login);
        if (!answer) return answers_.refuse_later(visit, std::move(answer.error()), sent);
        auto onward = sent;
        if (onward.then.empty()) onward.then = "/";
        answers_.done(visit, onward, begun(*visit, MemberId(answer->entry), token));
    });
}

} // namespace reef::web
