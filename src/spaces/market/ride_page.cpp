// Asking for rides, one's own rides, and one ride on its way.
#include "spaces/market/ride_page.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::market {
using namespace engine;
namespace {

constexpr RefusalKind not_yours_to_see{"market.not_yours_to_see",
                                       "A ride is shown to its rider, its driver and auditors only.", 403};

struct Offer {
    std::string ride;
    std::string href;
    Time until;
    std::string from;
    std::string to;
    std::string why_you;
    static constexpr auto fields() {
        return FieldTable{
            field("ride", &Offer::ride, "which"),       field("href", &Offer::href, "its page"),
            field("until", &Offer::until, "to answer"), field("from", &Offer::from, "from where"),
            field("to", &Offer::to, "to where"),        field("why_you", &Offer::why_you, "the arithmetic")};
    }
};
struct RideLine {
    std::string href;
    std::string from;
    std::string to;
    Time at;
    std::string state;
    std::optional<Money> amount;
    static constexpr auto fields() {
        return FieldTable{field("href", &RideLine::href, "its page"),
                          field("from", &RideLine::from, "from where"),
                          field("to", &RideLine::to, "to where"),
                          field("at", &RideLine::at, "requested"),
                          field("state", &RideLine::state, "in a word"),
                          field("amount", &RideLine::amount, "what the viewer paid or got")};
    }
};
struct Availability {
    bool is_available = false;
    std::string sentence;
    static constexpr auto fields() {
        return FieldTable{field("is_available", &Availability::is_available, "takes rides"),
                          field("sentence", &Availability::sentence, "in words")};
    }
};
struct CategoryChoice {
    std::string value;
    bool chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &CategoryChoice::value, "as the charter names it"),
                          field("chosen", &CategoryChoice::chosen, "in a form that was refused")};
    }
};
struct RidesPage {
    std::string summary;
    std::optional<Offer> offer;
    bool may_request = false;
    std::optional<std::string> may_not_request_because;
    std::vector<RideLine> rides;
    std::optional<Pagination> pagination;
    std::optional<Availability> availability;
    std::vector<rules::RuleLine> why;
    std::vector<CategoryChoice> categories;
    bool has_categories = false;
    std::optional<std::string> night;
    static constexpr auto fields() {
        return FieldTable{field("summary", &RidesPage::summary, "what this is and what you may do here"),
                          field("offer", &RidesPage::offer, "a ride offered to the viewer"),
                          field("may_request", &RidesPage::may_request, "whether the viewer may ask for a ride"),
                          field("may_not_request_because", &RidesPage::may_not_request_because, "why not"),
                          field("rides", &RidesPage::rides, "the viewer's, the newest first"),
                          field("pagination", &RidesPage::pagination, "where there are many"),
                          field("availability", &RidesPage::availability, "of a driver"),
                          field("why", &RidesPage::why, "rules that apply"),
                          field("categories", &RidesPage::categories, "of which a ride may be"),
                          field("has_categories", &RidesPage::has_categories, "whether there are any"),
                          field("night", &RidesPage::night, "what a ride bears that is requested at night")};
    }
};

std::string word(const PageRequest& request, Stage stage) {
    switch (stage) {
    case Stage::offered:
        return request.say("Looking for a driver");
    case Stage::accepted:
        return request.say("The driver is coming");
    case Stage::under_way:
        return request.say("On the way");
    case Stage::completed:
        return request.say("Settled");
    case Stage::cancelled:
        return request.say("Called off");
    case Stage::unserved:
        break;
    }
    return request.say("Nobody was free");
}

