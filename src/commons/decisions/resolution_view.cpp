#include "commons/decisions/resolution_view.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

/// Of a text that is, or was, proposed and not adopted; or since when it stands, and until when.
std::string resolution_sentence(const PageRequest& request, const ResolutionRow& row) {
    if (row.act == ResolutionAct::repeal) return request.say("Whether this resolution shall stand no more:");
    if (!row.stands_from)
        return row.act == ResolutionAct::adopt ? request.say("A text to be adopted as a resolution.")
                                               : request.say("A text to be adopted in place of another resolution:");
    const auto from = request.day(*row.stands_from);
    const auto until = row.until();
    if (row.ended_by)
        return request.say("It stands from {} to {}, when a later decision ends it:", {from, request.day(*until)});
    if (until) return request.say("It stands from {} and ends by itself on {}.", {from, request.day(*until)});
    return request.say("It stands from {} on.", {from});
}

} // namespace

ResolutionView resolution_view(PageRequest& request, const ProposalRow& row) {
    const auto resolution = *resolution_row(request.connection, row.proposal);
    ResolutionView view{.sentence = resolution_sentence(request, resolution), .text = resolution.text};
    const auto other = resolution.ended_by ? resolution.ended_by : resolution.resolution;
    if (other) {
        const auto about = *proposal_row(request.connection, *other);
        view.other = ResolutionRef{title_of(request, about), "/decisions/" + other->text()};
    }
    if (resolution.resolution) {
        const auto before = *resolution_row(request.connection, *resolution.resolution);
        if (resolution.act == ResolutionAct::repeal) {
            view.text = before.text;
        } else {
            view.has_changes = true;
            view.changes = diff_lines(before.text, resolution.text);
        }
    }
    view.may_change = request.viewer.has("member") && resolution_stands(request.connection, row.proposal, request.now);
    view.change_href = "/resolutions/propose?instead_of=" + row.proposal.text();
    return view;
}

} // namespace reef::decisions
