// Tokens in the links of mails: they say whom they are for and what they are good for, signed, so that nothing about
// them need be kept.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"

namespace reef::mail {

/// Made once for a platform, and kept with its secrets.
void make_link_key(store::Connection& connection, Chance& chance);

struct LinkToken {
    MemberId member;
    std::string what; // without points
};
/// `MEMBER.WHAT.SIGNATURE`. `bound_to` is signed along and not said: once it is another, the token is worth nothing.
std::string link_token(store::Connection& connection, const LinkToken& token, std::string_view bound_to = {});
/// What a token says, whether or not it is signed by us; nothing where it is no token.
std::optional<LinkToken> said_by(std::string_view token);
bool is_ours(store::Connection& connection, std::string_view token, std::string_view bound_to = {});

} // namespace reef::mail
