// One decision, from proposal to outcome.
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/decision_document.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

State state_of(const PageRequest& request, Stage stage) {
    return {.word = word_of(request, stage),
            .is_open = is_open(stage),
            .is_accepted = stage == Stage::passed,
            .is_rejected = stage == Stage::rejected || stage == Stage::unsupported,
            .is_withdrawn = stage == Stage::withdrawn};
}

std::vector<Phase> phases_of(const PageRequest& request, const ProposalRow& row) {
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const Time in_force = row.effective_at.value_or(row.voting_closes_at + procedure.notice);
    const bool is_bargained = negotiation_of(request.connection, row.proposal).has_value();
    const Time begun = row.admitted_at.value_or(row.sponsors_until.value_or(row.proposed_at));
    std::vector<Phase> phases = {
        {is_bargained ? request.say("Negotiating") : request.say("Talking"), begun, row.voting_opens_at},
        {request.say("Voting"), row.voting_opens_at, row.voting_closes_at},
        {request.say("Notice"), row.voting_closes_at, in_force},
        {request.say("In force"), in_force, {}}};
    if (row.decided_at && row.count && electorate_of(request.connection, row.proposal).empty()) {
        phases.erase(phases.begin() + 1); // decided without a vote
        phases.at(0).ends_at = phases.at(1).begins_at = *row.decided_at;
    }
    if (row.subject == Subject::amendment)
        phases = {phases.at(1)};
    else if (row.stage == Stage::rejected)
        phases.resize(std::min<std::size_t>(2, phases.size() - 2));
    const bool was_admitted = !row.sponsors_needed || row.admitted_at;
    if (row.stage == Stage::withdrawn) phases = {{request.say("Talking"), begun, row.decided_at}};
    if (row.decided_at && !was_admitted)
        phases = {{request.say("Seeking sponsors"), row.proposed_at, row.decided_at}};
    else if (row.sponsors_needed)
        phases.insert(phases.begin(), {request.say("Seeking sponsors"), row.proposed_at, begun});
    return placed_in_time(std::move(phases), request.now);
}

std::string outcome_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure,
                             tally::ByClassOutcome outcome) {
    switch (outcome) {
    case tally::ByClassOutcome::passed:
        return request.say("Accepted.");
    case tally::ByClassOutcome::no_quorum:
        return request.say("Not accepted: a class missed its quorum.");
    case tally::ByClassOutcome::vetoed:
        return request.say("Not accepted: a class stopped it.");
    case tally::ByClassOutcome::rejected:
        break;
    }
    return rules::is_by_consent(procedure) ? request.say("Not accepted: there were objections.")
                                           : request.say("Not accepted: the majority was missed.");
}

Following what_follows_of_resolution(const PageRequest& request, IdValue proposal, Time effective_at) {
    const auto resolution = *resolution_row(request.connection, proposal);
    const auto day = request.day(effective_at);
    switch (resolution.act) {
    case ResolutionAct::adopt:
        return {request.say("The resolution stands from {} on.", {day}), "/resolutions"};
    case ResolutionAct::supersede:
        return {request.say("From {} on it stands in place of the one before.", {day}), "/resolutions"};
    case ResolutionAct::repeal:
        break;
    }
    return {request.say("From {} on the resolution stands no more.", {day}), "/resolutions"};
}

void add_what_follows(const PageRequest& request, const ProposalRow& row, const ProposalDecided& decided,
                      Outcome& outcome) {
    if (!decided.passed) return;
    if (row.subject == Subject::amendment) {
        const auto amendment = amendment_voted_on(request.connection, row.proposal);
        outcome.follows.push_back(
            {amendment.is_conflicted
                 ? request.say("It is not taken into the draft: another, accepted before, changes the same paragraphs.")
                 : request.say("It is taken into the draft, and the text is voted on next."),
             "/decisions/" + amendment.proposal.text()});
        return;
    }
    if (row.subject == Subject::resolution) {
        outcome.follows.push_back(what_follows_of_resolution(request, row.proposal, *decided.effective_at));
        return;
    }
    if (row.subject == Subject::charter) {
        outcome.follows.push_back(
            {request.say("The charter says so from {} on.", {request.day(*decided.effective_at)}), "/charter/history"});
        return;
    }
    const auto change = change_row(request.connection, row.proposal);
    const auto rule =
        rules::rule_in_words(request, request.say(request.registry.rule(change.rule)->title), change.rule_scope());
    outcome.follows.push_back(
        {request.say("{} becomes {} on {}.",
                     {rule, rules::value_in_words(request, *decided.value), request.day(*decided.effective_at)}),
         "/rules/" + change.rule});
    if (!row.review_of)
        outcome.follows.push_back(
            {request.say("What was promised is looked at on {}.", {request.day(change.expected_by)}), "#review"});
}

