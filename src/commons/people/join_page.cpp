// An account, and a class to join.
#include "commons/people/pages.hpp"

namespace reef::people {
using namespace engine;
namespace {

std::string how_admitted(const PageRequest& request, const rules::Charter& charter, const rules::ClassCharter& each) {
    const bool body_admits = each.admission == rules::Admission::body;
    if (charter.openness == rules::Openness::closed || (charter.openness == rules::Openness::invited && !body_admits))
        return each.admitted_by ? request.say("by invitation of {}", {charter.find_body(*each.admitted_by)->name})
                                : request.say("by invitation of a member");
    switch (each.admission) {
    case rules::Admission::open:
        return request.say("open to everybody");
    case rules::Admission::share:
        return request.say("open to everybody who buys a share");
    case rules::Admission::body:
        break;
    }
    return request.say("{} decides on applications", {charter.find_body(*each.admitted_by)->name});
}

} // namespace

std::vector<ClassChoice> class_choices(const PageRequest& request, const rules::Charter& charter) {
    std::vector<ClassChoice> choices;
    for (const auto& each : charter.governance.classes)
        choices.push_back({each.id, each.name, how_admitted(request, charter, each), choices.empty()});
    return choices;
}

namespace {

struct JoinPage {
    std::string summary;
    bool signed_in = false;
    bool may_join = false;
    std::optional<std::string> code;
    std::vector<ClassChoice> classes;
    std::optional<ConductView> conduct = {};
    static constexpr auto fields() {
        return FieldTable{field("summary", &JoinPage::summary, "what this is"),
                          field("signed_in", &JoinPage::signed_in, "whether the viewer has an account"),
                          field("may_join", &JoinPage::may_join, "whether one may apply now"),
                          field("code", &JoinPage::code, "of an invitation, from its link"),
                          field("classes", &JoinPage::classes, "to join"),
                          field("conduct", &JoinPage::conduct, "the standards that one joins under")};
    }
};
Result<JoinPage> show_join(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto code = request.asked("code").substr(0, 80);
    return JoinPage{
        request.signed_in()
            ? request.say("Choose the class you belong to. Each says how it admits.")
            : request.say("First an account, then a class. Your name is shown to members and can be erased."),
        request.signed_in(),
        request.viewer.has("person") && platform->launched(),
        code.empty() ? std::nullopt : std::optional(std::string(code)),
        class_choices(request, platform->charter),
        conduct_view(request)};
}

} // namespace

PageType join_page() {
    return page<show_join>("/join", "src/commons/people/join.html", "An account, and a class.", anyone());
}

} // namespace reef::people
