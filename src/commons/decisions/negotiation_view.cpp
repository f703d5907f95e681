#include "commons/decisions/negotiation_view.hpp"
#include "commons/decisions/cost_estimate.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

std::string how_it_closes(const PageRequest& request, const ProposalRow& row, const NegotiationTerms& terms) {
    if (row.stage == Stage::passed || row.stage == Stage::rejected) return request.say("This negotiation is over.");
    if (row.stage != Stage::deliberation)
        return request.say("The classes did not agree in time: the last offer is voted on.");
    const auto until = request.day(row.voting_opens_at);
    return terms.unless_agreed == rules::UnlessAgreed::vote
               ? request.say("It is decided as soon as all classes accept the last offer. If they do not by {}, "
                             "all classes vote on it.",
                             {until})
               : request.say("It is decided as soon as all classes accept the last offer. If they do not by {}, "
                             "nothing is decided.",
                             {until});
}

std::vector<bool> answers_shown_of(const PageRequest& request, const std::vector<Side>& sides) {
    if (request.viewer.audience() >= Audience::auditors) return std::vector<bool>(sides.size(), true);
    std::vector<tally::GroupCount> groups;
    for (const auto& side : sides) groups.push_back({side.speakers, side.accept + side.reject});
    return tally::shown_beside_sum(groups, people::shown_from);
}

std::string what_it_says(const PageRequest& request, const Side& side, bool shows_answers) {
    if (consents(side)) return request.say("yes");
    if (side.members == 0) return request.say("nobody there to ask");
    if (!shows_answers) return request.say("not yet");
    const auto missing = answers_missing(side);
    if (missing > 0) return request.say("not yet; answers missing: {}", {std::to_string(missing)});
    return request.say("no: more must accept than reject");
}

std::vector<OfferLine> offers_of(const PageRequest& request, const rules::Charter& charter, IdValue proposal) {
    using Row = std::tuple<std::int64_t, std::optional<std::string>, std::string, Hash, Time>;
    std::vector<OfferLine> offers;
    for (const auto& [number, offering, value, reason, at] : request.connection.all<Row>(
             "SELECT number, class, value, reason, at FROM {decisions_offers} WHERE proposal = $1 "
             "ORDER BY number DESC",
             proposal))
        offers.push_back({number, offering ? std::optional(people::class_chip(charter, *offering)) : std::nullopt,
                          value, request.revealed(reason), at, offers.empty()});
    return offers;
}

} // namespace

std::vector<bool> answers_shown(const PageRequest& request, IdValue proposal) {
    const auto last = request.connection.one<std::int64_t>(
        "SELECT max(number) FROM {decisions_offers} WHERE proposal = $1", proposal);
    return answers_shown_of(
        request, sides_on(request.connection, proposal, *negotiation_of(request.connection, proposal), last));
}

std::optional<NegotiationView> negotiation_view(PageRequest& request, const rules::Charter& charter,
                                                const ProposalRow& row) {
    const auto terms = negotiation_of(request.connection, row.proposal);
    if (!terms) return {};
    NegotiationView view{.sentence = how_it_closes(request, row, *terms),
                         .offers = offers_of(request, charter, row.proposal)};
    view.last_number = view.offers.front().number;
    const auto change = change_row(request.connection, row.proposal);
    view.is_text = request.registry.rule(change.rule)->kind == engine::ValueKind::prose;
    for (auto& offer : view.offers) {
        offer.has_changes = view.is_text;
        if (view.is_text) offer.changes = rules::diff_lines(change.old_value, offer.value);
    }
    if (terms->mediator) view.mediator = charter.find_body(*terms->mediator)->name;
    const auto sides = sides_on(request.connection, row.proposal, *terms, view.last_number);
    const auto shown = answers_shown_of(request, sides);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        const auto& side = sides[i];
        const auto answers = [&](std::int64_t number) { return shown[i] ? std::optional(number) : std::nullopt; };
        const auto named = std::ranges::find(terms->negotiators, side.id, &NegotiatorTerms::stakeholder_class);
        view.sides.push_back({people::class_chip(charter, side.id),
                              named->body ? charter.find_body(*named->body)->name : request.say("any of its members"),
                              answers(side.accept), answers(side.reject), consents(side),
                              what_it_says(request, side, shown[i]), !shown[i]});
    }
    if (row.stage != Stage::deliberation || !request.signed_in()) return view;
    const auto last_class = request.connection.one<std::optional<std::string>>(
        "SELECT class FROM {decisions_offers} WHERE proposal = $1 AND number = $2", row.proposal, view.last_number);
    const auto mine = speaks_for(terms->negotiators, request.viewer);
    view.may_answer = !mine.empty();
    view.may_offer = std::ranges::any_of(mine, [&](const auto& each) { return each != last_class; }) ||
                     (last_class && terms->mediator && request.viewer.has("body:" + *terms->mediator));
    const auto answer = request.connection.first<OfferAnswer>(
        "SELECT answer FROM {decisions_offer_answers} WHERE proposal = $1 AND number = $2 AND speaker = $3",
        row.proposal, view.last_number, request.member());
    view.has_accepted = answer == OfferAnswer::accept;
    view.has_rejected = answer == OfferAnswer::reject;
    return view;
}

} // namespace reef::decisions
