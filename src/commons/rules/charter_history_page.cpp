// How the charter came to say what it says.
#include "commons/rules/charter_amendment.hpp"
#include "commons/rules/clause_view.hpp"
#include "commons/rules/rule_page.hpp"

namespace reef::rules {
using namespace engine;
namespace {

struct AmendmentLine {
    std::string sentence;
    std::string href;
    bool is_in_force = false;
    std::vector<ClauseLine> changes;
    Proof proof;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &AmendmentLine::sentence, "which decision, and from when"),
                          field("href", &AmendmentLine::href, "of the decision"),
                          field("is_in_force", &AmendmentLine::is_in_force, "its day has come"),
                          field("changes", &AmendmentLine::changes, "clause by clause"),
                          field("proof", &AmendmentLine::proof, "the entry that put it there")};
    }
};
struct HistoryPage {
    std::string summary;
    std::vector<AmendmentLine> amendments;
    std::string founded;
    bool may_propose = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &HistoryPage::summary, "what this is"),
                          field("amendments", &HistoryPage::amendments, "the newest first"),
                          field("founded", &HistoryPage::founded, "where it began"),
                          field("may_propose", &HistoryPage::may_propose, "whether the viewer may propose another")};
    }
};

Result<HistoryPage> show_history(PageRequest& request) {
    const auto row = platform(request.connection);
    if (!row) return refuse(not_found);
    HistoryPage page{
        .summary = request.say("What the members changed in their charter, clause by clause. Rules and the "
                               "ways of deciding have histories of their own."),
        .founded =
            request.say("The platform was founded from its first charter on {}.", {request.day(row->founded_at)}),
        .may_propose = row->launched() && request.viewer.has("member")};
    for (const auto& each : charter_amendments(request.connection)) {
        const auto day = request.day(each.effective_at);
        const auto decision = each.decision.text();
        page.amendments.push_back(
            {each.is_in_force ? request.say("By decision {}, in force since {}.", {decision, day})
                              : request.say("By decision {}, in force from {} on.", {decision, day}),
             "/decisions/" + decision, each.is_in_force, clause_lines(request, each.charter, each.changes),
             *proof_of(request.connection, each.entry)});
    }
    return page;
}

} // namespace

PageType charter_history_page() {
    return page<show_history>("/charter/history", "src/commons/rules/charter_history.html",
                              "How the charter came to say what it says.", anyone());
}

} // namespace reef::rules
