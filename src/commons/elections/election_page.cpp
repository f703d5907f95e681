// An election: standing, voting, and the count stage by stage.
#include "commons/elections/election_page.hpp"
#include "commons/elections/countback.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::elections {
using namespace engine;
namespace {

struct CandidateCard {
    people::Person member;
    std::string statement;
    bool is_elected = false;
    std::optional<std::string> as_class;
    static constexpr auto fields() {
        return FieldTable{field("member", &CandidateCard::member, "who stands"),
                          field("statement", &CandidateCard::statement, "what they stand for"),
                          field("is_elected", &CandidateCard::is_elected, "whether they were elected"),
                          field("as_class", &CandidateCard::as_class, "for which class, where seats are kept")};
    }
};
struct Option {
    std::string value;
    std::string label;
    bool is_chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &Option::value, "to send"), field("label", &Option::label, "a candidate"),
                          field("is_chosen", &Option::is_chosen, "on the viewer's ballot")};
    }
};
struct Preference {
    std::int64_t place = 0;
    std::vector<Option> options;
    static constexpr auto fields() {
        return FieldTable{field("place", &Preference::place, "from 1"),
                          field("options", &Preference::options, "the candidates, in the order of the ballot")};
    }
};
struct MyBallot {
    std::vector<std::string> names;
    bool is_blank = false;
    std::optional<std::string> tracker;
    static constexpr auto fields() {
        return FieldTable{field("names", &MyBallot::names, "the most wanted first"),
                          field("is_blank", &MyBallot::is_blank, "it names nobody"),
                          field("tracker", &MyBallot::tracker, "under which it was published")};
    }
};
struct StageCell {
    std::string votes;
    bool is_elected_here = false;
    bool is_out = false;
    static constexpr auto fields() {
        return FieldTable{field("votes", &StageCell::votes, "after the stage"),
                          field("is_elected_here", &StageCell::is_elected_here, "reached the quota in it"),
                          field("is_out", &StageCell::is_out, "excluded in it or before")};
    }
};
struct StageRow {
    std::string name;
    std::vector<StageCell> cells;
    static constexpr auto fields() {
        return FieldTable{field("name", &StageRow::name, "the candidate"),
                          field("cells", &StageRow::cells, "stage by stage")};
    }
};
struct Count {
    std::string method;
    std::optional<std::string> quota;
    std::vector<std::string> stages;
    std::vector<StageRow> rows;
    bool has_rows = false;
    std::optional<std::string> lots;
    std::vector<std::string> reserved;
    static constexpr auto fields() {
        return FieldTable{field("method", &Count::method, "by name"),
                          field("quota", &Count::quota, "the votes that elect"),
                          field("stages", &Count::stages, "what was done in each"),
                          field("rows", &Count::rows, "candidate by candidate"),
                          field("has_rows", &Count::has_rows, "whether the method counts in stages"),
                          field("lots", &Count::lots, "where a lot decided"),
                          field("reserved", &Count::reserved, "where seats kept for classes decided")};
    }
};
/// A seat that fell empty, and the count that filled it.
struct CountBackCard {
    std::string sentence;
    Time at;
    std::string entry_href;
    std::optional<Count> count;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &CountBackCard::sentence, "whose seat, and who came in"),
                          field("at", &CountBackCard::at, "when"),
                          field("entry_href", &CountBackCard::entry_href, "the entry that says so"),
                          field("count", &CountBackCard::count, "where it had to be counted")};
    }
};
struct ElectionPage {
    std::string number;
    std::string href;
    std::string title;
    std::string summary;
    std::vector<Phase> phases;
    std::string body_href;
    std::vector<CandidateCard> candidates;
    bool has_candidates = false;
    bool may_stand = false;
    bool is_standing = false;
    std::string my_statement;
    bool may_vote = false;
    std::optional<std::string> may_not_vote_because;
    std::vector<Preference> preferences;
    std::optional<MyBallot> my_ballot;
    std::vector<std::string> reserved;
    std::optional<std::string> turnout;
    std::optional<people::AssuranceShares> assurance;
    std::optional<Count> count;
    std::vector<CountBackCard> countbacks;
    std::optional<std::string> ballots_href;
    std::optional<Hash> seed;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &ElectionPage::number, "of the election"),
                          field("href", &ElectionPage::href, "this page"),
                          field("title", &ElectionPage::title, "of which body"),
                          field("summary", &ElectionPage::summary, "what it is about"),
                          field("phases", &ElectionPage::phases, "where we are"),
                          field("body_href", &ElectionPage::body_href, "who sits there"),
                          field("candidates", &ElectionPage::candidates, "in the order of the ballot; elected first"),
                          field("has_candidates", &ElectionPage::has_candidates, "whether anybody stands"),
                          field("may_stand", &ElectionPage::may_stand, "the viewer"),
                          field("is_standing", &ElectionPage::is_standing, "the viewer does, and may stand down"),
                          field("my_statement", &ElectionPage::my_statement, "the viewer's"),
                          field("may_vote", &ElectionPage::may_vote, "the viewer"),
                          field("may_not_vote_because", &ElectionPage::may_not_vote_because,
                                "one is not sure enough of who the viewer is"),
                          field("preferences", &ElectionPage::preferences, "to fill in"),
                          field("my_ballot", &ElectionPage::my_ballot, "the viewer's"),
                          field("reserved", &ElectionPage::reserved, "seats kept for classes, and whether they fill"),
                          field("turnout", &ElectionPage::turnout, "how many of how many"),
                          field("assurance", &ElectionPage::assurance,
                                "electorate and voters, by how sure one is of who they are; none before the end"),
                          field("count", &ElectionPage::count, "how it was counted"),
                          field("countbacks", &ElectionPage::countbacks, "seats that fell empty, counted again"),
                          field("ballots_href", &ElectionPage::ballots_href, "the ballots, without the file's ending"),
                          field("seed", &ElectionPage::seed, "of the order and of lots"),
                          field("proof", &ElectionPage::proof, "the entry that decided it")};
    }
};

