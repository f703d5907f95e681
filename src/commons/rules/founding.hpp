// Founding: the charter and every rule's first value. Until launch the founder edits freely; after it only decisions
// do.
#pragma once
#include "commons/rules/charter_check.hpp"
#include "commons/rules/in_force.hpp"

namespace reef::rules {

struct RuleValue {
    std::string rule;
    std::string value;
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &RuleValue::rule, "its name"),
            field("value", &RuleValue::value, "its first value", Audience::everyone, prose_characters_max)};
    }
};

struct FoundPlatform {
    Charter charter;
    std::vector<RuleValue> rules; // every rule of this release with its first value; completed as the command comes in
    static constexpr std::string_view name = "rules.found_platform";
    static constexpr std::string_view about =
        "Founds the platform from a charter. It stays a draft until it is launched.";
    static constexpr auto fields() {
        return FieldTable{field("charter", &FoundPlatform::charter, "the founding document"),
                          field("rules", &FoundPlatform::rules, "filled in by the release: every rule's first value")};
    }
};

struct PlatformFounded {
    Charter charter;
    std::vector<RuleValue> rules;
    static constexpr std::string_view name = "rules.platform_founded";
    static constexpr std::string_view about = "The platform was founded, as a draft.";
    static constexpr auto fields() {
        return FieldTable{field("charter", &PlatformFounded::charter, "the founding document"),
                          field("rules", &PlatformFounded::rules, "every rule's first value")};
    }
};

struct AmendDraft {
    Charter charter;
    std::vector<RuleValue> rules;
    static constexpr std::string_view name = "rules.amend_draft";
    static constexpr std::string_view about = "Changes the charter while the platform is a draft.";
    static constexpr auto fields() {
        return FieldTable{field("charter", &AmendDraft::charter, "the whole charter, as it shall be"),
                          field("rules", &AmendDraft::rules, "filled in by the release: every rule's first value")};
    }
};

struct DraftAmended {
    Charter charter;
    std::vector<RuleValue> rules;
    static constexpr std::string_view name = "rules.draft_amended";
    static constexpr std::string_view about = "The founder changed the charter of the draft.";
    static constexpr auto fields() {
        return FieldTable{field("charter", &DraftAmended::charter, "the founding document"),
                          field("rules", &DraftAmended::rules, "every rule's first value")};
    }
};

/// Given by the launch: from here on only decisions change rules.
struct EnterIntoForce {
    static constexpr std::string_view name = "rules.enter_into_force";
    static constexpr std::string_view about = "Closes the draft: from here on rules change by decisions only.";
    static constexpr auto fields() { return FieldTable{}; }
};

struct CharterInForce {
    static constexpr std::string_view name = "rules.charter_in_force";
    static constexpr std::string_view about = "The draft is closed. From here on rules change by decisions only.";
    static constexpr auto fields() { return FieldTable{}; }
};

/// Rules that a new release brings, with their defaults.
struct AdoptNewRules {
    std::vector<RuleValue> rules;
    static constexpr std::string_view name = "rules.adopt_new_rules";
    static constexpr std::string_view about = "Records the first values of rules that a release brings.";
    static constexpr auto fields() {
        return FieldTable{field("rules", &AdoptNewRules::rules, "with their first values")};
    }
};

struct NewRulesAdopted {
    std::vector<RuleValue> rules;
    static constexpr std::string_view name = "rules.new_rules_adopted";
    static constexpr std::string_view about = "A release brought rules that the platform did not have.";
    static constexpr auto fields() {
        return FieldTable{field("rules", &NewRulesAdopted::rules, "with their first values")};
    }
};

/// What deciding about a charter needs: the state of the platform, and the faults of the charter as it came in.
struct CharterFacts {
    std::optional<bool> launched; // nothing: not founded
    std::vector<CharterFault> faults;
};

void observe(store::Connection&, const engine::Context&, FoundPlatform&);
CharterFacts load(store::Connection&, const engine::Context&, const FoundPlatform&);
engine::Decision decide(const CharterFacts&, const FoundPlatform&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const PlatformFounded&);

void observe(store::Connection&, const engine::Context&, AmendDraft&);
CharterFacts load(store::Connection&, const engine::Context&, const AmendDraft&);
engine::Decision decide(const CharterFacts&, const AmendDraft&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DraftAmended&);

std::optional<PlatformRow> load(store::Connection&, const engine::Context&, const EnterIntoForce&);
engine::Decision decide(const std::optional<PlatformRow>&, const EnterIntoForce&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CharterInForce&);

engine::NoFacts load(store::Connection&, const engine::Context&, const AdoptNewRules&);
engine::Decision decide(const engine::NoFacts&, const AdoptNewRules&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const NewRulesAdopted&);

/// Every declared rule with the value that the charter or else its default gives it.
std::vector<RuleValue> first_values(const engine::Registry& registry, const Charter& charter);

} // namespace reef::rules
