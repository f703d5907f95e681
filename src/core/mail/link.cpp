#include "core/mail/link.hpp"
#include <fmt/format.h>

namespace reef::mail {
namespace {

constexpr std::string_view key_name = "mail_links";
constexpr std::size_t key_bytes = 32;

std::string signature(store::Connection& connection, const LinkToken& token, std::string_view bound_to) {
    const auto key = connection.one<Bytes>("SELECT value FROM {platform_secrets} WHERE name = $1", key_name);
    ensure(!key.data.empty(), "the key of links is one");
    const auto text = fmt::format("reef link\n{}\n{}\n{}", token.member.text(), token.what, bound_to);
    return base64url(keyed_hash(key.data, text).view());
}

} // namespace

void make_link_key(store::Connection& connection, Chance& chance) {
    connection.run("INSERT INTO {platform_secrets} (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                   key_name, Bytes{chance.bytes(key_bytes)});
}

std::string link_token(store::Connection& connection, const LinkToken& token, std::string_view bound_to) {
    ensure(token.what.find('.') == std::string::npos, "what a link is good for has no points");
    return fmt::format("{}.{}.{}", token.member.text(), token.what, signature(connection, token, bound_to));
}

std::optional<LinkToken> said_by(std::string_view token) {
    const auto parts = split(token, '.');
    if (parts.size() != 3) return {};
    const auto member = MemberId::parse(parts[0]);
    if (!member) return {};
    return LinkToken{*member, std::string(parts[1])};
}

bool is_ours(store::Connection& connection, std::string_view token, std::string_view bound_to) {
    const auto said = said_by(token);
    // Compared as hashes, so that the time it takes tells nothing.
    return said && sha256({link_token(connection, *said, bound_to)}) == sha256({token});
}

} // namespace reef::mail
