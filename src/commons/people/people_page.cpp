#include "commons/people/bodies.hpp"
#include "commons/people/pages.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace reef::people {
using namespace engine;
namespace {

struct Link {
    std::string name;
    std::string href;
    static constexpr auto fields() { return std::tuple{field("name", &Link::name, "in words"), field("href", &Link::href, "where")}; }
};
struct Filter {
    std::string name;
    std::string href;
    bool current = false;
    static constexpr auto fields() {
        return std::tuple{field("name", &Filter::name, "in words"), field("href", &Filter::href, "where"), field("current", &Filter::current, "whether it is used")};
    }
};
struct PersonLine {
    std::string number;
    std::string name;
    std::string href;
    std::string class_name;
    std::string class_color;
    std::vector<Link> bodies;
    Time since;
    static constexpr auto fields() {
        return std::tuple{field("number", &PersonLine::number, "the member's number"), field("name", &PersonLine::name, "or \"Member 12\""), field("href", &PersonLine::href, "their page"),
                          field("class_name", &PersonLine::class_name, "as people see it"), field("class_color", &PersonLine::class_color, "its colour everywhere"),
                          field("bodies", &PersonLine::bodies, "forums and alliances they joined"), field("since", &PersonLine::since, "member since")};
    }
};
struct ApplicationLine {
    std::string application;
    std::string name;
    std::string href;
    std::string class_name;
    std::string class_color;
    Time at;
    std::optional<std::string> motivation;
    bool may_decide = false;
    static constexpr auto fields() {
        return std::tuple{field("application", &ApplicationLine::application, "its number"), field("name", &ApplicationLine::name, "who asks"), field("href", &ApplicationLine::href, "their page"),
                          field("class_name", &ApplicationLine::class_name, "to join"), field("class_color", &ApplicationLine::class_color, "its colour everywhere"), field("at", &ApplicationLine::at, "since"),
                          field("motivation", &ApplicationLine::motivation, "for those who decide"), field("may_decide", &ApplicationLine::may_decide, "the viewer sits in the body")};
    }
};
struct PeoplePage {
    std::string summary;
    std::vector<Filter> filters;
    std::vector<PersonLine> people;
    bool applications_any = false;
    std::vector<ApplicationLine> applications;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return std::tuple{field("summary", &PeoplePage::summary, "what this is"), field("filters", &PeoplePage::filters, "by class"), field("people", &PeoplePage::people, "by number"),
                          field("applications_any", &PeoplePage::applications_any, "some wait"), field("applications", &PeoplePage::applications, "that wait, for members"),
                          field("pagination", &PeoplePage::pagination, "where there are many")};
    }
};

