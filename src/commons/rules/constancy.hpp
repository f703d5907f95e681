// Constancy: "strong variability will make the stability of the scheme poor, which makes it difficult to predict". A
// rule rests after a change, a return asks for more than the change did, and how stable rules have been is shown.
#pragma once
#include "commons/rules/in_force.hpp"

namespace reef::rules {

extern const engine::Rule<Duration> cool_down;
extern const engine::Rule<Percent> reversal_margin;
extern const engine::Rule<Duration> stability_window;
extern const engine::Rule<engine::Count> stability_scale;
std::vector<engine::RuleDeclaration> constancy_rules();

/// Until when a rule rests after its last decided change: the cool-down, doubled for each other decided change in the
/// year before it, three times at most. Nothing for a rule that no decision has changed yet.
std::optional<Time> rests_until(const std::vector<Version>& versions, Duration cool_down);
/// Whether a value goes back to the one before the last decided change.
bool is_return(const std::vector<Version>& versions, std::string_view value);
/// The majority that a return needs.
Percent raised(Percent majority, Percent margin);

/// How stable and how predictable the rules of one domain, or one rule in a scope, have been, each with its formula.
struct Constancy {
    std::string stability; // 0 to 1, two decimals
    std::string stability_formula;
    std::int64_t changes = 0;
    std::string window;
    std::optional<std::string> predictability;
    std::string predictability_formula;
    std::optional<Time> rests_until;
    static constexpr auto fields() {
        return FieldTable{
            field("stability", &Constancy::stability, "of all rules of the domain, from 0 to 1 (nothing changed)"),
            field("stability_formula", &Constancy::stability_formula, "how it is computed"),
            field("changes", &Constancy::changes, "of rules of the domain within the window"),
            field("window", &Constancy::window, "how far back one looks"),
            field("predictability", &Constancy::predictability, "share of all changes that came announced in time"),
            field("predictability_formula", &Constancy::predictability_formula, "how it is computed"),
            field("rests_until", &Constancy::rests_until, "no other value can be proposed before")};
    }
};
/// In a scope: of that rule there alone.
Constancy constancy_of(engine::PageRequest& request, const engine::RuleDeclaration& rule,
                       const std::optional<Scope>& scope = {});

} // namespace reef::rules
