#include "commons/rules/in_force.hpp"

namespace reef::rules {
namespace {

constexpr std::string_view version_columns = "SELECT rule, scope, version, value, effective_at, entry, decision, "
                                             "reason, published_at, origin, author, expected, "
                                             "sunset_at, result, by_law FROM {rules_versions} v ";

/// What a scope has before anybody decided for it.
Version parents_version(std::string_view rule, std::string recorded) {
    Version version;
    version.rule = std::string(rule);
    version.scope = std::move(recorded);
    version.value = std::string(parents_value);
    return version;
}

} // namespace

std::vector<Version> versions_of(store::Connection& connection, std::string_view rule,
                                 const std::optional<Scope>& scope) {
    auto versions = connection.all<Version>(
        std::string(version_columns) + "WHERE rule = $1 AND scope = $2 ORDER BY version", rule, recorded_scope(scope));
    if (scope) versions.insert(versions.begin(), parents_version(rule, scope->text()));
    return versions;
}

std::optional<std::string> value_before(const std::vector<Version>& versions, std::size_t place) {
    for (auto earlier = place; earlier-- > 0;)
        if (versions[earlier].value != versions[place].value) return versions[earlier].value;
    return {};
}

std::optional<Version> version_at(store::Connection& connection, std::string_view rule, Time at,
                                  const std::optional<Scope>& scope) {
    auto version = connection.first<Version>(
        std::string(version_columns) +
            "WHERE rule = $1 AND scope = $2 AND effective_at <= $3 ORDER BY version DESC LIMIT 1",
        rule, recorded_scope(scope), at);
    if (!version && scope) return parents_version(rule, scope->text());
    return version;
}

ValuesOfRule values_at(store::Connection& connection, std::string_view rule, Time at) {
    ValuesOfRule values;
    for (auto& version : connection.all<Version>(
             std::string(version_columns) +
                 "WHERE rule = $1 AND effective_at <= $2 AND NOT EXISTS (SELECT 1 FROM {rules_versions} later WHERE "
                 "later.rule = v.rule AND later.scope = v.scope AND later.version > v.version AND later.effective_at "
                 "<= $2) ORDER BY scope",
             rule, at)) {
        if (version.scope.empty())
            values.platform = std::move(version);
        else if (version.value != parents_value)
            values.scoped.push_back(std::move(version));
    }
    ensure(!values.platform.rule.empty(), std::string("the rule is recorded: ") + std::string(rule));
    return values;
}

const Version& ValuesOfRule::of(const Selector& selector) const {
    if (scoped.empty()) return platform;
    for (const auto& scope : narrowest_first(selector)) {
        const auto found = std::ranges::find(scoped, scope.text(), &Version::scope);
        if (found != scoped.end()) return *found;
    }
    return platform;
}

namespace {
/// Many ask for the charter on the way to one page, and it hardly ever changes: the one read last is kept. Whatever
/// connection it comes from, the same text is the same charter.
std::shared_ptr<const Charter> charter_of(const std::string& text) {
    thread_local std::string last_text;
    thread_local std::shared_ptr<const Charter> last;
    if (!last || text != last_text) {
        last = std::make_shared<const Charter>(from_recorded<Charter>(text));
        last_text = text;
    }
    return last;
}
} // namespace

std::optional<PlatformRow> platform(store::Connection& connection) {
    using Row = std::tuple<std::string, EntryNumber, Time, std::optional<Time>>;
    const auto row = connection.first<Row>(
        "SELECT charter, entry, founded_at, launched_at FROM {rules_platform} WHERE platform = 1");
    if (!row) return {};
    const auto& [text, entry, founded_at, launched_at] = *row;
    return PlatformRow{.kept = charter_of(text), .entry = entry, .founded_at = founded_at, .launched_at = launched_at};
}

PlatformRow founded_platform(store::Connection& connection) {
    auto row = platform(connection);
    ensure(row.has_value(), "the platform is founded");
    return std::move(*row);
}

} // namespace reef::rules
