// A draw step by step: the pool, the seed, the order of each class, who answered what; and the same as a file.
#include "commons/panels/panel_page.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::panels {
using namespace engine;
namespace {

constexpr std::size_t shown_max = 60; // of a class on the page; the file has all

struct PlaceCard {
    people::Person member;
    std::int64_t place = 0;
    std::string lot;
    std::string answer;
    bool sits = false;
    static constexpr auto fields() {
        return FieldTable{field("member", &PlaceCard::member, "who"),
                          field("place", &PlaceCard::place, "in the order drawn, from 1; 0 before the draw"),
                          field("lot", &PlaceCard::lot, "the beginning of their lot"),
                          field("answer", &PlaceCard::answer, "in a word"),
                          field("sits", &PlaceCard::sits, "in the panel")};
    }
};
struct StratumCard {
    people::ClassChip stakeholder_class;
    std::string summary;
    std::vector<PlaceCard> places;
    bool has_places = false;
    std::optional<std::string> more;
    std::optional<std::string> shortage;
    static constexpr auto fields() {
        return FieldTable{field("class", &StratumCard::stakeholder_class, "which class"),
                          field("summary", &StratumCard::summary, "its seats and its pool"),
                          field("places", &StratumCard::places, "in the order drawn; by number before the draw"),
                          field("has_places", &StratumCard::has_places, "whether anybody can be drawn"),
                          field("more", &StratumCard::more, "how many the page leaves out"),
                          field("shortage", &StratumCard::shortage, "where too few can be drawn")};
    }
};
struct PanelPage {
    std::string number;
    std::string href;
    std::string title;
    std::string summary;
    std::vector<Phase> phases;
    std::string body_href;
    std::vector<people::Person> volunteers;
    bool is_asking = false;
    bool has_volunteers = false;
    bool may_volunteer = false;
    bool has_volunteered = false;
    bool is_asked = false;
    std::optional<Time> asked_until;
    bool must_accept = false;
    bool sits = false;
    std::vector<StratumCard> strata;
    bool has_strata = false;
    std::vector<people::Person> resting;
    bool has_resting = false;
    std::optional<Proof> frozen;
    std::optional<Hash> seed;
    std::optional<std::string> seed_href;
    std::optional<std::string> file_href;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &PanelPage::number, "of the draw"),
                          field("href", &PanelPage::href, "this page"),
                          field("title", &PanelPage::title, "of which body"),
                          field("summary", &PanelPage::summary, "what it is about"),
                          field("phases", &PanelPage::phases, "where we are"),
                          field("body_href", &PanelPage::body_href, "who sits there"),
                          field("volunteers", &PanelPage::volunteers, "who came forward, until the pool is settled"),
                          field("is_asking", &PanelPage::is_asking, "members may come forward"),
                          field("has_volunteers", &PanelPage::has_volunteers, "anybody did"),
                          field("may_volunteer", &PanelPage::may_volunteer, "the viewer may come forward"),
                          field("has_volunteered", &PanelPage::has_volunteered, "the viewer did, and may step back"),
                          field("is_asked", &PanelPage::is_asked, "the viewer was drawn, and may answer"),
                          field("asked_until", &PanelPage::asked_until, "until when"),
                          field("must_accept", &PanelPage::must_accept, "silence is a no; otherwise it is a yes"),
                          field("sits", &PanelPage::sits, "the viewer holds a seat, and may give it up"),
                          field("strata", &PanelPage::strata, "class by class"),
                          field("has_strata", &PanelPage::has_strata, "the pool is settled"),
                          field("resting", &PanelPage::resting, "left out, since they sat there before"),
                          field("has_resting", &PanelPage::has_resting, "any"),
                          field("frozen", &PanelPage::frozen, "the entry that settled the pool"),
                          field("seed", &PanelPage::seed, "of the lots"),
                          field("seed_href", &PanelPage::seed_href, "the entry whose hash it is"),
                          field("file_href", &PanelPage::file_href, "the draw as a file"),
                          field("proof", &PanelPage::proof, "the entry that drew the lots")};
    }
};

