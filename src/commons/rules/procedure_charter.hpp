// What a charter says of deciding: the phases and the count of a procedure, and who decides on which rules.
#pragma once
#include "core/base/module.hpp"
#include <algorithm>

namespace reef::rules {

using namespace std::literals;

/// How a rule may change: by a mandated body, by those it binds within bounds, or by the classes together.
enum class Mode { directive, self_regulated, negotiated };
constexpr auto names_of(Mode) { return std::array{"directive"sv, "self-regulated"sv, "negotiated"sv}; }

/// What follows where the classes do not agree in time: a vote on the last offer, or nothing.
enum class UnlessAgreed { vote, nothing };
constexpr auto names_of(UnlessAgreed) { return std::array{"vote"sv, "nothing"sv}; }

/// The weighted share of the votes, or the weights of the classes that say yes.
enum class CountForm { proportional, block };
constexpr auto names_of(CountForm) { return std::array{"proportional"sv, "block"sv}; }

/// A majority asked for beside the weighted one: more yes than no of all ballots alike, or in more than half of the
/// classes that have a weight.
enum class SecondMajority { ballots, classes };
constexpr auto names_of(SecondMajority) { return std::array{"ballots"sv, "classes"sv}; }

struct ProcedureCharter {
    std::string id;
    Duration deliberation;
    Duration voting;
    Duration notice;
    CountForm form = CountForm::proportional;
    Percent majority;
    bool ballots_open = false;
    std::optional<bool> delegation;
    std::optional<bool> ballots_private;
    std::optional<Duration> negotiation;
    std::optional<UnlessAgreed> unless_agreed;
    std::optional<std::string> mediator;
    std::optional<Duration> answers_within;
    std::optional<UnlessAgreed> unless_answered;
    std::optional<bool> every_class;
    std::optional<std::string> method;
    std::optional<Percent> objections_at_most;
    std::optional<SecondMajority> second_majority;
    std::vector<std::string> vetoes;
    std::optional<Duration> late_quorum;
    std::optional<std::int64_t> sponsors;
    std::optional<Percent> sponsors_share;
    std::optional<Duration> sponsors_within;
    bool is_private() const { return ballots_private.value_or(false); }
    bool has_veto(std::string_view stakeholder_class) const {
        return std::ranges::find(vetoes, stakeholder_class) != vetoes.end();
    }
    static constexpr auto fields() {
        return FieldTable{
            field("id", &ProcedureCharter::id, "short name"),
            field("deliberation", &ProcedureCharter::deliberation, "time to talk before the vote"),
            field("voting", &ProcedureCharter::voting, "time to vote"),
            field("notice", &ProcedureCharter::notice, "time between the decision and its effect"),
            field("form", &ProcedureCharter::form, "how the classes' votes are put together"),
            field("majority", &ProcedureCharter::majority, "what must be exceeded; above 50 %, what must be reached"),
            field("ballots_open", &ProcedureCharter::ballots_open, "whether members see each other's ballots"),
            field("delegation", &ProcedureCharter::delegation,
                  "whether a member may entrust another of the same class with their vote"),
            field("ballots_private", &ProcedureCharter::ballots_private,
                  "whether ballots are sealed, and published under trackers at the end"),
            field("negotiation", &ProcedureCharter::negotiation,
                  "negotiated: how long speakers of the classes bargain first"),
            field("unless_agreed", &ProcedureCharter::unless_agreed,
                  "where they do not agree in time: vote (without a word) or nothing"),
            field("mediator", &ProcedureCharter::mediator, "the body that helps them to agree"),
            field("answers_within", &ProcedureCharter::answers_within,
                  "how long another party has to answer an opinion; the vote waits for it"),
            field("unless_answered", &ProcedureCharter::unless_answered,
                  "where nobody answers in time: vote (without a word) or nothing"),
            field("every_class", &ProcedureCharter::every_class,
                  "whether in every class with members more must say yes than no"),
            field("method", &ProcedureCharter::method, "how ballots are cast and counted; without a word, majority"),
            field("objections_at_most", &ProcedureCharter::objections_at_most,
                  "by consent: the part of the weighted votes that may object; without a word, none"),
            field("second_majority", &ProcedureCharter::second_majority,
                  "asked for beside the weighted one: more yes than no of all ballots, or in most classes"),
            field("vetoes", &ProcedureCharter::vetoes, "classes that stop it if more of them say no than yes"),
            field("late_quorum", &ProcedureCharter::late_quorum,
                  "a quorum that is reached later than this before the end keeps the vote open so long again"),
            field("sponsors", &ProcedureCharter::sponsors,
                  "so many others stand behind a proposal before it is talked about"),
            field("sponsors_share", &ProcedureCharter::sponsors_share,
                  "or this part of those who decide, where that is more"),
            field("sponsors_within", &ProcedureCharter::sponsors_within, "in this time, or it ends")};
    }
};

/// Who decides on which rules. `rules` is a rule's name or the beginning of names, ending in `*`; the longest that fits
/// applies.
struct DomainCharter {
    std::string rules;
    Mode mode = Mode::negotiated;
    std::string procedure;
    std::vector<std::string> classes;
    std::optional<std::string> body;
    /// The body that decides as if it were one class: mandated, or, for by-laws, deciding for itself.
    const std::string* deciding_body() const {
        const bool decides = mode == Mode::directive || (mode == Mode::self_regulated && classes.empty());
        return decides && body ? &*body : nullptr;
    }
    static constexpr auto fields() {
        return FieldTable{
            field("rules", &DomainCharter::rules, "a rule, or the beginning of names, as in \"market.*\""),
            field("mode", &DomainCharter::mode, "how they may change"),
            field("procedure", &DomainCharter::procedure, "phases and count"),
            field("classes", &DomainCharter::classes, "self-regulated and directive: the classes bound; empty: all"),
            field("body", &DomainCharter::body,
                  "the body that is mandated, or that may be if the classes do not agree")};
    }
};

} // namespace reef::rules
