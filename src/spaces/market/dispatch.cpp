#include "spaces/market/dispatch.hpp"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace reef::market {
using namespace engine;

namespace {
constexpr std::string_view near = "near", waiting = "waiting", reliability = "reliability";
} // namespace

const Rule<Weights> offer_weights{
    "market.offer_weights",
    "What counts when a ride is offered",
    "How much being near the rider, the time since the last ride, and accepting offers count.",
    {{{std::string(near), percent(50)}, {std::string(waiting), percent(30)}, {std::string(reliability), percent(20)}}}};
const Rule<Duration> offer_time{"market.offer_time",
                                "Time to answer an offer",
                                "How long a driver may think before the ride is offered to the next.",
                                seconds(30),
                                seconds(10),
                                minutes(5),
                                {ScopeKind::body, ScopeKind::space, ScopeKind::stakeholder_class}};
const Rule<Count> offer_far_m{"market.offer_far_m",
                              "What counts as far",
                              "How many metres from the rider being near counts for nothing.",
                              {10'000},
                              Count{500},
                              Count{200'000}};
const Rule<Duration> offer_long_wait{"market.offer_long_wait",
                                     "What counts as a long wait",
                                     "After how long without a ride waiting counts in full.",
                                     hours(1),
                                     minutes(5),
                                     days(1)};

std::vector<RuleDeclaration> dispatch_rules() {
    return {offer_weights.declaration(), offer_time.declaration(), offer_far_m.declaration(),
            offer_long_wait.declaration()};
}

namespace {
constexpr RefusalKind not_a_place{
    "market.not_a_place", "\"{}\" is not a place. Write latitude and longitude, such as \"52.3702,4.8952\".", 422};
constexpr std::int64_t million = 1'000'000;
} // namespace

Result<Place> Place::parse(std::string_view text) {
    const auto parts = split(trimmed(text), ',');
    const auto latitude = parts.size() == 2 ? parse_decimal(trimmed(parts[0]), 6) : std::nullopt;
    const auto longitude = parts.size() == 2 ? parse_decimal(trimmed(parts[1]), 6) : std::nullopt;
    if (!latitude || !longitude || std::abs(*latitude) > 90 * million || std::abs(*longitude) > 180 * million)
        return refuse(not_a_place, {}, {std::string(text.substr(0, 60))});
    return Place{*latitude, *longitude};
}

std::string Place::text() const {
    return decimal_text(latitude_microdegrees, 6) + "," + decimal_text(longitude_microdegrees, 6);
}

std::int64_t distance_m(const Place& from, const Place& to) {
    constexpr double metres_in_degree = 111'195.0; // of latitude, on a sphere of radius 6371 km
    const double middle =
        static_cast<double>(from.latitude_microdegrees + to.latitude_microdegrees) / 2e6 * std::numbers::pi / 180;
    const double north =
        static_cast<double>(to.latitude_microdegrees - from.latitude_microdegrees) / 1e6 * metres_in_degree;
    const double east = static_cast<double>(to.longitude_microdegrees - from.longitude_microdegrees) / 1e6 *
                        metres_in_degree * std::cos(middle);
    return std::llround(std::hypot(north, east));
}

/// "The nearest available driver is offered first by published weights." Whole millionths, so that anyone gets the
/// same.
std::vector<RankedOffer> rank(const std::vector<Candidate>& candidates, const OfferTerms& terms) {
    std::vector<RankedOffer> offers;
    for (const auto& candidate : candidates) {
        RankedOffer offer{.driver = candidate.driver};
        const auto part = [](const Percent& weight, std::int64_t numerator, std::int64_t denominator) {
            return weight.hundredths * (million / 10'000) * numerator / denominator;
        };
        offer.pickup_part = part(terms.weights.of(near),
                                 std::max<std::int64_t>(0, terms.far.number - candidate.pickup_m), terms.far.number);
        offer.idle_part =
            part(terms.weights.of(waiting), std::min(candidate.idle, terms.long_wait).ms, terms.long_wait.ms);
        offer.reliability_part = part(terms.weights.of(reliability), candidate.accepted + 1, candidate.offered + 1);
        offer.score = offer.pickup_part + offer.idle_part + offer.reliability_part;
        offers.push_back(offer);
    }
    std::ranges::sort(offers, [](const auto& a, const auto& b) {
        return std::tuple{-a.score, a.driver} < std::tuple{-b.score, b.driver};
    });
    return offers;
}

} // namespace reef::market