/// Where the classes agreed, or did not, and nobody voted.
Outcome bargained_outcome(const PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                          const ProposalDecided& decided) {
    const bool is_silence = decided.outcome == "unanswered";
    Outcome outcome{.sentence = decided.passed ? request.say("Agreed.")
                                : is_silence   ? request.say("Not decided.")
                                               : request.say("No accord."),
                    .decided_at = *row.decided_at,
                    .reasons = decided.passed ? request.say("All classes consent.")
                               : is_silence   ? request.say("An opinion was not answered in time.")
                                              : request.say("The classes did not agree in time.")};
    if (is_silence) return outcome;
    const auto shown = answers_shown(request, row.proposal);
    for (std::size_t i = 0; i < decided.counts.size(); ++i) {
        const auto& count = decided.counts[i];
        outcome.deciders.push_back({charter.find_class(count.id)->name, charter.color_of(count.id),
                                    shown.at(i) ? std::optional(count.in_favour + count.against) : std::nullopt,
                                    count.responsibility, !shown.at(i)});
    }
    add_what_follows(request, row, decided, outcome);
    return outcome;
}

Outcome outcome_of(PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                   const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate) {
    const auto decided = from_recorded<ProposalDecided>(*row.count);
    if (electorate.empty()) return bargained_outcome(request, charter, row, decided);
    const CountedVote vote{procedure, electorate, decided.counts};
    const auto result = count_by_class(procedure, electorate, decided.counts);
    const auto shown = decided.options ? options_shown(request, procedure, electorate) : shown_of(request, vote);
    Outcome outcome{.sentence = outcome_sentence(request, procedure, result.outcome),
                    .decided_at = *row.decided_at,
                    .reasons = reasons_of(request, vote, shown)};
    const bool shows_all = shown == VotesShown::everything;
    if (decided.options) {
        outcome.sentence = options_outcome_sentence(request, decided);
        outcome.reasons = option_reasons(request, procedure, electorate, decided, shown);
    }
    const bool is_consent = rules::is_by_consent(procedure);
    if (decided.options && shows_all)
        outcome.turning_point = option_turning_sentence(request, *decided.options);
    else if (result.turning_point && shows_all)
        outcome.turning_point = is_consent ? consent_turning_sentence(request, *result.turning_point)
                                           : turning_sentence(request, *result.turning_point);
    for (std::size_t i = 0; i < electorate.size(); ++i) {
        const auto& count = decided.counts[i];
        const auto people = count.in_favour + count.against + count.abstain;
        const bool shows_people =
            shows_all || (shown == VotesShown::larger_classes && electorate[i].eligible >= shown_from);
        outcome.deciders.push_back({electorate[i].name, charter.color_of(electorate[i].id),
                                    shows_people ? std::optional(people) : std::nullopt,
                                    shows_all ? std::optional(count.responsibility) : std::nullopt, !shows_people});
    }
    if (const auto electors = electors_of(request.connection, row.proposal))
        outcome.assurance = people::assurance_shares(request, electors->may_vote, electors->voted,
                                                     electors->least_assurance, electors->entry);
    outcome.shows_ballots = procedure.ballots_open && request.viewer.audience() >= Audience::members;
    if (outcome.shows_ballots) outcome.ballots = ballots_of(request, charter, row.proposal, electorate);
    add_what_follows(request, row, decided, outcome);
    return outcome;
}

/// While the vote is open, the ballots; afterwards the count that was taken, with the votes of those who entrusted
/// somebody.
Tally shown_tally(const PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                  const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate) {
    if (rules::chooses_among_options(procedure)) return options_tally(request, charter, row, procedure, electorate);
    const auto turnouts = [&] { return turnouts_of(request.connection, row.proposal, electorate); };
    if (!row.count && seals_running_count(request, procedure, electorate))
        return sealed_tally_of(request, charter, procedure, electorate, turnouts());
    if (!row.count) {
        const auto running = counts_of(request.connection, row.proposal, electorate);
        return tally_of(request, charter, {procedure, electorate, running}, VotesShown::everything);
    }
    const auto counts = from_recorded<ProposalDecided>(*row.count).counts;
    const CountedVote vote{procedure, electorate, counts};
    const auto shown = shown_of(request, vote);
    if (shown == VotesShown::outcome_alone) {
        auto sealed = sealed_tally_of(request, charter, procedure, electorate, turnouts());
        sealed.sentence = reasons_of(request, vote, shown);
        sealed.withheld = withheld_sentence(request, shown);
        sealed.delegation.reset();
        return sealed;
    }
    auto tally = tally_of(request, charter, vote, shown);
    tally.delegation.reset();
    std::int64_t delegated = 0;
    for (std::size_t i = 0; i < electorate.size(); ++i)
        if (electorate[i].eligible >= shown_from) delegated += counts[i].delegated.value_or(0);
    if (delegated > 0)
        tally.delegation = request.say("Votes cast by whoever was entrusted with them, counted here: {}.",
                                       {std::to_string(delegated)});
    return tally;
}

