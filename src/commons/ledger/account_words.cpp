#include "commons/ledger/account_words.hpp"
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

/// Other members' names are for members.
std::string member_name(const PageRequest& request, MemberId member) {
    const bool may_see =
        request.viewer.audience() >= Audience::members || (request.signed_in() && request.member() == member);
    return may_see ? people::name_of(request, member) : request.say("a member");
}

std::string body_name(const PageRequest& request, const std::string& id) {
    const auto platform = rules::platform(request.connection);
    const auto* body = platform ? platform->charter.find_body(id) : nullptr;
    return body ? body->name : id;
}

} // namespace

bool may_open(const PageRequest& request, std::string_view name) {
    const auto account = Account::parse(name);
    if (!account) return false;
    if (request.viewer.has("auditor")) return true;
    if (const auto member = account->member()) return request.signed_in() && request.member() == *member;
    return account->kind != AccountKind::escrow;
}

std::string account_name(const PageRequest& request, std::string_view name) {
    const auto account = Account::parse(name);
    if (!account) return std::string(name);
    switch (account->kind) {
    case AccountKind::member:
        return member_name(request, *account->member());
    case AccountKind::capital:
        return request.say("Patronage kept for {}", {member_name(request, *account->member())});
    case AccountKind::notes:
        return request.say("Lent by {}", {member_name(request, *account->member())});
    case AccountKind::body:
        return body_name(request, account->of);
    case AccountKind::treasury:
        return request.say("The treasury");
    case AccountKind::escrow:
        if (account->of.starts_with("round-")) return request.say("Funding round {}", {account->of.substr(6)});
        if (account->of.starts_with("budget-")) return request.say("Participatory budget {}", {account->of.substr(7)});
        if (account->of.starts_with("notes-")) return request.say("Notes {}", {account->of.substr(6)});
        return request.say("Held for {}", {account->of});
    case AccountKind::reserve:
        return request.say("Reserve: {}", {account->of});
    case AccountKind::fund:
        return request.say("Fund: {}", {account->of});
    case AccountKind::share_capital:
        return request.say("Share capital");
    case AccountKind::outside:
        return request.say("Outside (banks and cards)");
    }
    return std::string(name);
}

std::optional<std::string> account_href(const PageRequest& request, std::string_view account) {
    if (!may_open(request, account)) return {};
    return fmt::format("/money/accounts/{}", account);
}

} // namespace reef::ledger
