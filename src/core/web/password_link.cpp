#include "core/web/password_link.hpp"
#include "core/mail/module.hpp"
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr Duration password_link_good_for = hours(1);
constexpr std::string_view purpose = "password-";

std::optional<std::string> hash_of(store::Connection& connection, MemberId member) {
    return connection.first<std::string>("SELECT password_hash FROM {web_credentials} WHERE member = $1", member);
}

} // namespace

std::string new_password_address(store::Connection& connection, MemberId member, Time now) {
    const auto until = (now + password_link_good_for).ms;
    return "/sign-in/new-password?token=" + mail::link_token(connection, {member, fmt::format("{}{}", purpose, until)},
                                                             hash_of(connection, member).value_or(""));
}

std::optional<MemberId> member_of_password_link(store::Connection& connection, std::string_view token, Time now) {
    const auto said = mail::said_by(token);
    if (!said || !said->what.starts_with(purpose)) return {};
    const auto until = parse_integer(std::string_view(said->what).substr(purpose.size()));
    const auto hash = hash_of(connection, said->member);
    if (!until || Time{*until} <= now || !hash || !mail::is_ours(connection, token, *hash)) return {};
    return said->member;
}

} // namespace reef::web
