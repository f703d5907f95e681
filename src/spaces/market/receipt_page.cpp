// A receipt that can be recomputed by hand, for the ride's parties.
#include "commons/rules/module.hpp"
#include "spaces/market/ride_page.hpp"
#include <fmt/format.h>
#include <map>

namespace reef::market {
using namespace engine;
namespace {

struct Fact {
    std::string name;
    std::string value;
    static constexpr auto fields() {
        return FieldTable{field("name", &Fact::name, "what"), field("value", &Fact::value, "how much")};
    }
};
struct RuleRef {
    std::string title;
    std::string href;
    std::string version;
    std::optional<std::string> scope;
    static constexpr auto fields() {
        return FieldTable{field("title", &RuleRef::title, "as people see it"),
                          field("href", &RuleRef::href, "its page"),
                          field("version", &RuleRef::version, "under which it was computed"),
                          field("scope", &RuleRef::scope, "whose version; none: the whole platform's")};
    }
};
struct ReceiptLine {
    std::string name;
    Money amount;
    std::string how;
    bool is_total = false;
    std::optional<RuleRef> rule;
    std::optional<RuleRef> when_rule = {};
    static constexpr auto fields() {
        return FieldTable{field("name", &ReceiptLine::name, "what"),
                          field("amount", &ReceiptLine::amount, "how much"),
                          field("how", &ReceiptLine::how, "the computation"),
                          field("is_total", &ReceiptLine::is_total, "a sum"),
                          field("rule", &ReceiptLine::rule, "the rule and version"),
                          field("when_rule", &ReceiptLine::when_rule, "the rule and version that say when it holds")};
    }
};
struct ReceiptPart {
    std::string title;
    std::vector<ReceiptLine> lines;
    static constexpr auto fields() {
        return FieldTable{field("title", &ReceiptPart::title, "of the part"),
                          field("lines", &ReceiptPart::lines, "in order")};
    }
};
struct Posting {
    std::string account;
    std::optional<std::string> href;
    Money amount;
    static constexpr auto fields() {
        return FieldTable{field("account", &Posting::account, "which"),
                          field("href", &Posting::href, "its page; none where it is another's alone"),
                          field("amount", &Posting::amount, "what it gained or gave")};
    }
};
struct Postings {
    bool sums_to_zero = false;
    std::vector<Posting> postings;
    static constexpr auto fields() {
        return FieldTable{field("sums_to_zero", &Postings::sums_to_zero, "as every book must"),
                          field("postings", &Postings::postings, "account by account")};
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
        return FieldTable{field("number", &ReceiptPage::number, "of the ride"),
                          field("title", &ReceiptPage::title, "in words"),
                          field("summary", &ReceiptPage::summary, "what this is"),
                          field("at", &ReceiptPage::at, "settled"),
                          field("facts", &ReceiptPage::facts, "what was driven"),
                          field("parts", &ReceiptPage::parts, "the computation"),
                          field("transfers", &ReceiptPage::transfers, "what moved in the books"),
                          field("proof", &ReceiptPage::proof, "the entry it rests on"),
                          field("head", &ReceiptPage::head,
                                "number and hash of the chronicle's head: keep it, and `reef verify --expect` finds a "
                                "rewritten history")};
    }
};

RuleRef ref(PageRequest& request, std::string_view rule, const Term& term) {
    return {request.say(request.registry.rule(rule)->title), fmt::format("/rules/{}", rule),
            std::to_string(term.version),
            term.scope ? std::optional(rules::scope_in_words(request, *term.scope)) : std::nullopt};
}

std::string km(std::int64_t metres) { return decimal_text(metres, 3) + " km"; }
/// The same in every language; to the millisecond, as it was settled: from a rounded time nobody could recompute every
/// cent.
std::string minutes_text(Duration span) {
    const auto part = span.ms % 1'000;
    return fmt::format("{} min {}{} s", span.ms / 60'000, span.ms / 1'000 % 60,
                       part == 0 ? "" : fmt::format(".{:03}", part));
}
std::string amount(const Money& money) { return decimal_text(money.minor, money.currency.digits()); }

std::string top_up_in_words(const PageRequest& request, const Terms& terms, const Settlement& s) {
    const auto net = amount(s.price() - s.commission), distance = km(s.driven.distance_m),
               engaged = minutes_text(s.driven.engaged);
    const auto floor = request.say("the floor is {} × {} = {} and {} × {} = {}",
                                   {distance, terms.pay_floor_per_km.value, amount(s.floor_distance), engaged,
                                    terms.pay_floor_per_minute.value, amount(s.floor_time)});
    if (s.top_up.minor > 0) return request.say("floor {} − {}: {}", {amount(s.pay_floor), net, floor});
    return request.say("none: the floor is met; {} − {}: {}", {amount(s.pay_floor), net, floor});
}

std::string commission_in_words(const PageRequest& request, const Terms& terms, const Settlement& s) {
    const auto words = request.say("{} of {}, rounded to a cent", {terms.commission.value, s.price().text()});
    return s.supplement ? words + "; " + request.say("nothing of the night supplement") : words;
}

/// Nothing where the ride began under no night hours, or no supplement.
std::optional<ReceiptLine> night_line(PageRequest& request, const Terms& terms, const Settlement& s) {
    if (!terms.night_hours || !s.driven.requested_at) return {};
    const auto hours = WeeklyHours::parse(terms.night_hours->value);
    const auto part = Percent::parse(terms.night_supplement->value);
    if (hours->is_none() || part == Percent{}) return {};
    const auto at = time_in_week(request, *s.driven.requested_at), when = rules::hours_in_words(request, *hours);
    return ReceiptLine{request.say("Night supplement"),
                       s.supplement.value_or(Money{0, s.fare.currency}),
                       s.supplement ? request.say("{} of {}: requested on {} (UTC), within {}",
                                                  {part->text(), amount(s.price()), at, when})
                                    : request.say("none: requested on {} (UTC), outside of {}", {at, when}),
                       false,
                       ref(request, night_supplement.name, *terms.night_supplement),
                       ref(request, night_hours.name, *terms.night_hours)};
}

std::vector<ReceiptPart> parts_of(PageRequest& request, const Terms& terms, const Settlement& s) {
    const auto distance = km(s.driven.distance_m), trip = minutes_text(s.driven.trip);
    const Money start = s.price() - s.distance_fare - s.time_fare;
    ReceiptPart rider{
        request.say("What the rider pays"),
        {{request.say("Start"), start, request.say("fixed"), false, ref(request, fare_start.name, terms.fare_start)},
         {request.say("Distance"), s.distance_fare, fmt::format("{} × {}", distance, terms.fare_per_km.value), false,
          ref(request, fare_per_km.name, terms.fare_per_km)},
         {request.say("Time"), s.time_fare, request.say("{} × {} a minute", {trip, terms.fare_per_minute.value}), false,
          ref(request, fare_per_minute.name, terms.fare_per_minute)}}};
    auto sum = fmt::format("{} + {} + {}", amount(start), amount(s.distance_fare), amount(s.time_fare));
    if (auto night = night_line(request, terms, s)) {
        if (s.supplement) sum += fmt::format(" + {}", amount(*s.supplement));
        rider.lines.push_back(std::move(*night));
    }
    rider.lines.push_back({request.say("Fare"), s.fare, sum, true, {}});
    ReceiptPart driver{request.say("What the driver gets"),
                       {{request.say("Fare"), s.fare, request.say("from above"), false, {}},
                        {request.say("Commission"), -s.commission, commission_in_words(request, terms, s), false,
                         ref(request, commission.name, terms.commission)},
                        {request.say("Pay floor, top-up"), s.top_up, top_up_in_words(request, terms, s), false,
                         ref(request, pay_floor_per_minute.name, terms.pay_floor_per_minute)},
                        {request.say("To the driver"),
                         s.to_driver,
                         fmt::format("{} − {} + {}", amount(s.fare), amount(s.commission), amount(s.top_up)),
                         true,
                         {}}}};
    return {rider, driver};
}

Postings postings_of(PageRequest& request, const RideRow& row, const Settlement& settlement) {
    std::map<std::string, Money> by_account;
    Money sum{0, settlement.fare.currency};
    for (const auto& movement : movements_of(settlement, row.rider, *row.driver)) {
        for (const auto& [account, change] :
             {std::pair{movement.from, -movement.amount}, {movement.to, movement.amount}}) {
            auto& total = by_account.try_emplace(account, Money{0, change.currency}).first->second;
            total = total + change;
            sum = sum + change;
        }
    }
    Postings shown{sum.minor == 0, {}};
    for (const auto& [account, change] : by_account)
        shown.postings.push_back(
            {ledger::account_name(request, account), ledger::account_href(request, account), change});
    return shown;
}

Result<ReceiptPage> show_receipt(PageRequest& request) {
    const auto row = seen_ride(request);
    if (!row) return std::unexpected(row.error());
    const auto settlement = settlement_of(*row);
    if (!settlement) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto number = row->ride.text();
    ReceiptPage page{
        .number = number,
        .title = request.say("Ride {}", {number}),
        .summary = request.say(
            "Every line says how it was computed, and under which version of which rule. You can do it again by hand."),
        .at = *row->completed_at,
        .parts = parts_of(request, terms_of(*row), *settlement),
        .transfers = postings_of(request, *row, *settlement),
        .proof = proof_of(request.connection, row->entry)};
    page.facts = {{request.say("Rider"), people::person(request, charter, row->rider).name},
                  {request.say("Driver"), people::person(request, charter, *row->driver).name},
                  {request.say("From"), request.revealed(row->origin)},
                  {request.say("To"), request.revealed(row->destination)},
                  {request.say("Distance"), km(settlement->driven.distance_m)},
                  {request.say("Engaged time"), minutes_text(settlement->driven.engaged)},
                  {request.say("Trip time"), minutes_text(settlement->driven.trip)}};
    if (row->category) page.facts.push_back({request.say("Category"), *row->category});
    page.head = proof_of(request.connection, chronicle::read_head(request.connection).number);
    return page;
}

} // namespace

PageType receipt_page() {
    return page<show_receipt>("/receipts/{ride}", "src/spaces/market/receipt.html",
                              "A receipt that can be recomputed, for its parties.", {{"person"}});
}

} // namespace reef::market