void say_about_voting(PageRequest& request, const rules::Charter& charter, const ProposalRow& row, DecisionPage& page) {
    if (request.signed_in()) page.my_ballot = my_ballot(request, row);
    const auto classes = request.signed_in() ? may_vote_as(request.connection, row.proposal, request.member())
                                             : std::vector<std::string>{};
    if (row.stage == Stage::voting && !classes.empty()) {
        page.may_vote = true;
        page.vote_as = people::class_chip(charter, classes.front());
        page.summary =
            request.say("You may vote until {}, and change your vote until then.", {request.day(row.voting_closes_at)});
        return;
    }
    if (row.stage == Stage::admission) {
        page.summary = request.say("It is talked about once enough members stand behind it.");
        page.may_not_vote_because = request.say("The vote has not opened yet.");
    } else if (row.stage == Stage::deliberation) {
        page.summary =
            negotiation_of(request.connection, row.proposal)
                ? request.say("The classes bargain about this now, until {} at the latest.",
                              {request.day(row.voting_opens_at)})
            : request.now >= row.voting_opens_at && opinions_waiting(request.connection, row.proposal) > 0
                ? request.say("The vote waits for the answer to an opinion.")
                : request.say("Members talk about this now; the vote opens on {}.", {request.day(row.voting_opens_at)});
        page.may_not_vote_because = request.say("The vote has not opened yet.");
    } else if (row.stage == Stage::voting) {
        page.summary = request.say("The vote is open until {}.", {request.day(row.voting_closes_at)});
        const auto missing =
            request.signed_in() ? missing_to_vote(request.connection, row.proposal, request.member()) : std::nullopt;
        page.is_not_assured = missing.has_value();
        page.may_not_vote_because =
            missing ? people::sentence_of(request, *missing)
            : request.signed_in()
                ? request.say("You were not a member of a class that decides on this when the vote opened.")
                : request.say("Sign in as a member to vote.");
    } else {
        page.summary = row.stage == Stage::withdrawn ? request.say("This was taken back before the vote.")
                       : row.stage == Stage::unsupported
                           ? request.say("Too few members stood behind this in time, so it was not talked about.")
                           : request.say("This is decided. Below are the count, who decided, and what follows.");
    }
}

/// What it needs beyond the usual, and how it may end by itself.
std::vector<std::string> terms_of(const PageRequest& request, const rules::Charter& charter, const ChangeRow& change) {
    std::vector<std::string> terms;
    if (change.return_margin)
        terms.push_back(
            request.say("It goes back to the value before the last change, so the majority is {} higher than usual.",
                        {change.return_margin->text()}));
    if (change.sunset_at)
        terms.push_back(request.say("It ends by itself on {}: then the value before returns, unless it is renewed.",
                                    {request.day(*change.sunset_at)}));
    if (change.targets)
        terms.push_back(request.say("It is aimed at one class: {}.", {charter.find_class(*change.targets)->name}));
    if (change.targets && change.scope.empty())
        terms.push_back(request.say("This rule has one value for all classes, so it will hold for all of them."));
    if (change.by_law)
        terms.push_back(request.say("A by-law: the charter leaves room for it to those who decide here."));
    if (change.lapses_if_missed)
        terms.push_back(request.say("If its promise is missed, the value before returns by itself."));
    return terms;
}

std::optional<Following> called_by(const PageRequest& request, const ProposalRow& row) {
    if (!row.review_of) return {};
    const auto number = row.review_of->text();
    if (row.subject == Subject::resolution)
        return Following{request.say("Members object to decision {}. This vote is between ending it (for) and keeping "
                                     "it (against).",
                                     {number}),
                         "/decisions/" + number};
    const auto change = change_row(request.connection, row.proposal);
    const auto before = rules::value_in_words(request, change.value);
    const auto now = rules::value_in_words(request, change.old_value);
    if (row.called_by == Caller::objections)
        return Following{
            request.say("Members object to decision {}. This vote is between ending it, going back to {} (for), and "
                        "keeping {} (against).",
                        {number, before, now}),
            "/decisions/" + number};
    return Following{
        request.say("Decision {} did not bring what it promised. This vote is between going back to {} (for) and "
                    "keeping {} (against).",
                    {number, before, now}),
        "/decisions/" + number};
}

