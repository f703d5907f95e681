// A link that lets somebody in once, without password and second factor: for those who lost the latter, after a wait in
// which they could stop it (commons/people, recovery).
#pragma once
#include "core/engine/module.hpp"

namespace reef::web {

/// Takes off the member's second factor, passkeys included, and makes a link, good once and for a day; a link that was
/// made before is worth nothing then. In the writer's transaction. The secret is not kept, but its hash.
void let_in_again(store::Connection& connection, MemberId member, std::string_view secret, Time now);
/// Where the link leads, without the host.
std::string link_address(std::string_view secret);

/// Whom a link that is still good lets in.
std::optional<MemberId> member_of_link(store::Connection& connection, std::string_view secret, Time now);
/// Whether it was good; then it is no more. In the writer's transaction.
bool use_link(store::Connection& connection, std::string_view secret, Time now);

/// `/sign-in/link`: the button that begins the session, so that a program that looks at links uses none up.
engine::PageType sign_in_link_page();

extern const RefusalKind link_worn;

} // namespace reef::web
