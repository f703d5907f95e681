// The link of a mail that lets whoever forgot their password choose another: good for an hour, and once, since it is
// signed together with the password that it replaces.
#pragma once
#include "core/base/module.hpp"
#include "core/store/module.hpp"

namespace reef::web {

/// Where it leads, without the host.
std::string new_password_address(store::Connection& connection, MemberId member, Time now);
/// Whose password it may replace.
std::optional<MemberId> member_of_password_link(store::Connection& connection, std::string_view token, Time now);

} // namespace reef::web
