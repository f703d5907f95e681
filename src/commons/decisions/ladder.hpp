// The ladder: a domain of rules goes from one mode to the next when what was decided there gives a reason, and back
// when it gives none any more. One rung at a time, as a recorded act that names the decisions it rests on.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

struct ChangeMode {
    std::string domain;
    rules::Mode mode = rules::Mode::negotiated;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.change_mode";
    static constexpr std::string_view about =
        "Takes a domain of rules one rung up or down the ladder of modes, where its decisions give reason to.";
    static constexpr auto fields() {
        return FieldTable{
            field("domain", &ChangeMode::domain, "its rules, as the charter writes them, such as \"market.*\""),
            field("mode", &ChangeMode::mode, "how they shall be decided from now on"),
            field("reason", &ChangeMode::reason, "why", Audience::everyone, 2'000)};
    }
};
struct ModeChanged {
    rules::DomainCharter domain;
    rules::Mode mode_before = rules::Mode::negotiated;
    MemberId member;
    Vaulted<std::string> reason;
    std::vector<IdValue> because_of;
    static constexpr std::string_view name = "decisions.mode_changed";
    static constexpr std::string_view about = "A domain of rules is decided on in another way from here on.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &ModeChanged::domain, "as it is from here on"),
                          field("mode_before", &ModeChanged::mode_before, "how it was decided until here"),
                          field("member", &ModeChanged::member, "who took the step"),
                          field("reason", &ModeChanged::reason, "why"),
                          field("because_of", &ModeChanged::because_of, "the decisions that give reason to")};
    }
    std::string topic() const { return "/decisions"; }
};

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
};
LadderFacts load(store::Connection&, const engine::Context&, const ChangeMode&);
engine::Decision decide(const LadderFacts&, const ChangeMode&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ModeChanged&);

} // namespace reef::decisions
