#include "commons/decisions/decision_page.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::decisions {
using namespace engine;
namespace {

/// "Totals of groups under five are suppressed."
constexpr std::int64_t shown_from = 5;

struct State {
    std::string word;
    bool is_open = false;
    bool is_accepted = false;
    bool is_rejected = false;
    bool is_withdrawn = false;
    static constexpr auto fields() {
        return std::tuple{field("word", &State::word, "in a word"), field("is_open", &State::is_open, "not decided yet"),
                          field("is_accepted", &State::is_accepted, "it passed"), field("is_rejected", &State::is_rejected, "it did not pass"),
                          field("is_withdrawn", &State::is_withdrawn, "it was taken back")};
    }
};
struct Phase {
    std::string name;
    Time begins_at;
    std::optional<Time> ends_at;
    bool is_done = false;
    bool is_current = false;
    bool is_ahead = false;
    static constexpr auto fields() {
        return std::tuple{field("name", &Phase::name, "in a word"), field("begins_at", &Phase::begins_at, "from"),
                          field("ends_at", &Phase::ends_at, "until"), field("is_done", &Phase::is_done, "past"),
                          field("is_current", &Phase::is_current, "now"), field("is_ahead", &Phase::is_ahead, "to come")};
    }
};
struct RuleRef {
    std::string title;
    std::string href;
    std::string version;
    static constexpr auto fields() {
        return std::tuple{field("title", &RuleRef::title, "as people see it"), field("href", &RuleRef::href, "its page"),
                          field("version", &RuleRef::version, "that would be replaced")};
    }
};
struct Change {
    RuleRef rule;
    std::string old_value;
    std::string new_value;
    static constexpr auto fields() {
        return std::tuple{field("rule", &Change::rule, "which rule"), field("old", &Change::old_value, "its value then"),
                          field("new", &Change::new_value, "the proposed value")};
    }
};
struct IndicatorRef {
    std::string name;
    std::string href;
    static constexpr auto fields() {
        return std::tuple{field("name", &IndicatorRef::name, "of the figure"), field("href", &IndicatorRef::href, "where it is defined")};
    }
};
struct Expected {
    IndicatorRef indicator;
    std::optional<std::string> now;
    std::string direction_word;
    std::string size;
    Time by;
    static constexpr auto fields() {
        return std::tuple{field("indicator", &Expected::indicator, "the figure that will tell"), field("now", &Expected::now, "what it is now"),
                          field("direction_word", &Expected::direction_word, "rises by or falls by"), field("size", &Expected::size, "how much"),
                          field("by", &Expected::by, "by when")};
    }
};
struct EffectTexts {
    std::string rights;
    std::string development;
    static constexpr auto fields() {
        return std::tuple{field("rights", &EffectTexts::rights, "on rights and interests"), field("development", &EffectTexts::development, "on the platform's development")};
    }
};
struct MyBallot {
    bool is_for = false;
    bool is_against = false;
    bool is_abstain = false;
    Time cast_at;
    static constexpr auto fields() {
        return std::tuple{field("is_for", &MyBallot::is_for, "in favour"), field("is_against", &MyBallot::is_against, "against"),
                          field("is_abstain", &MyBallot::is_abstain, "abstained"), field("cast_at", &MyBallot::cast_at, "when")};
    }
};
struct Counts {
    std::int64_t electorate = 0;
    std::int64_t voted = 0;
    std::int64_t in_favour = 0;
    std::int64_t against = 0;
    std::int64_t abstain = 0;
    std::string for_share;
    std::string turnout;
    std::string quorum;
    bool quorum_met = false;
    static constexpr auto fields() {
        return std::tuple{field("electorate", &Counts::electorate, "who may vote"), field("voted", &Counts::voted, "who did"),
                          field("for", &Counts::in_favour, "ballots"), field("against", &Counts::against, "ballots"),
                          field("abstain", &Counts::abstain, "ballots"), field("for_share", &Counts::for_share, "of for and against"),
                          field("turnout", &Counts::turnout, "of those who may vote"), field("quorum", &Counts::quorum, "that must vote"),
                          field("quorum_met", &Counts::quorum_met, "whether it is")};
    }
};
struct TallyClass {
    std::string class_name;
    std::string class_color;
    std::string weight;
    std::optional<Counts> counts;
    static constexpr auto fields() {
        return std::tuple{field("class_name", &TallyClass::class_name, "as people see it"), field("class_color", &TallyClass::class_color, "its colour everywhere"),
                          field("weight", &TallyClass::weight, "in this decision"), field("counts", &TallyClass::counts, "none for groups under five")};
    }
};
struct Tally {
    std::vector<TallyClass> classes;
    std::string for_share;
    std::string majority;
    bool passes_now = false;
    std::string sentence;
    static constexpr auto fields() {
        return std::tuple{field("classes", &Tally::classes, "class by class"), field("for_share", &Tally::for_share, "weighted"),
                          field("majority", &Tally::majority, "that is needed"), field("passes_now", &Tally::passes_now, "if it ended now"),
                          field("sentence", &Tally::sentence, "how it stands")};
    }
};
struct Decider {
    std::string class_name;
    std::string class_color;
    std::optional<std::int64_t> people;
    Percent responsibility;
    static constexpr auto fields() {
        return std::tuple{field("class_name", &Decider::class_name, "as people see it"), field("class_color", &Decider::class_color, "its colour everywhere"),
                          field("people", &Decider::people, "who voted; none for groups under five"),
                          field("responsibility", &Decider::responsibility, "its share; all sum to 100 %")};
    }
};
struct Following {
    std::string text;
    std::string href;
    static constexpr auto fields() {
        return std::tuple{field("text", &Following::text, "what follows"), field("href", &Following::href, "where")};
    }
};
struct Outcome {
    std::string sentence;
    Time decided_at;
    std::vector<Decider> deciders;
    std::string reasons;
    std::optional<std::string> turning_point;
    std::vector<Following> follows;
    static constexpr auto fields() {
        return std::tuple{field("sentence", &Outcome::sentence, "the outcome"), field("decided_at", &Outcome::decided_at, "when"),
                          field("deciders", &Outcome::deciders, "who decided, and their share of responsibility"),
                          field("reasons", &Outcome::reasons, "what was asked and what was reached"),
                          field("turning_point", &Outcome::turning_point, "the fewest who would have turned it"),
                          field("follows", &Outcome::follows, "what follows")};
    }
};
struct DecisionPage {
    std::string number;
    std::string href;
    std::string title;
    State state;
    std::string summary;
    people::Person proposer;
    Time proposed_at;
    std::vector<Phase> phases;
    Change change;
    std::string reason;
    Expected expected;
    EffectTexts effects;
    bool may_vote = false;
    std::optional<people::ClassChip> vote_as;
    std::optional<std::string> may_not_vote_because;
    bool may_withdraw = false;
    std::optional<MyBallot> my_ballot;
    bool ballots_are_secret = true;
    std::optional<Tally> tally;
    std::optional<Outcome> outcome;
    std::vector<rules::RuleLine> why;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return std::tuple{
            field("number", &DecisionPage::number, "of the proposal"), field("href", &DecisionPage::href, "this page"),
            field("title", &DecisionPage::title, "what is proposed"), field("state", &DecisionPage::state, "where it stands"),
            field("summary", &DecisionPage::summary, "what this is and what you may do here"),
            field("proposer", &DecisionPage::proposer, "who proposed it"), field("proposed_at", &DecisionPage::proposed_at, "when"),
            field("phases", &DecisionPage::phases, "where we are, what is next"), field("change", &DecisionPage::change, "old and new value"),
            field("reason", &DecisionPage::reason, "why"), field("expected", &DecisionPage::expected, "the promised result"),
            field("effects", &DecisionPage::effects, "on rights and on development"),
            field("may_vote", &DecisionPage::may_vote, "whether the viewer may vote now"),
            field("vote_as", &DecisionPage::vote_as, "as one of which class"),
            field("may_not_vote_because", &DecisionPage::may_not_vote_because, "why not"),
            field("may_withdraw", &DecisionPage::may_withdraw, "whether the viewer may take it back"),
            field("my_ballot", &DecisionPage::my_ballot, "the viewer's"), field("ballots_are_secret", &DecisionPage::ballots_are_secret, "not shown by name"),
            field("tally", &DecisionPage::tally, "the count so far"), field("outcome", &DecisionPage::outcome, "once decided"),
            field("why", &DecisionPage::why, "the rule it is about"), field("proof", &DecisionPage::proof, "the entry it rests on")};
    }
};

