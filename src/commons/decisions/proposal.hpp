// Proposals: a new value for a rule, with its reason, the result it promises, and what it does to rights and to
// development.
#pragma once
#include "commons/decisions/advice.hpp"
#include "commons/decisions/change_cost.hpp"
#include "commons/decisions/directive.hpp"
#include "commons/decisions/figure.hpp"
#include "commons/decisions/sponsor_terms.hpp"
#include "commons/people/module.hpp"

namespace reef::decisions {

using namespace std::literals;

/// `admission`, where it seeks sponsors -> `deliberation` -> `voting` -> `passed` | `rejected`; or `withdrawn` before
/// the vote, or `unsupported` for lack of sponsors.
enum class Stage { deliberation, voting, passed, rejected, withdrawn, admission, unsupported };
constexpr auto names_of(Stage) {
    return std::array{"deliberation"sv, "voting"sv,    "passed"sv,     "rejected"sv,
                      "withdrawn"sv,    "admission"sv, "unsupported"sv};
}
constexpr bool is_open(Stage stage) {
    return stage == Stage::admission || stage == Stage::deliberation || stage == Stage::voting;
}
inline constexpr std::string_view open_stages = "('admission', 'deliberation', 'voting')";

/// What is decided. Admission, phases, electorate, ballots and count are the same for all; each kind has its own event
/// that proposes it, its own table of terms, and what follows once it passed.
enum class Subject { rule_change, resolution, amendment, charter };
constexpr auto names_of(Subject) { return std::array{"rule change"sv, "resolution"sv, "amendment"sv, "charter"sv}; }

using rules::Direction;
using rules::ExpectedResult;

/// "Rights and interests protection and platform economic development are coordinated": a proposal states both.
struct Effects {
    Vaulted<std::string> rights;
    Vaulted<std::string> development;
    static constexpr auto fields() {
        return FieldTable{field("rights", &Effects::rights, "what it does to rights and interests"),
                          field("development", &Effects::development, "what it does to the platform's development")};
    }
};

/// What called a vote that nobody proposed.
enum class Caller { missed_promise, objections };
constexpr auto names_of(Caller) { return std::array{"missed promise"sv, "objections"sv}; }

struct Propose {
    std::string rule;
    std::string value;
    Vaulted<std::string> reason;
    ExpectedResult expected;
    Effects effects;
    std::optional<Time> sunset_at;
    std::optional<bool> lapses_if_missed;
    std::optional<Features> features;
    std::optional<CostEstimate> cost;
    std::optional<Vaulted<std::string>> legal_basis;
    std::optional<Vaulted<std::string>> emergency;
    std::optional<std::string> targets;
    std::optional<Vaulted<std::string>> evidence;
    std::optional<rules::Scope> scope = {};
    static constexpr std::string_view name = "decisions.propose";
    static constexpr std::string_view about =
        "Proposes a new value for a rule. Mode and procedure come from the charter.";
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &Propose::rule, "which rule"),
            field("value", &Propose::value, "its new value", Audience::everyone, prose_characters_max),
            field("reason", &Propose::reason, "why", Audience::everyone, 5'000),
            field("expected", &Propose::expected, "the result that it promises"),
            field("effects", &Propose::effects, "what it does"),
            field("sunset_at", &Propose::sunset_at, "when the value before returns by itself"),
            field("lapses_if_missed", &Propose::lapses_if_missed,
                  "whether the value before returns by itself if the promise is missed"),
            field("features", &Propose::features, "of the matter, for advice on how to decide it"),
            field("cost", &Propose::cost, "what the change costs those who live with it"),
            field("legal_basis", &Propose::legal_basis,
                  "where a body decides for others: the law or mandate it acts on", Audience::everyone, 1'000),
            field("emergency", &Propose::emergency, "where a body decides for others: the emergency it answers",
                  Audience::everyone, 1'000),
            field("targets", &Propose::targets, "the class that it is aimed at, if at one"),
            field("evidence", &Propose::evidence, "that speaks for aiming it at that class", Audience::everyone, 2'000),
            field("scope", &Propose::scope,
                  "where it shall hold, if not for the whole platform; the value \"the parent's\" ends "
                  "what holds there")};
    }
};

/// What was settled for a negotiation when it was opened. Without a body, any member of the class speaks for it.
struct NegotiatorTerms {
    std::string stakeholder_class;
    std::optional<std::string> body;
    static constexpr auto fields() {
        return FieldTable{field("class", &NegotiatorTerms::stakeholder_class, "which class"),
                          field("body", &NegotiatorTerms::body, "that speaks for it; none: any of its members")};
    }
};
struct NegotiationTerms {
    std::vector<NegotiatorTerms> negotiators;
    std::optional<std::string> opened_by;
    std::optional<std::string> mediator;
    Time until;
    rules::UnlessAgreed unless_agreed = rules::UnlessAgreed::vote;
    Percent majority;
    std::optional<Percent> objections_at_most;
    std::optional<Duration> late_offer;
    std::optional<std::int64_t> late_offers;
    static constexpr auto fields() {
        return FieldTable{
            field("negotiators", &NegotiationTerms::negotiators, "who speaks for which class"),
            field("opened_by", &NegotiationTerms::opened_by,
                  "the class of whoever proposed; the first offer is theirs"),
            field("mediator", &NegotiationTerms::mediator, "the body that helps them to agree"),
            field("until", &NegotiationTerms::until, "they agree by then"),
            field("unless_agreed", &NegotiationTerms::unless_agreed, "what follows where they do not"),
            field("majority", &NegotiationTerms::majority, "of a vote, before what a return adds"),
            field("objections_at_most", &NegotiationTerms::objections_at_most,
                  "of a vote by consent, before what a return takes away"),
            field("late_offer", &NegotiationTerms::late_offer, "time that a late offer leaves to answer it"),
            field("late_offers", &NegotiationTerms::late_offers, "how often the end is put off for one")};
    }
};

struct Proposed {
    IdValue proposal;
    MemberId proposer;
    std::string rule;
    std::string old_value;
    std::int64_t old_version = 0;
    std::string value;
    rules::ProcedureCharter procedure;
    rules::DomainCharter domain;
    Time voting_opens_at;
    Time voting_closes_at;
    Vaulted<std::string> reason;
    ExpectedResult expected;
    Effects effects;
    std::optional<Time> sunset_at;
    std::optional<bool> lapses_if_missed;
    std::optional<Percent> return_margin;
    std::optional<IdValue> review_of;
    std::optional<Advice> advice;
    std::optional<ChangeCost> cost;
    std::optional<DirectiveTerms> directive;
    std::optional<Caller> called_by;
    std::optional<NegotiationTerms> negotiation;
    std::optional<std::string> targets;
    std::optional<Vaulted<std::string>> evidence;
    std::optional<Baseline> baseline;
    std::optional<rules::Scope> scope = {};
    std::optional<bool> by_law = {};
    std::optional<SponsorTerms> sponsors = {};
    static constexpr std::string_view name = "decisions.proposed";
    static constexpr std::string_view about =
        "A new value for a rule was proposed. Its procedure is settled from here on.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &Proposed::proposal, "its number"),
            field("proposer", &Proposed::proposer, "who proposes"),
            field("rule", &Proposed::rule, "which rule"),
            field("old_value", &Proposed::old_value, "in force when it was proposed", Audience::everyone,
                  prose_characters_max),
            field("old_version", &Proposed::old_version, "of that value"),
            field("value", &Proposed::value, "the new value", Audience::everyone, prose_characters_max),
            field("procedure", &Proposed::procedure, "phases and count, as the charter has them now"),
            field("domain", &Proposed::domain, "mode, and who decides"),
            field("voting_opens_at", &Proposed::voting_opens_at, "the electorate is frozen then"),
            field("voting_closes_at", &Proposed::voting_closes_at, "no ballot counts after this"),
            field("reason", &Proposed::reason, "why"),
            field("expected", &Proposed::expected, "the result that it promises"),
            field("effects", &Proposed::effects, "what it does"),
            field("sunset_at", &Proposed::sunset_at, "when the value before returns by itself"),
            field("lapses_if_missed", &Proposed::lapses_if_missed,
                  "whether the value before returns by itself if the promise is missed"),
            field("return_margin", &Proposed::return_margin,
                  "what the majority was raised by, since it goes back to the value before"),
            field("review_of", &Proposed::review_of, "the decision that this vote is about, where nobody proposed it"),
            field("advice", &Proposed::advice, "on how to decide it"),
            field("cost", &Proposed::cost, "what the change costs those who live with it"),
            field("directive", &Proposed::directive, "what a body that decides for others owes them"),
            field("called_by", &Proposed::called_by,
                  "what called this vote, where nobody proposed it; without a word, a missed promise"),
            field("negotiation", &Proposed::negotiation, "where speakers of the classes bargain"),
            field("targets", &Proposed::targets, "the class that it is aimed at, if at one"),
            field("evidence", &Proposed::evidence, "that speaks for aiming it at that class"),
            field("baseline", &Proposed::baseline, "where the platform reckons the figure: what it was before"),
            field("scope", &Proposed::scope, "where it shall hold; none: the whole platform"),
            field("by_law", &Proposed::by_law, "whether those decide to whom the charter leaves room there"),
            field("sponsors", &Proposed::sponsors, "that it needs before it is talked about")};
    }
    std::string topic() const { return "/decisions"; }
};

