#include "core/web/second_factor.hpp"
#include "core/web/commands.hpp"
#include "core/web/one_time_codes.hpp"
#include "core/web/passkey_store.hpp"
#include "core/web/session.hpp"

namespace reef::web {
namespace {

constexpr RefusalKind wrong_first_code{
    "second_factor.wrong_code",
    "This is not the code of this moment, or it was used already. Wait for the next one and look at the clock of your "
    "telephone.",
    401};
constexpr RefusalKind none_begun{"second_factor.none_begun", "Ask for a secret first.", 409};
constexpr RefusalKind on_already{"second_factor.on_already",
                                 "You are asked for a code already. Drop it first, if you want another.", 409};
constexpr RefusalKind factor_without_owner{
    "second_factor.not_signed_in", "Please sign in first: a token does not change how its owner signs in.", 401};
constexpr int recovery_codes = 10;

struct StoredSecret {
    Bytes secret;
    bool confirmed = false;
    std::int64_t last_step = 0;
    static constexpr auto fields() {
        return FieldTable{field("secret", &StoredSecret::secret, ""), field("confirmed", &StoredSecret::confirmed, ""),
                          field("last_step", &StoredSecret::last_step, "")};
    }
};
std::optional<StoredSecret> find_secret(store::Connection& connection, MemberId member) {
    return connection.first<StoredSecret>(
        "SELECT secret, confirmed, last_step FROM {web_second_factors} WHERE member = $1", member);
}

/// Whether the telephone made it, later than the last one that was used.
bool use_telephone_code(store::Connection& connection, MemberId member, const StoredSecret& stored,
                        std::string_view code, Time now) {
    const auto step = step_of_code({stored.secret}, code, now);
    if (!step || *step <= stored.last_step) return false;
    connection.run("UPDATE {web_second_factors} SET last_step = $1 WHERE member = $2", *step, member);
    return true;
}

struct SecondFactorDocument {
    bool is_on = false;
    std::int64_t recovery_codes_left = 0;
    std::vector<PasskeyLine> passkeys;
    static constexpr auto fields() {
        return FieldTable{field("is_on", &SecondFactorDocument::is_on, "whether signing in asks for a code"),
                          field("recovery_codes_left", &SecondFactorDocument::recovery_codes_left, "not used yet"),
                          field("passkeys", &SecondFactorDocument::passkeys, "any of which does instead of a code")};
    }
};
Result<SecondFactorDocument> show_second_factor(engine::PageRequest& request) {
    return SecondFactorDocument{has_second_factor(request.connection, request.member()),
                                request.connection.one<std::int64_t>(
                                    "SELECT count(*) FROM {web_recovery_codes} WHERE member = $1", request.member()),
                                passkeys_of(request.connection, request.member())};
}

} // namespace

bool has_second_factor(store::Connection& connection, MemberId member) {
    const auto stored = find_secret(connection, member);
    return stored && stored->confirmed;
}

bool use_code(store::Connection& connection, MemberId member, std::string_view code, Time now) {
    const auto stored = find_secret(connection, member);
    if (!stored) return false;
    if (use_telephone_code(connection, member, *stored, code, now)) return true;
    const auto hash = token_hash(lower_ascii(code));
    const auto is_recovery_code = connection.one<std::int64_t>(
        "SELECT count(*) FROM {web_recovery_codes} WHERE member = $1 AND hash = $2", member, hash);
    connection.run("DELETE FROM {web_recovery_codes} WHERE member = $1 AND hash = $2", member, hash);
    return is_recovery_code > 0;
}

void drop_second_factor(store::Connection& connection, MemberId member) {
    connection.run("DELETE FROM {web_second_factors} WHERE member = $1", member);
    connection.run("DELETE FROM {web_recovery_codes} WHERE member = $1", member);
    connection.run("DELETE FROM {web_passkeys} WHERE member = $1", member);
    connection.run("DELETE FROM {web_challenges} WHERE member = $1", member);
}

std::optional<Sent> SecondFactor::received(const VisitPtr& visit) {
    auto sent = answers_.received(visit);
    if (!sent || visit->viewer.known_by == KnownBy::session) return sent;
    answers_.refuse(visit, refuse(factor_without_owner).error(), &*sent);
    return {};
}

void SecondFactor::show_secret(const VisitPtr& visit, const Bytes& secret, std::optional<Refusal> refusal) {
    if (refusal && visit->wants == Representation::json) return answers_.refuse_later(visit, std::move(*refusal), {});
    answers_.draw_later(visit, [this, visit, secret, refusal](store::Connection& connection) {
        const OneTimeSecret shown{secret};
        const auto host = visit->request.headers.get("Host").value_or("Reef");
        const auto address = shown.address(host, "member " + visit->viewer.actor().member.text());
        json::object document{{"letters", shown.letters()}, {"address", address}};
        if (visit->wants == Representation::json) return text_response(json_text(document), "application/json");
        const auto squares = squares_of(address);
        document["squares"] = squares.path;
        document["side"] = squares.side;
        document["is_wrong"] = refusal.has_value();
        return pages_.render(*visit, connection, "src/core/web/second_factor_secret.html", std::move(document),
                             refusal ? refusal->status : 200);
    });
}

void SecondFactor::begin(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    const auto secret = OneTimeSecret::make(chance_).bytes;
    const auto member = visit->viewer.actor().member;
    const auto is_on = std::make_shared<bool>(false);
    const auto write = [=](store::Connection& connection) {
        *is_on = has_second_factor(connection, member);
        if (*is_on) return;
        drop_second_factor(connection, member);
        connection.run("INSERT INTO {web_second_factors} (member, secret, confirmed, last_step) VALUES ($1, $2, $3, 0)",
                       member, secret, false);
    };
    engine_.write_beside(write, [this, visit, sent = *sent, secret, is_on](std::optional<Refusal> refusal) {
        if (*is_on) refusal = refuse(on_already).error();
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        show_secret(visit, secret, {});
    });
}

void SecondFactor::confirm(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    auto data = sent->data;
    const std::string code(trimmed(take_text(data, "code")));
    const auto member = visit->viewer.actor().member;
    const auto stored = [&] { return find_secret(*engine_.read(), member); }();
    if (!stored || stored->confirmed) return answers_.refuse(visit, refuse(none_begun).error(), &*sent);
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes; ++i) codes.push_back(recovery_code(chance_));
    const auto is_right = std::make_shared<bool>(false);
    const auto write = [=, now = clock_.now()](store::Connection& connection) {
        *is_right = use_telephone_code(connection, member, *stored, code, now);
        if (!*is_right) return;
        connection.run("UPDATE {web_second_factors} SET confirmed = $1 WHERE member = $2", true, member);
        for (const auto& each : codes)
            connection.run("INSERT INTO {web_recovery_codes} (member, hash) VALUES ($1, $2)", member, token_hash(each));
    };
    engine_.write_beside(write, [=, this, sent = *sent, secret = stored->secret](std::optional<Refusal> refusal) {
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        if (!*is_right) return show_secret(visit, secret, refuse(wrong_first_code, "code").error());
        json::array all;
        for (const auto& each : codes) all.emplace_back(each);
        const json::object document{{"recovery_codes", all}};
        if (visit->wants == Representation::json) return answers_.done(visit, sent, {.document = document});
        answers_.draw_later(visit, [this, visit, document](store::Connection& connection) {
            return pages_.render(*visit, connection, "src/core/web/second_factor_codes.html", document, 200);
        });
    });
}

void SecondFactor::drop(const VisitPtr& visit) {
    const auto sent = received(visit);
    if (!sent) return;
    auto data = sent->data;
    const std::string code(trimmed(take_text(data, "code")));
    const auto member = visit->viewer.actor().member;
    const auto is_right = std::make_shared<bool>(false);
    const auto write = [=, now = clock_.now()](store::Connection& connection) {
        *is_right = use_code(connection, member, code, now);
        if (*is_right) drop_second_factor(connection, member);
    };
    engine_.write_beside(write, [this, visit, sent = *sent, is_right](std::optional<Refusal> refusal) {
        if (!refusal && !*is_right) refusal = refuse(wrong_first_code, "code").error();
        if (refusal) return answers_.refuse_later(visit, std::move(*refusal), sent);
        answers_.done(visit, sent, {.notice = "kept"});
    });
}

engine::PageType second_factor_page() {
    return engine::page<show_second_factor>("/second-factor", "src/core/web/second_factor.html",
                                            "Whether signing in asks you for a code, and how to change that.",
                                            {{"person", "member"}});
}

} // namespace reef::web
