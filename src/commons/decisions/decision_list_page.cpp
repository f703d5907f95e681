// Open and past decisions, and what other pages say of them: what waits for the viewer, how they voted.
#include "commons/decisions/answering_view.hpp"
#include "commons/decisions/ballot_view.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/delegation.hpp"
#include "commons/decisions/opinion_view.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct DecisionGroup {
    std::string title;
    std::vector<OpenDecision> decisions;
    static constexpr auto fields() {
        return FieldTable{field("title", &DecisionGroup::title, "open, passed, not passed"),
                          field("decisions", &DecisionGroup::decisions, "the newest first")};
    }
};
struct DecisionsPage {
    std::string summary;
    std::vector<DecisionGroup> groups;
    std::optional<Pagination> pagination;
    bool has_delegations = false;
    std::vector<UptakeLine> uptake;
    bool has_uptake = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DecisionsPage::summary, "what this is and what you may do here"),
                          field("groups", &DecisionsPage::groups, "by where they stand"),
                          field("pagination", &DecisionsPage::pagination, "where there are many"),
                          field("has_delegations", &DecisionsPage::has_delegations,
                                "whether the viewer may entrust somebody with their vote"),
                          field("uptake", &DecisionsPage::uptake,
                                "what became of opinions on proposals in the last year, class by class"),
                          field("has_uptake", &DecisionsPage::has_uptake, "whether there were any")};
    }
};

OpenDecision listed(PageRequest& request, const ProposalRow& row) {
    OpenDecision shown{.proposal = row.proposal,
                       .title = title_of(request, row),
                       .href = "/decisions/" + row.proposal.text(),
                       .state = word_of(request, row.stage)};
    shown.about = chronicle::reveal_text(request.connection, row.reason).value_or("");
    if (row.stage == Stage::admission) shown.until = row.sponsors_until;
    if (row.stage == Stage::deliberation) shown.until = row.voting_opens_at;
    if (row.stage != Stage::voting) return shown;
    shown.until = row.voting_closes_at;
    shown.needs_my_voice = request.signed_in() &&
                           !may_vote_as(request.connection, row.proposal, request.member()).empty() &&
                           request.connection.one<std::int64_t>(
                               "SELECT count(*) FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2",
                               row.proposal, request.member()) == 0;
    return shown;
}

Result<DecisionsPage> show_decisions(PageRequest& request) {
    constexpr std::int64_t size = 20;
    const auto page_number = request.asked_page();
    DecisionsPage page{request.say("Proposals that members put to a vote. Open ones come first; every rule page has a "
                                   "button to propose a change."),
                       {},
                       {},
                       request.viewer.has("member") &&
                           provides_for_delegation(rules::founded_platform(request.connection).charter, "*")};
    page.uptake = uptake_by_class(request, rules::founded_platform(request.connection).charter, {});
    page.has_uptake = !page.uptake.empty();
    DecisionGroup measured{request.say("To be measured"), open_reviews(request)},
        awaited{request.say("To be answered for"), awaited_answers(request)};
    DecisionGroup open{request.say("Open"), open_decisions(request)}, accepted{request.say("Accepted"), {}},
        others{request.say("Not accepted"), {}};
    const auto rows = request.connection.all<ProposalRow>(
        std::string(proposal_columns) + "WHERE stage NOT IN " + std::string(open_stages) +
            " ORDER BY decided_at DESC, proposal DESC LIMIT $1 OFFSET $2",
        size, (page_number - 1) * size);
    for (const auto& row : rows)
        (row.stage == Stage::passed ? accepted : others).decisions.push_back(listed(request, row));
    for (auto* group : {&measured, &awaited, &open, &accepted, &others})
        if (!group->decisions.empty()) page.groups.push_back(std::move(*group));
    page.pagination = Pagination::of(
        page_number, size,
        request.connection.one<std::int64_t>("SELECT count(*) FROM {decisions_proposals} WHERE stage NOT IN " +
                                             std::string(open_stages)));
    return page;
}
} // namespace

std::vector<OpenDecision> open_decisions(PageRequest& request) {
    std::vector<OpenDecision> shown;
    for (const auto& row :
         request.connection.all<ProposalRow>(std::string(proposal_columns) + "WHERE stage IN " +
                                             std::string(open_stages) + " ORDER BY voting_closes_at, proposal"))
        shown.push_back(listed(request, row));
    std::ranges::stable_partition(shown, &OpenDecision::needs_my_voice);
    return shown;
}

bool is_left_uncast(PageRequest& request, const OpenDecision& decision) {
    return decision.needs_my_voice && entrustment_of(request.connection, decision.proposal, request.member()).is_over;
}

std::optional<OneOpen> open_decision(PageRequest& request, IdValue proposal) {
    const auto row = proposal_row(request.connection, proposal);
    if (!row || !is_open(row->stage)) return {};
    return OneOpen{listed(request, *row), row->stage == Stage::voting};
}

std::vector<MyVote> my_votes(PageRequest& request, std::int64_t limit) {
    std::vector<MyVote> votes;
    for (const auto& proposal : request.connection.all<IdValue>(
             "SELECT proposal FROM {decisions_ballots} WHERE voter = $1 ORDER BY cast_at DESC, proposal DESC LIMIT $2",
             request.member(), limit)) {
        const auto content =
            content_of(request.connection, *ballot_row(request.connection, proposal, request.member()));
        if (!content) continue;
        const auto row = *proposal_row(request.connection, proposal);
        votes.push_back({title_of(request, row), "/decisions/" + proposal.text(),
                         ballot_in_words(request, row, *content), word_of(request, row.stage)});
    }
    return votes;
}

PageType decision_list_page() {
    return page<show_decisions>("/decisions", "src/commons/decisions/decisions.html", "Open and past decisions.",
                                anyone());
}

} // namespace reef::decisions
