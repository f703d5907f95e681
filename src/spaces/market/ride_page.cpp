#include "commons/rules/module.hpp"
#include "spaces/market/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::market {
using namespace engine;
namespace {

constexpr RefusalKind not_yours_to_see{"market.not_yours_to_see", "A ride is shown to its rider, its driver and auditors only.", 403};

struct Offer {
    std::string ride;
    std::string href;
    Time until;
    std::string from;
    std::string to;
    std::string why_you;
    static constexpr auto fields() {
        return std::tuple{field("ride", &Offer::ride, "which"), field("href", &Offer::href, "its page"), field("until", &Offer::until, "to answer"),
                          field("from", &Offer::from, "from where"), field("to", &Offer::to, "to where"), field("why_you", &Offer::why_you, "the arithmetic")};
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
        return std::tuple{field("href", &RideLine::href, "its page"), field("from", &RideLine::from, "from where"), field("to", &RideLine::to, "to where"),
                          field("at", &RideLine::at, "requested"), field("state", &RideLine::state, "in a word"),
                          field("amount", &RideLine::amount, "what the viewer paid or got")};
    }
};
struct Availability {
    bool is_available = false;
    std::string sentence;
    static constexpr auto fields() {
        return std::tuple{field("is_available", &Availability::is_available, "takes rides"), field("sentence", &Availability::sentence, "in words")};
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
    static constexpr auto fields() {
        return std::tuple{field("summary", &RidesPage::summary, "what this is and what you may do here"), field("offer", &RidesPage::offer, "a ride offered to the viewer"),
                          field("may_request", &RidesPage::may_request, "whether the viewer may ask for a ride"), field("may_not_request_because", &RidesPage::may_not_request_because, "why not"),
                          field("rides", &RidesPage::rides, "the viewer's, the newest first"), field("pagination", &RidesPage::pagination, "where there are many"),
                          field("availability", &RidesPage::availability, "of a driver"), field("why", &RidesPage::why, "rules that apply")};
    }
};

std::string word(Stage stage) {
    switch (stage) {
    case Stage::offered: return "Looking for a driver";
    case Stage::accepted: return "The driver is coming";
    case Stage::under_way: return "On the way";
    case Stage::completed: return "Settled";
    case Stage::cancelled: return "Called off";
    case Stage::unserved: break;
    }
    return "Nobody was free";
}

std::string text(PageRequest& request, const Hash& reference) { return chronicle::reveal_text(request.connection, reference).value_or("(erased)"); }

std::string millionths(std::int64_t part) { return decimal_text(part / 10'000, 2); }

std::string why_you(const RideRow& row) {
    const auto offers = offers_of(row);
    const auto& offer = offers.at(static_cast<std::size_t>(row.offer_place));
    return fmt::format("Near the rider {} + waiting {} + reliability {} = {}; place {} of {}.", millionths(offer.pickup_part), millionths(offer.idle_part),
                       millionths(offer.reliability_part), millionths(offer.score), row.offer_place + 1, offers.size());
}

RideLine line_of(PageRequest& request, const RideRow& row) {
    RideLine line{"/rides/" + row.ride.text(), text(request, row.origin), text(request, row.destination), row.requested_at, word(row.stage), {}};
    if (const auto settlement = settlement_of(row)) line.amount = row.driver == request.member() ? settlement->to_driver : settlement->fare;
    return line;
}

Result<RidesPage> show_rides(PageRequest& request) {
    const auto space = rides_space(request.connection);
    if (!space) return refuse(not_found);
    constexpr std::int64_t size = 15;
    const auto page_number = std::max<std::int64_t>(1, request.asked_number("page", 1));
    RidesPage page{.summary = "Rides from request to receipt. Each is offered to the nearest free driver first, by published weights."};
    for (const auto name : {commission.name, fare_per_km.name, offer_weight_pickup.name}) page.why.push_back(rules::rule_line(request, name));
    const bool rides = request.viewer.has("class:" + space->requester.value_or("")), drives = request.viewer.has("class:" + space->provider.value_or(""));
    page.may_request = rides;
    if (!rides) page.may_not_request_because = request.signed_in() ? "Members of the class that rides ask for rides." : "Sign in to ask for a ride.";
    if (!request.signed_in()) return page;
    if (drives) {
        const auto online = request.connection.first<bool>("SELECT online FROM {market_drivers} WHERE driver = $1", request.member()).value_or(false);
        page.availability = Availability{online, online ? "You are available; rides are offered to you." : "You are not available; nothing is offered to you."};
        if (const auto row = request.connection.first<RideRow>(std::string(ride_columns) + "WHERE driver = $1 AND stage = 'offered' ORDER BY ride LIMIT 1", request.member()))
            page.offer = Offer{row->ride.text(), "/rides/" + row->ride.text(), *row->offer_ends_at, text(request, row->origin), text(request, row->destination), why_you(*row)};
    }
    for (const auto& row : request.connection.all<RideRow>(std::string(ride_columns) + "WHERE (rider = $1 OR driver = $1) ORDER BY requested_at DESC, ride DESC LIMIT $2 OFFSET $3",
                                                           request.member(), size, (page_number - 1) * size))
        page.rides.push_back(line_of(request, row));
    page.pagination = Pagination::of(page_number, size, request.connection.one<std::int64_t>("SELECT count(*) FROM {market_rides} WHERE rider = $1 OR driver = $1", request.member()));
    return page;
}

struct Step {
    std::string name;
    std::string command;
    bool asks_distance = false;
    static constexpr auto fields() {
        return std::tuple{field("name", &Step::name, "what the button says"), field("command", &Step::command, "that it gives"),
                          field("asks_distance", &Step::asks_distance, "with the metres driven")};
    }
};
struct OfferLine {
    people::Person driver;
    std::string how;
    bool is_current = false;
    static constexpr auto fields() {
        return std::tuple{field("driver", &OfferLine::driver, "who"), field("how", &OfferLine::how, "the arithmetic"), field("is_current", &OfferLine::is_current, "to whom it is or was offered last")};
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
    std::vector<OfferLine> offers;
    std::vector<rules::RuleLine> why;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return std::tuple{field("number", &RidePage::number, "of the ride"), field("from", &RidePage::from, "from where"), field("to", &RidePage::to, "to where"),
                          field("summary", &RidePage::summary, "where it stands and what you may do"), field("state", &RidePage::state, "in a word"),
                          field("steps", &RidePage::steps, "what the viewer may do now"), field("rider", &RidePage::rider, "who asked"), field("driver", &RidePage::driver, "who drives, or is asked"),
                          field("requested_at", &RidePage::requested_at, "when"), field("accepted_at", &RidePage::accepted_at, "engaged time runs from here"),
                          field("started_at", &RidePage::started_at, "trip time runs from here"), field("completed_at", &RidePage::completed_at, "to here"),
                          field("fare", &RidePage::fare, "once settled"), field("receipt_href", &RidePage::receipt_href, "once settled"),
                          field("offers", &RidePage::offers, "the order of offers"), field("why", &RidePage::why, "rules that apply"), field("proof", &RidePage::proof, "the entry it rests on")};
    }
};

/// The ride, for those who may see it.
Result<RideRow> seen_ride(PageRequest& request) {
    const auto id = request.id<IdValue>("ride");
    if (!id) return std::unexpected(id.error());
    const auto row = find_ride(request.connection, *id);
    if (!row) return refuse(not_found);
    const auto offers = offers_of(*row);
    const bool was_offered = std::ranges::any_of(offers, [&](const auto& offer) { return Actor::of(offer.driver) == request.viewer.actor; });
    const bool is_party = request.viewer.actor == Actor::of(row->rider) || (row->driver && request.viewer.actor == Actor::of(*row->driver));
    if (!is_party && !was_offered && !request.viewer.has("auditor")) return refuse(not_yours_to_see);
    return *row;
}

std::vector<Step> steps_for(const PageRequest& request, const RideRow& row) {
    const bool rider = request.viewer.actor == Actor::of(row.rider), driver = row.driver && request.viewer.actor == Actor::of(*row.driver);
    std::vector<Step> steps;
    if (driver && row.stage == Stage::offered) steps = {{"Accept", "market.accept_ride"}, {"Decline", "market.decline_ride"}};
    if (driver && row.stage == Stage::accepted) steps = {{"Start the trip", "market.start_trip"}};
    if (driver && row.stage == Stage::under_way) steps = {{"Complete the trip", "market.complete_trip", true}};
    if ((rider && (row.stage == Stage::offered || row.stage == Stage::accepted)) || (driver && row.stage == Stage::accepted))
        steps.push_back({"Call it off", "market.cancel_ride"});
    return steps;
}

Result<RidePage> show_ride(PageRequest& request) {
    const auto row = seen_ride(request);
    if (!row) return std::unexpected(row.error());
    const auto charter = rules::founded_platform(request.connection).charter;
    RidePage page{.number = row->ride.text(), .from = text(request, row->origin), .to = text(request, row->destination), .state = word(row->stage),
                  .steps = steps_for(request, *row), .rider = people::person(request, charter, row->rider), .requested_at = row->requested_at,
                  .accepted_at = row->accepted_at, .started_at = row->started_at, .completed_at = row->completed_at,
                  .proof = proof_of(request.connection, row->entry)};
    page.summary = word(row->stage) + ". " + (page.steps.empty() ? "There is nothing for you to do now." : "You may go on below.");
    if (row->driver) page.driver = people::person(request, charter, *row->driver);
    if (const auto settlement = settlement_of(*row)) {
        page.fare = settlement->fare;
        page.receipt_href = "/receipts/" + page.number;
    }
    const auto offers = offers_of(*row);
    for (std::size_t place = 0; place < offers.size() && place < 8; ++place) {
        const auto& offer = offers[place];
        page.offers.push_back({people::person(request, charter, offer.driver),
                               fmt::format("near {} + waiting {} + reliability {} = {}", millionths(offer.pickup_part), millionths(offer.idle_part), millionths(offer.reliability_part), millionths(offer.score)),
                               static_cast<std::int64_t>(place) == row->offer_place});
    }
    for (const auto name : {offer_weight_pickup.name, offer_weight_idle.name, offer_weight_reliability.name, offer_far_m.name, offer_long_wait.name, offer_time.name}) page.why.push_back(rules::rule_line(request, name));
    return page;
}

struct Fact {
    std::string name;
    std::string value;
    static constexpr auto fields() { return std::tuple{field("name", &Fact::name, "what"), field("value", &Fact::value, "how much")}; }
};
struct RuleRef {
    std::string title;
    std::string href;
    std::string version;
    static constexpr auto fields() {
        return std::tuple{field("title", &RuleRef::title, "as people see it"), field("href", &RuleRef::href, "its page"), field("version", &RuleRef::version, "under which it was computed")};
    }
};
struct ReceiptLine {
    std::string name;
    Money amount;
    std::string how;
    bool is_total = false;
    std::optional<RuleRef> rule;
    static constexpr auto fields() {
        return std::tuple{field("name", &ReceiptLine::name, "what"), field("amount", &ReceiptLine::amount, "how much"), field("how", &ReceiptLine::how, "the computation"),
                          field("is_total", &ReceiptLine::is_total, "a sum"), field("rule", &ReceiptLine::rule, "the rule and version")};
    }
};
struct ReceiptPart {
    std::string title;
    std::vector<ReceiptLine> lines;
    static constexpr auto fields() { return std::tuple{field("title", &ReceiptPart::title, "of the part"), field("lines", &ReceiptPart::lines, "in order")}; }
};
struct Posting {
    std::string account;
    std::string href;
    Money amount;
    static constexpr auto fields() {
        return std::tuple{field("account", &Posting::account, "which"), field("href", &Posting::href, "its page"), field("amount", &Posting::amount, "what it gained or gave")};
    }
};
struct Postings {
    bool sums_to_zero = false;
    std::vector<Posting> postings;
    static constexpr auto fields() {
        return std::tuple{field("sums_to_zero", &Postings::sums_to_zero, "as every book must"), field("postings", &Postings::postings, "account by account")};
    }
};
struct ReceiptPage {
    std::string number;
    std::string title;
    std::string summary;
    Time at;
    std::vector<Fact> facts;
    std::vector<ReceiptPart> parts;
    Postings transfers;
    std::optional<Proof> proof;
    std::optional<Proof> head;
    static constexpr auto fields() {
        return std::tuple{field("number", &ReceiptPage::number, "of the ride"), field("title", &ReceiptPage::title, "in words"), field("summary", &ReceiptPage::summary, "what this is"),
                          field("at", &ReceiptPage::at, "settled"), field("facts", &ReceiptPage::facts, "what was driven"), field("parts", &ReceiptPage::parts, "the computation"),
                          field("transfers", &ReceiptPage::transfers, "what moved in the books"), field("proof", &ReceiptPage::proof, "the entry it rests on"),
                          field("head", &ReceiptPage::head, "number and hash of the chronicle's head: keep it, and `reef verify --expect` finds a rewritten history")};
    }
};

RuleRef ref(PageRequest& request, std::string_view rule, const Term& term) {
    return {std::string(request.registry.rule(rule)->title), fmt::format("/rules/{}", rule), std::to_string(term.version)};
}

std::string km(std::int64_t metres) { return decimal_text(metres, 3) + " km"; }
/// To the millisecond, as it was settled: from a rounded time nobody could recompute every cent.
std::string minutes_text(Duration span) {
    const auto part = span.ms % 1'000;
    return fmt::format("{} min {}{} s", span.ms / 60'000, span.ms / 1'000 % 60, part == 0 ? "" : fmt::format(".{:03}", part));
}
std::string amount(const Money& money) { return decimal_text(money.minor, money.currency.digits()); }

std::vector<ReceiptPart> parts_of(PageRequest& request, const Terms& terms, const Settlement& s) {
    const auto distance = km(s.driven.distance_m), trip = minutes_text(s.driven.trip), engaged = minutes_text(s.driven.engaged);
    const Money start = s.fare - s.distance_fare - s.time_fare;
    ReceiptPart rider{"What the rider pays",
                      {{"Start", start, "fixed", false, ref(request, fare_start.name, terms.fare_start)},
                       {"Distance", s.distance_fare, fmt::format("{} × {}", distance, terms.fare_per_km.value), false, ref(request, fare_per_km.name, terms.fare_per_km)},
                       {"Time", s.time_fare, fmt::format("{} × {} a minute", trip, terms.fare_per_minute.value), false, ref(request, fare_per_minute.name, terms.fare_per_minute)},
                       {"Fare", s.fare, fmt::format("{} + {} + {}", amount(start), amount(s.distance_fare), amount(s.time_fare)), true, {}}}};
    const Money net = s.fare - s.commission;
    ReceiptPart driver{"What the driver gets",
                       {{"Fare", s.fare, "from above", false, {}},
                        {"Commission", -s.commission, fmt::format("{} of {}, rounded to a cent", terms.commission.value, s.fare.text()), false, ref(request, commission.name, terms.commission)},
                        {"Pay floor, top-up", s.top_up,
                         fmt::format("{} {} − {}: the floor is {} × {} = {} and {} × {} = {}", s.top_up.minor > 0 ? "floor" : "none: the floor is met;", amount(s.pay_floor), amount(net), distance,
                                     terms.pay_floor_per_km.value, amount(s.floor_distance), engaged, terms.pay_floor_per_minute.value, amount(s.floor_time)),
                         false, ref(request, pay_floor_per_minute.name, terms.pay_floor_per_minute)},
                        {"To the driver", s.to_driver, fmt::format("{} − {} + {}", amount(s.fare), amount(s.commission), amount(s.top_up)), true, {}}}};
    return {rider, driver};
}

Postings postings_of(PageRequest& request, const RideRow& row, const Settlement& settlement) {
    std::map<std::string, Money> by_account;
    Money sum{0, settlement.fare.currency};
    for (const auto& movement : movements_of(settlement, row.rider, *row.driver)) {
        for (const auto& [account, change] : {std::pair{movement.from, -movement.amount}, {movement.to, movement.amount}}) {
            auto& total = by_account.try_emplace(account, Money{0, change.currency}).first->second;
            total = total + change;
            sum = sum + change;
        }
    }
    Postings shown{sum.minor == 0, {}};
    for (const auto& [account, change] : by_account) {
        const bool person = account.starts_with("member:");
        shown.postings.push_back({person ? people::name_of(request.connection, *MemberId::parse(account.substr(7))) : account, "/money/accounts/" + account, change});
    }
    return shown;
}

Result<ReceiptPage> show_receipt(PageRequest& request) {
    const auto row = seen_ride(request);
    if (!row) return std::unexpected(row.error());
    const auto settlement = settlement_of(*row);
    if (!settlement) return refuse(not_found);
    const auto charter = rules::founded_platform(request.connection).charter;
    const auto number = row->ride.text();
    ReceiptPage page{.number = number, .title = "Ride " + number,
                     .summary = "Every line says how it was computed, and under which version of which rule. You can do it again by hand.", .at = *row->completed_at,
                     .parts = parts_of(request, terms_of(*row), *settlement), .transfers = postings_of(request, *row, *settlement), .proof = proof_of(request.connection, row->entry)};
    page.facts = {{"Rider", people::person(request, charter, row->rider).name}, {"Driver", people::person(request, charter, *row->driver).name},
                  {"From", text(request, row->origin)}, {"To", text(request, row->destination)}, {"Distance", km(settlement->driven.distance_m)},
                  {"Engaged time", minutes_text(settlement->driven.engaged)}, {"Trip time", minutes_text(settlement->driven.trip)}};
    page.head = proof_of(request.connection, chronicle::read_head(request.connection).number);
    return page;
}

} // namespace

std::vector<PageType> pages() {
    return {page<show_rides>("/rides", "src/spaces/market/rides.html", "Ask for a ride; your rides.", anyone()),
            page<show_ride>("/rides/{ride}", "src/spaces/market/ride.html", "One ride, for its parties.", {{"person"}}),
            page<show_receipt>("/receipts/{ride}", "src/spaces/market/receipt.html", "A receipt that can be recomputed, for its parties.", {{"person"}})};
}

} // namespace reef::market
