// What is missing before launch.
#include "commons/people/pages.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::people {
using namespace engine;
namespace {

struct Check {
    std::string title;
    std::string about;
    bool is_met = false;
    static constexpr auto fields() {
        return FieldTable{field("title", &Check::title, "what must hold"),
                          field("about", &Check::about, "how it stands"),
                          field("is_met", &Check::is_met, "whether it holds")};
    }
};
struct PledgeLine {
    std::string class_name;
    std::string class_color;
    std::int64_t pledged = 0;
    std::int64_t needed = 0;
    std::string share;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &PledgeLine::class_name, "as people see it"),
                          field("class_color", &PledgeLine::class_color, "its colour everywhere"),
                          field("pledged", &PledgeLine::pledged, "so far"),
                          field("needed", &PledgeLine::needed, "for launch"),
                          field("share", &PledgeLine::share, "of what is needed")};
    }
};
struct Adoption {
    std::string principle;
    std::string stakeholder_class;
    std::string class_name;
    static constexpr auto fields() {
        return FieldTable{field("principle", &Adoption::principle, "as the charter words it"),
                          field("class", &Adoption::stakeholder_class, "the class"),
                          field("class_name", &Adoption::class_name, "its name")};
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
    std::optional<ConductView> conduct;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &LaunchPage::summary, "what this is"),
            field("launched", &LaunchPage::launched, "whether it is done"),
            field("checks", &LaunchPage::checks, "what must hold"),
            field("pledges_sentence", &LaunchPage::pledges_sentence, "what a pledge is"),
            field("pledges", &LaunchPage::pledges, "by class"),
            field("may_pledge", &LaunchPage::may_pledge, "whether the viewer may"),
            field("classes", &LaunchPage::classes, "to pledge for"),
            field("may_adopt", &LaunchPage::may_adopt, "whether the viewer speaks for a class"),
            field("adoptions", &LaunchPage::adoptions, "that are missing"),
            field("may_change_draft", &LaunchPage::may_change_draft, "the founder, until the launch"),
            field("may_launch", &LaunchPage::may_launch, "the founder, once all holds"),
            field("may_not_launch_because", &LaunchPage::may_not_launch_because, "the first thing missing"),
            field("conduct", &LaunchPage::conduct, "the standards that members will join under")};
    }
};

Result<LaunchPage> show_launch(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto facts = launch_facts(request.connection);
    LaunchPage page{.launched = facts.launched, .classes = class_choices(request, platform->charter)};
    page.summary = facts.launched
                       ? request.say("This platform was launched. Its charter changes by its members' decisions only.")
                       : request.say("From draft to launch. If it does not launch by {}, everybody is free again.",
                                     {request.day(facts.released_at)});
    page.checks.push_back({request.say("Principles are stated"), request.say("What the classes value, in the charter"),
                           facts.has_principles});
    page.checks.push_back({request.say("Every founding class adopted every principle"),
                           request.say("Missing: {}", {std::to_string(facts.not_adopted.size())}),
                           facts.not_adopted.empty()});
    for (const auto& each : facts.classes) {
        page.checks.push_back({request.say("{} are linked with the others", {each.name}),
                               request.say("What they give or receive stands in the charter"), each.linked});
        const auto share =
            each.critical_mass == 0 ? 100 : std::min<std::int64_t>(100, each.pledged * 100 / each.critical_mass);
        page.pledges.push_back({each.name, platform->charter.color_of(each.id), each.pledged, each.critical_mass,
                                fmt::format("{}%", share)});
    }
    page.conduct = conduct_view(request);
    page.pledges_sentence = request.say("A pledge binds only if enough others pledge before the date.");
    page.may_pledge = !facts.launched && request.viewer.has("person");
    page.may_adopt = page.may_change_draft = !facts.launched && request.viewer.has("founder");
    for (const auto& missing : facts.not_adopted) {
        const auto found =
            std::ranges::find(platform->charter.governance.classes, missing.class_name, &rules::ClassCharter::name);
        page.adoptions.push_back({missing.principle, found->id, missing.class_name});
    }
    const auto refusal = not_ready(facts);
    page.may_launch = request.viewer.has("founder") && !refusal;
    if (refusal)
        page.may_not_launch_because = fill(request.say(refusal->sentence_pattern), refusal->arguments);
    else if (!page.may_launch)
        page.may_not_launch_because = request.say("The founder launches it.");
    return page;
}

} // namespace

PageType launch_page() {
    return page<show_launch>("/launch", "src/commons/people/launch.html", "What is missing before launch.", anyone());
}

} // namespace reef::people