std::vector<ApplicationLine> waiting_applications(PageRequest& request, const rules::Charter& charter) {
    using Row = std::tuple<IdValue, MemberId, std::string, std::string, std::optional<Hash>, Time>;
    std::vector<ApplicationLine> lines;
    if (!request.viewer.has("member")) return lines;
    for (const auto& [application, member, class_id, body, motivation, at] : request.connection.all<Row>(
             "SELECT application, member, class, body, motivation, at FROM {people_applications} WHERE admitted IS NULL ORDER BY at, application")) {
        const auto chip = class_chip(charter, class_id);
        ApplicationLine line{application.text(), name_of(request.connection, member), "/people/" + member.text(), chip.class_name, chip.class_color, at, {}, request.viewer.has("body:" + body)};
        if (line.may_decide) line.motivation = chronicle::reveal_text(request.connection, motivation);
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<PeoplePage> show_people(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    constexpr std::int64_t size = 50;
    const auto page_number = std::max<std::int64_t>(1, request.asked_number("page", 1));
    const std::string wanted(request.asked("class"));
    PeoplePage page{.summary = "Who belongs to this platform. Names are shown to members; everybody else sees numbers."};
    page.filters.push_back({"All", "/people", wanted.empty()});
    for (const auto& each : platform->charter.governance.classes) page.filters.push_back({each.name, "/people?class=" + each.id, wanted == each.id});
    using Row = std::tuple<MemberId, std::string, Time>;
    const auto rows = request.connection.all<Row>("SELECT member, class, joined_at FROM {people_memberships} WHERE left_entry IS NULL AND (class = $1 OR $1 = '') "
                                                  "ORDER BY member, class LIMIT $2 OFFSET $3",
                                                  wanted, size, (page_number - 1) * size);
    for (const auto& [member, class_id, at] : rows) {
        const auto shown = person(request, platform->charter, member);
        const auto chip = class_chip(platform->charter, class_id);
        PersonLine line{shown.number, shown.name, shown.href, chip.class_name, chip.class_color, {}, at};
        for (const auto& body : request.connection.all<std::string>("SELECT body FROM {people_body_members} WHERE member = $1 ORDER BY body", member))
            if (const auto* found = platform->charter.find_body(body)) line.bodies.push_back({found->name, "/bodies"});
        page.people.push_back(std::move(line));
    }
    page.applications = waiting_applications(request, platform->charter);
    page.applications_any = !page.applications.empty();
    page.pagination = Pagination::of(page_number, size,
                                     request.connection.one<std::int64_t>("SELECT count(*) FROM {people_memberships} WHERE left_entry IS NULL AND (class = $1 OR $1 = '')", wanted),
                                     wanted.empty() ? "" : "class=" + wanted + "&");
    return page;
}

struct PersonPage {
    std::string name;
    std::string number;
    std::string summary;
    std::vector<ClassChip> classes;
    Time since;
    std::vector<Link> bodies;
    bool is_me = false;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return std::tuple{field("name", &PersonPage::name, "or \"Member 12\""), field("number", &PersonPage::number, "the member's number"), field("summary", &PersonPage::summary, "who this is"),
                          field("classes", &PersonPage::classes, "they belong to"), field("since", &PersonPage::since, "signed up"), field("bodies", &PersonPage::bodies, "they sit in"),
                          field("is_me", &PersonPage::is_me, "the viewer"), field("proof", &PersonPage::proof, "the entry it rests on")};
    }
};
Result<PersonPage> show_person(PageRequest& request) {
    const auto id = request.id<MemberId>("person");
    const auto platform = rules::platform(request.connection);
    if (!id || !platform) return refuse(not_found);
    using Row = std::tuple<Time, EntryNumber, std::optional<Time>>;
    const auto row = request.connection.first<Row>("SELECT signed_up_at, entry, left_at FROM {people_members} WHERE member = $1", *id);
    if (!row) return refuse(not_found);
    const auto& [since, entry, left_at] = *row;
    const auto shown = person(request, platform->charter, *id);
    PersonPage page{.name = shown.name, .number = shown.number, .since = since, .is_me = request.viewer.actor == Actor::of(*id), .proof = proof_of(request.connection, entry)};
    for (const auto& each : classes_of(request.connection, *id)) page.classes.push_back(class_chip(platform->charter, each));
    const auto roles = standing(request.connection, Actor::of(*id));
    for (const auto& body : platform->charter.governance.bodies)
        if (roles.has("body:" + body.id)) page.bodies.push_back({body.name, "/bodies"});
    page.summary = left_at ? "Has left; what was personal is erased, the number remains." : page.classes.empty() ? "Has a number here, and has not joined a class yet." : "A member of this platform.";
    return page;
}

struct BodyCard {
    std::string id;
    std::string name;
    std::string mandate;
    std::string powers;
    std::int64_t members = 0;
    bool may_join = false;
    bool may_leave = false;
    static constexpr auto fields() {
        return std::tuple{field("id", &BodyCard::id, "short name"), field("name", &BodyCard::name, "as people see it"), field("mandate", &BodyCard::mandate, "what it is for"), field("powers", &BodyCard::powers, "what it may do that others may not"),
                          field("members", &BodyCard::members, "how many"), field("may_join", &BodyCard::may_join, "the viewer may"), field("may_leave", &BodyCard::may_leave, "the viewer may")};
    }
};
struct FormGroup {
    std::string title;
    std::string meaning;
    std::vector<BodyCard> bodies;
    static constexpr auto fields() {
        return std::tuple{field("title", &FormGroup::title, "the form"), field("meaning", &FormGroup::meaning, "in one sentence"), field("bodies", &FormGroup::bodies, "of this form")};
    }
};
struct BodiesPage {
    std::string summary;
    std::vector<FormGroup> forms;
    static constexpr auto fields() { return std::tuple{field("summary", &BodiesPage::summary, "what this is"), field("forms", &BodiesPage::forms, "organisations, forums, alliances")}; }
};

BodyCard body_card(PageRequest& request, const rules::Charter& charter, const rules::BodyCharter& body) {
    BodyCard card{body.id, body.name, body.mandate, {}, 0};
    std::vector<std::string> powers;
    for (const auto& each : charter.governance.classes)
        if (each.admitted_by == body.id) powers.push_back("admits " + each.name);
    for (const auto& domain : charter.governance.domains)
        if (domain.body == body.id) powers.push_back("decides on " + domain.rules);
    if (body.audits.value_or(false)) powers.emplace_back("sees every account and every ride");
    if (body.form == rules::BodyForm::forum) powers.emplace_back("puts topics on the agenda");
    if (body.form == rules::BodyForm::alliance) powers.emplace_back("agrees among its own members");
    card.powers = join(powers, ", ");
    const bool sits = request.viewer.has("body:" + body.id);
    if (body.form == rules::BodyForm::organisation) {
        card.members = count_members_of_any(request.connection, body.classes);
        return card;
    }
    card.members = request.connection.one<std::int64_t>("SELECT count(*) FROM {people_body_members} WHERE body = $1", body.id);
    const auto in_class = [&](const auto& each) { return request.viewer.has("class:" + each); };
    card.may_join = !sits && request.viewer.has("member") && (body.classes.empty() || std::ranges::any_of(body.classes, in_class));
    card.may_leave = sits;
    return card;
}

Result<BodiesPage> show_bodies(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    BodiesPage page{"Groups with a mandate, in three forms. Join a forum or an alliance here; you may leave any time.",
                    {{"Organisations", "Bind others within their mandate; the members of their classes sit in them.", {}},
                     {"Forums", "Open to members. They advise, and put topics on the agenda.", {}},
                     {"Alliances", "Agreements that one opts into, and may leave any time.", {}}}};
    for (const auto& body : platform->charter.governance.bodies)
        page.forms[static_cast<std::size_t>(body.form)].bodies.push_back(body_card(request, platform->charter, body));
    return page;
}

struct MapClass {
    std::string class_name;
    std::string class_color;
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t members = 0;
    static constexpr auto fields() {
        return std::tuple{field("class_name", &MapClass::class_name, "as people see it"), field("class_color", &MapClass::class_color, "its colour everywhere"), field("x", &MapClass::x, "in 800"), field("y", &MapClass::y, "in 480"),
                          field("members", &MapClass::members, "how many")};
    }
};
struct MapLink {
    std::int64_t x1 = 0;
    std::int64_t y1 = 0;
    std::int64_t x2 = 0;
    std::int64_t y2 = 0;
    std::string from;
    std::string to;
    std::string gives;
    static constexpr auto fields() {
        return std::tuple{field("x1", &MapLink::x1, "from"), field("y1", &MapLink::y1, "from"), field("x2", &MapLink::x2, "to"), field("y2", &MapLink::y2, "to"), field("from", &MapLink::from, "the class that gives"),
                          field("to", &MapLink::to, "the class that receives"), field("gives", &MapLink::gives, "what")};
    }
};
struct PrincipleLine {
    std::string statement;
    std::vector<ClassChip> adopted_by;
    std::optional<std::string> missing;
    static constexpr auto fields() {
        return std::tuple{field("statement", &PrincipleLine::statement, "the principle"), field("adopted_by", &PrincipleLine::adopted_by, "which classes"), field("missing", &PrincipleLine::missing, "which have not, yet")};
    }
};
struct StakeholdersPage {
    std::string summary;
    std::vector<MapClass> classes;
    std::vector<MapLink> links;
    std::vector<PrincipleLine> principles;
    bool may_edit = false;
    static constexpr auto fields() {
        return std::tuple{field("summary", &StakeholdersPage::summary, "what this is"), field("classes", &StakeholdersPage::classes, "on the map"), field("links", &StakeholdersPage::links, "between them"),
                          field("principles", &StakeholdersPage::principles, "what the classes value"), field("may_edit", &StakeholdersPage::may_edit, "the founder of a draft, through the charter")};
    }
};
Result<StakeholdersPage> show_stakeholders(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto& classes = platform->charter.governance.classes;
    StakeholdersPage page{.summary = "Who has a stake here, what each gives to the others, and what they value."};
    // The classes stand on an ellipse, the first on top.
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(classes.size()) - std::numbers::pi / 2;
        page.classes.push_back({classes[i].name, platform->charter.color_of(classes[i].id), std::llround(400 + 270 * std::cos(angle)), std::llround(240 + 160 * std::sin(angle)),
                                count_members(request.connection, classes[i].id)});
    }
    const auto place = [&](const std::string& id) -> const MapClass& { return page.classes[static_cast<std::size_t>(platform->charter.find_class(id) - classes.data())]; };
    for (const auto& link : platform->charter.users.links) {
        const auto &from = place(link.from), &to = place(link.to);
        page.links.push_back({from.x, from.y, to.x, to.y, from.class_name, to.class_name, link.gives});
    }
    const auto facts = launch_facts(request.connection);
    for (const auto& each : classes)
        for (const auto& principle : each.principles) {
            PrincipleLine line{principle, {}, {}};
            std::vector<std::string> missing;
            for (const auto& one : classes) {
                if (std::ranges::find(facts.not_adopted, MissingAdoption{principle, one.name}) == facts.not_adopted.end()) line.adopted_by.push_back(class_chip(platform->charter, one.id));
                else missing.push_back(one.name);
            }
            if (!missing.empty()) line.missing = "Not adopted yet by " + join(missing, ", ");
            page.principles.push_back(std::move(line));
        }
    return page;
}

