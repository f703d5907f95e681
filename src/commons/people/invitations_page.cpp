// Invitations: giving codes out, and what became of those given.
#include "commons/people/pages.hpp"

namespace reef::people {
using namespace engine;
namespace {

struct InvitationLine {
    std::string number;
    std::string class_name;
    std::string class_color;
    Person by;
    std::int64_t places = 0;
    std::int64_t used = 0;
    Time until;
    std::string state;
    bool is_open = false;
    bool may_take_back = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &InvitationLine::number, "of the invitation"),
                          field("class_name", &InvitationLine::class_name, "into which"),
                          field("class_color", &InvitationLine::class_color, "its colour everywhere"),
                          field("by", &InvitationLine::by, "who invites"),
                          field("places", &InvitationLine::places, "how many may come in"),
                          field("used", &InvitationLine::used, "how many did"),
                          field("until", &InvitationLine::until, "the last moment"),
                          field("state", &InvitationLine::state, "in a word"),
                          field("is_open", &InvitationLine::is_open, "whether somebody can still come in by it"),
                          field("may_take_back", &InvitationLine::may_take_back, "the viewer may end it")};
    }
};
struct InvitationsPage {
    std::string summary;
    std::vector<ClassChoice> classes;
    bool may_invite = false;
    std::string time_max;
    std::vector<InvitationLine> invitations;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &InvitationsPage::summary, "what this is"),
            field("classes", &InvitationsPage::classes, "into which the viewer may invite"),
            field("may_invite", &InvitationsPage::may_invite, "whether there are any"),
            field("time_max", &InvitationsPage::time_max, "for how long an invitation holds at most"),
            field("invitations", &InvitationsPage::invitations, "the latest first; never the codes themselves")};
    }
};

std::string state_of(const PageRequest& request, const Invitation& each) {
    if (each.is_over) return request.say("taken back");
    if (each.used >= each.places) return request.say("used up");
    if (request.now >= each.until) return request.say("over");
    return request.say("open");
}

Result<InvitationsPage> show_invitations(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto may = [&](std::string_view id) {
        return may_invite(platform->charter, platform->launched(), id, request.viewer);
    };
    InvitationsPage page{request.say(
        "With a code somebody comes into a class. It is shown once, when it is made; give it to them alone.")};
    for (const auto& each : platform->charter.governance.classes)
        if (may(each.id)) page.classes.push_back({each.id, each.name, "", page.classes.empty()});
    page.may_invite = !page.classes.empty();
    page.time_max = rules::in_force(request.connection, invitation_time, request.now).value.text();
    for (const auto& each : all_invitations(request.connection)) {
        const auto chip = class_chip(platform->charter, each.stakeholder_class);
        const bool is_open = each.is_open(request.now);
        page.invitations.push_back({each.invitation.text(), chip.class_name, chip.class_color,
                                    person(request, platform->charter, each.member), each.places, each.used, each.until,
                                    state_of(request, each), is_open,
                                    is_open && (each.member == request.member() || may(each.stakeholder_class))});
    }
    return page;
}

} // namespace

PageType invitations_page() {
    return page<show_invitations>("/invitations", "src/commons/people/invitations.html",
                                  "Invitations: codes that let people into a class.", {{"founder", "member"}});
}

} // namespace reef::people
