// Dispatch: who is offered a ride first, by published weights, with the arithmetic kept for whoever asks "why not me?".
#pragma once
#include "spaces/market/terms.hpp"

namespace reef::market {

extern const engine::Rule<Weights> offer_weights; // near, waiting, reliability
extern const engine::Rule<Duration> offer_time, offer_long_wait;
extern const engine::Rule<engine::Count> offer_far_m;
std::vector<engine::RuleDeclaration> dispatch_rules();

/// A place on the globe as an observation: never recorded. Text: `52.370200,4.895200`.
struct Place {
    std::int64_t latitude_microdegrees = 0;
    std::int64_t longitude_microdegrees = 0;
    bool operator==(const Place&) const = default;
    static Result<Place> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "latitude and longitude such as \"52.370200,4.895200\"";
};
/// Along the surface, to the metre; by the equirectangular approximation, good to a percent within a city.
std::int64_t distance_m(const Place& from, const Place& to);

/// A driver who is free, as observed when a ride was requested.
struct Candidate {
    MemberId driver;
    std::int64_t pickup_m = 0;
    Duration idle;
    std::int64_t offered = 0;
    std::int64_t accepted = 0;
    static constexpr auto fields() {
        return FieldTable{field("driver", &Candidate::driver, "who", Audience::parties),
                          field("pickup_m", &Candidate::pickup_m, "metres to the rider", Audience::parties),
                          field("idle", &Candidate::idle, "time since the last ride", Audience::parties),
                          field("offered", &Candidate::offered, "rides offered so far", Audience::parties),
                          field("accepted", &Candidate::accepted, "of which accepted", Audience::parties)};
    }
};

/// A candidate with the parts of its score, in millionths. They sum to `score`.
struct RankedOffer {
    MemberId driver;
    std::int64_t pickup_part = 0;
    std::int64_t idle_part = 0;
    std::int64_t reliability_part = 0;
    std::int64_t score = 0;
    static constexpr auto fields() {
        return FieldTable{field("driver", &RankedOffer::driver, "who", Audience::parties),
                          field("pickup_part", &RankedOffer::pickup_part,
                                "weight · (1 − distance / what counts as far)", Audience::parties),
                          field("idle_part", &RankedOffer::idle_part,
                                "weight · (idle time / what counts as a long wait)", Audience::parties),
                          field("reliability_part", &RankedOffer::reliability_part,
                                "weight · (accepted + 1) / (offered + 1)", Audience::parties),
                          field("score", &RankedOffer::score, "their sum, in millionths", Audience::parties)};
    }
};
struct OfferTerms {
    Weights weights;
    engine::Count far; // in metres
    Duration long_wait;
};
/// The highest score first; equal scores by lower member number.
std::vector<RankedOffer> rank(const std::vector<Candidate>& candidates, const OfferTerms& terms);

} // namespace reef::market
