// How sure the platform is of who its members are: what the levels mean, one's own, and for whoever checks,
// everybody's.
#include "commons/people/assurance_view.hpp"
#include "commons/people/identity_card.hpp"
#include "commons/people/pages.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr std::int64_t members_on_page = 50;

struct LevelMeaning {
    std::string level;
    std::string way;
    bool is_mine = false;
    bool is_asked = false;
    static constexpr auto fields() {
        return FieldTable{field("level", &LevelMeaning::level, "in a word"),
                          field("way", &LevelMeaning::way, "how one comes to have it"),
                          field("is_mine", &LevelMeaning::is_mine, "the viewer's"),
                          field("is_asked", &LevelMeaning::is_asked, "the least that one needs to vote")};
    }
};
struct MemberLevel {
    std::string name;
    std::string href;
    std::string level;
    bool is_checked = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &MemberLevel::name, "or \"Member 12\""),
                          field("href", &MemberLevel::href, "where one checks"),
                          field("level", &MemberLevel::level, "in a word"),
                          field("is_checked", &MemberLevel::is_checked, "by a body")};
    }
};
struct IdentityPage {
    std::string summary;
    std::string rule;
    std::vector<LevelMeaning> levels;
    std::string checks;
    std::optional<IdentityCard> mine;
    AssuranceShares shares;
    bool shows_members = false;
    std::vector<MemberLevel> members;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &IdentityPage::summary, "what this is"),
                          field("rule", &IdentityPage::rule, "what one needs to vote now"),
                          field("levels", &IdentityPage::levels, "from the most assured"),
                          field("checks", &IdentityPage::checks, "which bodies check"),
                          field("mine", &IdentityPage::mine, "of the viewer"),
                          field("shares", &IdentityPage::shares, "how many members have which level"),
                          field("shows_members", &IdentityPage::shows_members, "the viewer checks, or audits"),
                          field("members", &IdentityPage::members, "for these and for auditors, by number"),
                          field("pagination", &IdentityPage::pagination, "where there are many")};
    }
};

std::string who_checks(const PageRequest& request, const rules::Charter& charter) {
    std::vector<std::string> names;
    for (const auto& body : charter.governance.bodies)
        if (body.checks_identity.value_or(false)) names.push_back(body.name);
    return names.empty() ? request.say("The charter charges no body with checking who members are.")
                         : request.say("Who members are is checked by: {}.", {join(names, ", ")});
}

void add_members(PageRequest& request, const rules::Charter& charter, const std::vector<MemberId>& all,
                 IdentityPage& page) {
    const auto number = request.asked_page();
    const auto first = std::min((number - 1) * members_on_page, std::ssize(all));
    const auto last = std::min(first + members_on_page, std::ssize(all));
    for (auto i = first; i < last; ++i) {
        const auto shown = person(request, charter, all[static_cast<std::size_t>(i)]);
        const auto level = assurance_of(request.connection, all[static_cast<std::size_t>(i)]);
        page.members.push_back({shown.name, shown.href, word_of(request, level), level == AssuranceLevel::checked});
    }
    page.pagination = Pagination::of(number, members_on_page, std::ssize(all));
}

Result<IdentityPage> show_identity(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto asked = assurance_asked(request.connection, request.now).value_or(AssuranceLevel::self_declared);
    IdentityPage page{
        .summary = request.say("How sure the platform is of who its members are. Nobody types it in: it follows from "
                               "how somebody came, from the roll, and from a body that checked."),
        .rule = asked == AssuranceLevel::self_declared
                    ? request.say("Every member may vote, however sure one is of who they are.")
                    : request.say("In votes that open now, whoever votes is at least: {}.", {word_of(request, asked)}),
        .checks = who_checks(request, platform->charter),
        .shows_members = request.viewer.has("registrar") || request.viewer.audience() >= Audience::auditors};
    const auto mine = assurance_of(request.connection, request.member());
    for (const auto level :
         {AssuranceLevel::checked, AssuranceLevel::on_roll, AssuranceLevel::invited, AssuranceLevel::self_declared})
        page.levels.push_back({word_of(request, level), way_to(request, level), level == mine,
                               level == asked && asked != AssuranceLevel::self_declared});
    page.mine = identity_card(request, platform->charter, request.member());
    const auto members = all_members(request.connection);
    page.shares = assurance_shares(request, members, {}, {});
    if (page.shows_members) add_members(request, platform->charter, members, page);
    return page;
}

} // namespace

PageType identity_page() {
    return page<show_identity>("/identity", "src/commons/people/identity.html",
                               "How sure the platform is of who its members are, and what one needs to vote.",
                               {{"person"}});
}

} // namespace reef::people
