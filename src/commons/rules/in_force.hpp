// Which value a rule has, at a time.
#pragma once
#include "commons/rules/charter.hpp"
#include "commons/rules/promise.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

/// What made a version: the charter or a release, a decision, a sunset, a promise that was missed, the rule's formula,
/// another charter that leaves less room for by-laws.
enum class Origin { founding, decision, sunset, missed_promise, index, narrowed };
constexpr auto names_of(Origin) {
    return std::array{"founding"sv, "decision"sv, "sunset"sv, "missed promise"sv, "index"sv, "narrowed"sv};
}

/// What a review found of a version.
struct ReviewResult {
    Finding finding = Finding::achieved;
    std::optional<std::string> measured;
    std::optional<Vaulted<std::string>> source;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("finding", &ReviewResult::finding, "whether the promise was kept"),
                          field("measured", &ReviewResult::measured, "by how much the figure moved as was promised"),
                          field("source", &ReviewResult::source, "where that is from"),
                          field("at", &ReviewResult::at, "when it was recorded")};
    }
};

/// A version of a rule in one scope, without its type.
struct Version {
    std::string rule;
    std::string scope = {}; // empty: the whole platform
    std::int64_t version = 0;
    std::string value;
    Time effective_at;
    EntryNumber entry = 0;
    std::optional<IdValue> decision;
    std::optional<Hash> reason;
    Time published_at;
    Origin origin = Origin::founding;
    std::optional<MemberId> author;
    std::optional<std::string> expected;
    std::optional<Time> sunset_at;
    std::optional<std::string> result;
    bool by_law = false;
    static constexpr auto fields() {
        return FieldTable{field("rule", &Version::rule, "its name"),
                          field("scope", &Version::scope, "for which it holds"),
                          field("version", &Version::version, "from 1"),
                          field("value", &Version::value, "as it is written"),
                          field("effective_at", &Version::effective_at, "from when"),
                          field("entry", &Version::entry, "that set it"),
                          field("decision", &Version::decision, "that decided it"),
                          field("reason", &Version::reason, "in the vault"),
                          field("published_at", &Version::published_at, "when everybody could know"),
                          field("origin", &Version::origin, "what made it"),
                          field("author", &Version::author, "who proposed it"),
                          field("expected", &Version::expected, "what it promised, as JSON"),
                          field("sunset_at", &Version::sunset_at, "when it ends by itself"),
                          field("result", &Version::result, "what a review found, as JSON"),
                          field("by_law", &Version::by_law, "made within the room for by-laws")};
    }
};

/// All versions of a rule in a scope, the first first. In a scope that is not the whole platform they begin with number
/// 0, which nobody decided: the parent's value.
std::vector<Version> versions_of(store::Connection& connection, std::string_view rule,
                                 const std::optional<Scope>& scope = {});
/// The value before the one of the version at `place`. A renewal of the same value is no change, so it is looked
/// through; nothing where there never was another one.
std::optional<std::string> value_before(const std::vector<Version>& versions, std::size_t place);
/// The version in force at a time. Every rule of the registry has one from the founding on; a scope's may be number 0.
std::optional<Version> version_at(store::Connection& connection, std::string_view rule, Time at,
                                  const std::optional<Scope>& scope = {});

/// What a rule has at a time: for the whole platform, and in every scope with a value of its own, by its name.
struct ValuesOfRule {
    Version platform;
    std::vector<Version> scoped;
    /// The narrowest that holds.
    const Version& of(const Selector& selector) const;
};
ValuesOfRule values_at(store::Connection& connection, std::string_view rule, Time at);

/// The value and version of a rule in force for the whole platform, with its type: what facts carry.
template <Textual T>
engine::InForce<T> in_force(store::Connection& connection, const engine::Rule<T>& rule, Time at) {
    const auto version = version_at(connection, rule.name, at);
    ensure(version.has_value(), std::string("the rule is recorded: ") + std::string(rule.name));
    const auto value = T::parse(version->value);
    ensure(value.has_value(), "a recorded rule has a value of its type");
    return {*value, version->version};
}

/// The same with the scope whose version it is; none: the whole platform's.
template <Textual T>
struct ScopedInForce {
    T value{};
    std::int64_t version = 0;
    std::optional<Scope> scope;
};
/// The value in force for whom or what is asked: of the scopes by which the rule's room asks, the narrowest that has
/// one (narrowest_first), or else the whole platform's.
template <Textual T>
ScopedInForce<T> in_force(store::Connection& connection, const engine::Rule<T>& rule, Time at,
                          const Selector& selector) {
    const auto values = values_at(connection, rule.name, at);
    const auto& version = values.of(selector);
    const auto value = T::parse(version.value);
    ensure(value.has_value(), "a recorded rule has a value of its type");
    return {*value, version.version, scope_from_record(version.scope)};
}

/// The charter as it stands, and the state of the platform. All who read the same charter share it; nobody changes it
/// under them.
struct PlatformRow {
    std::shared_ptr<const Charter> kept;
    const Charter& charter = *kept;
    EntryNumber entry = 0;
    Time founded_at;
    std::optional<Time> launched_at;
    bool launched() const { return launched_at.has_value(); }
};
/// Nothing before the founding.
std::optional<PlatformRow> platform(store::Connection& connection);
/// For those who come after the founding.
PlatformRow founded_platform(store::Connection& connection);

} // namespace reef::rules