/// Whether the viewer sees how many voted and how it was counted: where few could vote, auditors alone.
bool sees_count(const PageRequest& request, const ElectionRow& row) {
    return row.electors >= people::shown_from || request.viewer.audience() >= Audience::auditors;
}

std::vector<Phase> phases_of(const PageRequest& request, const ElectionRow& row) {
    std::vector<Phase> phases = {{request.say("Candidates stand"), row.called_at, row.nominations_until}};
    const auto voting_until =
        row.stage == Stage::nominations ? row.nominations_until + row.voting_time : row.voting_until;
    if (voting_until) phases.push_back({request.say("Members vote"), row.nominations_until, voting_until});
    phases.push_back({request.say("In office"), *phases.back().ends_at, row.term_ends_at});
    return placed_in_time(std::move(phases), request.now);
}

void add_ballot(PageRequest& request, const rules::Charter& charter, const ElectionRow& row,
                const std::vector<CandidateRow>& candidates, ElectionPage& page) {
    const auto sealed = ballot_of(request.connection, row.election, request.member());
    std::vector<MemberId> ranked;
    if (sealed) {
        std::vector<MemberId> members;
        for (const auto& each : candidates) members.push_back(each.member);
        const auto marks =
            marks_of(opened_ranking(request.connection, *sealed).value_or(std::vector<MemberId>{}), members);
        for (const auto mark : marks) ranked.push_back(members[mark]);
        page.my_ballot = MyBallot{.names = {}, .is_blank = ranked.empty(), .tracker = {}};
        for (const auto member : ranked) page.my_ballot->names.push_back(name_of(request, charter, member));
        if (are_published(row)) page.my_ballot->tracker = decisions::trackers_of(request.connection, *sealed, 1).at(0);
    }
    page.may_vote = row.stage == Stage::voting && may_vote(request.connection, row, request.member());
    if (row.stage == Stage::voting && !page.may_vote && belonged(request.connection, row, request.member()))
        page.may_not_vote_because =
            people::sentence_of(request, *people::missing_to_vote(request.connection, request.member(),
                                                                  row.least_assurance, *row.frozen_entry));
    if (!page.may_vote) return;
    for (std::size_t place = 0; place < std::min<std::size_t>(candidates.size(), 10); ++place) {
        Preference preference{.place = static_cast<std::int64_t>(place) + 1, .options = {}};
        for (const auto& each : candidates)
            preference.options.push_back({each.member.text(), name_of(request, charter, each.member),
                                          place < ranked.size() && ranked[place] == each.member});
        page.preferences.push_back(std::move(preference));
    }
}

/// Candidates by their places on the ballot, from 1.
std::vector<std::string> named(const json::array& places, const std::vector<std::string>& names) {
    std::vector<std::string> found;
    for (const auto& each : places) found.push_back(names.at(std::stoul(std::string(each.as_string())) - 1));
    return found;
}

