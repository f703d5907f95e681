// The published votes of a private ballot: to find one's own, and to count them again.
#include "commons/decisions/count_view.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

struct BallotEntry {
    std::string tracker;
    std::string class_name;
    std::string class_color;
    Choice choice = Choice::abstain;
    bool is_for = false;
    bool is_against = false;
    bool is_abstain = false;
    static constexpr auto fields() {
        return FieldTable{field("tracker", &BallotEntry::tracker, "under which its voter finds it"),
                          field("class_name", &BallotEntry::class_name, "in which it counts"),
                          field("class_color", &BallotEntry::class_color, "its colour everywhere"),
                          field("choice", &BallotEntry::choice, "what it says"),
                          field("is_for", &BallotEntry::is_for, "in favour"),
                          field("is_against", &BallotEntry::is_against, "against"),
                          field("is_abstain", &BallotEntry::is_abstain, "abstained")};
    }
};
struct BallotsPage {
    std::string number;
    std::string href;
    std::string title;
    std::string summary;
    Hash seed;
    std::string asked;
    std::vector<BallotEntry> ballots;
    bool is_found = true;
    std::optional<std::string> withheld;
    std::optional<Pagination> pagination;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &BallotsPage::number, "of the proposal"),
                          field("href", &BallotsPage::href, "its page"),
                          field("title", &BallotsPage::title, "what was proposed"),
                          field("summary", &BallotsPage::summary, "what this is"),
                          field("seed", &BallotsPage::seed, "which gives the order"),
                          field("asked", &BallotsPage::asked, "the tracker that is looked for"),
                          field("ballots", &BallotsPage::ballots, "in the order of the seed"),
                          field("is_found", &BallotsPage::is_found, "whether there is one with that tracker"),
                          field("withheld", &BallotsPage::withheld, "and why"),
                          field("pagination", &BallotsPage::pagination, "where there are many"),
                          field("proof", &BallotsPage::proof, "the entry that published them")};
    }
};

/// Which ballots were not published, and why.
std::optional<std::string> withheld_ballots(const PageRequest& request, IdValue proposal) {
    const auto row = *proposal_row(request.connection, proposal);
    const auto electorate = electorate_of(request.connection, proposal);
    const auto counts = from_recorded<ProposalDecided>(*row.count).counts;
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const auto shown =
        tally::votes_shown(class_votes(electorate, counts, procedure), count_rule(procedure), shown_from);
    if (shown == VotesShown::outcome_alone) return withheld_sentence(request, shown);
    std::vector<std::string> small;
    for (const auto& each : electorate)
        if (each.eligible < shown_from) small.push_back(each.name);
    if (small.empty()) return {};
    return request.say("Not shown, since fewer than five could vote there: {}.", {join(small, ", ")});
}

Result<BallotsPage> show_ballots(PageRequest& request) {
    constexpr std::int64_t size = 200;
    const auto id = request.id<IdValue>("decision");
    if (!id) return std::unexpected(id.error());
    using Closed = std::tuple<std::optional<Hash>, std::optional<EntryNumber>>;
    const auto closed = request.connection.first<Closed>(
        "SELECT published_seed, closed_entry FROM {decisions_proposals} WHERE proposal = $1", *id);
    if (!closed || !std::get<0>(*closed)) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    BallotsPage page{.number = id->text(),
                     .href = "/decisions/" + id->text(),
                     .title = title_of(request, *proposal_row(request.connection, *id)),
                     .summary = request.say("Every vote, without a name. Whoever voted finds theirs under the tracker "
                                            "that they were given; everybody can count again."),
                     .seed = *std::get<0>(*closed),
                     .asked = std::string(request.asked("tracker")),
                     .proof = proof_of(request.connection, *std::get<1>(*closed))};
    page.withheld = withheld_ballots(request, *id);
    const auto number = request.asked_page();
    using Row = std::tuple<std::string, std::string, Choice>;
    for (const auto& [tracker, voter_class, choice] : request.connection.all<Row>(
             "SELECT tracker, class, choice FROM {decisions_published} WHERE proposal = $1 AND ($2 = '' OR tracker = "
             "$2) ORDER BY place LIMIT $3 OFFSET $4",
             *id, page.asked, size, (number - 1) * size)) {
        const auto chip = people::class_chip(charter, voter_class);
        page.ballots.push_back({tracker, chip.class_name, chip.class_color, choice, choice == Choice::in_favour,
                                choice == Choice::against, choice == Choice::abstain});
    }
    page.is_found = page.asked.empty() || !page.ballots.empty();
    if (page.asked.empty())
        page.pagination = Pagination::of(number, size,
                                         request.connection.one<std::int64_t>(
                                             "SELECT count(*) FROM {decisions_published} WHERE proposal = $1", *id));
    return page;
}

} // namespace

PageType ballots_page() {
    return page<show_ballots>("/decisions/{decision}/ballots", "src/commons/decisions/ballots.html",
                              "The published votes of a private ballot, each under its tracker.", anyone());
}

} // namespace reef::decisions