struct Check {
    std::string title;
    std::string about;
    bool is_met = false;
    static constexpr auto fields() { return std::tuple{field("title", &Check::title, "what must hold"), field("about", &Check::about, "how it stands"), field("is_met", &Check::is_met, "whether it holds")}; }
};
struct PledgeLine {
    std::string class_name;
    std::string class_color;
    std::int64_t pledged = 0;
    std::int64_t needed = 0;
    std::string share;
    static constexpr auto fields() {
        return std::tuple{field("class_name", &PledgeLine::class_name, "as people see it"), field("class_color", &PledgeLine::class_color, "its colour everywhere"), field("pledged", &PledgeLine::pledged, "so far"),
                          field("needed", &PledgeLine::needed, "for launch"), field("share", &PledgeLine::share, "of what is needed")};
    }
};
struct ClassChoice {
    std::string value;
    std::string label;
    std::string about;
    bool chosen = false;
    static constexpr auto fields() {
        return std::tuple{field("value", &ClassChoice::value, "the class"), field("label", &ClassChoice::label, "its name"), field("about", &ClassChoice::about, "how it admits"), field("chosen", &ClassChoice::chosen, "selected")};
    }
};
struct Adoption {
    std::string principle;
    std::string stakeholder_class;
    std::string class_name;
    static constexpr auto fields() {
        return std::tuple{field("principle", &Adoption::principle, "as the charter words it"), field("class", &Adoption::stakeholder_class, "the class"), field("class_name", &Adoption::class_name, "its name")};
    }
};
struct LaunchPage {
    std::string summary;
    bool launched = false;
    std::vector<Check> checks;
    std::string pledges_sentence;
    std::vector<PledgeLine> pledges;
    bool may_pledge = false;
    std::vector<ClassChoice> classes;
    bool may_adopt = false;
    std::vector<Adoption> adoptions;
    bool may_change_draft = false;
    bool may_launch = false;
    std::optional<std::string> may_not_launch_because;
    static constexpr auto fields() {
        return std::tuple{field("summary", &LaunchPage::summary, "what this is"), field("launched", &LaunchPage::launched, "whether it is done"), field("checks", &LaunchPage::checks, "what must hold"),
                          field("pledges_sentence", &LaunchPage::pledges_sentence, "what a pledge is"), field("pledges", &LaunchPage::pledges, "by class"), field("may_pledge", &LaunchPage::may_pledge, "whether the viewer may"),
                          field("classes", &LaunchPage::classes, "to pledge for"), field("may_adopt", &LaunchPage::may_adopt, "whether the viewer speaks for a class"), field("adoptions", &LaunchPage::adoptions, "that are missing"),
                          field("may_change_draft", &LaunchPage::may_change_draft, "the founder, until the launch"),
                          field("may_launch", &LaunchPage::may_launch, "the founder, once all holds"), field("may_not_launch_because", &LaunchPage::may_not_launch_because, "the first thing missing")};
    }
};

