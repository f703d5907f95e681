#include "commons/funding/pages.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::funding {
using namespace engine;
namespace {

struct ProjectCard {
    std::string number;
    std::string title;
    std::string plan;
    people::Person member;
    people::Person receiver;
    std::optional<std::string> body;
    Money raised;
    std::int64_t givers = 0;
    Money matched;
    Money total;
    std::string entitled;
    std::optional<Money> mine;
    std::optional<std::string> my_points;
    bool is_standing = true;
    std::optional<std::string> reasons;
    bool may_take_out = false;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &ProjectCard::number, "of the project"),
            field("title", &ProjectCard::title, "in a few words"),
            field("plan", &ProjectCard::plan, "what will be done with the money"),
            field("member", &ProjectCard::member, "who put it"),
            field("receiver", &ProjectCard::receiver, "the member who is paid"),
            field("body", &ProjectCard::body, "that receives; none: that member"),
            field("raised", &ProjectCard::raised, "by gifts"),
            field("givers", &ProjectCard::givers, "how many gave, or rated"),
            field("matched", &ProjectCard::matched, "from the pot: so far, or paid"),
            field("total", &ProjectCard::total, "gifts and matching"),
            field("entitled", &ProjectCard::entitled, "by the formula, in the smallest units; of a result: its points"),
            field("mine", &ProjectCard::mine, "what the viewer gave"),
            field("my_points", &ProjectCard::my_points, "of the viewer"),
            field("is_standing", &ProjectCard::is_standing, "whether it is in the round"),
            field("reasons", &ProjectCard::reasons, "why it was taken out"),
            field("may_take_out", &ProjectCard::may_take_out, "the viewer")};
    }
};
struct MedianLine {
    std::string title;
    people::ClassChip stakeholder_class;
    Percent weight;
    std::optional<std::int64_t> raters;
    std::optional<std::string> median;
    static constexpr auto fields() {
        return FieldTable{
            field("title", &MedianLine::title, "of the result"),
            field("class", &MedianLine::stakeholder_class, "whose members rated it"),
            field("weight", &MedianLine::weight, "of the class in the charter"),
            field("raters", &MedianLine::raters, "how many of it; none where fewer than five of a class rated"),
            field("median", &MedianLine::median, "of their points; the same")};
    }
};
struct GiftLine {
    std::int64_t giver = 0;
    std::string project;
    std::string title;
    Money amount;
    static constexpr auto fields() {
        return FieldTable{field("giver", &GiftLine::giver, "a number for this table alone"),
                          field("project", &GiftLine::project, "number of the project"),
                          field("title", &GiftLine::title, "of the project"),
                          field("amount", &GiftLine::amount, "given")};
    }
};
struct ProjectChoice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &ProjectChoice::value, "number of the project"),
                          field("label", &ProjectChoice::label, "its title")};
    }
};
struct BodyChoice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &BodyChoice::value, "short name of the body"),
                          field("label", &BodyChoice::label, "its name")};
    }
};
struct RoundPage {
    std::string number;
    std::string title;
    std::string purpose;
    std::string body;
    std::string state;
    bool is_retroactive = false;
    bool is_standing = false;
    bool takes_gifts = false;
    bool is_paid = false;
    std::optional<std::string> reasons;
    Time opens_at;
    Time closes_at;
    Money pot;
    Money raised;
    Money matched;
    Money left;
    bool scaled_down = false;
    RoundTerms terms;
    std::vector<ProjectCard> projects;
    std::vector<ProjectCard> taken_out;
    bool may_give = false;
    bool may_rate = false;
    std::optional<Money> available;
    std::vector<ProjectChoice> choices;
    bool may_put = false;
    std::vector<BodyChoice> bodies;
    bool may_call_off = false;
    std::vector<GiftLine> gifts;
    std::vector<MedianLine> medians;
    std::optional<std::string> withheld;
    std::string gifts_href;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &RoundPage::number, "of the round"),
            field("title", &RoundPage::title, "in a few words"),
            field("purpose", &RoundPage::purpose, "what may be proposed"),
            field("body", &RoundPage::body, "that opened it"),
            field("state", &RoundPage::state, "how it stands"),
            field("is_retroactive", &RoundPage::is_retroactive, "for results that are rated, not projects"),
            field("is_standing", &RoundPage::is_standing, "whether it goes on"),
            field("takes_gifts", &RoundPage::takes_gifts, "whether one may give, or rate, now"),
            field("is_paid", &RoundPage::is_paid, "whether it was paid out"),
            field("reasons", &RoundPage::reasons, "why it was called off"),
            field("opens_at", &RoundPage::opens_at, "from when one may give"),
            field("closes_at", &RoundPage::closes_at, "when it is paid out"),
            field("pot", &RoundPage::pot, "set aside from the treasury"),
            field("raised", &RoundPage::raised, "by all gifts"),
            field("matched", &RoundPage::matched, "from the pot: so far, or paid"),
            field("left", &RoundPage::left, "of the pot: so far, or back to the treasury"),
            field("scaled_down", &RoundPage::scaled_down, "the formula asks for more than the pot"),
            field("terms", &RoundPage::terms, "that bind it to its end"),
            field("projects", &RoundPage::projects, "that stand, by number"),
            field("taken_out", &RoundPage::taken_out, "of the round"),
            field("may_give", &RoundPage::may_give, "the viewer"),
            field("may_rate", &RoundPage::may_rate, "the viewer"),
            field("available", &RoundPage::available, "on the viewer's account"),
            field("choices", &RoundPage::choices, "that the viewer may give to, or rate"),
            field("may_put", &RoundPage::may_put, "a project, the viewer"),
            field("bodies", &RoundPage::bodies, "that may receive what a project raises"),
            field("may_call_off", &RoundPage::may_call_off, "the viewer"),
            field("gifts", &RoundPage::gifts, "all of them once it is paid out, without names"),
            field("medians", &RoundPage::medians, "of results, once it is paid out, class by class"),
            field("withheld", &RoundPage::withheld, "why medians are missing"),
            field("gifts_href", &RoundPage::gifts_href, "gifts or medians as a table to keep"),
            field("proof", &RoundPage::proof, "the entry that it rests on")};
    }
};

