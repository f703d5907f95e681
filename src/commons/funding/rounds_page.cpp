#include "commons/funding/pages.hpp"
#include <algorithm>

namespace reef::funding {
using namespace engine;
namespace {

struct RoundLine {
    std::string number;
    std::string href;
    std::string title;
    std::string body;
    std::string state;
    bool is_standing = false;
    bool is_retroactive = false;
    Money pot;
    Money raised;
    std::int64_t projects = 0;
    std::int64_t givers = 0;
    Time closes_at;
    static constexpr auto fields() {
        return FieldTable{field("number", &RoundLine::number, "of the round"),
                          field("href", &RoundLine::href, "its page"),
                          field("title", &RoundLine::title, "in a few words"),
                          field("body", &RoundLine::body, "that opened it"),
                          field("state", &RoundLine::state, "how it stands"),
                          field("is_standing", &RoundLine::is_standing, "whether it goes on"),
                          field("is_retroactive", &RoundLine::is_retroactive, "for results"),
                          field("pot", &RoundLine::pot, "that is shared out"),
                          field("raised", &RoundLine::raised, "by gifts"),
                          field("projects", &RoundLine::projects, "how many"),
                          field("givers", &RoundLine::givers, "how many"),
                          field("closes_at", &RoundLine::closes_at, "when it is paid out")};
    }
};
struct RoundsPage {
    std::string summary;
    std::vector<RoundLine> rounds;
    std::optional<Pagination> pagination;
    bool may_open = false;
    std::optional<Money> pot_most;
    std::optional<std::string> opened_by;
    static constexpr auto fields() {
        return FieldTable{field("summary", &RoundsPage::summary, "what this is"),
                          field("rounds", &RoundsPage::rounds, "those that go on first, the newest first"),
                          field("pagination", &RoundsPage::pagination, "where there are many"),
                          field("may_open", &RoundsPage::may_open, "whether the viewer may open one"),
                          field("pot_most", &RoundsPage::pot_most, "that may be set aside now, for those who may"),
                          field("opened_by", &RoundsPage::opened_by, "the body that opens rounds")};
    }
};

RoundLine line_of(const PageRequest& request, const rules::Charter& charter, const RoundRow& round) {
    using Row = std::tuple<std::optional<std::int64_t>, std::int64_t>;
    const auto [raised, givers] = request.connection.one<Row>(
        "SELECT CAST(sum(gift.minor) AS BIGINT), count(DISTINCT gift.member) FROM {funding_gifts} gift JOIN "
        "{funding_projects} put ON put.project = gift.project WHERE gift.round = $1 AND put.standing",
        round.round);
    return {.number = round.round.text(),
            .href = address_of(round.round),
            .title = request.revealed(round.title),
            .body = body_name(charter, round.body),
            .state = in_words(request, round),
            .is_standing = round.state == RoundState::standing,
            .is_retroactive = round.kind == RoundKind::retroactive,
            .pot = round.pot,
            .raised = {raised.value_or(0), round.pot.currency},
            .projects = request.connection.one<std::int64_t>(
                "SELECT count(*) FROM {funding_projects} WHERE round = $1 AND standing", round.round),
            .givers = givers,
            .closes_at = round.closes_at};
}

Result<RoundsPage> show_rounds(PageRequest& request) {
    constexpr std::int64_t size = 20;
    auto& connection = request.connection;
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto number = request.asked_page();
    const auto body = rules::in_force(connection, opened_by, request.now).value.id;
    RoundsPage page{
        .summary = request.say("A pot of the treasury's is shared out by what members give to projects: many small "
                               "gifts count for more than a few large ones. Or by how members of all classes rate what "
                               "has been done."),
        .pagination =
            Pagination::of(number, size, connection.one<std::int64_t>("SELECT count(*) FROM {funding_rounds}")),
        .may_open = !body.empty() && request.viewer.has("body:" + body)};
    if (!body.empty()) page.opened_by = body_name(charter, body);
    for (const auto& round : rounds(connection, size, (number - 1) * size))
        page.rounds.push_back(line_of(request, charter, round));
    if (page.may_open) {
        const auto held = ledger::balance_and_pending_of(connection, ledger::treasury, charter.currency).available();
        page.pot_most =
            rules::in_force(connection, pot_part, request.now).value.of(std::max(held, Money{0, charter.currency}));
    }
    return page;
}

} // namespace

std::string in_words(const PageRequest& request, const RoundRow& round) {
    if (round.state == RoundState::closed) return request.say("paid out");
    if (round.state == RoundState::called_off) return request.say("called off");
    const bool is_open = request.now >= round.opens_at;
    if (round.kind == RoundKind::retroactive)
        return is_open ? request.say("open for ratings") : request.say("takes results");
    return is_open ? request.say("open for gifts") : request.say("takes projects");
}
std::string body_name(const rules::Charter& charter, const std::string& id) {
    const auto* body = charter.find_body(id);
    return body ? body->name : id;
}

PageType rounds_page() {
    return page<show_rounds>("/funding", "src/commons/funding/funding.html",
                             "Funding rounds: pots that match what members give to projects.", anyone());
}
std::vector<PageType> pages() {
    auto all = round_pages();
    all.push_back(rounds_page());
    std::ranges::move(notes_pages(), std::back_inserter(all));
    all.push_back(note_page());
    std::ranges::move(note_register_pages(), std::back_inserter(all));
    return all;
}

} // namespace reef::funding
