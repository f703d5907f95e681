// Steps on the ladder of modes: the one way in which a domain of the charter changes after launch.
#pragma once
#include "commons/rules/in_force.hpp"

namespace reef::rules {

/// Given only by a step that was taken on the ladder.
struct SetMode {
    DomainCharter domain;
    Vaulted<std::string> reason;
    std::vector<IdValue> because_of;
    static constexpr std::string_view name = "rules.set_mode";
    static constexpr std::string_view about = "Puts another way of deciding on a domain of rules into the charter.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &SetMode::domain, "as it shall be"), field("reason", &SetMode::reason, "why"),
                          field("because_of", &SetMode::because_of, "the decisions that give reason to")};
    }
};
struct ModeSet {
    DomainCharter domain;
    DomainCharter before;
    Vaulted<std::string> reason;
    std::vector<IdValue> because_of;
    static constexpr std::string_view name = "rules.mode_set";
    static constexpr std::string_view about = "From here on a domain of rules is decided on in another way.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &ModeSet::domain, "as it is from here on"),
                          field("before", &ModeSet::before, "as it was"), field("reason", &ModeSet::reason, "why"),
                          field("because_of", &ModeSet::because_of, "the decisions that give reason to")};
    }
    std::string topic() const { return "/charter"; }
};

std::optional<DomainCharter> load(store::Connection&, const engine::Context&, const SetMode&);
engine::Decision decide(const std::optional<DomainCharter>&, const SetMode&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const ModeSet&);

struct ModeStep {
    DomainCharter before;
    DomainCharter after;
    Hash reason;
    std::vector<IdValue> because_of;
    Time at;
    EntryNumber entry = 0;
};
/// The steps that a domain has taken, the first first.
std::vector<ModeStep> mode_steps(store::Connection& connection, std::string_view domain);

} // namespace reef::rules