std::string stage_in_words(const PageRequest& request, const json::object& stage,
                           const std::vector<std::string>& names) {
    const auto& action = stage.at("action").as_string();
    const auto whom = named(stage.at("candidates").as_array(), names);
    if (action == "first_preferences") return request.say("First preferences");
    if (action == "exclude_doomed")
        return request.say("{} excluded: the seats that are left are kept for others", {join(whom, ", ")});
    if (action == "exclude") return request.say("{} excluded", {join(whom, ", ")});
    if (action == "transfer_surplus") return request.say("Surplus of {}", {join(whom, ", ")});
    return whom.empty() ? std::string(action) : fmt::format("{}: {}", std::string_view(action), join(whom, ", "));
}

/// Where seats kept for classes decided: who was held though others had more votes, and what changed the method's
/// order.
void add_reserved(const PageRequest& request, const json::object& account, const std::vector<std::string>& names,
                  Count& count) {
    const auto those = [&](const json::object& in, std::string_view key) {
        const auto* found = in.if_contains(key);
        return found ? join(named(found->as_array(), names), ", ") : std::string();
    };
    if (const auto* stages = account.if_contains("stages"))
        for (const auto& stage : stages->as_array())
            if (const auto held = those(stage.as_object(), "guarded"); !held.empty())
                count.reserved.push_back(
                    request.say("{} could not be excluded: a seat is kept for them. {} went out instead.",
                                {held, those(stage.as_object(), "candidates")}));
    if (const auto came = those(account, "elected_to_reserved_seats"); !came.empty())
        count.reserved.push_back(request.say("Seats are kept for classes, so {} sits in place of {}.",
                                             {came, those(account, "passed_over_for_reserved_seats")}));
}

/// The account as the counting room wrote it: candidates by their place on the ballot.
Count count_of(PageRequest& request, const rules::Charter& charter, const std::string& method,
               const std::string& recorded, const std::vector<CandidateRow>& candidates) {
    const auto account = parse_json(recorded)->as_object();
    Count count{.method = method};
    if (const auto* quota = account.if_contains("quota")) count.quota = std::string(quota->as_string());
    std::vector<std::string> names;
    for (const auto& each : candidates) names.push_back(name_of(request, charter, each.member));
    std::vector<std::string> drawn;
    for (const auto& tie : account.at("ties").as_array())
        if (tie.at("rule").as_string() == "lot") drawn.push_back(join(named(tie.at("among").as_array(), names), ", "));
    add_reserved(request, account, names, count);
    if (!drawn.empty()) count.lots = request.say("A lot was drawn between {}.", {join(drawn, "; ")});
    const auto* stages = account.if_contains("stages");
    if (!stages) return count;
    for (const auto& name : names) count.rows.push_back({name, {}});
    std::set<std::string> out;
    for (const auto& value : stages->as_array()) {
        const auto& stage = value.as_object();
        count.stages.push_back(stage_in_words(request, stage, names));
        const auto holds = [&](std::string_view list, const std::string& id) {
            const auto* found = stage.if_contains(list);
            return found && std::ranges::any_of(found->as_array(), [&](const auto& e) { return e.as_string() == id; });
        };
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto id = std::to_string(i + 1);
            if (stage.at("action").as_string() == "exclude" && holds("candidates", id)) out.insert(id);
            const auto* votes = stage.at("tally").as_object().if_contains(id);
            count.rows[i].cells.push_back(
                {votes ? std::string(votes->as_string()) : "", holds("elected", id), out.contains(id)});
        }
    }
    count.has_rows = !count.stages.empty();
    return count;
}

/// For each class with seats kept: how many, and how many stand; afterwards, what stays empty.
void add_reservation(PageRequest& request, const rules::Charter& charter, const ElectionRow& row,
                     const std::vector<CandidateRow>& candidates, ElectionPage& page) {
    const auto& body = *charter.find_body(row.body);
    std::vector<std::string> classes;
    for (const auto& each : candidates)
        classes.push_back(class_of_candidate(request.connection, body, each.member, row.frozen_entry));
    for (const auto& [id, seats] : row.kept())
        page.reserved.push_back(request.say("Kept for {}: {} of the seats. Candidates of the class: {}.",
                                            {people::class_chip(charter, id).class_name, std::to_string(seats),
                                             std::to_string(std::ranges::count(classes, id))}));
    if (row.empty)
        for (const auto& [id, seats] : from_recorded<std::vector<EmptySeats>>(*row.empty))
            page.reserved.push_back(request.say("Too few stood for {}: {} of the seats kept for them stay empty.",
                                                {people::class_chip(charter, id).class_name, std::to_string(seats)}));
}