/// The draw as a file: what a program needs to draw again, and what came of it.
struct ReplayedStratum {
    std::string stakeholder_class;
    std::int64_t at_least = 0;
    std::int64_t members = 0;
    std::int64_t seats = 0;
    std::vector<std::int64_t> pool;
    std::vector<std::int64_t> order;
    std::vector<std::int64_t> out;
    std::vector<std::int64_t> panel;
    static constexpr auto fields() {
        return FieldTable{field("class", &ReplayedStratum::stakeholder_class, "which class"),
                          field("at_least", &ReplayedStratum::at_least, "seats kept for it"),
                          field("members", &ReplayedStratum::members, "of the class when the pool was settled"),
                          field("seats", &ReplayedStratum::seats, "to be filled from it"),
                          field("pool", &ReplayedStratum::pool, "who may be drawn, by number"),
                          field("order", &ReplayedStratum::order, "as drawn"),
                          field("out", &ReplayedStratum::out, "who declined, was silent, stepped down, or is gone"),
                          field("panel", &ReplayedStratum::panel, "who is called, or sits")};
    }
};
struct Replay {
    std::string draw;
    std::string body;
    std::int64_t seats = 0;
    Hash seed;
    EntryNumber seed_entry = 0;
    EntryNumber frozen_entry = 0;
    std::vector<std::int64_t> resting;
    std::vector<ReplayedStratum> strata;
    static constexpr auto fields() {
        return FieldTable{field("draw", &Replay::draw, "its number"),
                          field("body", &Replay::body, "to be filled"),
                          field("seats", &Replay::seats, "in all"),
                          field("seed", &Replay::seed, "of the lots"),
                          field("seed_entry", &Replay::seed_entry, "whose hash it is"),
                          field("frozen_entry", &Replay::frozen_entry, "that settled the pool, before it"),
                          field("resting", &Replay::resting, "left out of the pool"),
                          field("strata", &Replay::strata, "class by class")};
    }
};

Result<DrawRow> asked_draw(const PageRequest& request) {
    const auto id = request.id<IdValue>("draw");
    if (!id) return std::unexpected(id.error());
    auto row = find_draw(request.connection, *id);
    if (!row) return refuse(not_found);
    return std::move(*row);
}

bool is_out(State state) {
    return state == State::declined || state == State::silent || state == State::gone || state == State::stepped_down;
}

std::string answer_in_words(const PageRequest& request, State state) {
    switch (state) {
    case State::waiting:
        return request.say("in reserve");
    case State::asked:
        return request.say("called, no answer yet");
    case State::accepted:
        return request.say("said yes");
    case State::seated:
        return request.say("sits");
    case State::declined:
        return request.say("declined");
    case State::silent:
        return request.say("did not answer");
    case State::gone:
        return request.say("no member any more");
    case State::stepped_down:
        return request.say("stepped down");
    }
    return {};
}

std::vector<Phase> phases_of(const PageRequest& request, const DrawRow& row) {
    std::vector<Phase> phases;
    if (row.drawn_from == rules::DrawnFrom::volunteers)
        phases.push_back({request.say("Members come forward"), row.called_at, row.asking_until});
    const auto draw_at = row.draw_at.value_or(row.asking_until + row.waiting_time);
    phases.push_back({request.say("The pool is settled"), row.asking_until, draw_at});
    phases.push_back(
        {request.say("Whoever was drawn answers"), draw_at, row.seated_at.value_or(draw_at + row.answer_time)});
    if (row.seated_at && row.stage == Stage::past && row.term_ends_at == row.seated_at)
        return placed_in_time(std::move(phases), request.now); // nobody took a seat
    phases.push_back({request.say("In office"), *phases.back().ends_at, row.term_ends_at});
    return placed_in_time(std::move(phases), request.now);
}

StratumCard stratum_card(PageRequest& request, const rules::Charter& charter, const DrawRow& row,
                         const Stratum& stratum, const std::vector<PlaceRow>& places) {
    StratumCard card{.stakeholder_class = people::class_chip(charter, stratum.stakeholder_class),
                     .summary = request.say("Seats: {}. In the pool: {}. Members of the class: {}.",
                                            {std::to_string(stratum.seats), std::to_string(stratum.pool.size()),
                                             std::to_string(stratum.members)}),
                     .places = {},
                     .has_places = !stratum.pool.empty(),
                     .more = {},
                     .shortage = {}};
    std::int64_t able = 0;
    std::size_t count = 0;
    for (const auto& each : places) {
        if (each.stakeholder_class != stratum.stakeholder_class) continue;
        able += is_out(each.state) ? 0 : 1;
        if (++count > shown_max) continue;
        card.places.push_back({people::person(request, charter, each.member), each.place,
                               row.seed ? lot_of(*row.seed, each.member).text().substr(0, 12) : "",
                               row.seed ? answer_in_words(request, each.state) : "", each.state == State::seated});
    }
    if (count > shown_max) card.more = request.say("and {} more in the file", {std::to_string(count - shown_max)});
    if (able < stratum.seats)
        card.shortage = request.say("Too few: {} of {} seats stay empty until the next draw.",
                                    {std::to_string(stratum.seats - able), std::to_string(stratum.seats)});
    return card;
}

