// The published votes of a private ballot: to find one's own, and to count them again.
#include "commons/decisions/ballot_view.hpp"
#include "commons/decisions/count_view.hpp"
#include "commons/decisions/decision_page.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

struct BallotEntry {
    std::string tracker;
    std::string class_name;
    std::string class_color;
    std::optional<Choice> choice;
    std::optional<std::vector<OptionMark>> marks;
    std::string said;
    bool is_for = false;
    bool is_against = false;
    bool is_abstain = false;
    static constexpr auto fields() {
        return FieldTable{field("tracker", &BallotEntry::tracker, "under which its voter finds it"),
                          field("class_name", &BallotEntry::class_name, "in which it counts"),
                          field("class_color", &BallotEntry::class_color, "its colour everywhere"),
                          field("choice", &BallotEntry::choice, "what it says"),
                          field("marks", &BallotEntry::marks, "or how it marks several options"),
                          field("said", &BallotEntry::said, "either in words"),
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
std::optional<std::string> withheld_ballots(const PageRequest& request, const ProposalRow& row) {
    const auto electorate = electorate_of(request.connection, row.proposal);
    const auto counts = from_recorded<ProposalDecided>(*row.count).counts;
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    if (tells_small_class(procedure, electorate, counts)) return withheld_sentence(request, VotesShown::outcome_alone);
    std::vector<std::string> small;
    for (const auto& each : electorate)
        if (each.eligible < shown_from) small.push_back(each.name);
    if (small.empty()) return {};
    return request.say("Not shown, since fewer than five could vote there: {}.", {join(small, ", ")});
}

BallotEntry entry_of(const PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                     const PublishedBallot& ballot) {
    const auto chip = people::class_chip(charter, ballot.voter_class);
    return {ballot.tracker,
            chip.class_name,
            chip.class_color,
            ballot.choice,
            ballot.marks,
            ballot_in_words(request, row, {ballot.choice, {}, ballot.marks}),
            ballot.choice == Choice::in_favour,
            ballot.choice == Choice::against,
            ballot.choice == Choice::abstain};
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
    const auto row = *proposal_row(request.connection, *id);
    BallotsPage page{.number = id->text(),
                     .href = "/decisions/" + id->text(),
                     .title = title_of(request, row),
                     .summary = request.say("Every vote, without a name. Whoever voted finds theirs under the tracker "
                                            "that they were given; everybody can count again."),
                     .seed = *std::get<0>(*closed),
                     .asked = std::string(request.asked("tracker")),
                     .proof = proof_of(request.connection, *std::get<1>(*closed))};
    page.withheld = withheld_ballots(request, row);
    const auto number = request.asked_page();
    for (const auto& each : published_ballots(request.connection, *id, page.asked, size, (number - 1) * size))
        page.ballots.push_back(entry_of(request, charter, row, each));
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