struct Withdraw {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.withdraw";
    static constexpr std::string_view about = "Takes one's own proposal back, before the vote opens.";
    static constexpr auto fields() { return FieldTable{field("proposal", &Withdraw::proposal, "which")}; }
};
struct Withdrawn {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.withdrawn";
    static constexpr std::string_view about = "A proposal was taken back.";
    static constexpr auto fields() { return FieldTable{field("proposal", &Withdrawn::proposal, "which")}; }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct ProposeFacts {
    bool launched = false;
    std::optional<rules::Version> current; // none: there is no such rule
    bool is_indexed = false;               // it moves by a published formula alone
    std::optional<rules::Scope> scope;     // as it was named, or the class that it is aimed at
    std::optional<Refusal> scope_fault;    // why the rule can have no value of its own there
    bool is_by_law = false;                // the charter leaves room there
    std::vector<rules::Version> versions;  // in that scope, those to come included
    Duration cool_down;
    Percent reversal_margin;
    Result<std::string> value; // as it would be written, or why it cannot be
    rules::DomainCharter domain;
    rules::ProcedureCharter procedure;
    bool indicator_known = false;
    std::optional<Reckoned> reckoned; // where the platform reckons the figure itself
    std::vector<ClassSize> sizes;     // members of every class
    std::int64_t deciders = 0;        // of those who decide
    Currency currency;
    std::vector<std::string> bound;           // by the domain
    std::vector<NegotiatorTerms> negotiators; // of the classes that decide, should they negotiate
    Duration directive_time;
    Duration emergency_time;
    Percent objection_share;
    MatterRecord record;
    Duration late_offer;
    std::int64_t late_offers = 0;
    std::optional<IdValue> open_proposal; // on the same rule
    std::optional<IdValue> open_review;   // of a decision on the same rule: its result is being measured
};
ProposeFacts load(store::Connection&, const engine::Context&, const Propose&);
engine::Decision decide(const ProposeFacts&, const Propose&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Proposed&);

struct WithdrawFacts {
    std::optional<MemberId> proposer;
    Stage stage = Stage::deliberation;
    std::optional<IdValue> review_of;
    bool is_amended_by_vote = false; // its amendments are voted on already
};
WithdrawFacts load(store::Connection&, const engine::Context&, const Withdraw&);
engine::Decision decide(const WithdrawFacts&, const Withdraw&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Withdrawn&);

/// What every proposal leaves behind, whatever it is about.
struct ProposalTerms {
    IdValue proposal;
    Subject subject = Subject::rule_change;
    std::string matter;
    MemberId proposer;
    rules::ProcedureCharter procedure;
    rules::DomainCharter domain;
    Hash reason;
    Time voting_opens_at;
    Time voting_closes_at;
    std::optional<IdValue> review_of;
    std::optional<Caller> called_by;
    std::optional<SponsorTerms> sponsors;
};
void keep_proposal(store::Connection& connection, const engine::Meta& meta, const ProposalTerms& terms);

/// What a change of a rule is about.
std::string matter_of(std::string_view rule, const std::optional<rules::Scope>& scope);
/// What is still being talked about or voted on, for one rule in a scope, or one resolution.
std::optional<IdValue> open_proposal_on(store::Connection& connection, std::string_view matter);
/// "Who proposes": members; where a body is mandated or a class regulates itself, those. Refused:
/// decisions.not_mandated, decisions.not_bound.
std::optional<Refusal> may_not_propose(const rules::DomainCharter& domain, const engine::Standing& standing);

inline constexpr RefusalKind not_launched{
    "decisions.not_launched",
    "This platform is a draft: its founder edits the charter freely until launch, and decisions begin after it.", 409};
inline constexpr RefusalKind no_such_domain{
    "decisions.no_such_domain",
    "The charter names no domain \"{}\". Its domains stand on the page of the charter; \"*\" is everything.", 404};
inline constexpr RefusalKind no_such_proposal{"decisions.no_such_proposal", "There is no proposal with this number.",
                                              404};

} // namespace reef::decisions