struct DecisionGroup {
    std::string title;
    std::vector<OpenDecision> decisions;
    static constexpr auto fields() {
        return std::tuple{field("title", &DecisionGroup::title, "open, passed, not passed"), field("decisions", &DecisionGroup::decisions, "the newest first")};
    }
};
struct DecisionsPage {
    std::string summary;
    std::vector<DecisionGroup> groups;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return std::tuple{field("summary", &DecisionsPage::summary, "what this is and what you may do here"),
                          field("groups", &DecisionsPage::groups, "by where they stand"), field("pagination", &DecisionsPage::pagination, "where there are many")};
    }
};

/// A proposal as pages need it.
struct Row {
    IdValue proposal;
    EntryNumber entry = 0;
    MemberId proposer;
    std::string rule;
    std::string old_value;
    std::int64_t old_version = 0;
    std::string value;
    std::string procedure;
    Hash reason;
    Hash rights;
    Hash development;
    std::string indicator;
    Direction direction = Direction::rises;
    std::string size;
    Time expected_by;
    Time proposed_at;
    Time voting_opens_at;
    Time voting_closes_at;
    Stage stage = Stage::deliberation;
    std::optional<Time> decided_at;
    std::optional<Time> effective_at;
    std::optional<std::string> count;
    static constexpr auto fields() {
        return std::tuple{field("proposal", &Row::proposal, ""), field("entry", &Row::entry, ""), field("proposer", &Row::proposer, ""),
                          field("rule", &Row::rule, ""), field("old_value", &Row::old_value, ""), field("old_version", &Row::old_version, ""),
                          field("value", &Row::value, ""), field("procedure", &Row::procedure, ""), field("reason", &Row::reason, ""),
                          field("rights", &Row::rights, ""), field("development", &Row::development, ""), field("indicator", &Row::indicator, ""),
                          field("direction", &Row::direction, ""), field("size", &Row::size, ""), field("expected_by", &Row::expected_by, ""),
                          field("proposed_at", &Row::proposed_at, ""), field("voting_opens_at", &Row::voting_opens_at, ""),
                          field("voting_closes_at", &Row::voting_closes_at, ""), field("stage", &Row::stage, ""),
                          field("decided_at", &Row::decided_at, ""), field("effective_at", &Row::effective_at, ""), field("count", &Row::count, "")};
    }
};
constexpr std::string_view columns =
    "SELECT proposal, entry, proposer, rule, old_value, old_version, value, procedure, reason, rights, development, indicator, direction, "
    "size, expected_by, proposed_at, voting_opens_at, voting_closes_at, stage, decided_at, effective_at, count FROM {decisions_proposals} ";

