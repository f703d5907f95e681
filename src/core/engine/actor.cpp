#include "core/engine/actor.hpp"
#include <algorithm>

namespace reef::engine {
namespace {

constexpr RefusalKind sign_in{"access.sign_in", "Please sign in first: this is for {}.", 401};
constexpr RefusalKind not_yours{"access.not_yours", "This is for {}, and you are not among them here.", 403};

constexpr std::pair<Actor::Kind, std::string_view> words[] = {{Actor::Kind::stranger, "stranger"},
                                                              {Actor::Kind::clock, "clock"},
                                                              {Actor::Kind::platform, "platform"},
                                                              {Actor::Kind::system_operator, "operator"}};

std::string role_in_words(std::string_view role) {
    if (role == "member") return "members";
    if (role == "person") return "people who have signed up";
    if (role == "stranger") return "people who have no account yet";
    if (role == "forum") return "members of a forum, which sets the agenda";
    if (role == "clock") return "deadlines that fall due";
    if (role == "platform") return "what the platform's own rules set off";
    if (role == "auditor") return "members of a body that audits and keeps the books";
    if (role == "registrar") return "members of a body that checks who members are";
    if (role == "operator") return "whoever runs the server";
    if (role == "founder") return "the founder, until launch";
    if (role.starts_with("class:")) return "members of the class \"" + std::string(role.substr(6)) + "\"";
    if (role.starts_with("body:")) return "members of the body \"" + std::string(role.substr(5)) + "\"";
    return std::string(role);
}

} // namespace

Result<Actor> Actor::parse(std::string_view text) {
    for (const auto& [kind, word] : words)
        if (word == text) return Actor{kind, {}};
    const auto id = MemberId::parse(text);
    if (!id) return std::unexpected(id.error());
    return Actor::of(*id);
}

std::string Actor::text() const {
    for (const auto& [known, word] : words)
        if (known == kind) return std::string(word);
    return member.text();
}

bool Standing::has(std::string_view role) const {
    return role == "anyone" || std::ranges::find(roles, role) != roles.end();
}

Audience Standing::audience() const {
    if (has("auditor")) return Audience::auditors;
    return has("member") ? Audience::members : Audience::everyone;
}

std::optional<Refusal> Access::refusal_for(const Standing& standing) const {
    if (std::ranges::any_of(roles, [&](auto role) { return standing.has(role); })) return {};
    const auto& kind = standing.actor.kind == Actor::Kind::stranger ? sign_in : not_yours;
    return refuse(kind, {}, {in_words()}).error();
}

std::string Access::in_words() const {
    std::vector<std::string> parts;
    for (const auto role : roles) parts.push_back(role_in_words(role));
    return join(parts, ", or ");
}

} // namespace reef::engine
