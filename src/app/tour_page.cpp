#include "app/tour_page.hpp"
#include "commons/decisions/module.hpp"
#include "spaces/market/module.hpp"

namespace reef::app {
using namespace engine;
namespace {

struct TourPage {
    std::string summary;
    std::vector<TourStep> steps;
    static constexpr auto fields() {
        return FieldTable{field("summary", &TourPage::summary, "what this is"),
                          field("steps", &TourPage::steps, "six")};
    }
};

Result<TourPage> show_tour(PageRequest& request) {
    if (!rules::platform(request.connection)) return refuse(not_found);
    return TourPage{request.say("Six steps through a platform that its members own and govern."), tour_of(request)};
}

} // namespace

std::vector<TourStep> tour_of(PageRequest& request) {
    const auto votes = decisions::open_votes(request.connection);
    const auto latest = decisions::latest(request.connection);
    const auto commission = rules::versions_of(request.connection, market::commission.name);
    const bool in = request.signed_in();
    const bool voted = in && !decisions::my_votes(request, 1).empty();
    const bool changed = commission.size() > 1 && commission.back().effective_at <= request.now;
    const auto new_receipt =
        changed ? market::newest_receipt_under(request.connection, commission.back().version) : std::nullopt;
    const auto mine = new_receipt && in ? market::newest_receipt_under(request.connection, commission.back().version,
                                                                       request.member())
                                        : std::nullopt;
    const std::string decision = !votes.empty() ? "/decisions/" + votes.front().text()
                                 : latest       ? "/decisions/" + latest->text()
                                                : "/rules/market.commission/change";
    std::vector<TourStep> steps = {
        {1, request.say("Come in"), request.say("Choose a door: a driver, a rider or the treasurer."), "/", in},
        {2, request.say("Read a receipt"), request.say("Every line says how it was computed."), "/money",
         in && (voted || changed)},
        {3, request.say("Vote on the commission"), request.say("One member, one vote in a class."), decision, voted},
        {4, request.say("Let days pass"), request.say("The vote closes, notice runs, the others live on."), decision,
         changed},
        {5, request.say("See the rule change"), request.say("The next ride settles under it."),
         mine ? "/receipts/" + mine->text() : "/rules/market.commission", changed && new_receipt},
        {6, request.say("Check it"), request.say("The chronicle proves all of it."), "/chronicle", false}};
    for (auto& step : steps)
        if (!step.done) {
            step.current = true;
            break;
        }
    return steps;
}

PageType tour_page() {
    return page<show_tour>("/tour", "src/app/tour.html", "Six steps through an example.", anyone());
}

} // namespace reef::app