std::string title_of(const Registry& registry, const Row& row) {
    const auto* rule = registry.rule(row.rule);
    return fmt::format("{}: {} instead of {}", rule ? rule->title : std::string_view(row.rule), row.value, row.old_value);
}

State state_of(Stage stage) {
    switch (stage) {
    case Stage::deliberation: return {.word = "Being talked about", .is_open = true};
    case Stage::voting: return {.word = "Voting is open", .is_open = true};
    case Stage::passed: return {.word = "Accepted", .is_accepted = true};
    case Stage::rejected: return {.word = "Not accepted", .is_rejected = true};
    case Stage::withdrawn: break;
    }
    return {.word = "Withdrawn", .is_withdrawn = true};
}

std::vector<Phase> phases_of(const Row& row, Time now) {
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const Time in_force = row.effective_at.value_or(row.voting_closes_at + procedure.notice);
    std::vector<Phase> phases = {{"Talking", row.proposed_at, row.voting_opens_at}, {"Voting", row.voting_opens_at, row.voting_closes_at},
                                 {"Notice", row.voting_closes_at, in_force}, {"In force", in_force, {}}};
    if (row.stage == Stage::rejected) phases.resize(2);
    if (row.stage == Stage::withdrawn) phases = {{"Talking", row.proposed_at, row.decided_at}};
    for (auto& phase : phases) {
        phase.is_done = phase.ends_at && *phase.ends_at <= now;
        phase.is_current = !phase.is_done && phase.begins_at <= now;
        phase.is_ahead = phase.begins_at > now;
    }
    return phases;
}

