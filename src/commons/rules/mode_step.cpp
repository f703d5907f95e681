#include "commons/rules/mode_step.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

constexpr RefusalKind unknown_domain{"rules.unknown_domain", "The charter has no domain \"{}\".", 404};

} // namespace

std::optional<DomainCharter> load(store::Connection& connection, const Context&, const SetMode& set) {
    const auto row = platform(connection);
    if (!row) return {};
    const auto& domains = row->charter.governance.domains;
    const auto found = std::ranges::find(domains, set.domain.rules, &DomainCharter::rules);
    return found == domains.end() ? std::nullopt : std::optional(*found);
}
Decision decide(const std::optional<DomainCharter>& before, const SetMode& set, Context&) {
    if (!before) return refuse(unknown_domain, "domain", {set.domain.rules});
    return Events{ModeSet{set.domain, *before, set.reason, set.because_of}};
}
void apply(store::Connection& connection, const Meta& meta, const ModeSet& event) {
    auto charter = founded_platform(connection).charter;
    *std::ranges::find(charter.governance.domains, event.domain.rules, &DomainCharter::rules) = event.domain;
    connection.run("UPDATE {rules_platform} SET charter = $1, entry = $2 WHERE platform = 1",
                   json_text(to_json(charter)), meta.entry);
    connection.run("INSERT INTO {rules_mode_steps} (entry, domain, step, reason, at) VALUES ($1, $2, $3, $4, $5)",
                   meta.entry, event.domain.rules, json_text(to_json(event)), event.reason.reference.commitment,
                   meta.at);
}

std::vector<ModeStep> mode_steps(store::Connection& connection, std::string_view domain) {
    std::vector<ModeStep> steps;
    for (const auto& [entry, recorded, reason, at] : connection.all<std::tuple<EntryNumber, std::string, Hash, Time>>(
             "SELECT entry, step, reason, at FROM {rules_mode_steps} WHERE domain = $1 ORDER BY entry", domain)) {
        const auto step = from_recorded<ModeSet>(recorded);
        steps.push_back({step.before, step.domain, reason, step.because_of, at, entry});
    }
    return steps;
}

} // namespace reef::rules
