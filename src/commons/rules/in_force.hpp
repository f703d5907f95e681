// Which value a rule has, at a time.
#pragma once
#include "commons/rules/charter.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

/// A version of a rule, without its type.
struct Version {
    std::string rule;
    std::int64_t version = 0;
    std::string value;
    Time effective_at;
    EntryNumber entry = 0;
    std::optional<IdValue> decision;
    std::optional<Hash> reason;
    static constexpr auto fields() {
        return std::tuple{field("rule", &Version::rule, "its name"),
                          field("version", &Version::version, "from 1"),
                          field("value", &Version::value, "as it is written"),
                          field("effective_at", &Version::effective_at, "from when"),
                          field("entry", &Version::entry, "that set it"),
                          field("decision", &Version::decision, "that decided it"),
                          field("reason", &Version::reason, "in the vault")};
    }
};

/// All versions of a rule, the first first.
std::vector<Version> versions_of(store::Connection& connection, std::string_view rule);
/// The version in force at a time. Every rule of the registry has one from the founding on.
std::optional<Version> version_at(store::Connection& connection, std::string_view rule, Time at);

/// The value and version of a rule in force, with its type: what facts carry.
template <Textual T>
engine::InForce<T> in_force(store::Connection& connection, const engine::Rule<T>& rule, Time at) {
    const auto version = version_at(connection, rule.name, at);
    ensure(version.has_value(), std::string("the rule is recorded: ") + std::string(rule.name));
    const auto value = T::parse(version->value);
    ensure(value.has_value(), "a recorded rule has a value of its type");
    return {*value, version->version};
}

/// The charter as it stands, and the state of the platform.
struct PlatformRow {
    Charter charter;
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