/// Givers are numbered by what they gave, the most first, so that the numbers say nothing of who or when.
std::vector<GiftLine> gift_lines(const PageRequest& request, const RoundRow& round) {
    if (round.state != RoundState::closed) return {};
    std::map<IdValue, std::string> titles;
    for (const auto& project : projects_of(request.connection, round.round))
        titles[project.project] = request.revealed(project.title);
    std::map<MemberId, std::vector<std::pair<IdValue, std::int64_t>>> given;
    for (const auto& gift : gifts_of(request.connection, round.round))
        given[gift.member].emplace_back(gift.project, gift.minor);
    const auto sum = [](const auto& gifts) {
        std::int64_t minor = 0;
        for (const auto& [project, each] : gifts) minor += each;
        return minor;
    };
    std::vector<std::vector<std::pair<IdValue, std::int64_t>>> givers;
    for (auto& [member, gifts] : given) givers.push_back(std::move(gifts));
    std::ranges::sort(givers, {}, [&](const auto& gifts) { return std::pair(-sum(gifts), gifts); });
    std::vector<GiftLine> lines;
    for (std::size_t i = 0; i < givers.size(); ++i)
        for (const auto& [project, minor] : givers[i])
            lines.push_back(
                {static_cast<std::int64_t>(i) + 1, project.text(), titles.at(project), {minor, round.pot.currency}});
    return lines;
}

ProjectCard card_of(PageRequest& request, const rules::Charter& charter, const RoundRow& round,
                    const ProjectRow& project, const ProjectResult* result) {
    const Money nothing{0, round.pot.currency};
    ProjectCard card{.number = project.project.text(),
                     .title = request.revealed(project.title),
                     .plan = request.revealed(project.plan),
                     .member = people::person(request, charter, project.member),
                     .receiver = people::person(request, charter, project.receiver),
                     .raised = result ? result->raised : nothing,
                     .givers = result ? result->givers : 0,
                     .matched = result ? result->matched : nothing,
                     .total = result ? result->raised + result->matched : nothing,
                     .entitled = result ? result->entitled : "",
                     .is_standing = project.standing};
    if (project.body) card.body = body_name(charter, *project.body);
    if (project.reasons) card.reasons = request.revealed(*project.reasons);
    if (!request.signed_in()) return card;
    const auto mine = request.connection.first<std::int64_t>(
        "SELECT minor FROM {funding_gifts} WHERE project = $1 AND member = $2", project.project, request.member());
    if (mine) card.mine = Money{*mine, round.pot.currency};
    const auto points = request.connection.first<std::int64_t>(
        "SELECT points FROM {funding_ratings} WHERE project = $1 AND member = $2", project.project, request.member());
    if (points) card.my_points = std::to_string(*points);
    card.may_take_out = project.standing && round.state == RoundState::standing &&
                        (project.member == request.member() || request.viewer.has("body:" + round.body));
    return card;
}