void add_viewer(PageRequest& request, const rules::BodyCharter& body, const DrawRow& row,
                const std::vector<PlaceRow>& places, PanelPage& page) {
    if (!request.signed_in()) return;
    const auto volunteers = volunteers_of(request.connection, row.draw);
    page.has_volunteered = page.is_asking && std::ranges::find(volunteers, request.member()) != volunteers.end();
    page.may_volunteer = page.is_asking && !page.has_volunteered &&
                         body.class_among(people::classes_of(request.connection, request.member())).has_value();
    const auto mine = std::ranges::find(places, request.member(), &PlaceRow::member);
    if (mine == places.end() || row.stage == Stage::past) return;
    page.is_asked = mine->state == State::asked;
    page.asked_until = mine->asked_until;
    page.sits = mine->state == State::accepted || mine->state == State::seated;
}

Result<PanelPage> show_panel(PageRequest& request) {
    const auto row = asked_draw(request);
    if (!row) return std::unexpected(row.error());
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(row->body);
    PanelPage page{
        .number = row->draw.text(),
        .href = "/panels/" + row->draw.text(),
        .title = request.say("Draw: {}", {body.name}),
        .summary = request.say("{} seats for {}. {}", {std::to_string(row->seats),
                                                       rules::value_in_words(request, row->term.text()), body.mandate}),
        .phases = phases_of(request, *row),
        .body_href = "/panels#" + body.id};
    page.is_asking = row->stage == Stage::asking && row->drawn_from == rules::DrawnFrom::volunteers;
    page.must_accept = row->drawn_from == rules::DrawnFrom::all;
    if (page.is_asking)
        for (const auto member : volunteers_of(request.connection, row->draw))
            page.volunteers.push_back(people::person(request, charter, member));
    page.has_volunteers = !page.volunteers.empty();
    const auto places = places_of(request.connection, row->draw);
    add_viewer(request, body, *row, places, page);
    for (const auto& each : strata_of(request.connection, row->draw))
        page.strata.push_back(stratum_card(request, charter, *row, each, places));
    page.has_strata = !page.strata.empty();
    for (const auto member : resting_in(request.connection, row->draw))
        page.resting.push_back(people::person(request, charter, member));
    page.has_resting = !page.resting.empty();
    if (row->frozen_entry) page.frozen = proof_of(request.connection, *row->frozen_entry);
    page.seed = row->seed;
    if (row->seed_entry) page.seed_href = "/chronicle/" + std::to_string(*row->seed_entry);
    if (row->seed) page.file_href = page.href + "/draw.json";
    if (row->drawn_entry) page.proof = proof_of(request.connection, *row->drawn_entry);
    return page;
}

/// For programs: tests/panels/replay.py draws again from it.
Result<File> show_file(PageRequest& request) {
    const auto row = asked_draw(request);
    if (!row) return std::unexpected(row.error());
    if (!row->seed) return refuse(not_found);
    const auto numbers = [](const std::vector<MemberId>& members) {
        std::vector<std::int64_t> all;
        for (const auto each : members) all.push_back(each.value);
        return all;
    };
    Replay replay{.draw = row->draw.text(),
                  .body = row->body,
                  .seats = row->seats,
                  .seed = *row->seed,
                  .seed_entry = *row->seed_entry,
                  .frozen_entry = *row->frozen_entry,
                  .resting = numbers(resting_in(request.connection, row->draw)),
                  .strata = {}};
    const auto kept = from_recorded<std::vector<rules::ReservedSeats>>(row->at_least);
    const auto places = places_of(request.connection, row->draw);
    for (const auto& stratum : strata_of(request.connection, row->draw)) {
        const auto found = std::ranges::find(kept, stratum.stakeholder_class, &rules::ReservedSeats::stakeholder_class);
        ReplayedStratum shown{.stakeholder_class = stratum.stakeholder_class,
                              .at_least = found == kept.end() ? 0 : found->seats,
                              .members = stratum.members,
                              .seats = stratum.seats,
                              .pool = numbers(stratum.pool),
                              .order = {},
                              .out = {},
                              .panel = {}};
        for (const auto& each : places) {
            if (each.stakeholder_class != stratum.stakeholder_class) continue;
            shown.order.push_back(each.member.value);
            if (is_out(each.state))
                shown.out.push_back(each.member.value);
            else if (each.state != State::waiting)
                shown.panel.push_back(each.member.value);
        }
        replay.strata.push_back(std::move(shown));
    }
    return File{"draw.json", json_text(to_json(replay)) + "\n"};
}

} // namespace

std::vector<PageType> panel_pages() {
    return {panel_list_page(),
            page<show_panel>("/panels/{draw}", "src/commons/panels/panel.html",
                             "A draw step by step: the pool, the seed, the order, the answers.", anyone()),
            page<show_file>("/panels/{draw}/draw.json", "", "A draw as a file, to draw again from it.", anyone())};
}

} // namespace reef::panels