std::string millionths(std::int64_t part) { return decimal_text(part / 10'000, 2); }

std::string why_you(const PageRequest& request, const RideRow& row) {
    const auto offers = offers_of(row);
    const auto& offer = offers.at(static_cast<std::size_t>(row.offer_place));
    return request.say("Near the rider {} + waiting {} + reliability {} = {}; place {} of {}.",
                       {millionths(offer.pickup_part), millionths(offer.idle_part), millionths(offer.reliability_part),
                        millionths(offer.score), std::to_string(row.offer_place + 1), std::to_string(offers.size())});
}

RideLine line_of(PageRequest& request, const RideRow& row) {
    RideLine line{"/rides/" + row.ride.text(),       request.revealed(row.origin),
                  request.revealed(row.destination), row.requested_at,
                  word(request, row.stage),          {}};
    if (const auto settlement = settlement_of(row))
        line.amount = row.driver == request.member() ? settlement->to_driver : settlement->fare;
    return line;
}

/// What a ride of no category bears that is requested at night, and whether it is night; nothing where none bears more.
std::optional<std::string> night_in_words(const PageRequest& request, const rules::SpaceCharter& space) {
    const auto terms = terms_at(request.connection, space, {}, request.now);
    const auto hours = WeeklyHours::parse(terms.night_hours->value);
    const auto part = Percent::parse(terms.night_supplement->value);
    if (hours->is_none() || part == Percent{}) return {};
    const auto words =
        request.say("Night hours: {} (UTC). A ride requested then costs {} more, and the driver gets it.",
                    {rules::hours_in_words(request, *hours), part->text()});
    const bool is_night = hours->contains(request.now);
    return words + " " + (is_night ? request.say("It is night now.") : request.say("It is not night now."));
}

/// What came with a form that was refused.
std::string typed_category(const PageRequest& request) {
    const auto* sent = request.refused_form ? request.refused_form->data.as_object().if_contains("category") : nullptr;
    return sent && sent->is_string() ? std::string(sent->get_string()) : std::string();
}

Result<RidesPage> show_rides(PageRequest& request) {
    const auto space = rides_space(request.connection);
    if (!space) return refuse(not_found);
    constexpr std::int64_t size = 15;
    const auto page_number = request.asked_page();
    RidesPage page{
        .summary = request.say(
            "Rides from request to receipt. Each is offered to the nearest free driver first, by published weights.")};
    for (const auto& each : space->categories) page.categories.push_back({each, each == typed_category(request)});
    page.has_categories = !page.categories.empty();
    for (const auto name : {commission.name, fare_per_km.name, offer_weights.name})
        page.why.push_back(rules::rule_line(request, name));
    page.night = night_in_words(request, *space);
    if (page.night)
        for (const auto name : {night_hours.name, night_supplement.name})
            page.why.push_back(rules::rule_line(request, name));
    const bool rides = request.viewer.has("class:" + space->requester.value_or("")),
               drives = request.viewer.has("class:" + space->provider.value_or(""));
    page.may_request = rides;
    if (!rides)
        page.may_not_request_because = request.signed_in()
                                           ? request.say("Members of the class that rides ask for rides.")
                                           : request.say("Sign in to ask for a ride.");
    if (!request.signed_in()) return page;
    if (drives) {
        const auto online =
            request.connection.first<bool>("SELECT online FROM {market_drivers} WHERE driver = $1", request.member())
                .value_or(false);
        page.availability =
            Availability{online, online ? request.say("You are available; rides are offered to you.")
                                        : request.say("You are not available; nothing is offered to you.")};
        if (const auto row = request.connection.first<RideRow>(
                std::string(ride_columns) + "WHERE driver = $1 AND stage = 'offered' ORDER BY ride LIMIT 1",
                request.member()))
            page.offer = Offer{row->ride.text(),
                               "/rides/" + row->ride.text(),
                               *row->offer_ends_at,
                               request.revealed(row->origin),
                               request.revealed(row->destination),
                               why_you(request, *row)};
    }
    for (const auto& row : request.connection.all<RideRow>(
             std::string(ride_columns) +
                 "WHERE (rider = $1 OR driver = $1) ORDER BY requested_at DESC, ride DESC LIMIT $2 OFFSET $3",
             request.member(), size, (page_number - 1) * size))
        page.rides.push_back(line_of(request, row));
    page.pagination =
        Pagination::of(page_number, size,
                       request.connection.one<std::int64_t>(
                           "SELECT count(*) FROM {market_rides} WHERE rider = $1 OR driver = $1", request.member()));
    return page;
}

struct Step {
    std::string name;
    std::string command;
    bool asks_distance = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &Step::name, "what the button says"),
                          field("command", &Step::command, "that it gives"),
                          field("asks_distance", &Step::asks_distance, "with the metres driven")};
    }
};
struct OfferLine {
    people::Person driver;
    std::string how;
    bool is_current = false;
    static constexpr auto fields() {
        return FieldTable{field("driver", &OfferLine::driver, "who"), field("how", &OfferLine::how, "the arithmetic"),
                          field("is_current", &OfferLine::is_current, "to whom it is or was offered last")};
    }
};
struct RidePage {
    std::string number;
    std::string from;
    std::string to;
    std::string summary;
    std::string state;
    std::vector<Step> steps;
    people::Person rider;
    std::optional<people::Person> driver;
    Time requested_at;
    std::optional<Time> accepted_at;
    std::optional<Time> started_at;
    std::optional<Time> completed_at;
    std::optional<Money> fare;
    std::optional<std::string> receipt_href;
    std::optional<std::string> category;
    std::optional<std::string> night;
    std::vector<OfferLine> offers;
    std::vector<rules::RuleLine> why;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &RidePage::number, "of the ride"),
                          field("from", &RidePage::from, "from where"),
                          field("to", &RidePage::to, "to where"),
                          field("summary", &RidePage::summary, "where it stands and what you may do"),
                          field("state", &RidePage::state, "in a word"),
                          field("steps", &RidePage::steps, "what the viewer may do now"),
                          field("rider", &RidePage::rider, "who asked"),
                          field("driver", &RidePage::driver, "who drives, or is asked"),
                          field("requested_at", &RidePage::requested_at, "when"),
                          field("accepted_at", &RidePage::accepted_at, "engaged time runs from here"),
                          field("started_at", &RidePage::started_at, "trip time runs from here"),
                          field("completed_at", &RidePage::completed_at, "to here"),
                          field("fare", &RidePage::fare, "once settled"),
                          field("receipt_href", &RidePage::receipt_href, "once settled"),
                          field("category", &RidePage::category, "that the rider named"),
                          field("night", &RidePage::night, "the supplement that it bears"),
                          field("offers", &RidePage::offers, "the order of offers"),
                          field("why", &RidePage::why, "rules that apply"),
                          field("proof", &RidePage::proof, "the entry it rests on")};
    }
};

