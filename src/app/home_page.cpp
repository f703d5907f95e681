// The overview: what waits for the viewer, classes, decisions, money; and where value is created.
#include "app/home_page.hpp"
#include "app/charter_form.hpp"
#include "app/duplicates_page.hpp"
#include "app/house.hpp"
#include "app/tour_page.hpp"
#include "app/waiting.hpp"
#include "commons/decisions/module.hpp"
#include "commons/duties/module.hpp"
#include "commons/ledger/module.hpp"
#include "commons/people/module.hpp"
#include "spaces/market/module.hpp"
#include <fmt/format.h>

namespace reef::app {
using namespace engine;
namespace {

struct LastTransfer {
    std::string text;
    std::optional<std::string> href;
    Money amount;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("text", &LastTransfer::text, "what for"), field("href", &LastTransfer::href, "where"),
                          field("amount", &LastTransfer::amount, "gained or given"),
                          field("at", &LastTransfer::at, "when")};
    }
};
struct MyMoney {
    Money balance;
    std::optional<Money> share;
    std::string href;
    std::vector<LastTransfer> last;
    static constexpr auto fields() {
        return FieldTable{field("balance", &MyMoney::balance, "earned and not paid out yet"),
                          field("share", &MyMoney::share, "paid for shares"),
                          field("href", &MyMoney::href, "all of it"), field("last", &MyMoney::last, "transfers")};
    }
};
struct ClassLine {
    std::string class_name;
    std::string class_color;
    std::int64_t members = 0;
    std::string weight;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &ClassLine::class_name, "as people see it"),
                          field("class_color", &ClassLine::class_color, "its colour everywhere"),
                          field("members", &ClassLine::members, "how many"),
                          field("weight", &ClassLine::weight, "in decisions of all"),
                          field("href", &ClassLine::href, "who they are")};
    }
};
struct Figure {
    std::string name;
    std::string value;
    std::string href;
    std::optional<std::string> about;
    static constexpr auto fields() {
        return FieldTable{field("name", &Figure::name, "what"), field("value", &Figure::value, "how much"),
                          field("href", &Figure::href, "how it came about"),
                          field("about", &Figure::about, "in a few words")};
    }
};
struct Flows {
    std::string period;
    std::vector<ledger::Flow> flows;
    static constexpr auto fields() {
        return FieldTable{field("period", &Flows::period, "of the figures"),
                          field("flows", &Flows::flows, "the largest first")};
    }
};
struct Door {
    std::string door;
    std::string title;
    std::string about;
    std::string name;
    std::string class_color;
    static constexpr auto fields() {
        return FieldTable{field("door", &Door::door, "which"), field("title", &Door::title, "who you would be"),
                          field("about", &Door::about, "what you can do"),
                          field("name", &Door::name, "whose place you take"),
                          field("class_color", &Door::class_color, "of the class")};
    }
};
struct HomePage {
    std::string summary;
    std::string greeting;
    bool viewer_is_member = false;
    std::vector<Door> doors;
    std::vector<Waiting> needs_voice;
    std::optional<MyMoney> my_money;
    std::vector<decisions::MyVote> my_votes;
    std::vector<ClassLine> classes;
    std::vector<decisions::OpenDecision> open_decisions;
    bool has_overdue = false;
    std::vector<duties::OwedDuty> overdue;
    std::vector<Figure> figures;
    std::optional<Flows> flows;
    static constexpr auto fields() {
        return FieldTable{field("summary", &HomePage::summary, "what this is"),
                          field("greeting", &HomePage::greeting, "the title"),
                          field("viewer_is_member", &HomePage::viewer_is_member, "of a class"),
                          field("doors", &HomePage::doors, "of an example, for strangers"),
                          field("needs_voice", &HomePage::needs_voice, "what waits for the viewer"),
                          field("my_money", &HomePage::my_money, "the viewer's"),
                          field("my_votes", &HomePage::my_votes, "the viewer's"),
                          field("classes", &HomePage::classes, "the stakeholders"),
                          field("open_decisions", &HomePage::open_decisions, "being decided"),
                          field("has_overdue", &HomePage::has_overdue, "whether there is any"),
                          field("overdue", &HomePage::overdue, "duties that nobody answered in time"),
                          field("figures", &HomePage::figures, "how it goes"),
                          field("flows", &HomePage::flows, "money as a flow")};
    }
};

std::vector<Figure> figures_of(PageRequest& request, const rules::Charter& charter) {
    const auto rides = market::week_of_rides(request.connection, request.now);
    std::vector<Figure> figures = {{request.say("Rides in seven days"), std::to_string(rides.count), "/rides", {}}};
    if (rides.engaged.ms > 0)
        figures.push_back({request.say("Drivers, for an engaged hour"),
                           scaled({rides.to_drivers_minor, charter.currency}, 3'600'000, rides.engaged.ms).text(),
                           "/rules/market.pay_floor_per_minute", request.say("over the same seven days")});
    figures.push_back({request.say("Treasury"),
                       ledger::balance_of(request.connection, ledger::treasury, charter.currency).text(),
                       "/money/accounts/treasury", request.say("commissions less top-ups")});
    figures.push_back({request.say("Commission"), rules::rule_line(request, market::commission.name).value,
                       "/rules/market.commission", request.say("of each fare")});
    return figures;
}