/// What the viewer may do here, and with what.
void offer_ways(const PageRequest& request, const rules::Charter& charter, const RoundRow& round,
                const std::vector<ProjectRow>& projects, RoundPage& page) {
    if (!page.is_standing || !request.viewer.has("member")) return;
    page.may_call_off = request.viewer.has("body:" + round.body);
    std::int64_t mine = 0;
    for (std::size_t i = 0; i < projects.size(); ++i) {
        if (projects[i].member == request.member()) ++mine;
        if (projects[i].standing && !projects[i].is_of(request.member()))
            page.choices.push_back({projects[i].project.text(), request.revealed(projects[i].title)});
    }
    page.may_put = mine < round.terms.projects_each && !(page.is_retroactive && page.takes_gifts);
    for (const auto& body : charter.governance.bodies) page.bodies.push_back({body.id, body.name});
    page.available =
        ledger::balance_and_pending_of(request.connection, ledger::account_of(request.member()), round.pot.currency)
            .available();
    const bool may_speak = page.takes_gifts && !page.choices.empty();
    page.may_give = may_speak && !page.is_retroactive;
    page.may_rate = may_speak && page.is_retroactive;
}

Result<RoundRow> asked_round(const PageRequest& request) {
    const auto number = request.id<IdValue>("round");
    if (!number) return std::unexpected(number.error());
    auto round = find_round(request.connection, *number);
    if (!round) return refuse(not_found);
    return std::move(*round);
}

/// Of a round that was called off nothing is paid. What others think of a result is not shown before all have said it.
Results shown_results(store::Connection& connection, RoundRow round) {
    if (round.state == RoundState::closed) return recorded_results(connection, round);
    const auto pot = round.pot;
    const bool is_open_question = round.kind == RoundKind::retroactive;
    if (is_open_question || round.state == RoundState::called_off) round.pot.minor = 0;
    auto results = results_of(connection, round);
    if (!is_open_question) return results;
    for (auto& each : results.projects) {
        each.entitled.clear();
        each.medians.clear();
    }
    results.left = pot;
    return results;
}

/// The points of a result are the mean of these by their weights, so with all but one the last would follow: where
/// fewer than five of a class rated, auditors alone see any of them.
std::vector<MedianLine> median_lines(const PageRequest& request, const rules::Charter& charter,
                                     const std::string& title, const ProjectResult& result) {
    const bool shown =
        request.viewer.audience() >= Audience::auditors ||
        std::ranges::all_of(result.medians, [](const ClassMedian& each) { return each.raters >= people::shown_from; });
    std::vector<MedianLine> lines;
    for (const auto& each : result.medians) {
        lines.push_back({title, people::class_chip(charter, each.stakeholder_class), each.weight, {}, {}});
        if (!shown) continue;
        lines.back().raters = each.raters;
        lines.back().median = fmt::format("{}{}", each.half_points / 2, each.half_points % 2 == 0 ? "" : ".5");
    }
    return lines;
}

/// Nothing before the end.
std::vector<MedianLine> all_medians(const PageRequest& request, const RoundRow& round) {
    std::vector<MedianLine> lines;
    if (round.state != RoundState::closed) return lines;
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto results = recorded_results(request.connection, round);
    for (const auto& result : results.projects) {
        const auto title = request.revealed(find_project(request.connection, result.project)->title);
        std::ranges::move(median_lines(request, charter, title, result), std::back_inserter(lines));
    }
    return lines;
}