std::vector<Step> steps_for(const PageRequest& request, const RideRow& row) {
    const bool rider = request.viewer.actor == Actor::of(row.rider),
               driver = row.driver && request.viewer.actor == Actor::of(*row.driver);
    std::vector<Step> steps;
    if (driver && row.stage == Stage::offered)
        steps = {{request.say("Accept"), "market.accept_ride"}, {request.say("Decline"), "market.decline_ride"}};
    if (driver && row.stage == Stage::accepted) steps = {{request.say("Start the trip"), "market.start_trip"}};
    if (driver && row.stage == Stage::under_way)
        steps = {{request.say("Complete the trip"), "market.complete_trip", true}};
    if ((rider && (row.stage == Stage::offered || row.stage == Stage::accepted)) ||
        (driver && row.stage == Stage::accepted))
        steps.push_back({request.say("Call it off"), "market.cancel_ride"});
    return steps;
}

Result<RidePage> show_ride(PageRequest& request) {
    const auto row = seen_ride(request);
    if (!row) return std::unexpected(row.error());
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    RidePage page{.number = row->ride.text(),
                  .from = request.revealed(row->origin),
                  .to = request.revealed(row->destination),
                  .state = word(request, row->stage),
                  .steps = steps_for(request, *row),
                  .rider = people::person(request, charter, row->rider),
                  .requested_at = row->requested_at,
                  .accepted_at = row->accepted_at,
                  .started_at = row->started_at,
                  .completed_at = row->completed_at,
                  .category = row->category,
                  .proof = proof_of(request.connection, row->entry)};
    page.summary =
        word(request, row->stage) + ". " +
        (page.steps.empty() ? request.say("There is nothing for you to do now.") : request.say("You may go on below."));
    if (row->driver) page.driver = people::person(request, charter, *row->driver);
    if (const auto settlement = settlement_of(*row)) {
        page.fare = settlement->fare;
        page.receipt_href = "/receipts/" + page.number;
    }
    if (const auto part = supplement_at(terms_of(*row), row->requested_at))
        page.night = request.say("{} of the fare on top, for the driver: it was requested on {} (UTC)",
                                 {part->text(), time_in_week(request, row->requested_at)});
    const auto offers = offers_of(*row);
    for (std::size_t place = 0; place < offers.size() && place < 8; ++place) {
        const auto& offer = offers[place];
        page.offers.push_back({people::person(request, charter, offer.driver),
                               request.say("near {} + waiting {} + reliability {} = {}",
                                           {millionths(offer.pickup_part), millionths(offer.idle_part),
                                            millionths(offer.reliability_part), millionths(offer.score)}),
                               static_cast<std::int64_t>(place) == row->offer_place});
    }
    for (const auto name : {offer_weights.name, offer_far_m.name, offer_long_wait.name, offer_time.name})
        page.why.push_back(rules::rule_line(request, name));
    return page;
}

} // namespace

std::string time_in_week(const PageRequest& request, Time at) { return time_of_week_in_words(at, request.words()); }

Result<RideRow> seen_ride(PageRequest& request) {
    const auto id = request.id<IdValue>("ride");
    if (!id) return std::unexpected(id.error());
    const auto row = find_ride(request.connection, *id);
    if (!row) return refuse(not_found);
    const auto offers = offers_of(*row);
    const bool was_offered =
        std::ranges::any_of(offers, [&](const auto& offer) { return Actor::of(offer.driver) == request.viewer.actor; });
    const bool is_party = request.viewer.actor == Actor::of(row->rider) ||
                          (row->driver && request.viewer.actor == Actor::of(*row->driver));
    if (!is_party && !was_offered && !request.viewer.has("auditor")) return refuse(not_yours_to_see);
    return *row;
}

std::vector<PageType> pages() {
    return {page<show_rides>("/rides", "src/spaces/market/rides.html", "Ask for a ride; your rides.", anyone()),
            page<show_ride>("/rides/{ride}", "src/spaces/market/ride.html", "One ride, for its parties.", {{"person"}}),
            receipt_page()};
}

} // namespace reef::market