std::string share_text(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? "0%" : Percent{part * 10'000 / whole}.text();
}

TallyClass tally_class(const rules::Charter& charter, const ElectorateClass& each, const ClassCount& count) {
    TallyClass shown{each.name, charter.color_of(each.id), each.weight.text(), {}};
    if (each.eligible < shown_from) return shown;
    const auto voted = count.in_favour + count.against + count.abstain;
    shown.counts = Counts{each.eligible, voted, count.in_favour, count.against, count.abstain,
                          share_text(count.in_favour, count.in_favour + count.against), share_text(voted, each.eligible), each.quorum.text(),
                          voted * 10'000 >= each.quorum.hundredths * each.eligible};
    return shown;
}

std::string first_unmet(const tally::ByClassResult& result) {
    for (const auto& condition : result.conditions)
        if (!condition.met) return condition.explanation;
    return "It would pass if the vote ended now.";
}

Tally tally_of(const rules::Charter& charter, const Row& row, const std::vector<ElectorateClass>& electorate, const std::vector<ClassCount>& counts) {
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const auto result = count_by_class(procedure, electorate, counts);
    Tally shown;
    for (std::size_t i = 0; i < electorate.size(); ++i) shown.classes.push_back(tally_class(charter, electorate[i], counts[i]));
    shown.for_share = Percent{static_cast<std::int64_t>(std::stod(result.weighted_yes.decimal) * 10'000)}.text();
    shown.majority = procedure.majority.text();
    shown.passes_now = result.outcome == tally::ByClassOutcome::passed;
    shown.sentence = first_unmet(result);
    return shown;
}

Outcome outcome_of(const rules::Charter& charter, const Row& row, const std::vector<ElectorateClass>& electorate, const std::string& rule_title) {
    const auto decided = from_recorded<ProposalDecided>(*row.count);
    Outcome outcome{.decided_at = *row.decided_at, .reasons = decided.explanation, .turning_point = decided.turning_point};
    outcome.sentence = decided.passed ? "Accepted." : fmt::format("Not accepted: {}.", decided.outcome);
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        const auto& count = decided.counts[i];
        const auto people = count.in_favour + count.against + count.abstain;
        outcome.deciders.push_back({electorate[i].name, charter.color_of(electorate[i].id),
                                    electorate[i].eligible < shown_from ? std::nullopt : std::optional(people), count.responsibility});
    }
    if (decided.passed) {
        outcome.follows.push_back({fmt::format("{} becomes {} on {}.", rule_title, decided.value, decided.effective_at->date_text()), "/rules/" + row.rule});
        outcome.follows.push_back({fmt::format("What was promised is looked at on {}.", row.expected_by.date_text()), "/charter"});
    }
    return outcome;
}

void say_about_voting(PageRequest& request, const rules::Charter& charter, const Row& row, DecisionPage& page) {
    const auto mine = request.connection.first<std::tuple<Choice, Time>>(
        "SELECT choice, cast_at FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2", row.proposal, request.member());
    if (mine) {
        const auto& [choice, at] = *mine;
        page.my_ballot = MyBallot{choice == Choice::in_favour, choice == Choice::against, choice == Choice::abstain, at};
    }
    const auto classes = request.signed_in() ? may_vote_as(request.connection, row.proposal, request.member()) : std::vector<std::string>{};
    if (row.stage == Stage::voting && !classes.empty()) {
        page.may_vote = true;
        page.vote_as = people::class_chip(charter, classes.front());
        page.summary = fmt::format("You may vote until {}, and change your vote until then.", row.voting_closes_at.date_text());
        return;
    }
    if (row.stage == Stage::deliberation) {
        page.summary = fmt::format("Members talk about this now; the vote opens on {}.", row.voting_opens_at.date_text());
        page.may_not_vote_because = "The vote has not opened yet.";
    } else if (row.stage == Stage::voting) {
        page.summary = fmt::format("The vote is open until {}.", row.voting_closes_at.date_text());
        page.may_not_vote_because = request.signed_in() ? "You were not a member of a class that decides on this when the vote opened."
                                                        : "Sign in as a member to vote.";
    } else {
        page.summary = "This is decided. Below are the count, who decided, and what follows.";
    }
}

Result<DecisionPage> show_decision(PageRequest& request) {
    const auto id = request.id<IdValue>("decision");
    if (!id) return std::unexpected(id.error());
    const auto row = request.connection.first<Row>(std::string(columns) + "WHERE proposal = $1", *id);
    if (!row) return refuse(not_found);
    const auto charter = rules::founded_platform(request.connection).charter;
    const auto line = rules::rule_line(request, row->rule);
    const auto text = [&](const Hash& reference) { return chronicle::reveal_text(request.connection, reference).value_or("(erased)"); };
    const auto indicator = std::ranges::find(charter.outcomes.indicators, row->indicator, &rules::IndicatorCharter::id);
    const auto procedure = from_recorded<rules::ProcedureCharter>(row->procedure);
    DecisionPage page{.number = id->text(), .href = "/decisions/" + id->text(), .title = title_of(request.registry, *row),
                      .state = state_of(row->stage), .proposer = people::person(request, charter, row->proposer),
                      .proposed_at = row->proposed_at, .phases = phases_of(*row, request.now),
                      .change = {{line.title, line.href, std::to_string(row->old_version)}, row->old_value, row->value},
                      .reason = text(row->reason),
                      .expected = {{indicator == charter.outcomes.indicators.end() ? row->indicator : indicator->name, "/charter"}, {},
                                   row->direction == Direction::rises ? "rises by" : "falls by", row->size, row->expected_by},
                      .effects = {text(row->rights), text(row->development)}, .ballots_are_secret = !procedure.ballots_open,
                      .why = {line}, .proof = proof_of(request.connection, row->entry)};
    say_about_voting(request, charter, *row, page);
    page.may_withdraw = row->stage == Stage::deliberation && request.viewer.actor == Actor::of(row->proposer);
    const auto electorate = electorate_of(request.connection, *id);
    if (!electorate.empty()) page.tally = tally_of(charter, *row, electorate, counts_of(request.connection, *id, electorate));
    if (row->count) page.outcome = outcome_of(charter, *row, electorate, line.title);
    return page;
}

OpenDecision listed(PageRequest& request, const Row& row) {
    OpenDecision shown{.title = title_of(request.registry, row), .href = "/decisions/" + row.proposal.text(), .state = state_of(row.stage).word};
    shown.about = chronicle::reveal_text(request.connection, row.reason).value_or("");
    if (row.stage == Stage::deliberation) shown.until = row.voting_opens_at;
    if (row.stage != Stage::voting) return shown;
    shown.until = row.voting_closes_at;
    shown.needs_my_voice = request.signed_in() && !may_vote_as(request.connection, row.proposal, request.member()).empty() &&
                           request.connection.one<std::int64_t>("SELECT count(*) FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2",
                                                                row.proposal, request.member()) == 0;
    return shown;
}

Result<DecisionsPage> show_decisions(PageRequest& request) {
    constexpr std::int64_t size = 20;
    const auto page_number = std::max<std::int64_t>(1, request.asked_number("page", 1));
    DecisionsPage page{"Proposals that members put to a vote. Open ones come first; every rule page has a button to propose a change.", {}, {}};
    DecisionGroup open{"Open", open_decisions(request)}, accepted{"Accepted", {}}, others{"Not accepted", {}};
    const auto rows = request.connection.all<Row>(std::string(columns) + "WHERE stage NOT IN ('deliberation', 'voting') "
                                                                         "ORDER BY decided_at DESC, proposal DESC LIMIT $1 OFFSET $2",
                                                  size, (page_number - 1) * size);
    for (const auto& row : rows) (row.stage == Stage::passed ? accepted : others).decisions.push_back(listed(request, row));
    for (auto* group : {&open, &accepted, &others})
        if (!group->decisions.empty()) page.groups.push_back(std::move(*group));
    page.pagination = Pagination::of(page_number, size,
                                     request.connection.one<std::int64_t>("SELECT count(*) FROM {decisions_proposals} WHERE stage NOT IN "
                                                                          "('deliberation', 'voting')"));
    return page;
}

struct IndicatorChoice {
    std::string value;
    std::string label;
    bool chosen = false;
    static constexpr auto fields() {
        return std::tuple{field("value", &IndicatorChoice::value, "its id"), field("label", &IndicatorChoice::label, "its name"),
                          field("chosen", &IndicatorChoice::chosen, "selected")};
    }
};
struct ProposePage {
    rules::RuleLine rule;
    std::string rule_form;
    std::string summary;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::vector<IndicatorChoice> indicators;
    static constexpr auto fields() {
        return std::tuple{field("rule", &ProposePage::rule, "the rule to change"), field("rule_form", &ProposePage::rule_form, "how a value is written"),
                          field("summary", &ProposePage::summary, "what this is"), field("may_propose", &ProposePage::may_propose, "whether the viewer may"),
                          field("may_not_propose_because", &ProposePage::may_not_propose_because, "why not"),
                          field("indicators", &ProposePage::indicators, "figures that will tell")};
    }
};
Result<ProposePage> show_propose(PageRequest& request) {
    const auto* rule = request.registry.rule(request.path.find("rule")->second);
    const auto platform = rules::platform(request.connection);
    if (!rule || !platform) return refuse(not_found);
    ProposePage page{.rule = rules::rule_line(request, rule->name), .rule_form = std::string(rule->form),
                     .summary = "Say what it should be instead, why, and which figure will tell whether it did what you promise."};
    page.may_propose = page.rule.may_propose;
    if (!page.may_propose) page.may_not_propose_because = "Sign in as a member who may propose here.";
    for (const auto& each : platform->charter.outcomes.indicators) page.indicators.push_back({each.id, each.name, page.indicators.empty()});
    return page;
}

} // namespace

std::vector<OpenDecision> open_decisions(PageRequest& request) {
    std::vector<OpenDecision> shown;
    for (const auto& row : request.connection.all<Row>(std::string(columns) + "WHERE stage IN ('deliberation', 'voting') "
                                                                              "ORDER BY voting_closes_at, proposal"))
        shown.push_back(listed(request, row));
    std::ranges::stable_partition(shown, &OpenDecision::needs_my_voice);
    return shown;
}

std::vector<MyVote> my_votes(PageRequest& request, std::int64_t limit) {
    using Ballot = std::tuple<IdValue, Choice>;
    std::vector<MyVote> votes;
    for (const auto& [proposal, choice] : request.connection.all<Ballot>(
             "SELECT proposal, choice FROM {decisions_ballots} WHERE voter = $1 ORDER BY cast_at DESC, proposal DESC LIMIT $2", request.member(), limit)) {
        const auto row = request.connection.one<Row>(std::string(columns) + "WHERE proposal = $1", proposal);
        votes.push_back({title_of(request.registry, row), "/decisions/" + proposal.text(),
                         std::string(names_of(choice).at(static_cast<std::size_t>(choice))), state_of(row.stage).word});
    }
    return votes;
}

std::vector<PageType> pages() {
    return {page<show_decisions>("/decisions", "src/commons/decisions/decisions.html", "Open and past decisions.", anyone()),
            page<show_decision>("/decisions/{decision}", "src/commons/decisions/decision.html", "One decision, from proposal to outcome.", anyone()),
            page<show_propose>("/rules/{rule}/change", "src/commons/decisions/propose.html", "A form to propose another value for a rule.", anyone())};
}

} // namespace reef::decisions
