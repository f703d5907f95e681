#include "commons/people/identity_card.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;
namespace {

std::string body_named(const rules::Charter& charter, const std::string& id) {
    const auto* body = charter.find_body(id);
    return body ? body->name : id;
}

/// What somebody does who does not reach the level that votes ask for now.
std::string what_to_do(const PageRequest& request, const rules::Charter& charter, AssuranceLevel asked) {
    if (asked == AssuranceLevel::invited)
        return request.say("To vote, come in by a code: ask a member for an invitation, or let a body check who you "
                           "are.");
    const bool checks = std::ranges::any_of(charter.governance.bodies,
                                            [](const auto& body) { return body.checks_identity.value_or(false); });
    if (asked == AssuranceLevel::on_roll && !checks)
        return request.say("To vote, come in by the personal code of your entry on the roll.");
    if (asked == AssuranceLevel::on_roll)
        return request.say("To vote, come in by the personal code of your entry on the roll, or let a body check who "
                           "you are.");
    return request.say("To vote, let a body check who you are.");
}

} // namespace

std::vector<MethodChoice> method_choices(const PageRequest& request) {
    constexpr auto names = names_of(IdentityMethod{});
    std::vector<MethodChoice> choices;
    for (std::size_t i = 0; i < names.size(); ++i)
        choices.push_back({std::string(names[i]), word_of(request, static_cast<IdentityMethod>(i))});
    return choices;
}

std::optional<IdentityCard> identity_card(const PageRequest& request, const rules::Charter& charter, MemberId member) {
    const bool is_me = request.viewer.actor == Actor::of(member), checks = request.viewer.has("registrar");
    if (!is_me && !checks && request.viewer.audience() < Audience::auditors) return {};
    const auto level = assurance_of(request.connection, member);
    IdentityCard card{.level = word_of(request, level), .sentence = way_to(request, level)};
    const auto check = check_of(request.connection, member);
    const bool stands = check && !check->reason;
    if (stands)
        card.check = request.say("{}, {}: {}.", {body_named(charter, check->body), check->checked_on.date_text(),
                                                 word_of(request, check->method)});
    if (check && check->reason) card.taken_back = request.revealed(*check->reason);
    const auto asked = assurance_asked(request.connection, request.now);
    if (is_me && asked && level < *asked) card.next = what_to_do(request, charter, *asked);
    card.may_check = checks && !is_me && !stands;
    card.may_take_back = checks && !is_me && stands;
    if (stands) card.check_number = check->number.text();
    return card;
}

} // namespace reef::people
