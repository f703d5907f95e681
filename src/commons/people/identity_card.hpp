// What a page says of how sure one is of who somebody is: to themselves, to whoever checks, and to auditors.
#pragma once
#include "commons/people/identity_check.hpp"

namespace reef::people {

struct IdentityCard {
    std::string level;
    std::string sentence;
    std::optional<std::string> check;
    std::optional<std::string> taken_back;
    std::optional<std::string> next;
    bool may_check = false;
    bool may_take_back = false;
    std::string check_number;
    static constexpr auto fields() {
        return FieldTable{field("level", &IdentityCard::level, "in a word"),
                          field("sentence", &IdentityCard::sentence, "what it rests on"),
                          field("check", &IdentityCard::check, "by which body, how and on which day"),
                          field("taken_back", &IdentityCard::taken_back, "why a check does not hold any more"),
                          field("next", &IdentityCard::next, "what to do to vote, where it is not enough"),
                          field("may_check", &IdentityCard::may_check, "the viewer may record a check"),
                          field("may_take_back", &IdentityCard::may_take_back, "the viewer may take it back"),
                          field("check_number", &IdentityCard::check_number, "of the check that stands")};
    }
};
struct MethodChoice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &MethodChoice::value, "to send"),
                          field("label", &MethodChoice::label, "in words")};
    }
};
std::vector<MethodChoice> method_choices(const engine::PageRequest& request);

/// Nothing for whoever may not see it.
std::optional<IdentityCard> identity_card(const engine::PageRequest& request, const rules::Charter& charter,
                                          MemberId member);

} // namespace reef::people