/// What only the change of a rule has: values, promise, effects, advice, cost, law.
void show_change(PageRequest& request, const rules::Charter& charter, const ProposalRow& row, DecisionPage& page) {
    const auto change = change_row(request.connection, row.proposal);
    const auto line = rules::rule_line(request, change.rule);
    const auto scope = change.rule_scope();
    page.change = Change{{line.title, line.href, std::to_string(change.old_version)},
                         rules::shown_value(request, change.old_value),
                         rules::shown_value(request, change.value),
                         scope ? std::optional(rules::scope_in_words(request, *scope)) : std::nullopt};
    page.change->has_changes = request.registry.rule(change.rule)->kind == engine::ValueKind::prose;
    if (page.change->has_changes) page.change->changes = diff_lines(change.old_value, change.value);
    page.expected =
        Expected{{indicator_name(request, charter, change.indicator), change.baseline ? "/indicators" : "/charter"},
                 {},
                 change.direction == Direction::rises ? request.say("rises by") : request.say("falls by"),
                 change.size,
                 change.expected_by,
                 {}};
    if (change.baseline) page.expected->before = figure_view(request, from_recorded<Baseline>(*change.baseline).figure);
    page.effects = EffectTexts{request.revealed(change.rights), request.revealed(change.development)};
    page.terms = terms_of(request, charter, change);
    page.review = review_of(request, charter, row);
    page.answers = answers_view(request, charter, row.review_of.value_or(row.proposal));
    page.why = {line};
    if (change.advice)
        page.advice = advice_view(request, from_recorded<Advice>(*change.advice),
                                  from_recorded<rules::DomainCharter>(row.domain).mode);
    page.cost = cost_view(request, charter, row, change.cost);
    page.law = rules::law_view(request, charter, change.rule);
    if (change.evidence) page.evidence = request.revealed(*change.evidence);
    page.negotiation = negotiation_view(request, charter, row);
}

Result<DecisionPage> show_decision(PageRequest& request) {
    const auto id = request.id<IdValue>("decision");
    if (!id) return std::unexpected(id.error());
    const auto row = proposal_row(request.connection, *id);
    if (!row) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto procedure = from_recorded<rules::ProcedureCharter>(row->procedure);
    DecisionPage page{.number = id->text(),
                      .href = "/decisions/" + id->text(),
                      .title = title_of(request, *row),
                      .state = state_of(request, row->stage),
                      .proposer = people::person(request, charter, row->proposer),
                      .proposed_at = row->proposed_at,
                      .phases = phases_of(request, *row),
                      .reason = request.revealed(row->reason),
                      .vote_with = std::string(ballot_command(procedure)),
                      .word_prefix = ballot_command(procedure) == SealConsent::name ? "word." : "",
                      .ballots_are_secret = !procedure.ballots_open,
                      .ballots_are_private = procedure.is_private(),
                      .is_by_consent = rules::is_by_consent(procedure),
                      .method = method_sentence(request, procedure),
                      .called_by = called_by(request, *row),
                      .proof = proof_of(request.connection, row->entry)};
    say_about_voting(request, charter, *row, page);
    if (row->subject == Subject::resolution) {
        page.resolution = resolution_view(request, *row);
        page.amendments = amendments_view(request, charter, *row);
    } else if (row->subject == Subject::amendment)
        page.resolution = voted_amendment_view(request, *row);
    else if (const auto proposed = proposed_charter(request.connection, row->proposal))
        page.charter = charter_view(request, *proposed);
    else
        show_change(request, charter, *row, page);
    page.options = options_view(request, charter, *row);
    page.directive = directive_view(request, charter, *row);
    page.opinions = opinions_view(request, charter, *row);
    page.sponsors = sponsors_view(request, *row);
    page.may_withdraw = (row->stage == Stage::admission || row->stage == Stage::deliberation) && !row->review_of &&
                        request.viewer.actor == Actor::of(row->proposer);
    const auto electorate = electorate_of(request.connection, *id);
    if (!electorate.empty()) page.tally = shown_tally(request, charter, *row, procedure, electorate);
    if (page.is_by_consent && !electorate.empty())
        page.objections =
            objection_reasons(request, *id, electorate, objections_shown(request, *row, procedure, electorate));
    page.has_objections = !page.objections.empty();
    page.delegation = delegation_view(request, charter, *row);
    if (row->count && page.ballots_are_private) page.ballots_href = page.href + "/ballots";
    if (row->count) page.outcome = outcome_of(request, charter, *row, procedure, electorate);
    return page;
}
} // namespace

PageType decision_page() {
    return page<show_decision>("/decisions/{decision}", "src/commons/decisions/decision.html",
                               "One decision, from proposal to outcome.", anyone());
}

} // namespace reef::decisions