void add_candidates(PageRequest& request, const rules::Charter& charter, const ElectionRow& row,
                    std::vector<CandidateRow> candidates, ElectionPage& page) {
    const bool has_kept = !row.kept().empty();
    std::ranges::stable_sort(candidates, {}, [](const auto& each) { return each.elected_place.value_or(INT64_MAX); });
    for (const auto& each : candidates) {
        page.candidates.push_back({people::person(request, charter, each.member), request.revealed(each.statement),
                                   each.elected_place.has_value(), std::nullopt});
        if (has_kept)
            page.candidates.back().as_class =
                people::class_chip(charter, class_of_candidate(request.connection, *charter.find_body(row.body),
                                                               each.member, row.frozen_entry))
                    .class_name;
        if (request.signed_in() && each.member == request.member()) {
            page.is_standing = true;
            page.my_statement = page.candidates.back().statement;
        }
    }
    page.has_candidates = !candidates.empty();
}

void add_countbacks(PageRequest& request, const rules::Charter& charter, const ElectionRow& row,
                    const std::vector<CandidateRow>& candidates, ElectionPage& page) {
    for (const auto& each : countbacks_of(request.connection, row.election)) {
        std::vector<std::string> seated;
        for (const auto member : each.seated) seated.push_back(name_of(request, charter, member));
        const auto departed = name_of(request, charter, each.departed);
        CountBackCard card{
            .sentence =
                seated.empty()
                    ? request.say("The seat of {} fell empty. Nobody is left who stood and could take it, so it "
                                  "stays empty until the next election.",
                                  {departed})
                    : request.say("The seat of {} fell empty. The ballots were counted again without them: {} "
                                  "took it, for the rest of the term.",
                                  {departed, join(seated, ", ")}),
            .at = each.at,
            .entry_href = "/chronicle/" + std::to_string(each.entry),
            .count = {}};
        if (each.account && sees_count(request, row))
            card.count = count_of(request, charter, row.method, *each.account, candidates);
        page.countbacks.push_back(std::move(card));
    }
}

Result<ElectionPage> show_election(PageRequest& request) {
    const auto row = asked_election(request);
    if (!row) return std::unexpected(row.error());
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto& body = *charter.find_body(row->body);
    const auto candidates = candidates_of(request.connection, row->election);
    ElectionPage page{
        .number = row->election.text(),
        .href = "/elections/" + row->election.text(),
        .title = request.say("Election: {}", {body.name}),
        .summary = request.say("{} seats for {}. {}", {std::to_string(row->seats),
                                                       rules::value_in_words(request, row->term.text()), body.mandate}),
        .phases = phases_of(request, *row),
        .body_href = "/elections#" + body.id};
    add_candidates(request, charter, *row, candidates, page);
    add_reservation(request, charter, *row, candidates, page);
    if (request.signed_in()) add_ballot(request, charter, *row, candidates, page);
    page.is_standing = page.is_standing && row->stage == Stage::nominations;
    page.may_stand = row->stage == Stage::nominations && is_elector(body, request.viewer);
    if (row->voting_until && !sees_count(request, *row))
        page.turnout =
            request.say("Fewer than five people could vote. How many did, and the count, are shown to auditors only.");
    else if (row->voting_until)
        page.turnout = request.say("{} of {} voted.",
                                   {std::to_string(request.connection.one<std::int64_t>(
                                        "SELECT count(*) FROM {elections_ballots} WHERE election = $1", row->election)),
                                    std::to_string(row->electors)});
    if (row->stage == Stage::decided && row->frozen_entry)
        page.assurance = people::assurance_shares(
            request, electors_at(request.connection, body, row->least_assurance, *row->frozen_entry),
            request.connection.all<MemberId>("SELECT voter FROM {elections_ballots} WHERE election = $1 ORDER BY voter",
                                             row->election),
            row->least_assurance, *row->frozen_entry);
    if (row->account && sees_count(request, *row))
        page.count = count_of(request, charter, row->method, *row->account, candidates);
    add_countbacks(request, charter, *row, candidates, page);
    if (are_published(*row)) page.ballots_href = page.href + "/ballots";
    page.seed = row->seed;
    if (row->decided_entry) page.proof = proof_of(request.connection, *row->decided_entry);
    return page;
}

} // namespace

std::vector<PageType> election_pages() {
    return {election_list_page(),
            page<show_election>("/elections/{election}", "src/commons/elections/election.html",
                                "An election: who stands, the vote, and the count stage by stage.", anyone()),
            blt_page(), csv_page()};
}

} // namespace reef::elections
