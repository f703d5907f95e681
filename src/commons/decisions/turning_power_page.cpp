#include "commons/decisions/proposal_row.hpp"
#include "commons/decisions/turning_power.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct PowerLine {
    people::ClassChip stakeholder_class;
    Percent weight;
    std::int64_t decisions = 0;
    std::int64_t turnable = 0;
    std::string share;
    static constexpr auto fields() {
        return FieldTable{field("class", &PowerLine::stakeholder_class, "which"),
                          field("weight", &PowerLine::weight, "in the charter"),
                          field("decisions", &PowerLine::decisions, "in which it could vote"),
                          field("turnable", &PowerLine::turnable,
                                "of them, that would have ended otherwise, had all its members voted so"),
                          field("share", &PowerLine::share, "of the decisions")};
    }
};
struct PowerPage {
    std::string summary;
    std::int64_t decisions = 0;
    std::vector<PowerLine> lines;
    std::optional<std::string> not_shown_because;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PowerPage::summary, "what this is"),
                          field("decisions", &PowerPage::decisions, "that were counted here"),
                          field("lines", &PowerPage::lines, "by their place in the charter"),
                          field("not_shown_because", &PowerPage::not_shown_because, "why there are none")};
    }
};

/// The last of them: what was long ago says little of today's classes.
std::vector<RecordedVote> recorded_votes(store::Connection& connection) {
    constexpr std::int64_t looked_at = 100;
    std::vector<RecordedVote> votes;
    using Row = std::tuple<IdValue, std::string, std::string>;
    for (const auto& [proposal, procedure, count] : connection.all<Row>(
             "SELECT proposal, procedure, count FROM {decisions_proposals} WHERE stage IN ('passed', 'rejected') AND "
             "frozen_entry IS NOT NULL ORDER BY decided_at DESC, proposal DESC LIMIT $1",
             looked_at))
        votes.push_back({from_recorded<rules::ProcedureCharter>(procedure), electorate_of(connection, proposal),
                         from_recorded<ProposalDecided>(count).counts});
    return votes;
}

Result<PowerPage> show_turning_power(PageRequest& request) {
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto votes = recorded_votes(request.connection);
    PowerPage page{.summary = request.say("How often the votes of a class mattered: in how many decisions the outcome "
                                          "would have been another, had all its members voted the other way."),
                   .decisions = std::ssize(votes)};
    // From one decision or two it could be reckoned how a small class voted.
    if (page.decisions < people::shown_from && request.viewer.audience() < Audience::auditors) {
        page.not_shown_because =
            request.say("It shows from five decisions on; so far there are {}.", {std::to_string(page.decisions)});
        return page;
    }
    const auto power = turning_power(votes);
    for (const auto& each : charter.governance.classes) {
        const auto found = std::ranges::find(power, each.id, &TurningPower::id);
        if (found == power.end()) continue;
        page.lines.push_back({people::class_chip(charter, each.id), each.weight, found->decisions, found->turnable,
                              Percent{found->turnable * 1'000 / found->decisions * 10}.text()});
    }
    return page;
}

} // namespace

PageType turning_power_page() {
    return page<show_turning_power>("/turning-power", "src/commons/decisions/turning_power.html",
                                    "How often each class would have turned recorded decisions.", anyone());
}

} // namespace reef::decisions
