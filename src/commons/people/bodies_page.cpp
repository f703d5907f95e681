// Bodies of three forms.
#include "commons/people/pages.hpp"
#include "commons/people/seats.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;
namespace {

struct BodyCard {
    std::string id;
    std::string name;
    std::string mandate;
    std::string powers;
    std::int64_t members = 0;
    std::optional<std::string> filled;
    std::optional<std::string> filled_href;
    bool may_join = false;
    bool may_leave = false;
    static constexpr auto fields() {
        return FieldTable{field("id", &BodyCard::id, "short name"),
                          field("name", &BodyCard::name, "as people see it"),
                          field("mandate", &BodyCard::mandate, "what it is for"),
                          field("powers", &BodyCard::powers, "what it may do that others may not"),
                          field("members", &BodyCard::members, "how many"),
                          field("filled", &BodyCard::filled, "how many seats, and how they are filled"),
                          field("filled_href", &BodyCard::filled_href, "the page of it"),
                          field("may_join", &BodyCard::may_join, "the viewer may"),
                          field("may_leave", &BodyCard::may_leave, "the viewer may")};
    }
};
struct FormGroup {
    std::string title;
    std::string meaning;
    std::vector<BodyCard> bodies;
    static constexpr auto fields() {
        return FieldTable{field("title", &FormGroup::title, "the form"),
                          field("meaning", &FormGroup::meaning, "in one sentence"),
                          field("bodies", &FormGroup::bodies, "of this form")};
    }
};
struct BodiesPage {
    std::string summary;
    std::vector<FormGroup> forms;
    static constexpr auto fields() {
        return FieldTable{field("summary", &BodiesPage::summary, "what this is"),
                          field("forms", &BodiesPage::forms, "organisations, forums, alliances")};
    }
};

BodyCard body_card(PageRequest& request, const rules::Charter& charter, const rules::BodyCharter& body) {
    BodyCard card{.id = body.id, .name = body.name, .mandate = body.mandate};
    std::vector<std::string> powers;
    for (const auto& each : charter.governance.classes)
        if (each.admitted_by == body.id) powers.push_back(request.say("admits {}", {each.name}));
    for (const auto& domain : charter.governance.domains)
        if (domain.body == body.id) powers.push_back(request.say("decides on {}", {domain.rules}));
    for (const auto& room : charter.governance.by_laws) {
        const auto* rule = request.registry.rule(room.rule);
        if (rule && room.body == body.id)
            powers.push_back(request.say("makes by-laws on: {}", {request.say(rule->title)}));
    }
    if (body.form == rules::BodyForm::forum) powers.push_back(request.say("puts items on the agenda"));
    if (body.form == rules::BodyForm::alliance) powers.push_back(request.say("agrees among its own members"));
    if (body.audits.value_or(false)) powers.push_back(request.say("sees every account and every ride"));
    if (body.checks_identity.value_or(false)) powers.push_back(request.say("checks who members are"));
    card.powers = join(powers, ", ");
    const bool sits = request.viewer.has("body:" + body.id);
    card.members = count_in_body(request.connection, body);
    if (body.seats) {
        const auto seats = std::to_string(*body.seats);
        card.filled = body.is_drawn() ? request.say("{} seats, filled by lot", {seats})
                                      : request.say("{} seats, filled by election", {seats});
        card.filled_href = body.is_drawn() ? "/panels" : "/elections";
    }
    if (body.form == rules::BodyForm::organisation) return card;
    const auto in_class = [&](const auto& each) { return request.viewer.has("class:" + each); };
    card.may_join =
        !sits && request.viewer.has("member") && (body.classes.empty() || std::ranges::any_of(body.classes, in_class));
    card.may_leave = sits;
    return card;
}

Result<BodiesPage> show_bodies(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    BodiesPage page{
        request.say("Groups with a mandate, in three forms. Join a forum or an alliance here; you may leave any time."),
        {{request.say("Organisations"),
          request.say(
              "Bind others within their mandate; the members of their classes sit in them, or whom these elect."),
          {}},
         {request.say("Forums"), request.say("Open to members. They advise, and put topics on the agenda."), {}},
         {request.say("Alliances"), request.say("Agreements that one opts into, and may leave any time."), {}}}};
    for (const auto& body : platform->charter.governance.bodies)
        page.forms[static_cast<std::size_t>(body.form)].bodies.push_back(body_card(request, platform->charter, body));
    return page;
}

} // namespace

PageType bodies_page() {
    return page<show_bodies>("/bodies", "src/commons/people/bodies.html", "Bodies of three forms.", anyone());
}

} // namespace reef::people
