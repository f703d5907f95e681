// The map of the stakeholders, and what they value.
#include "commons/people/pages.hpp"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace reef::people {
using namespace engine;
namespace {

struct MapClass {
    std::string class_name;
    std::string class_color;
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t members = 0;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &MapClass::class_name, "as people see it"),
                          field("class_color", &MapClass::class_color, "its colour everywhere"),
                          field("x", &MapClass::x, "in 800"), field("y", &MapClass::y, "in 480"),
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
        return FieldTable{field("x1", &MapLink::x1, "from"),
                          field("y1", &MapLink::y1, "from"),
                          field("x2", &MapLink::x2, "to"),
                          field("y2", &MapLink::y2, "to"),
                          field("from", &MapLink::from, "the class that gives"),
                          field("to", &MapLink::to, "the class that receives"),
                          field("gives", &MapLink::gives, "what")};
    }
};
struct PrincipleLine {
    std::string statement;
    std::vector<ClassChip> adopted_by;
    std::optional<std::string> missing;
    static constexpr auto fields() {
        return FieldTable{field("statement", &PrincipleLine::statement, "the principle"),
                          field("adopted_by", &PrincipleLine::adopted_by, "which classes"),
                          field("missing", &PrincipleLine::missing, "which have not, yet")};
    }
};
struct StakeholdersPage {
    std::string summary;
    std::vector<MapClass> classes;
    std::vector<MapLink> links;
    std::vector<PrincipleLine> principles;
    bool may_edit = false;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &StakeholdersPage::summary, "what this is"),
            field("classes", &StakeholdersPage::classes, "on the map"),
            field("links", &StakeholdersPage::links, "between them"),
            field("principles", &StakeholdersPage::principles, "what the classes value"),
            field("may_edit", &StakeholdersPage::may_edit, "the founder of a draft, through the charter")};
    }
};
Result<StakeholdersPage> show_stakeholders(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto& classes = platform->charter.governance.classes;
    StakeholdersPage page{.summary =
                              request.say("Who has a stake here, what each gives to the others, and what they value.")};
    // The classes stand on an ellipse, the first on top.
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const double angle =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(classes.size()) - std::numbers::pi / 2;
        page.classes.push_back({classes[i].name, platform->charter.color_of(classes[i].id),
                                std::llround(400 + 270 * std::cos(angle)), std::llround(240 + 160 * std::sin(angle)),
                                count_members(request.connection, classes[i].id)});
    }
    const auto place = [&](const std::string& id) -> const MapClass& {
        return page.classes[static_cast<std::size_t>(platform->charter.find_class(id) - classes.data())];
    };
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
                if (std::ranges::find(facts.not_adopted, MissingAdoption{principle, one.name}) ==
                    facts.not_adopted.end())
                    line.adopted_by.push_back(class_chip(platform->charter, one.id));
                else
                    missing.push_back(one.name);
            }
            if (!missing.empty()) line.missing = request.say("Not adopted yet by {}", {join(missing, ", ")});
            page.principles.push_back(std::move(line));
        }
    return page;
}

} // namespace

PageType stakeholders_page() {
    return page<show_stakeholders>("/stakeholders", "src/commons/people/stakeholders.html",
                                   "The stakeholder map and the principles.", anyone());
}

} // namespace reef::people
