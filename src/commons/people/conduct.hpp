// What members expect of one another: a text that they decide on, and under which version of it somebody joined.
#pragma once
#include "commons/rules/module.hpp"

namespace reef::people {

extern const engine::Rule<Prose> conduct;

/// The version in force; none where the chronicle is older than the rule.
std::optional<std::int64_t> conduct_version_at(store::Connection& connection, Time at);

/// The standards in force, for whoever is about to join.
struct ConductView {
    std::vector<std::string> paragraphs;
    std::string version;
    Time since;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("paragraphs", &ConductView::paragraphs, "of the text in force"),
                          field("version", &ConductView::version, "from 1"),
                          field("since", &ConductView::since, "in force since"),
                          field("href", &ConductView::href, "the rule, with its history")};
    }
};
std::optional<ConductView> conduct_view(engine::PageRequest& request);

/// Under which version somebody joined a class, and whether another one stands now.
struct JoinedUnder {
    std::string class_name;
    Time joined_at;
    std::optional<std::int64_t> version;
    std::string sentence;
    bool has_changed = false;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("class", &JoinedUnder::class_name, "which class"),
                          field("joined_at", &JoinedUnder::joined_at, "when"),
                          field("version", &JoinedUnder::version, "of the standards; none: nothing was recorded then"),
                          field("sentence", &JoinedUnder::sentence, "in words"),
                          field("has_changed", &JoinedUnder::has_changed, "another version stands now"),
                          field("href", &JoinedUnder::href, "the rule, with what changed")};
    }
};
/// Of the classes that a member belongs to now, in the order of joining.
std::vector<JoinedUnder> joined_under(engine::PageRequest& request, const rules::Charter& charter, MemberId member);

} // namespace reef::people
