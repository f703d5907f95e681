#include "commons/decisions/delegation_view.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

std::string carried_sentence(const PageRequest& request, const Entrustment& mine, bool is_open) {
    const bool will_vote = is_open && !mine.has_voted;
    if (mine.carried == 1) {
        if (!is_open) return request.say("Your vote counted for one other member as well.");
        return will_vote
                   ? request.say("If you vote, you vote for one other member as well, unless they vote themselves.")
                   : request.say("You vote for one other member as well, unless they vote themselves.");
    }
    const auto number = mine.carried >= carried_shown_max ? request.say("{} or more", {std::to_string(mine.carried)})
                                                          : std::to_string(mine.carried);
    if (!is_open) return request.say("Your vote counted for {} others as well.", {number});
    return will_vote
               ? request.say("If you vote, you vote for {} others as well, unless they vote themselves.", {number})
               : request.say("You vote for {} others as well, unless they vote themselves.", {number});
}

std::string trustee_sentence(const PageRequest& request, const Entrustment& mine, const std::string& name,
                             bool is_open) {
    const auto most = std::to_string(mine.most);
    if (mine.is_over)
        return is_open ? request.say("{} votes for you, or whomever they entrust, but for no more than {} members in "
                                     "all, and you are not among them: unless you vote, your vote is not cast.",
                                     {name, most})
                       : request.say("Your vote was not cast: {}, or whomever they entrusted, voted for {} members, as "
                                     "many as the rule lets one.",
                                     {name, most});
    if (is_open && mine.is_circle)
        return request.say("You entrusted {}, and the way leads back to you: unless one of you votes, nobody votes for "
                           "you.",
                           {name});
    if (is_open) return request.say("{} votes for you, or whomever they entrust, unless you vote.", {name});
    return mine.is_cast ? request.say("Your vote was cast by {}, or by whomever they entrusted.", {name})
                        : request.say("You entrusted {}; nobody on the way voted, so your vote was not cast.", {name});
}

} // namespace

std::optional<DelegationView> delegation_view(PageRequest& request, const rules::Charter& charter,
                                              const ProposalRow& row) {
    const bool is_open = row.stage == Stage::voting;
    if (!request.signed_in() || (!is_open && !row.count)) return {};
    const auto mine = entrustment_of(request.connection, row.proposal, request.member());
    // Who did not vote carried nobody's vote to the count.
    const bool carries = mine.carried > 0 && (is_open || mine.has_voted);
    if (!mine.trustee && !carries) return {};
    DelegationView view;
    if (mine.trustee) {
        view.trustee = people::person(request, charter, *mine.trustee);
        view.sentence = trustee_sentence(request, mine, view.trustee->name, is_open);
    }
    if (carries) {
        view.carried = mine.carried;
        view.carried_sentence = carried_sentence(request, mine, is_open);
    }
    return view;
}

} // namespace reef::decisions