Result<RoundPage> show_round(PageRequest& request) {
    const auto found = asked_round(request);
    if (!found) return std::unexpected(found.error());
    const auto& round = *found;
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto results = shown_results(request.connection, round);
    const bool is_standing = round.state == RoundState::standing;
    RoundPage page{.number = round.round.text(),
                   .title = request.revealed(round.title),
                   .purpose = request.revealed(round.purpose),
                   .body = body_name(charter, round.body),
                   .state = in_words(request, round),
                   .is_retroactive = round.kind == RoundKind::retroactive,
                   .is_standing = is_standing,
                   .takes_gifts = is_standing && request.now >= round.opens_at,
                   .is_paid = round.state == RoundState::closed,
                   .opens_at = round.opens_at,
                   .closes_at = round.closes_at,
                   .pot = round.pot,
                   .raised = {0, round.pot.currency},
                   .matched = results.paid,
                   .left = results.left,
                   .scaled_down = results.scaled_down,
                   .terms = round.terms,
                   .gifts = gift_lines(request, round),
                   .medians = all_medians(request, round),
                   .gifts_href =
                       address_of(round.round) + (round.kind == RoundKind::matched ? "/gifts.csv" : "/medians.csv"),
                   .proof = proof_of(request.connection, round.over_entry.value_or(round.entry))};
    if (std::ranges::any_of(page.medians, [](const MedianLine& each) { return !each.raters; }))
        page.withheld =
            request.say("Where fewer than five of a class rated a result, the medians of all classes are shown to "
                        "auditors only: with the points, one would follow from the others.");
    if (round.reasons) page.reasons = request.revealed(*round.reasons);
    const auto projects = projects_of(request.connection, round.round);
    for (const auto& project : projects) {
        const auto result = std::ranges::find(results.projects, project.project, &ProjectResult::project);
        const auto* counted = result == results.projects.end() ? nullptr : &*result;
        auto& list = counted ? page.projects : page.taken_out;
        list.push_back(card_of(request, charter, round, project, counted));
        page.raised = page.raised + list.back().raised;
    }
    offer_ways(request, charter, round, projects, page);
    return page;
}

Result<File> show_medians_file(PageRequest& request) {
    const auto round = asked_round(request);
    if (!round) return std::unexpected(round.error());
    const auto dialect = request.asked("for") == "excel" ? CsvDialect::excel : CsvDialect::plain;
    std::string text(csv_begin(dialect));
    text += csv_row(dialect, {"result", "class", "weight", "raters", "median"});
    for (const auto& line : all_medians(request, *round))
        text += csv_row(dialect, std::vector<CsvCell>{{line.title},
                                                      {line.stakeholder_class.class_name},
                                                      {line.weight.text()},
                                                      {line.raters ? std::to_string(*line.raters) : "", true},
                                                      {line.median.value_or(""), true}});
    return File{"medians-" + round->round.text() + ".csv", std::move(text)};
}

Result<File> show_gifts_file(PageRequest& request) {
    const auto round = asked_round(request);
    if (!round) return std::unexpected(round.error());
    const auto dialect = request.asked("for") == "excel" ? CsvDialect::excel : CsvDialect::plain;
    std::string text(csv_begin(dialect));
    text += csv_row(dialect, {"giver", "project", "title", "amount", "currency"});
    for (const auto& gift : gift_lines(request, *round))
        text += csv_row(dialect,
                        std::vector<CsvCell>{{std::to_string(gift.giver), true},
                                             {gift.project},
                                             {gift.title},
                                             {decimal_text(gift.amount.minor, gift.amount.currency.digits()), true},
                                             {gift.amount.currency.text()}});
    return File{"gifts-" + round->round.text() + ".csv", std::move(text)};
}

} // namespace

std::vector<PageType> round_pages() {
    return {page<show_round>("/funding/{round}", "src/commons/funding/funding_round.html",
                             "A funding round: its projects or results, and how the pot is shared out.", anyone()),
            page<show_medians_file>(
                "/funding/{round}/medians.csv", "",
                "What each class said of a round's results, once it is paid out, as a table to keep.", anyone()),
            page<show_gifts_file>("/funding/{round}/gifts.csv", "",
                                  "A round's gifts without names, once it is paid out, as a table to keep.", anyone())};
}

} // namespace reef::funding
