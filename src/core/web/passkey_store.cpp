#include "core/web/passkey_store.hpp"
#include "core/web/second_factor.hpp"
#include "core/web/session.hpp"

namespace reef::web {
namespace {

constexpr RefusalKind passkey_not_yours{"passkeys.not_yours", "This is no passkey of this account.", 401};
constexpr RefusalKind passkey_known{"passkeys.known_already", "This passkey is known already.", 409};
constexpr RefusalKind passkey_name{
    "passkeys.bad_name", "Please give it a name of at most {} characters that no other passkey of yours has.", 422};
constexpr RefusalKind too_many_passkeys{"passkeys.too_many", "At most {} passkeys. Drop one first.", 409};
constexpr RefusalKind codes_first{"passkeys.codes_first",
                                  "First let your telephone make codes: they and the recovery codes let you in when a "
                                  "passkey is lost.",
                                  409};
constexpr RefusalKind passkey_without_owner{
    "passkeys.not_signed_in", "Please sign in first: a token does not change how its owner signs in.", 401};

constexpr Duration challenge_good_for = minutes(5);
constexpr std::size_t name_max = 60, passkeys_max = 20;

std::string_view text(PasskeyPurpose purpose) { return purpose == PasskeyPurpose::make ? "make" : "sign in"; }

std::optional<std::string> take_bytes(json::value& data, std::string_view name) {
    std::string bytes;
    return from_base64url(take_text(data, name), bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

json::array credentials_of(store::Connection& connection, MemberId member) {
    json::array ids;
    for (const auto& each : passkeys_of(connection, member)) ids.emplace_back(each.id);
    return ids;
}

} // namespace

RelyingParty relying_party(const Visit& visit) {
    return relying_party(visit.request.headers.get("Host").value_or(""), visit.viewer.over_tls);
}

std::vector<PasskeyLine> passkeys_of(store::Connection& connection, MemberId member) {
    using Row = std::tuple<Bytes, std::string, Time, std::optional<Time>>;
    std::vector<PasskeyLine> lines;
    for (auto& [credential, name, added_at, used_at] : connection.all<Row>(
             "SELECT credential, name, added_at, used_at FROM {web_passkeys} WHERE member = $1 ORDER BY added_at, name",
             member))
        lines.push_back({base64url(credential.data), std::move(name), added_at, used_at});
    return lines;
}

void keep_challenge(store::Connection& connection, std::string_view challenge, MemberId member, PasskeyPurpose purpose,
                    Time now) {
    connection.run("DELETE FROM {web_challenges} WHERE expires_at < $1", now);
    connection.run("INSERT INTO {web_challenges} (hash, member, purpose, expires_at) VALUES ($1, $2, $3, $4)",
                   token_hash(challenge), member, text(purpose), now + challenge_good_for);
}

bool take_challenge(store::Connection& connection, std::string_view challenge, MemberId member, PasskeyPurpose purpose,
                    Time now) {
    const auto is_good = connection.one<std::int64_t>(
        "SELECT count(*) FROM {web_challenges} WHERE hash = $1 AND member = $2 AND purpose = $3 AND expires_at > $4",
        token_hash(challenge), member, text(purpose), now);
    connection.run("DELETE FROM {web_challenges} WHERE hash = $1", token_hash(challenge));
    return is_good > 0;
}

std::optional<PasskeySigned> take_passkey(json::value& data) {
    auto credential = take_bytes(data, "passkey_credential"), client_data = take_bytes(data, "passkey_client_data");
    auto authenticator = take_bytes(data, "passkey_authenticator_data"),
         signature = take_bytes(data, "passkey_signature");
    if (!credential || !client_data || !authenticator || !signature || credential->empty()) return {};
    return PasskeySigned{std::move(*credential), std::move(*client_data), std::move(*authenticator),
                         std::move(*signature)};
}

std::optional<Refusal> refusal_of_passkey(store::Connection& connection, MemberId member, const PasskeySigned& answer,
                                          const RelyingParty& party, Time now) {
    const auto challenge = challenge_in(answer.client_data);
    if (!take_challenge(connection, challenge, member, PasskeyPurpose::sign_in, now))
        return refuse(passkey_challenge).error();
    const Bytes credential{answer.credential};
    const auto known = connection.first<PasskeyKey>(
        "SELECT credential, key, algorithm, counter FROM {web_passkeys} WHERE credential = $1 AND member = $2",
        credential, member);
    if (!known) return refuse(passkey_not_yours).error();
    const auto counter = check_passkey(answer, challenge, *known, party);
    if (!counter) return counter.error();
    connection.run("UPDATE {web_passkeys} SET counter = $1, used_at = $2 WHERE credential = $3", *counter, now,
                   credential);
    return {};
}

json::object passkey_question(store::Connection& connection, MemberId member, std::string_view challenge,
                              const RelyingParty& party) {
    return {{"challenge", challenge}, {"rp_id", party.id}, {"credentials", credentials_of(connection, member)}};
}

std::optional<Sent> Passkeys::received(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent || visit->viewer.known_by == KnownBy::session) return sent;
    answers_.refuse(visit, refuse(passkey_without_owner).error(), &*sent);
    return {};
}

void Passkeys::begin(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    const auto member = visit->viewer.actor().member;
    const auto challenge = base64url(chance_.bytes(32));
    const auto document = std::make_shared<json::object>();
    const auto refused = std::make_shared<std::optional<Refusal>>();
    const auto write = [=, party = relying_party(*visit), now = clock_.now()](store::Connection& connection) {
        if (!has_second_factor(connection, member)) {
            *refused = refuse(codes_first).error();
            return;
        }
        keep_challenge(connection, challenge, member, PasskeyPurpose::make, now);
        json::array algorithms;
        for (const auto each : passkey_algorithms()) algorithms.emplace_back(each);
        *document = passkey_question(connection, member, challenge, party);
        (*document)["user_id"] = base64url(member.text());
        (*document)["user_name"] = "member " + member.text();
        (*document)["algorithms"] = std::move(algorithms);
    };
    engine_.write_beside(write, [=, this, sent = *sent](std::optional<Refusal> refusal) {
        if (*refused) refusal = *refused;
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {.document = *document});
    });
}

void Passkeys::add(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    auto data = sent->data;
    const std::string name(trimmed(take_text(data, "name")));
    const auto client_data = take_bytes(data, "passkey_client_data");
    const auto authenticator_data = take_bytes(data, "passkey_authenticator_data");
    if (!client_data || !authenticator_data || client_data->empty())
        return answers_.refuse(visit, refuse(passkey_unreadable).error(), &*sent);
    const auto refused = std::make_shared<std::optional<Refusal>>();
    const auto write = [=, made = PasskeyMade{*client_data, *authenticator_data}, party = relying_party(*visit),
                        member = visit->viewer.actor().member, now = clock_.now()](store::Connection& connection) {
        const auto say = [&](Refusal refusal) { *refused = std::move(refusal); };
        const auto challenge = challenge_in(made.client_data);
        if (!take_challenge(connection, challenge, member, PasskeyPurpose::make, now))
            return say(refuse(passkey_challenge).error());
        const auto mine = passkeys_of(connection, member);
        if (mine.size() >= passkeys_max)
            return say(refuse(too_many_passkeys, {}, {std::to_string(passkeys_max)}).error());
        if (name.empty() || count_characters(name) > name_max || has_control_characters(name) ||
            std::ranges::find(mine, name, &PasskeyLine::name) != mine.end())
            return say(refuse(passkey_name, "name", {std::to_string(name_max)}).error());
        const auto key = read_passkey(made, challenge, party);
        if (!key) return say(key.error());
        if (connection.one<std::int64_t>("SELECT count(*) FROM {web_passkeys} WHERE credential = $1", key->credential) >
            0)
            return say(refuse(passkey_known).error());
        connection.run(
            "INSERT INTO {web_passkeys} (credential, member, name, key, algorithm, counter, added_at) VALUES "
            "($1, $2, $3, $4, $5, $6, $7)",
            key->credential, member, name, key->key, key->algorithm, key->counter, now);
    };
    engine_.write_beside(write, [this, visit, sent = *sent, refused](std::optional<Refusal> refusal) {
        if (*refused) refusal = *refused;
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {});
    });
}

void Passkeys::drop(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    auto data = sent->data;
    const auto id = take_bytes(data, "id").value_or("");
    const auto write = [id, member = visit->viewer.actor().member](store::Connection& connection) {
        connection.run("DELETE FROM {web_passkeys} WHERE credential = $1 AND member = $2", Bytes{id}, member);
    };
    engine_.write_beside(write, [this, visit, sent = *sent](std::optional<Refusal> refusal) {
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {});
    });
}

} // namespace reef::web
