// Whose passkeys there are, and what was asked of them: tables beside the chronicle. Only this room includes it.
#pragma once
#include "core/web/answers.hpp"
#include "core/web/passkeys.hpp"

namespace reef::web {

/// As its owner sees it.
struct PasskeyLine {
    std::string id; // base64url of its name among all
    std::string name;
    Time added_at;
    std::optional<Time> used_at;
    static constexpr auto fields() {
        return FieldTable{field("id", &PasskeyLine::id, "by which it is dropped"),
                          field("name", &PasskeyLine::name, "that its owner gave it"),
                          field("added_at", &PasskeyLine::added_at, "when"),
                          field("used_at", &PasskeyLine::used_at, "last, to sign in")};
    }
};
std::vector<PasskeyLine> passkeys_of(store::Connection& connection, MemberId member);

enum class PasskeyPurpose { make, sign_in };
/// A challenge is good for five minutes, for one member and purpose, and once. All in the writer's transaction.
void keep_challenge(store::Connection& connection, std::string_view challenge, MemberId member, PasskeyPurpose purpose,
                    Time now);
/// Whether it was ours and still good; it is no more, whatever comes of the answer.
bool take_challenge(store::Connection& connection, std::string_view challenge, MemberId member, PasskeyPurpose purpose,
                    Time now);

/// What a browser sent, out of base64url; nothing where a part is none. The fields: passkey_credential,
/// passkey_client_data, passkey_authenticator_data, passkey_signature.
std::optional<PasskeySigned> take_passkey(json::value& data);
/// Why a passkey does not let its member in; nothing where it does, and then its counter has gone on. Besides what
/// check_passkey refuses: passkeys.not_yours. In the writer's transaction.
std::optional<Refusal> refusal_of_passkey(store::Connection& connection, MemberId member, const PasskeySigned& answer,
                                          const RelyingParty& party, Time now);

/// What a browser is to ask of a passkey at sign-in, for scripts/passkeys.js.
json::object passkey_question(store::Connection& connection, MemberId member, std::string_view challenge,
                              const RelyingParty& party);

/// Adding and dropping one's passkeys. Signed in with a session, and with codes set up, which stay the fallback.
class Passkeys {
  public:
    Passkeys(engine::Engine& engine, Answers& answers, const engine::Clock& clock, Chance& chance)
        : engine_(engine), answers_(answers), clock_(clock), chance_(chance) {}
    void begin(const VisitPtr& visit); // {}: what a browser is to make
    void add(const VisitPtr& visit);   // {name} and what it made
    void drop(const VisitPtr& visit);  // {id}

  private:
    std::optional<Sent> received(const VisitPtr& visit);

    engine::Engine& engine_;
    Answers& answers_;
    const engine::Clock& clock_;
    Chance& chance_;
};

/// Asked for by whom: the platform at the address that the request names.
RelyingParty relying_party(const Visit& visit);

} // namespace reef::web
