// What the page of a decision shows. Only decision_page.cpp includes this.
#pragma once
#include "commons/decisions/amendment_view.hpp"
#include "commons/decisions/answering_view.hpp"
#include "commons/decisions/ballot_view.hpp"
#include "commons/decisions/charter_view.hpp"
#include "commons/decisions/consent_view.hpp"
#include "commons/decisions/count_view.hpp"
#include "commons/decisions/delegation_view.hpp"
#include "commons/decisions/directive_view.hpp"
#include "commons/decisions/negotiation_view.hpp"
#include "commons/decisions/opinion_view.hpp"
#include "commons/decisions/option_view.hpp"
#include "commons/decisions/resolution_view.hpp"
#include "commons/decisions/review_view.hpp"
#include "commons/decisions/sponsorship_view.hpp"
#include "commons/decisions/weighing_view.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {

struct State {
    std::string word;
    bool is_open = false;
    bool is_accepted = false;
    bool is_rejected = false;
    bool is_withdrawn = false;
    static constexpr auto fields() {
        return FieldTable{field("word", &State::word, "in a word"),
                          field("is_open", &State::is_open, "not decided yet"),
                          field("is_accepted", &State::is_accepted, "it passed"),
                          field("is_rejected", &State::is_rejected, "it did not pass"),
                          field("is_withdrawn", &State::is_withdrawn, "it was taken back")};
    }
};
struct RuleRef {
    std::string title;
    std::string href;
    std::string version;
    static constexpr auto fields() {
        return FieldTable{field("title", &RuleRef::title, "as people see it"),
                          field("href", &RuleRef::href, "its page"),
                          field("version", &RuleRef::version, "that would be replaced")};
    }
};
struct Change {
    RuleRef rule;
    std::string old_value;
    std::string new_value;
    std::optional<std::string> scope;
    bool has_changes = false;
    std::vector<DiffLine> changes;
    static constexpr auto fields() {
        return FieldTable{field("rule", &Change::rule, "which rule"),
                          field("old", &Change::old_value, "its value then"),
                          field("new", &Change::new_value, "the proposed value"),
                          field("scope", &Change::scope, "where it shall hold; none: the whole platform"),
                          field("has_changes", &Change::has_changes, "both are texts in paragraphs"),
                          field("changes", &Change::changes, "paragraph by paragraph")};
    }
};
struct IndicatorRef {
    std::string name;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("name", &IndicatorRef::name, "of the figure"),
                          field("href", &IndicatorRef::href, "where it is defined")};
    }
};
struct Expected {
    IndicatorRef indicator;
    std::optional<std::string> now;
    std::string direction_word;
    std::string size;
    Time by;
    std::optional<FigureView> before;
    static constexpr auto fields() {
        return FieldTable{field("indicator", &Expected::indicator, "the figure that will tell"),
                          field("now", &Expected::now, "what it is now"),
                          field("direction_word", &Expected::direction_word, "rises by or falls by"),
                          field("size", &Expected::size, "how much"),
                          field("by", &Expected::by, "by when"),
                          field("before", &Expected::before, "where the platform reckons it: before the change")};
    }
};
struct EffectTexts {
    std::string rights;
    std::string development;
    static constexpr auto fields() {
        return FieldTable{field("rights", &EffectTexts::rights, "on rights and interests"),
                          field("development", &EffectTexts::development, "on the platform's development")};
    }
};
struct Decider {
    std::string class_name;
    std::string class_color;
    std::optional<std::int64_t> people;
    std::optional<Percent> responsibility;
    bool is_withheld = false;
    static constexpr auto fields() {
        return FieldTable{
            field("class_name", &Decider::class_name, "as people see it"),
            field("class_color", &Decider::class_color, "its colour everywhere"),
            field("people", &Decider::people, "whose vote was cast; none where it would tell of a group under five"),
            field("responsibility", &Decider::responsibility,
                  "its share; all sum to 100 %; none where it would tell whether a group under five voted"),
            field("is_withheld", &Decider::is_withheld, "how many people is not shown")};
    }
};
struct Following {
    std::string text;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("text", &Following::text, "what follows"), field("href", &Following::href, "where")};
    }
};
struct Outcome {
    std::string sentence;
    Time decided_at;
    std::vector<Decider> deciders;
    std::string reasons;
    std::optional<std::string> turning_point;
    std::vector<Following> follows;
    std::optional<people::AssuranceShares> assurance;
    bool shows_ballots = false;
    std::vector<BallotLine> ballots;
    static constexpr auto fields() {
        return FieldTable{field("sentence", &Outcome::sentence, "the outcome"),
                          field("decided_at", &Outcome::decided_at, "when"),
                          field("deciders", &Outcome::deciders, "who decided, and their share of responsibility"),
                          field("reasons", &Outcome::reasons, "what was asked and what was reached"),
                          field("turning_point", &Outcome::turning_point, "the fewest who would have turned it"),
                          field("follows", &Outcome::follows, "what follows"),
                          field("assurance", &Outcome::assurance,
                                "electorate and voters, by how sure one is of who they are; none without a vote"),
                          field("shows_ballots", &Outcome::shows_ballots, "where ballots are open, to members"),
                          field("ballots", &Outcome::ballots, "who voted how, by class")};
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
    std::vector<engine::Phase> phases;
    std::optional<Change> change;
    std::optional<ResolutionView> resolution;
    std::optional<CharterView> charter;
    std::optional<AmendmentsView> amendments;
    std::string reason;
    std::optional<Expected> expected;
    std::optional<EffectTexts> effects;
    bool may_vote = false;
    std::optional<people::ClassChip> vote_as;
    std::optional<std::string> may_not_vote_because;
    bool is_not_assured = false;
    bool may_withdraw = false;
    std::optional<SponsorsView> sponsors;
    std::string vote_with;
    std::string word_prefix;
    std::optional<MyBallot> my_ballot;
    std::optional<DelegationView> delegation;
    bool ballots_are_secret = true;
    bool ballots_are_private = false;
    std::optional<std::string> ballots_href;
    std::optional<Tally> tally;
    std::optional<Outcome> outcome;
    std::optional<OptionsView> options;
    bool is_by_consent = false;
    std::optional<std::string> method;
    std::vector<std::string> objections;
    bool has_objections = false;
    std::vector<std::string> terms;
    std::optional<Following> called_by;
    std::optional<ReviewView> review;
    std::optional<AnswersView> answers;
    std::optional<AdviceView> advice;
    std::optional<CostView> cost;
    std::optional<DirectiveView> directive;
    std::optional<NegotiationView> negotiation;
    std::optional<rules::LawView> law;
    std::optional<OpinionsView> opinions;
    std::optional<std::string> evidence;
    std::vector<rules::RuleLine> why;
    std::optional<engine::Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &DecisionPage::number, "of the proposal"),
            field("href", &DecisionPage::href, "this page"),
            field("title", &DecisionPage::title, "what is proposed"),
            field("state", &DecisionPage::state, "where it stands"),
            field("summary", &DecisionPage::summary, "what this is and what you may do here"),
            field("proposer", &DecisionPage::proposer, "who proposed it"),
            field("proposed_at", &DecisionPage::proposed_at, "when"),
            field("phases", &DecisionPage::phases, "where we are, what is next"),
            field("change", &DecisionPage::change, "of a rule: old and new value"),
            field("resolution", &DecisionPage::resolution, "of a resolution: the text"),
            field("charter", &DecisionPage::charter, "of another charter: what changes"),
            field("amendments", &DecisionPage::amendments, "of a resolution: what members would word otherwise"),
            field("reason", &DecisionPage::reason, "why"),
            field("expected", &DecisionPage::expected, "the promised result"),
            field("effects", &DecisionPage::effects, "on rights and on development"),
            field("may_vote", &DecisionPage::may_vote, "whether the viewer may vote now"),
            field("vote_as", &DecisionPage::vote_as, "as one of which class"),
            field("may_not_vote_because", &DecisionPage::may_not_vote_because, "why not"),
            field("is_not_assured", &DecisionPage::is_not_assured, "one is not sure enough of who the viewer is"),
            field("may_withdraw", &DecisionPage::may_withdraw, "whether the viewer may take it back"),
            field("sponsors", &DecisionPage::sponsors, "where it needs some before it is talked about"),
            field("vote_with", &DecisionPage::vote_with, "the command with which one votes here"),
            field("word_prefix", &DecisionPage::word_prefix,
                  "in which of its fields choice and reason stand, if in one"),
            field("my_ballot", &DecisionPage::my_ballot, "the viewer's"),
            field("delegation", &DecisionPage::delegation, "where the charter provides for it"),
            field("ballots_are_secret", &DecisionPage::ballots_are_secret, "not shown by name"),
            field("ballots_are_private", &DecisionPage::ballots_are_private, "sealed until the end"),
            field("ballots_href", &DecisionPage::ballots_href, "private ballots, once published"),
            field("tally", &DecisionPage::tally, "the count so far"),
            field("outcome", &DecisionPage::outcome, "once decided"),
            field("options", &DecisionPage::options, "where one chooses among several"),
            field("is_by_consent", &DecisionPage::is_by_consent, "it passes unless somebody objects"),
            field("method", &DecisionPage::method, "how it is decided, where not by a plain majority"),
            field("objections", &DecisionPage::objections, "by consent: their reasons, to members, without names"),
            field("has_objections", &DecisionPage::has_objections, "whether any are shown"),
            field("terms", &DecisionPage::terms, "how it may end, and what it needs beyond the usual"),
            field("called_by", &DecisionPage::called_by, "the review that called this vote"),
            field("review", &DecisionPage::review, "what was promised beside what was measured"),
            field("answers", &DecisionPage::answers,
                  "of those responsible, for what came of it, or of the decision whose review called this vote"),
            field("advice", &DecisionPage::advice, "on how to decide it"),
            field("cost", &DecisionPage::cost,
                  "what the change costs, by whoever proposes and by speakers of the classes"),
            field("directive", &DecisionPage::directive, "what a body owes to those it decides for"),
            field("negotiation", &DecisionPage::negotiation, "offers and counter-offers of the classes"),
            field("opinions", &DecisionPage::opinions, "on it, and what another party answers to each"),
            field("law", &DecisionPage::law, "what the register of law says of the rule"),
            field("evidence", &DecisionPage::evidence, "for aiming it at one class"),
            field("why", &DecisionPage::why, "the rule it is about, where it is about one"),
            field("proof", &DecisionPage::proof, "the entry it rests on")};
    }
};

} // namespace reef::decisions
