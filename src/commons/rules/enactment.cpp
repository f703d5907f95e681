#include "commons/rules/enactment.hpp"

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind unknown_rule{"rules.unknown_rule", "There is no rule \"{}\".", 404};

} // namespace

std::vector<Version> load(store::Connection& connection, const Context&, const EnactRule& enact) {
    return versions_of(connection, enact.rule);
}
Decision decide(const std::vector<Version>& versions, const EnactRule& enact, Context& context) {
    if (versions.empty()) return refuse(unknown_rule, "rule", {enact.rule});
    // A version never takes effect before the one before it, nor before it was decided.
    const Time effective_at = std::max({enact.effective_at, versions.back().effective_at, context.at});
    return Events{
        RuleEnacted{enact.rule, versions.back().version + 1, enact.value, enact.decision, effective_at, enact.reason}};
}
void apply(store::Connection& connection, const Meta& meta, const RuleEnacted& event) {
    connection.run("INSERT INTO {rules_versions} (rule, version, value, effective_at, entry, decision, reason) "
                   "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   event.rule, event.version, event.value, event.effective_at, meta.entry, event.decision,
                   event.reason.reference.commitment);
}

} // namespace reef::rules
