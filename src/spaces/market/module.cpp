#include "spaces/market/module.hpp"
#include "spaces/market/indicators.hpp"

namespace reef::market {
using namespace engine;

Module module() {
    auto rules = fare_rules();
    std::ranges::move(dispatch_rules(), std::back_inserter(rules));
    return {.name = "market",
            .folder = "src/spaces/market",
            .rules = std::move(rules),
            .commands = {command<GoOnline>(members()), command<GoOffline>(members()), command<RequestRide>(members()),
                         command<AcceptRide>(members()), command<DeclineRide>(members()),
                         command<ExpireOffer>(clock_only()), command<StartTrip>(members()),
                         command<CompleteTrip>(members()), command<CancelRide>(members())},
            .events = {event<WentOnline>(), event<WentOffline>(), event<RideRequested>(), event<RideAccepted>(),
                       event<OfferPassedOn>(), event<TripStarted>(), event<RideSettled>(), event<RideCancelled>()},
            .pages = pages(),
            .schedules = {offer_schedule()},
            .indicators = indicators()};
}

} // namespace reef::market