std::string how_admitted(const rules::Charter& charter, const rules::ClassCharter& each) {
    switch (each.admission) {
    case rules::Admission::open: return "open to everybody";
    case rules::Admission::share: return "open to everybody who buys a share";
    case rules::Admission::body: break;
    }
    return charter.find_body(*each.admitted_by)->name + " decides on applications";
}

std::vector<ClassChoice> class_choices(const rules::Charter& charter) {
    std::vector<ClassChoice> choices;
    for (const auto& each : charter.governance.classes) choices.push_back({each.id, each.name, how_admitted(charter, each), choices.empty()});
    return choices;
}

Result<LaunchPage> show_launch(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto facts = launch_facts(request.connection);
    LaunchPage page{.launched = facts.launched, .classes = class_choices(platform->charter)};
    page.summary = facts.launched ? "This platform was launched. Its charter changes by its members' decisions only."
                                  : fmt::format("From draft to launch. If it does not launch by {}, everybody is free again.", facts.released_at.date_text());
    page.checks.push_back({"Principles are stated", "What the classes value, in the charter", facts.has_principles});
    page.checks.push_back({"Every founding class adopted every principle", fmt::format("Missing: {}", facts.not_adopted.size()), facts.not_adopted.empty()});
    for (const auto& each : facts.classes) {
        page.checks.push_back({fmt::format("{} are linked with the others", each.name), "What they give or receive stands in the charter", each.linked});
        const auto share = each.critical_mass == 0 ? 100 : std::min<std::int64_t>(100, each.pledged * 100 / each.critical_mass);
        page.pledges.push_back({each.name, platform->charter.color_of(each.id), each.pledged, each.critical_mass, fmt::format("{}%", share)});
    }
    page.pledges_sentence = "A pledge binds only if enough others pledge before the date.";
    page.may_pledge = !facts.launched && request.viewer.has("person");
    page.may_adopt = page.may_change_draft = !facts.launched && request.viewer.has("founder");
    for (const auto& missing : facts.not_adopted) {
        const auto found = std::ranges::find(platform->charter.governance.classes, missing.class_name, &rules::ClassCharter::name);
        page.adoptions.push_back({missing.principle, found->id, missing.class_name});
    }
    const auto refusal = not_ready(facts);
    page.may_launch = request.viewer.has("founder") && !refusal;
    if (refusal) page.may_not_launch_because = refusal->sentence();
    else if (!page.may_launch) page.may_not_launch_because = "The founder launches it.";
    return page;
}

