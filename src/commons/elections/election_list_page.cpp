// Bodies that members elect: who sits in them, which elections run, which were.
#include "commons/elections/election_page.hpp"
#include "commons/elections/recall_view.hpp"

namespace reef::elections {
using namespace engine;
namespace {

struct ElectedBody {
    std::string id;
    std::string name;
    std::string mandate;
    std::string seats;
    std::vector<people::Person> members;
    bool is_empty = false;
    std::optional<Time> term_ends_at;
    std::optional<Time> next_at;
    std::optional<ElectionLine> running;
    bool may_demand = false;
    bool has_demanded = false;
    std::string demands;
    std::vector<SeatLine> held;
    std::vector<RecallLine> recalls;
    static constexpr auto fields() {
        return FieldTable{
            field("id", &ElectedBody::id, "short name"),
            field("name", &ElectedBody::name, "as people see it"),
            field("mandate", &ElectedBody::mandate, "what it is for"),
            field("seats", &ElectedBody::seats, "how many, and who elects"),
            field("members", &ElectedBody::members, "who sits there"),
            field("is_empty", &ElectedBody::is_empty, "nobody does"),
            field("term_ends_at", &ElectedBody::term_ends_at, "of those who sit there"),
            field("next_at", &ElectedBody::next_at, "when the next election is called"),
            field("running", &ElectedBody::running, "the election that runs now"),
            field("may_demand", &ElectedBody::may_demand, "the viewer may demand a new election, and has not"),
            field("has_demanded", &ElectedBody::has_demanded, "the viewer has"),
            field("demands", &ElectedBody::demands, "how many do, and how many call one"),
            field("held", &ElectedBody::held, "seat by seat, with what is demanded of whoever sits there"),
            field("recalls", &ElectedBody::recalls, "votes on single seats, the newest first")};
    }
};
struct ElectionsPage {
    std::string summary;
    std::vector<ElectedBody> bodies;
    bool has_bodies = false;
    std::vector<ElectionLine> past;
    bool has_past = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ElectionsPage::summary, "what this is"),
                          field("bodies", &ElectionsPage::bodies, "that members elect"),
                          field("has_bodies", &ElectionsPage::has_bodies, "whether there are any"),
                          field("past", &ElectionsPage::past, "elections that were, the newest first"),
                          field("has_past", &ElectionsPage::has_past, "whether there were any")};
    }
};

ElectedBody elected_body(PageRequest& request, const rules::Charter& charter, const rules::BodyCharter& body) {
    std::vector<std::string> classes;
    for (const auto& each : body.classes) classes.push_back(people::class_chip(charter, each).class_name);
    ElectedBody shown{
        .id = body.id,
        .name = body.name,
        .mandate = body.mandate,
        .seats = request.say("{} seats; elected by {} for {}.", {std::to_string(*body.seats), join(classes, ", "),
                                                                 rules::value_in_words(request, body.term->text())})};
    for (const auto member : people::seated(request.connection, body.id))
        shown.members.push_back(people::person(request, charter, member));
    shown.is_empty = shown.members.empty();
    const auto latest = latest_election(request.connection, body.id);
    shown.held = seat_lines(request, charter, body, latest && latest->stage != Stage::decided);
    shown.recalls = recall_lines(request, charter, body);
    if (!latest) return shown;
    if (latest->stage != Stage::decided) {
        shown.running = election_line(request, charter, *latest);
        return shown;
    }
    shown.term_ends_at = latest->term_ends_at;
    shown.next_at = latest->call_again_at;
    const auto demands = demands_for(request.connection, body);
    const auto share = rules::in_force(request.connection, demand_share, request.now).value;
    const auto electors = people::count_members_of_any(request.connection, body.classes);
    const auto whole = percent(100).hundredths;
    const auto needed = std::to_string((electors * share.hundredths + whole - 1) / whole);
    shown.demands =
        electors >= people::shown_from || request.viewer.audience() >= Audience::auditors
            ? request.say("{} of {} demand a new election; {} call one.",
                          {std::to_string(demands), std::to_string(electors), needed})
            : request.say("Fewer than five people elect here, so how many demand a new election is shown to "
                          "auditors only; {} call one.",
                          {needed});
    if (!is_elector(body, request.viewer)) return shown;
    shown.has_demanded = demands != demands_for(request.connection, body, request.member());
    shown.may_demand = !shown.has_demanded;
    return shown;
}

Result<ElectionsPage> show_elections(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    ElectionsPage page{.summary = request.say("Some bodies are filled by election: members of their classes stand, and "
                                              "rank those who do. Whoever elects can demand a new election.")};
    for (const auto& body : platform->charter.governance.bodies)
        if (body.is_elected()) page.bodies.push_back(elected_body(request, platform->charter, body));
    page.has_bodies = !page.bodies.empty();
    for (const auto id : request.connection.all<IdValue>(
             "SELECT election FROM {elections_elections} WHERE stage = 'decided' ORDER BY election DESC LIMIT 50"))
        page.past.push_back(election_line(request, platform->charter, *find_election(request.connection, id)));
    page.has_past = !page.past.empty();
    return page;
}

} // namespace

ElectionLine election_line(PageRequest& request, const rules::Charter& charter, const ElectionRow& row) {
    ElectionLine line{.number = row.election.text(),
                      .title = charter.find_body(row.body)->name,
                      .href = "/elections/" + row.election.text()};
    switch (row.stage) {
    case Stage::nominations:
        line.state = request.say("Candidates may stand");
        line.until = row.nominations_until;
        break;
    case Stage::voting:
        line.state = request.say("Voting is open");
        line.until = row.voting_until;
        line.needs_my_voice = request.signed_in() && may_vote(request.connection, row, request.member()) &&
                              !ballot_of(request.connection, row.election, request.member());
        break;
    case Stage::decided:
        line.state = request.say("Decided");
        line.until = row.decided_at;
        break;
    }
    return line;
}

std::vector<ElectionLine> open_elections(PageRequest& request) {
    const auto running = running_elections(request.connection);
    if (running.empty()) return {};
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    std::vector<ElectionLine> lines;
    for (const auto& row : running) lines.push_back(election_line(request, charter, row));
    return lines;
}

PageType election_list_page() {
    return page<show_elections>("/elections", "src/commons/elections/elections.html",
                                "Bodies that members elect, and their elections.", anyone());
}

} // namespace reef::elections
