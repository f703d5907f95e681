#include "core/web/sign_in_link.hpp"
#include "core/web/second_factor.hpp"
#include "core/web/session.hpp"

namespace reef::web {
namespace {

constexpr Duration link_good_for = days(1);

struct SignInLinkDocument {
    std::string token;
    static constexpr auto fields() { return FieldTable{field("token", &SignInLinkDocument::token, "of the link")}; }
};
/// Whether it is good is found out when it is used: the machine's time, which decides it, is not the page's.
Result<SignInLinkDocument> show_sign_in_link(engine::PageRequest& request) {
    return SignInLinkDocument{std::string(request.asked("token"))};
}

} // namespace

const RefusalKind link_worn{"accounts.link_worn",
                            "This link was used already, is more than a day old, or is not from here.", 401};

void let_in_again(store::Connection& connection, MemberId member, std::string_view secret, Time now) {
    drop_second_factor(connection, member);
    connection.run("DELETE FROM {web_sign_in_links} WHERE member = $1 OR expires_at < $2", member, now);
    connection.run("INSERT INTO {web_sign_in_links} (hash, member, expires_at) VALUES ($1, $2, $3)", token_hash(secret),
                   member, now + link_good_for);
}

std::string link_address(std::string_view secret) { return "/sign-in/link?token=" + std::string(secret); }

std::optional<MemberId> member_of_link(store::Connection& connection, std::string_view secret, Time now) {
    return connection.first<MemberId>("SELECT member FROM {web_sign_in_links} WHERE hash = $1 AND expires_at > $2",
                                      token_hash(secret), now);
}

bool use_link(store::Connection& connection, std::string_view secret, Time now) {
    const bool is_good = member_of_link(connection, secret, now).has_value();
    connection.run("DELETE FROM {web_sign_in_links} WHERE hash = $1", token_hash(secret));
    return is_good;
}

engine::PageType sign_in_link_page() {
    return engine::page<show_sign_in_link>("/sign-in/link", "src/core/web/sign_in_link.html",
                                           "A link that lets in once whoever lost their second factor.",
                                           engine::anyone());
}

} // namespace reef::web