struct JoinPage {
    std::string summary;
    bool signed_in = false;
    bool may_join = false;
    std::vector<ClassChoice> classes;
    static constexpr auto fields() {
        return std::tuple{field("summary", &JoinPage::summary, "what this is"), field("signed_in", &JoinPage::signed_in, "whether the viewer has an account"), field("may_join", &JoinPage::may_join, "whether one may apply now"),
                          field("classes", &JoinPage::classes, "to join")};
    }
};
Result<JoinPage> show_join(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    return JoinPage{request.signed_in() ? "Choose the class you belong to. Each says how it admits." : "First an account, then a class. Your name is shown to members and can be erased.", request.signed_in(),
                    request.viewer.has("person") && platform->launched(), class_choices(platform->charter)};
}

} // namespace

std::vector<PageType> pages() {
    std::vector<PageType> all = {page<show_people>("/people", "src/commons/people/people.html", "Members by class.", anyone()),
                                 page<show_person>("/people/{person}", "src/commons/people/person.html", "One member.", anyone()),
                                 page<show_bodies>("/bodies", "src/commons/people/bodies.html", "Bodies of three forms.", anyone()),
                                 page<show_stakeholders>("/stakeholders", "src/commons/people/stakeholders.html", "The stakeholder map and the principles.", anyone()),
                                 page<show_launch>("/launch", "src/commons/people/launch.html", "What is missing before launch.", anyone()),
                                 page<show_join>("/join", "src/commons/people/join.html", "An account, and a class.", anyone())};
    std::ranges::move(my_data_pages(), std::back_inserter(all));
    return all;
}

} // namespace reef::people
