#include "commons/decisions/review_view.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct ReviewRow {
    ReviewStage stage = ReviewStage::waiting;
    Time due_at;
    bool is_extended = false;
    std::optional<Hash> extension_reason;
    std::optional<rules::Finding> finding;
    std::optional<std::string> measured;
    std::optional<Hash> source;
    std::optional<MemberId> recorder;
    std::optional<Next> next;
    std::optional<IdValue> vote;
    std::string domain;
    std::optional<std::string> figure;
    static constexpr auto fields() {
        return FieldTable{field("stage", &ReviewRow::stage, ""),
                          field("due_at", &ReviewRow::due_at, ""),
                          field("is_extended", &ReviewRow::is_extended, ""),
                          field("extension_reason", &ReviewRow::extension_reason, ""),
                          field("finding", &ReviewRow::finding, ""),
                          field("measured", &ReviewRow::measured, ""),
                          field("source", &ReviewRow::source, ""),
                          field("recorder", &ReviewRow::recorder, ""),
                          field("next", &ReviewRow::next, ""),
                          field("vote", &ReviewRow::vote, ""),
                          field("domain", &ReviewRow::domain, ""),
                          field("figure", &ReviewRow::figure, "")};
    }
};

std::string sentence_of(const PageRequest& request, const ReviewRow& row) {
    switch (row.stage) {
    case ReviewStage::waiting:
        return row.is_extended
                   ? request.say("There were not enough data; it is looked at again on {}.", {request.day(row.due_at)})
                   : request.say("What was promised is looked at on {}.", {request.day(row.due_at)});
    case ReviewStage::open:
        return request.say("It is time to measure what came of it; the figure is awaited until {}.",
                           {request.day(row.due_at)});
    case ReviewStage::concluded:
        break;
    }
    return request.say("What was promised has been looked at.");
}

std::string next_sentence(const PageRequest& request, Next next) {
    switch (next) {
    case Next::stays:
        return request.say("The change stays.");
    case Next::vote_called:
        return request.say("A vote was called between keeping the change and going back.");
    case Next::lapses:
        return request.say("The value before returns by itself, as the decision said.");
    case Next::changed_since:
        return request.say("Nothing follows: the rule has been changed again since.");
    case Next::vote_open:
        break;
    }
    return request.say("No vote was called: another proposal on this rule is open.");
}

} // namespace

FigureView figure_view(const PageRequest& request, const Figure& figure) {
    const auto from = request.day(figure.from), until = request.day(figure.until);
    if (!figure.observations)
        return {figure.value, request.say("Reckoned by the platform from {} to {}.", {from, until})};
    return {figure.value, request.say("Reckoned by the platform from {} to {}, of {} cases.",
                                      {from, until, std::to_string(*figure.observations)})};
}

std::string indicator_name(const PageRequest& request, const rules::Charter& charter, std::string_view id) {
    if (const auto* reckoned = reckoned_indicator(request.registry, charter, id)) return request.say(reckoned->title);
    const auto found = std::ranges::find(charter.outcomes.indicators, id, &rules::IndicatorCharter::id);
    return found == charter.outcomes.indicators.end() ? std::string(id) : found->name;
}

std::optional<ReviewView> review_of(PageRequest& request, const rules::Charter& charter, const ProposalRow& proposal) {
    const auto row = request.connection.first<ReviewRow>(
        "SELECT r.stage, r.due_at, r.is_extended, r.extension_reason, r.finding, r.measured, r.source, r.recorder, "
        "r.next, r.vote, p.domain, r.figure FROM {decisions_reviews} r JOIN {decisions_proposals} p ON p.proposal = "
        "r.proposal WHERE r.proposal = $1",
        proposal.proposal);
    if (!row) return {};
    const auto change = change_row(request.connection, proposal.proposal);
    ReviewView view{.sentence = sentence_of(request, *row),
                    .promised = rules::promise_in_words(request, charter, expected_of(change)),
                    .is_open = row->stage == ReviewStage::open};
    if (change.baseline) view.before = figure_view(request, from_recorded<Baseline>(*change.baseline).figure);
    if (row->figure) view.after = figure_view(request, from_recorded<Figure>(*row->figure));
    view.may_record = view.is_open && may_review(from_recorded<rules::DomainCharter>(row->domain), request.viewer);
    view.may_put_off = view.may_record && !row->is_extended;
    view.put_off_because = chronicle::reveal_text(request.connection, row->extension_reason);
    if (!row->finding) return view;
    view.finding = rules::finding_in_words(request, *row->finding);
    view.is_kept = *row->finding == rules::Finding::achieved;
    view.is_missed = !view.is_kept;
    view.measured = row->measured;
    view.source = chronicle::reveal_text(request.connection, row->source);
    if (row->recorder) view.recorder = people::person(request, charter, *row->recorder);
    view.next = next_sentence(request, *row->next);
    if (row->vote) view.vote_href = "/decisions/" + row->vote->text();
    return view;
}

std::vector<OpenDecision> open_reviews(PageRequest& request) {
    using Row = std::tuple<IdValue, Time, std::string>;
    std::vector<OpenDecision> open;
    for (const auto& [proposal, due_at, domain] : request.connection.all<Row>(
             "SELECT r.proposal, r.due_at, p.domain FROM {decisions_reviews} r JOIN {decisions_proposals} p ON "
             "p.proposal = r.proposal WHERE r.stage = 'open' ORDER BY r.due_at, r.proposal")) {
        if (!may_review(from_recorded<rules::DomainCharter>(domain), request.viewer)) continue;
        const auto row = *proposal_row(request.connection, proposal);
        const auto platform = rules::founded_platform(request.connection);
        const auto& charter = platform.charter;
        open.push_back({.title = title_of(request, row),
                        .href = "/decisions/" + proposal.text() + "#review",
                        .state = request.say("To be measured"),
                        .until = due_at,
                        .needs_my_voice = true,
                        .about = rules::promise_in_words(request, charter,
                                                         expected_of(change_row(request.connection, proposal)))});
    }
    return open;
}

} // namespace reef::decisions
