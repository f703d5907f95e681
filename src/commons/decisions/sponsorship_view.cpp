#include "commons/decisions/sponsorship_view.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {
using namespace engine;

std::optional<SponsorsView> sponsors_view(PageRequest& request, const ProposalRow& row) {
    if (!row.sponsors_needed) return {};
    SponsorsView view{
        .sentence = {}, .sponsors = count_sponsors(request.connection, row.proposal), .needed = *row.sponsors_needed};
    if (row.stage != Stage::admission) {
        view.sentence = row.admitted_at ? request.say("Enough members stood behind it.")
                                        : request.say("Too few members stood behind it.");
        return view;
    }
    view.sentence = request.say("It needs {} sponsors beside whoever proposed it, until {}, or it ends by itself.",
                                {std::to_string(view.needed), request.day(*row.sponsors_until)});
    if (!request.viewer.has("member")) return view;
    const auto refusal = may_not_sponsor(sponsor_facts(request.connection, row.proposal, request.member()),
                                         request.member(), request.viewer);
    view.may_sponsor = !refusal;
    if (refusal) view.because = fill(request.say(refusal->sentence_pattern), refusal->arguments);
    return view;
}

} // namespace reef::decisions