std::vector<Door> doors_of(PageRequest& request, const rules::Charter& charter) {
    const auto state = platform_state(request.connection);
    std::vector<Door> doors;
    if (!state || !state->example || request.signed_in()) return doors;
    for (const auto& [door, class_id, title, about] :
         {std::tuple{"driver", "driver", request.say("A driver"),
                     request.say("Take rides, read your receipts, vote on what the platform keeps.")},
          {"rider", "rider", request.say("A rider"), request.say("Ask for a ride, say what you think, vote.")},
          {"treasurer", "staff", request.say("The treasurer"),
           request.say("Look into the books, admit people, check the chronicle.")}}) {
        const auto members = people::members_of(request.connection, class_id);
        if (!members.empty())
            doors.push_back(
                {door, title, about, people::name_of(request, members.front()), charter.color_of(class_id)});
    }
    return doors;
}

void add_my_side(PageRequest& request, const rules::Charter& charter, HomePage& page) {
    page.viewer_is_member = request.viewer.has("member");
    page.needs_voice = waiting_for(request);
    if (!page.viewer_is_member) return;
    const auto account = ledger::account_of(request.member());
    const auto shares = ledger::all_shares_of(request.connection, request.member());
    page.my_money = MyMoney{ledger::balance_of(request.connection, account, charter.currency), {}, "/money", {}};
    if (shares.count > 0) page.my_money->share = shares.paid;
    for (const auto& line : ledger::transfers_of(request, account, 4, 0))
        page.my_money->last.push_back({line.text, line.href, line.amount, line.at});
    page.my_votes = decisions::my_votes(request, 4);
}

Result<HomePage> show_home(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform)
        return HomePage{
            .summary = request.say(
                "There is no platform here yet. Found one: `reef found FILE --data DIR`, or begin with the wizard."),
            .greeting = "Reef"};
    const auto& charter = platform->charter;
    HomePage page{.summary = charter.outcomes.purpose, .greeting = charter.name};
    if (request.signed_in()) {
        page.greeting = request.say("Good day, {}", {people::name_of(request, request.member())});
        page.summary = fmt::format("{}: {}", charter.name, charter.outcomes.purpose);
    }
    page.doors = doors_of(request, charter);
    add_my_side(request, charter, page);
    for (const auto& each : charter.governance.classes)
        page.classes.push_back({each.name, charter.color_of(each.id),
                                people::count_members(request.connection, each.id), each.weight.text(),
                                "/people?class=" + each.id});
    page.open_decisions = decisions::open_decisions(request);
    page.overdue = duties::owed_duties(request);
    std::erase_if(page.overdue, [](const auto& each) { return !each.is_overdue; });
    page.has_overdue = !page.overdue.empty();
    page.figures = figures_of(request, charter);
    auto flows = ledger::flows(request);
    if (!flows.empty()) page.flows = Flows{request.say("Since the launch"), std::move(flows)};
    return page;
}

struct SpaceCard {
    std::string title;
    std::string href;
    std::string about;
    static constexpr auto fields() {
        return FieldTable{field("title", &SpaceCard::title, "as people see it"),
                          field("href", &SpaceCard::href, "where"),
                          field("about", &SpaceCard::about, "what happens there")};
    }
};
struct SpacesPage {
    std::string summary;
    std::vector<SpaceCard> spaces;
    static constexpr auto fields() {
        return FieldTable{field("summary", &SpacesPage::summary, "what this is"),
                          field("spaces", &SpacesPage::spaces, "of the charter")};
    }
};
Result<SpacesPage> show_spaces(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    SpacesPage page{request.say("Places where members create value together."), {}};
    for (const auto& space : platform->charter.technology.spaces)
        page.spaces.push_back(
            {space.name, "/" + space.kind, request.say("From request to receipt, under rules that members set.")});
    page.spaces.push_back(
        {request.say("Deliberations"), "/deliberations", request.say("Opinions and what everyone answers to them.")});
    return page;
}

} // namespace

Module home_module() {
    return {.name = "home",
            .folder = "src/app",
            .pages = {page<show_home>("/", "src/app/home.html", "The overview: classes, decisions, money, figures.",
                                      anyone()),
                      page<show_spaces>("/spaces", "src/app/spaces.html", "Where value is created.", anyone()),
                      tour_page(), duplicates_page(), found_page(), draft_page(), founder_page()}};
}

} // namespace reef::app
