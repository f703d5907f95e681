// The ladder: a domain of rules goes from one mode to the next when what was decided there gives a reason, and back
// when it gives none any more. One rung at a time, as a recorded act that names the decisions it rests on.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

extern const engine::Rule<Duration> longest_directive_mode;

struct ChangeMode {
    std::string domain;
    rules::Mode mode = rules::Mode::negotiated;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.change_mode";
    static constexpr std::string_view about =
        "Takes a domain of rules one rung up or down the ladder of modes, where its decisions give reason to; or "
        "renews a step to directive.";
    static constexpr auto fields() {
        return FieldTable{
            field("domain", &ChangeMode::domain, "its rules, as the charter writes them, such as \"market.*\""),
            field("mode", &ChangeMode::mode, "how they shall be decided from now on"),
            field("reason", &ChangeMode::reason, "why", Audience::everyone, 2'000)};
    }
};
/// Given by the clock when the time of a step to directive is over.
struct EndDirectiveMode {
    std::string domain;
    static constexpr std::string_view name = "decisions.end_directive_mode";
    static constexpr std::string_view about =
        "Takes a domain of rules back down, where its step to directive was not renewed in time.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &EndDirectiveMode::domain, "its rules, as the charter writes them")};
    }
};
/// A step. One to directive says until when; one that the clock takes has no member, and the reason of the step that it
/// undoes.
struct ModeChanged {
    rules::DomainCharter domain;
    rules::Mode mode_before = rules::Mode::negotiated;
    std::optional<MemberId> member;
    Vaulted<std::string> reason;
    std::vector<IdValue> because_of;
    std::optional<Time> until = {};
    static constexpr std::string_view name = "decisions.mode_changed";
    static constexpr std::string_view about = "A domain of rules is decided on in another way from here on.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &ModeChanged::domain, "as it is from here on"),
                          field("mode_before", &ModeChanged::mode_before, "how it was decided until here"),
                          field("member", &ModeChanged::member, "who took the step; none: its time was over"),
                          field("reason", &ModeChanged::reason, "why; where its time was over, of the step before"),
                          field("because_of", &ModeChanged::because_of, "the decisions that give reason to"),
                          field("until", &ModeChanged::until, "of a step to directive: when it ends by itself")};
    }
    std::string topic() const { return "/decisions"; }
};

/// The charter says otherwise by now, so that a step's end has nothing to undo.
struct DirectiveModeLapsed {
    std::string domain;
    static constexpr std::string_view name = "decisions.directive_mode_lapsed";
    static constexpr std::string_view about =
        "The time of a step to directive is over, and the charter has said since how these rules are decided.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &DirectiveModeLapsed::domain, "its rules, as the charter writes them")};
    }
    std::string topic() const { return "/ladder"; }
};

/// The step to directive that holds in a domain, or held.
struct DirectiveTerm {
    Time since;
    Time until;
    std::optional<Time> ended_at;
    bool ran_out = false;
    MemberId member;
    Hash reason;
    static constexpr auto fields() {
        return FieldTable{
            field("since", &DirectiveTerm::since, ""),       field("until", &DirectiveTerm::until, ""),
            field("ended_at", &DirectiveTerm::ended_at, ""), field("ran_out", &DirectiveTerm::ran_out, ""),
            field("member", &DirectiveTerm::member, ""),     field("reason", &DirectiveTerm::reason, "")};
    }
};
/// All of a domain, the first first.
std::vector<DirectiveTerm> directive_terms(store::Connection& connection, std::string_view domain);

/// What became of one decision of a domain.
struct Past {
    IdValue proposal;
    bool was_bargained = false;
    bool failed = false;          // nothing came of it
    bool ended_directive = false; // those bound voted a directive away
    std::optional<rules::Finding> finding;
};
struct LadderFacts {
    std::optional<rules::DomainCharter> domain;         // none: the charter has no such domain
    std::optional<rules::DomainCharter> self_regulated; // as it was when those bound decided by themselves
    std::vector<Past> past;                             // since its last step, the last first
    bool is_protected = false;                          // its mode is a protected clause of the charter
    std::optional<DirectiveTerm> term = {};             // of the step to directive that holds
    Duration longest_directive_mode;
};
LadderFacts load(store::Connection&, const engine::Context&, const ChangeMode&);
engine::Decision decide(const LadderFacts&, const ChangeMode&, engine::Context&);
LadderFacts load(store::Connection&, const engine::Context&, const EndDirectiveMode&);
engine::Decision decide(const LadderFacts&, const EndDirectiveMode&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ModeChanged&);
void apply(store::Connection&, const engine::Meta&, const DirectiveModeLapsed&);

engine::Schedule directive_mode_schedule();

} // namespace reef::decisions
