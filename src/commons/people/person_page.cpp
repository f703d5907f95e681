// One member.
#include "commons/people/identity_card.hpp"
#include "commons/people/pages.hpp"

namespace reef::people {
using namespace engine;
namespace {

struct PersonPage {
    std::string name;
    std::string number;
    std::string summary;
    std::vector<ClassChip> classes;
    Time since;
    std::vector<Link> bodies;
    bool is_me = false;
    std::optional<IdentityCard> identity;
    std::vector<MethodChoice> methods;
    std::optional<Proof> proof;
    std::vector<JoinedUnder> joined_under;
    static constexpr auto fields() {
        return FieldTable{
            field("name", &PersonPage::name, "or \"Member 12\""),
            field("number", &PersonPage::number, "the member's number"),
            field("summary", &PersonPage::summary, "who this is"),
            field("classes", &PersonPage::classes, "they belong to"),
            field("since", &PersonPage::since, "signed up"),
            field("bodies", &PersonPage::bodies, "they sit in"),
            field("is_me", &PersonPage::is_me, "the viewer"),
            field("identity", &PersonPage::identity,
                  "how sure one is of who this is; to themselves, to whoever checks, and to auditors"),
            field("methods", &PersonPage::methods, "how one may check it"),
            field("proof", &PersonPage::proof, "the entry it rests on"),
            field("joined_under", &PersonPage::joined_under, "standards of conduct, class by class; to themselves")};
    }
};
Result<PersonPage> show_person(PageRequest& request) {
    const auto id = request.id<MemberId>("person");
    const auto platform = rules::platform(request.connection);
    if (!id || !platform) return refuse(not_found);
    using Row = std::tuple<Time, EntryNumber, std::optional<Time>>;
    const auto row = request.connection.first<Row>(
        "SELECT signed_up_at, entry, left_at FROM {people_members} WHERE member = $1", *id);
    if (!row) return refuse(not_found);
    const auto& [since, entry, left_at] = *row;
    const auto shown = person(request, platform->charter, *id);
    PersonPage page{.name = shown.name,
                    .number = shown.number,
                    .since = since,
                    .is_me = request.viewer.actor == Actor::of(*id),
                    .proof = proof_of(request.connection, entry)};
    for (const auto& each : classes_of(request.connection, *id))
        page.classes.push_back(class_chip(platform->charter, each));
    const auto roles = standing(request.connection, Actor::of(*id));
    for (const auto& body : platform->charter.governance.bodies)
        if (roles.has("body:" + body.id)) page.bodies.push_back({body.name, "/bodies"});
    page.summary = left_at                ? request.say("Has left; what was personal is erased, the number remains.")
                   : page.classes.empty() ? request.say("Has a number here, and has not joined a class yet.")
                                          : request.say("A member of this platform.");
    if (page.is_me) page.joined_under = joined_under(request, platform->charter, *id);
    page.identity = identity_card(request, platform->charter, *id);
    if (page.identity && page.identity->may_check) page.methods = method_choices(request);
    if (left_at) page.identity.reset();
    return page;
}

} // namespace

PageType person_page() {
    return page<show_person>("/people/{person}", "src/commons/people/person.html", "One member.", anyone());
}

} // namespace reef::people
